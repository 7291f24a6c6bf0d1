"""How our documents look: sizes, spaces and colours, in points, all in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from inspector_app.letter.fonts import BOLD, ITALIC, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 25 * mm
TOP = 24 * mm
BOTTOM = 26 * mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

INK = HexColor("#1b1b1b")
QUIET = HexColor("#4a5058")
ACCENT = HexColor("#17365d")
LINK = HexColor("#1f4e8c")
WARNING = HexColor("#8a1c1c")
WATERMARK = HexColor("#f1f1f1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How one kind of text is set, in points: `indent` and `label` say where text and label start from the left."""

    font: str = REGULAR
    size: float = 11
    leading: float = 15.5
    colour: Color = INK
    indent: float = 0
    label: float = 0
    before: float = 0
    after: float = 8
    right: bool = False


BODY = TextStyle(before=8)
SUBJECT = TextStyle(font=BOLD, size=12, leading=16, before=4, after=11)
HEADING = TextStyle(font=BOLD, size=12, leading=16, colour=ACCENT, before=13, after=5)
SUBHEADING = TextStyle(font=BOLD, size=11, leading=15.5, before=11, after=3)
BULLET = TextStyle(indent=17, label=3, after=5.5)
POINT = TextStyle(indent=34, label=20, after=3.5)
ADDRESS = TextStyle(after=0)
DATE = TextStyle(before=16, after=16)
SALUTATION = TextStyle(before=18, after=10)
CLOSING = TextStyle(before=8, after=14)
SIGNED = TextStyle(size=8.5, leading=12, colour=QUIET, after=4)
NAME = TextStyle(font=BOLD, after=0)
COPY = TextStyle(size=9.5, leading=13.5, indent=38, after=1.5)
ORGANISATION = TextStyle(font=BOLD, size=21, leading=26, colour=ACCENT, after=0)
CONTACT = TextStyle(size=8.5, leading=12, colour=QUIET, after=0, right=True)
DRAFT = TextStyle(font=BOLD, size=9.5, leading=13, colour=WARNING, after=6)
RUNNING = TextStyle(size=8.5, leading=12, colour=QUIET)
PROMPT = TextStyle(font=ITALIC, size=9.5, leading=13.5, colour=QUIET, before=6, after=1)
TITLE = TextStyle(font=BOLD, size=20, leading=26, colour=ACCENT, after=10)
SECTION = TextStyle(font=BOLD, size=15, leading=20, colour=ACCENT, before=20, after=8)
ENTRY = TextStyle(font=BOLD, size=11, leading=15, before=13, after=3)
RECORD_TOP = 34 * mm
RECORD_BOTTOM = 32 * mm
"""Of a long record many pages begin or end alike ("Contradicted by"): so far from the edge nothing that reads the page
takes such lines for a running head or foot, which it looks for in the outer eighth."""
RECORD = TextStyle(size=9.5, leading=13.5, after=4)
RECORD_AFTER_GAP = replace(RECORD, before=5)
MARGINAL = TextStyle(size=8.5, leading=12, colour=QUIET, after=4)
RECORD_BULLET = TextStyle(size=9.5, leading=13.5, indent=14, label=2, after=2.5)
CONTENTS_LINE = TextStyle(size=9.5, leading=15)
FEEDBACK_TITLE = TextStyle(font=BOLD, size=17, leading=22, colour=ACCENT, after=3)
FEEDBACK_SECTION = TextStyle(font=BOLD, size=12, leading=16, colour=ACCENT, before=10, after=3)
FEEDBACK_FINDING = TextStyle(size=10, leading=13.5, before=5, after=1.5)
FEEDBACK_POINT = replace(FEEDBACK_FINDING, indent=26, label=14, before=0)
FEEDBACK_EVIDENCE = TextStyle(size=9, leading=12, colour=QUIET, indent=14, after=3)
FEEDBACK_NOTE = replace(MARGINAL, before=8)
FORM_TITLE = TextStyle(font=BOLD, size=18, leading=23, after=2)
FORM_SECTION = TextStyle(font=BOLD, size=11.5, leading=16, before=12, after=3)
FORM_QUESTION = TextStyle(size=10, leading=13.5, before=5, after=0)
FORM_LABEL = TextStyle(size=9, leading=12)
FORM_HINT = TextStyle(size=8.5, leading=12, colour=QUIET, after=2)
FORM_RULE = HexColor("#8a8f96")
WRITING_LINE = 8 * mm
"""How far apart lines to write on by hand are."""
FORM_BOX = 4.5 * mm
COPY_FIRST = replace(COPY, before=26)
ENCLOSURE = replace(COPY, indent=54)
ENCLOSURE_FIRST = replace(ENCLOSURE, before=26)


def record_item(level: int) -> TextStyle:
    """Return the style of an item of a list in notes; 1 is the outermost level."""
    further = 16 * (level - 1)
    return replace(RECORD_BULLET, indent=18 + further, label=3 + further)
