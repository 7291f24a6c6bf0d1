"""Documents on paper, by what a print dialog can be set to; Qt's own dialogs are driven by keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from window_hands import comes

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.gui.background import Background
from inspector_app.gui.letter.output import file_copy_line
from inspector_app.gui.printing import Printing, a4_printer, pages_for, print_with_dialog, print_with_preview
from inspector_app.letter.content import letter_content
from inspector_app.letter.digest_code import short_code
from inspector_app.letter.pdf import letter_pdf
from inspector_app.places import resources_folder
from inspector_app.visit.letter_entities import SignedLetter

YORK = resources_folder() / "demo" / "york-2010.visit.json"
DIGEST = "0123456789abcdef" * 4


class PrintingWindow(QWidget):
    """A window that notes what is said and told, and works in the background as the program's does."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.told: list[str] = []
        self.background = Background(lambda error: self.told.append(error.sentence), self)
        self.say = self.said.append

    def tell(self, error: Any) -> None:
        self.told.append(error.sentence)

    def run_in_background(self, *work: Any, **how: Any) -> None:
        self.background.run(*work, **how)


@pytest.fixture(scope="module")
def letter() -> bytes:
    content = letter_content(read_visit_file(YORK), load_framework("ucra-2010"))
    return letter_pdf(content, draft=False, created=datetime(2010, 5, 21, 12, tzinfo=UTC))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[PrintingWindow]:
    made = PrintingWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.background.close()


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    made = a4_printer("Letter")
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def in_the_dialog(kind: type[QDialog], act: Callable[[Any], None]) -> None:
    """Act in a dialog of Qt's once it is in sight: whoever shows it waits for its end."""
    tries = iter(range(500))

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind) and shown.isVisible() and QApplication.focusWidget() is not None:
            act(shown)
        elif next(tries, None) is not None:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def tab_to(name: str) -> QWidget:
    """Press Tab until the cursor is in what Qt calls so, or what bears these words."""
    for _ in range(20):
        at = QApplication.focusWidget()
        assert at is not None
        if name in (at.objectName(), at.property("text")):
            return at
        QTest.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(name)


def into(path: Path) -> Callable[[QPrintDialog], None]:
    """Return the keys that say where to print to, and print."""

    def act(_dialog: QPrintDialog) -> None:
        line = tab_to("filename")
        assert isinstance(line, QLineEdit)
        line.selectAll()
        QTest.keyClicks(line, str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)

    return act


def second_and_third_into(path: Path) -> Callable[[QPrintDialog], None]:
    """Return the keys that ask for two pages of three, and print them."""

    def act(dialog: QPrintDialog) -> None:
        QTest.keyClick(tab_to("&Options >>"), Qt.Key.Key_Space)
        QTest.keyClick(tab_to("printAll"), Qt.Key.Key_Down)
        for name, page in (("from", "2"), ("to", "3")):
            number = tab_to(name)
            assert isinstance(number, QSpinBox)
            number.selectAll()
            QTest.keyClicks(number, page)
        into(path)(dialog)

    return act


def looks_like(printed: Path, original: bytes, numbers: list[int]) -> bool:
    """Say whether the pages of a printed file are those of a document, as pictures."""
    one, other = pypdfium2.PdfDocument(printed), pypdfium2.PdfDocument(original)
    try:
        for page, number in zip(one, numbers, strict=True):
            assert page.get_size() == pytest.approx(other[number].get_size(), abs=1.5)
            ours, theirs = (each.render(scale=0.5).to_pil().convert("L") for each in (page, other[number]))
            pairs = zip(ours.tobytes(), theirs.resize(ours.size).tobytes(), strict=True)
            if sum(abs(a - b) > 96 for a, b in pairs) > 0.02 * ours.width * ours.height:
                return False
        return True
    finally:
        one.close()
        other.close()


