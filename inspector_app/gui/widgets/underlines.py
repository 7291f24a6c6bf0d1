"""Words of an editor that are underlined: with a wave what is misspelt, with dots what should not stand there.

They are painted over the text and are no part of it: nothing of the text, its layout or its undo changes for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit

from inspector_app.gui import style

_REMEMBERED = 5000
"""Lines of which it is known what is underlined in them, at most."""
_WAVE = 2.0
_LOW = 2.0
_COLOURS = {"wave": "error", "dots": "warning"}


@dataclass(frozen=True, slots=True)
class Underline:
    """What is underlined in a line: from `start` to before `end` in units of Qt, how, and why, for a person."""

    start: int
    end: int
    look: Literal["wave", "dots"]
    why: str = ""


class Underlines:
    """What is known of each line by its words, so that a line that moves keeps its underlines."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._known: dict[str, tuple[Underline, ...]] = {}
        self._typed_in: tuple[str, tuple[Underline, ...]] = ("", ())

    def take(self, found: dict[str, tuple[Underline, ...]]) -> None:
        """Take what is to be underlined in lines, by their words."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update(found)
        self._editor.viewport().update()

    def forget(self) -> None:
        """Know nothing of any line: other words are right now."""
        self._known.clear()

    def unknown_in_sight(self) -> list[str]:
        """Return the lines in sight of which nothing is known yet."""
        texts = {block.text() for block in self.blocks_in_sight()}
        return [text for text in texts if text and text not in self._known]

    def in_sight(self) -> Iterator[tuple[QTextBlock, Underline]]:
        """Yield what is underlined in the lines in sight."""
        for block in self.blocks_in_sight():
            for underline in self.of(block):
                yield block, underline

    def blocks_in_sight(self) -> Iterator[QTextBlock]:
        """Yield the lines in sight, the first first."""
        block = self._editor.firstVisibleBlock()
        bottom = self._editor.viewport().height()
        while block.isValid() and self._top_left(block).y() <= bottom:
            yield block
            block = block.next()

    def of(self, block: QTextBlock) -> tuple[Underline, ...]:
        """Return what is underlined in a line; while it is typed in, what was, but for what the typing has touched."""
        text = block.text()
        known = self._known.get(text)
        typed_in = block.contains(self._editor.textCursor().position())
        if known is None and typed_in:
            known = carried(self._typed_in[1], self._typed_in[0], text)
        known = known or ()
        if typed_in:
            self._typed_in = (text, known)
        return known

    def paint(self) -> None:
        """Paint the underlines over the text."""
        painter = QPainter(self._editor.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._editor.textCursor().position() if self._editor.hasFocus() else -1
        bottom = self._editor.viewport().height()
        for block in self.blocks_in_sight():
            corner = self._top_left(block)
            for underline in self.of(block):
                if block.position() + underline.end != place:  # the word that is being typed is left in peace
                    self._paint_one(painter, block, underline, corner, bottom)
        painter.end()

    def _top_left(self, block: QTextBlock) -> QPointF:
        return self._editor.blockBoundingGeometry(block).translated(self._editor.contentOffset()).topLeft()

    def _paint_one(
        self, painter: QPainter, block: QTextBlock, underline: Underline, corner: QPointF, bottom: int
    ) -> None:
        layout = block.layout()
        start = underline.start
        while start < underline.end:
            line = layout.lineForTextPosition(start)
            if not line.isValid():
                return
            end = min(underline.end, line.textStart() + line.textLength())
            y = corner.y() + line.y() + line.ascent() + _LOW
            if 0 <= y <= bottom + line.height() and end > start:
                left, right = (corner.x() + _x_of(line.cursorToX(place)) for place in (start, end))
                _draw(painter, underline.look, left, right, y)
            if end <= start:
                return
            start = end


def carried(underlines: tuple[Underline, ...], before: str, now: str) -> tuple[Underline, ...]:
    """Return underlines as they lie after a line has been typed in; those that the typing has touched are gone."""
    if not underlines:
        return ()
    head = _same(before, now)
    tail = _same(before[head:][::-1], now[head:][::-1])
    shift = len(now) - len(before)
    kept = []
    for each in underlines:
        if each.end < head:
            kept.append(each)
        elif each.start >= len(before) - tail and each.start > head:
            kept.append(Underline(each.start + shift, each.end + shift, each.look, each.why))
    return tuple(kept)


def _same(one: str, other: str) -> int:
    """Return how many characters from the first on are the same; by halves, for lines may be long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _x_of(found: object) -> float:
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _draw(painter: QPainter, look: str, left: float, right: float, y: float) -> None:
    pen = QPen(style.colour(_COLOURS[look]), 1.2 if look == "wave" else 1.8)
    if look == "dots":
        pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y + 1), QPointF(right, y + 1))
        return
    painter.setPen(pen)
    points, x, up = [], left, False
    while x <= right:
        points.append(QPointF(x, y if up else y + _WAVE))
        x, up = x + _WAVE, not up
    painter.drawPolyline(points)
