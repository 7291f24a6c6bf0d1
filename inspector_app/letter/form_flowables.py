"""What a form to be filled in by hand is made of: lines to write on, boxes to tick, boxes for the digits of a day.

Words are tagged text; lines and boxes are artefacts: there is nothing in them to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.platypus.flowables import Flowable

from inspector_app.letter.flowables import TaggedFlowable
from inspector_app.letter.fonts import BOLD, text_width
from inspector_app.letter.line_breaking import Line, Run, break_lines
from inspector_app.letter.structure import Element
from inspector_app.letter.styles import (
    FORM_BOX,
    FORM_HINT,
    FORM_LABEL,
    FORM_RULE,
    FORM_TITLE,
    INK,
    WRITING_LINE,
    TextStyle,
)
from inspector_app.letter.tagged_canvas import TaggedCanvas

_GAP = 6.0
_ROW = 9.5 / 8 * WRITING_LINE
_ID_SIZE = 20.0
_ID_BOX = (112.0, 34.0)
_DIGIT = 1.05 * FORM_BOX
_BETWEEN = 8.0
_DIGITS = {"day": (2, 2, 4), "time": (2, 2)}
_TICK_LINE = FORM_BOX + 5
_FEWEST_TO_THE_END = 5
"""Fewer lines are not begun at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a row to be filled in: a line, or boxes for a day or a time; `share` is its part of the width."""

    label: str
    kind: Literal["line", "day", "time"] = "line"
    share: float = 1.0


class FormHead(TaggedFlowable):
    """The title of a form, what it belongs to, and its id large in a box at the right."""

    def __init__(self, title: str, under: Sequence[str], paper_id: str, heading: Element, line: Element) -> None:
        super().__init__()
        self._title = title
        self._under = tuple(under)
        self._paper_id = paper_id
        self._heading = heading
        self._line = line

    def getSpaceAfter(self) -> float:
        """The space below, in points."""
        return _GAP

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Break the title into lines beside the box."""
        room = aW - _ID_BOX[0] - 2 * _GAP
        self._titles = _lines(self._title, FORM_TITLE, room)
        self._unders = [line for words in self._under for line in _lines(words, FORM_HINT, room)]
        words = len(self._titles) * FORM_TITLE.leading + len(self._unders) * FORM_HINT.leading
        self.width, self.height = aW, max(words, _ID_BOX[1] + 2)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title as a heading with a bookmark, and the id so that it can be read aloud."""
        canvas = self.canv
        canvas.put_bookmark(f"{self._title} {self._paper_id}", 0, self.height)
        y = _put_lines(canvas, self._titles, FORM_TITLE, self._heading, 0, self.height)
        _put_lines(canvas, self._unders, FORM_HINT, self._line, 0, y)
        width, height = _ID_BOX
        with canvas.artefact():
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.2)
            canvas.rect(self.width - width, self.height - height, width, height)
        canvas.setFillColor(INK)
        with canvas.tagged(self._line):
            x = self.width - width / 2 - text_width(self._paper_id, BOLD, _ID_SIZE) / 2
            canvas.put_text(x, self.height - height / 2 - 0.36 * _ID_SIZE, self._paper_id, BOLD, _ID_SIZE)


class FillInRow(TaggedFlowable):
    """Places to be filled in beside one another, each with its label before it.

    In a table of such rows each place begins `beside` its label, at this distance in points.
    """

    def __init__(self, cells: Sequence[Cell], element: Element, *, beside: float = 0) -> None:
        super().__init__()
        self._cells = tuple(cells)
        self._beside = beside
        self._elements = [element.add("P") for _ in cells]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Take one line's height, less in a table."""
        self.width, self.height = aW, _TICK_LINE + 3 if self._beside else _ROW
        return self.width, self.height

    def draw(self) -> None:
        """Draw labels and what follows them."""
        whole = sum(cell.share for cell in self._cells)
        x = 0.0
        for cell, element in zip(self._cells, self._elements, strict=True):
            end = x + self.width * cell.share / whole
            start = max(_put_label(self.canv, cell.label, x, 3, element) + _GAP, x + self._beside)
            with self.canv.artefact():
                if cell.kind == "line":
                    _rule(self.canv, start, end if cell is self._cells[-1] else end - _GAP, 1)
                else:
                    _digits(self.canv, start, cell.kind)
            x = end