def test_copies_pages_and_order_are_those_that_were_asked_for(printer: QPrinter) -> None:
    assert pages_for(printer, 3) == [0, 1, 2]
    printer.setCopyCount(2)
    assert pages_for(printer, 3) == [0, 1, 2, 0, 1, 2]
    printer.setCollateCopies(False)
    assert pages_for(printer, 3) == [0, 0, 1, 1, 2, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_for(printer, 3) == [2, 2, 1, 1, 0, 0]
    printer.setCopyCount(1)
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setPageRanges(QPageRanges.fromString("1,3-4"))
    assert pages_for(printer, 9) == [0, 2, 3]


def test_qts_print_dialog_prints_into_a_file_by_keys(window: PrintingWindow, letter: bytes, tmp_path: Path) -> None:
    whole, some = tmp_path / "whole.pdf", tmp_path / "some.pdf"
    in_the_dialog(QPrintDialog, into(whole))
    left: list[str] = []
    print_with_dialog(letter, "Letter", window, window, saved=lambda: left.append("whole"))
    assert comes(lambda: window.said == ["Saved: whole.pdf."])
    assert whole.read_bytes() == letter  # tagged, and signed where it is

    in_the_dialog(QPrintDialog, second_and_third_into(some))
    print_with_dialog(letter, "Letter", window, window, saved=lambda: left.append("some"))
    assert comes(lambda: window.said[1:] == ["Saved: some.pdf."])
    assert left == ["whole", "some"], "what lies in a file is remembered"
    assert looks_like(some, letter, [1, 2])


@pytest.mark.qt_log_ignore("QPainter::begin", "This plugin does not support")
def test_a_file_copy_is_printed_from_its_preview_and_a_printer_that_refuses_is_told_in_a_sentence(
    window: PrintingWindow, letter: bytes, tmp_path: Path
) -> None:
    signed = SignedLetter(
        id="1", version=2, signed_at="2010-05-21T14:02:00+01:00", signed_by="x", pdf_sha256="", log_digest=DIGEST
    )
    foot = file_copy_line(signed)
    assert foot == f"File copy of version 2, signed 21 May 2010. Code of the evidence: {short_code(DIGEST)}."
    shown: list[int] = []

    def print_into(path: Path) -> Callable[[QPrintPreviewDialog], None]:
        def act(dialog: QPrintPreviewDialog) -> None:
            preview = dialog.findChild(QPrintPreviewWidget)
            shown.append(preview.pageCount())
            dialog.printer().setOutputFileName(str(path))
            preview.print_()
            dialog.accept()

        return act

    in_the_dialog(QPrintPreviewDialog, print_into(tmp_path / "printed.pdf"))
    print_with_preview(letter, "Letter", window, window, foot)
    assert comes(lambda: window.said == ["Saved: printed.pdf."])
    assert looks_like(tmp_path / "printed.pdf", letter, [0, 1, 2])
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    words = [" ".join(page.get_textpage().get_text_bounded().split()) for page in printed]
    printed.close()
    assert words == [foot] * 3

    in_the_dialog(QPrintPreviewDialog, print_into(tmp_path / "not there" / "printed.pdf"))
    print_with_preview(letter, "Letter", window, window, foot)
    assert comes(lambda: window.told == ["printed.pdf could not be written: no such file or directory."])
    assert shown == [3, 3]

    in_the_dialog(QPrintPreviewDialog, QDialog.reject)
    print_with_preview(letter, "Letter", window, window)
    assert comes(lambda: not window.background.busy() and QApplication.activeModalWidget() is None)
    assert len(window.said) == 1


class OnPaper(QPrinter):
    """A printer into a file that says it is none: what is for paper is painted in bands."""

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat


def test_a_page_painted_in_bands_is_whole(window: PrintingWindow, letter: bytes, tmp_path: Path) -> None:
    printer = OnPaper(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageRanges(QPageRanges.fromString("2"))
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    Printing(letter, "Letter", "", window, window).begin(printer)
    assert comes(lambda: window.said == ["Letter: on its way to the printer."])
    assert looks_like(tmp_path / "printed.pdf", letter, [1])


def test_printing_is_said_can_be_cancelled_and_holds_no_key(
    window: PrintingWindow, printer: QPrinter, letter: bytes, tmp_path: Path
) -> None:
    printer.setCopyCount(20)
    shown: list[tuple[str, bool]] = []
    turns: list[float] = []
    window.background.shown.connect(lambda what, can_be_cancelled: shown.append((what, can_be_cancelled)))
    turning = QTimer(window)
    turning.timeout.connect(lambda: turns.append(time.monotonic()))
    turning.start(0)
    Printing(letter, "Letter", "", window, window).begin(printer)
    drawn: list[str] = []
    window.run_in_background(str, drawn.append, "Drawing the letter")
    assert comes(lambda: bool(shown) and bool(drawn)), "what is typed is drawn between two pages"
    (beside,) = tmp_path.iterdir()
    assert beside.stat().st_mode & 0o077 == 0
    window.background.cancel()
    assert not list(tmp_path.iterdir()), "no torn file under the name that was chosen"
    assert shown == [("Printing", True)]
    assert len(turns) > 2
    assert window.said == ["Printing was cancelled. Nothing was saved."]
    assert comes(lambda: window.findChild(Printing) is None)


def test_where_nothing_can_be_printed_a_sentence_says_so(
    window: PrintingWindow, letter: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", staticmethod(list))
    monkeypatch.setattr("sys.platform", "win32")
    print_with_dialog(letter, "Letter", window, window)
    assert window.told == ["No printer is set up on this computer."]
