"""How long the letter takes to compose and render, beside a plain untagged ReportLab document of the same words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from time import process_time
from xml.sax.saxutils import escape

from limits import ROOM
from long_letter import nine_pages
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from inspector_app.frameworks.library import load_framework
from inspector_app.letter.content import letter_content
from inspector_app.letter.pdf import letter_pdf
from inspector_app.letter.plain_text import plain_text
from inspector_app.letter.preview import page_count, page_images

NOW = datetime(2010, 5, 21, 14, 2, tzinfo=UTC)

AT_MOST = 4
"""How many times as long as the plain document the tagged letter may take; twice what was measured."""

DRAWN_AT_MOST = 2
"""How many times as long the pictures of its pages may take as those of the plain document."""


def shortest(action: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in seconds of the processor: the one that was disturbed least."""
    measured = []
    for _ in range(times):
        start = process_time()
        action()
        measured.append(process_time() - start)
    return min(measured)


def plain_document(text: str) -> bytes:
    style = getSampleStyleSheet()["BodyText"]
    written = BytesIO()
    SimpleDocTemplate(written).build([Paragraph(escape(line), style) for line in text.splitlines() if line])
    return written.getvalue()


def test_the_tagged_letter_beside_a_plain_document() -> None:
    contents, framework = nine_pages(), load_framework("ucra-2010")
    text = plain_text(letter_content(contents, framework))

    def whole() -> bytes:
        return letter_pdf(letter_content(contents, framework), draft=False, created=NOW)

    def pictures(pdf: bytes) -> object:
        return page_images(pdf, range(page_count(pdf)), 1.5)

    letter, beside = whole(), plain_document(text)
    ours, plain = shortest(whole), shortest(lambda: plain_document(text))
    drawn, plain_drawn = (
        shortest(lambda pdf=pdf: pictures(pdf)) / page_count(pdf)
        for pdf in (letter, beside)  # type: ignore[misc]
    )
    sys.stdout.write(
        f"letter {ours * 1000:.0f} ms, plain {plain * 1000:.0f} ms, ratio {ours / plain:.2f}; "
        f"drawing a page {drawn * 1000:.1f} ms, plain {plain_drawn * 1000:.1f} ms, ratio {drawn / plain_drawn:.2f}\n"
    )
    assert ours / plain < ROOM * AT_MOST
    assert drawn / plain_drawn < ROOM * DRAWN_AT_MOST