class TickRow(TaggedFlowable):
    """Boxes with the words of each choice, under their question or, with a `beside` width, at the right of it.

    With a `note`, what is left of the last line is a line to write on.
    """

    def __init__(
        self, words: str, choices: Sequence[str], element: Element, *, beside: float = 0, note: bool = False
    ) -> None:
        super().__init__()
        self._words = words
        self._choices = tuple(choices)
        self._beside = beside
        self._note = note
        self._question = element.add("P")
        self._elements = [element.add("P") for _ in choices]

    def getSpaceBefore(self) -> float:
        """The space above, in points."""
        return 6.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Set the boxes from the left, on as many lines as they need."""
        self._lines = _lines(self._words, FORM_LABEL, aW)
        self._placed: list[tuple[float, int]] = []
        x, row = self._beside, 0
        for choice in self._choices:
            needed = _tick_width(choice)
            if x > self._beside and x + needed > aW:
                x, row = self._beside, row + 1
            self._placed.append((x, row))
            x += needed + 2 * _GAP
        self._note_from = x
        above = 0 if self._beside else len(self._lines) * FORM_LABEL.leading
        self.width, self.height = aW, above + (row + 1) * _TICK_LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw the words, the boxes, and the line for a note."""
        canvas = self.canv
        top = self.height
        if self._beside:
            _put_label(canvas, self._words, 0, top - _TICK_LINE + 5.2, self._question)
        else:
            top = _put_lines(canvas, self._lines, FORM_LABEL, self._question, 0, top)
        for (x, row), choice, element in zip(self._placed, self._choices, self._elements, strict=True):
            bottom = top - (row + 1) * _TICK_LINE + 2
            with canvas.artefact():
                _box(canvas, x, bottom, FORM_BOX)
            _put_label(canvas, choice, x + FORM_BOX + 3, bottom + 3.2, element)
        if self._note and self.width - self._note_from > 4 * _GAP:
            with canvas.artefact():
                _rule(canvas, self._note_from, self.width, top - (self._placed[-1][1] + 1) * _TICK_LINE + 2)


class Ruled(TaggedFlowable):
    """Words, then lines to write on: so many, or with None all that the page has room for."""

    def __init__(self, words: str, style: TextStyle, element: Element, lines: int | None) -> None:
        super().__init__()
        self._words = words
        self._style = style
        self._element = element
        self._count = lines

    def getSpaceBefore(self) -> float:
        """The space above, in points."""
        return self._style.before if self._words else 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Say how much room words and lines take, in points."""
        self._lines = _lines(self._words, self._style, aW) if self._words else ()
        words = len(self._lines) * self._style.leading
        fitting = int((aH - words) // WRITING_LINE)
        self._drawn = max(fitting, _FEWEST_TO_THE_END) if self._count is None else self._count
        self.width, self.height = aW, words + self._drawn * WRITING_LINE
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002
        """Stay whole: a question is not torn from its lines."""
        return []

    def draw(self) -> None:
        """Draw the words and the lines under them."""
        y = self.height
        if self._lines:
            y = _put_lines(self.canv, self._lines, self._style, self._element, 0, y)
        with self.canv.artefact():
            for _ in range(self._drawn):
                y -= WRITING_LINE
                _rule(self.canv, 0, self.width, y + 1)


def _lines(words: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    return break_lines((Run(words, style.font),), style.size, width)


def _put_lines(
    canvas: TaggedCanvas, lines: Sequence[Line], style: TextStyle, element: Element, x: float, top: float
) -> float:
    """Set lines under one another as an element's content; return how high the next one begins."""
    canvas.setFillColor(style.colour)
    with canvas.tagged(element):
        for line in lines:
            top -= style.leading
            baseline = top + (style.leading - 0.776 * style.size) / 2
            canvas.put_text(x, baseline, "".join(run.text for run in line.runs), style.font, style.size)
    return top


def _put_label(canvas: TaggedCanvas, words: str, x: float, baseline: float, element: Element) -> float:
    """Set a label and return where it ends."""
    if not words:
        return x
    canvas.setFillColor(FORM_LABEL.colour)
    with canvas.tagged(element):
        canvas.put_text(x, baseline, words, FORM_LABEL.font, FORM_LABEL.size)
    return x + text_width(words, FORM_LABEL.font, FORM_LABEL.size)


def _tick_width(choice: str) -> float:
    return FORM_BOX + 3 + text_width(choice, FORM_LABEL.font, FORM_LABEL.size)


def _rule(canvas: TaggedCanvas, start: float, end: float, y: float) -> None:
    canvas.setStrokeColor(FORM_RULE)
    canvas.setLineWidth(0.6)
    canvas.line(start, y, end, y)


def _box(canvas: TaggedCanvas, x: float, y: float, side: float) -> None:
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, side, side)


def _digits(canvas: TaggedCanvas, x: float, kind: str) -> None:
    """Boxes for the digits of a day (day, month, year) or of a time, in groups."""
    for number, group in enumerate(_DIGITS[kind]):
        if number:
            canvas.setFillColor(INK)
            canvas.put_text(x + 2, 3, "/" if kind == "day" else ":", FORM_LABEL.font, FORM_LABEL.size)
            x += _BETWEEN
        for _ in range(group):
            _box(canvas, x, 0, _DIGIT)
            x += _DIGIT
