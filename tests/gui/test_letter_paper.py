"""The letter on paper, by what a print dialog can be set to: copies, ranges, and the foot of a file copy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.gui.letter.output import file_copy_line
from inspector_app.gui.printing import a4_printer, draw_on, pages_for
from inspector_app.letter.content import letter_content
from inspector_app.letter.digest_code import short_code
from inspector_app.letter.pdf import letter_pdf
from inspector_app.places import resources_folder
from inspector_app.visit.letter_entities import SignedLetter

YORK = resources_folder() / "demo" / "york-2010.visit.json"
DIGEST = "0123456789abcdef" * 4


@pytest.fixture
def printer(qapp, tmp_path: Path) -> QPrinter:
    made = a4_printer("Letter")
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def test_copies_stand_one_after_the_other_or_page_by_page(printer: QPrinter) -> None:
    assert pages_for(printer, 3) == [0, 1, 2]
    printer.setCopyCount(2)
    assert pages_for(printer, 3) == [0, 1, 2, 0, 1, 2]
    printer.setCollateCopies(False)
    assert pages_for(printer, 3) == [0, 0, 1, 1, 2, 2]


def test_only_the_pages_asked_for_are_printed(printer: QPrinter) -> None:
    printer.setPageRanges(QPageRanges.fromString("1,3-4"))
    assert pages_for(printer, 9) == [0, 2, 3]


def test_each_page_of_a_file_copy_says_on_which_evidence_it_rests(printer: QPrinter, tmp_path: Path) -> None:
    content = letter_content(read_visit_file(YORK), load_framework("ucra-2010"))
    pdf = letter_pdf(content, draft=False, created=datetime(2010, 5, 21, 12, tzinfo=UTC))
    letter = SignedLetter(
        id="1", version=2, signed_at="2010-05-21T14:02:00+01:00", signed_by="x", pdf_sha256="", log_digest=DIGEST
    )
    draw_on(printer, pdf, file_copy_line(letter))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    words = [" ".join(page.get_textpage().get_text_bounded().split()) for page in printed]
    printed.close()
    said = f"File copy of version 2, signed 21 May 2010. Code of the evidence: {short_code(DIGEST)}."
    assert words == [said] * 3
