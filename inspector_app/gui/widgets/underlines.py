"""Words of an editor that are underlined: with a wave what is misspelt, with dots what should not stand there.

They are painted over the text and are no part of it: nothing of the text, its layout or its undo changes for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit

from inspector_app.gui import style

_REMEMBERED = 5000
"""Lines of which it is known what is underlined in them, at most."""
LONGEST_LINE = 20_000
"""Characters; a longer line is not looked through: each key would have to move thousands of underlines."""
_LOW = 1.0
_HIGH = 4
_Drawn = tuple[str, QRectF]
"""A look, and where it is drawn from the corner of its block."""
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
        self._drawings: dict[str, tuple[tuple[Underline, ...], int, list[_Drawn]]] = {}
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
        self._drawings.clear()

    def unknown_in_sight(self) -> list[str]:
        """Return the lines in sight of which nothing is known yet."""
        texts = {block.text() for block in self.blocks_in_sight()}
        return [text for text in texts if 0 < len(text) <= LONGEST_LINE and text not in self._known]

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

    def paint(self, area: QRect) -> None:
        """Paint the underlines over the text in an area of the view."""
        painter = QPainter(self._editor.viewport())
        cursor = self._editor.textCursor()
        place = cursor.position() if self._editor.hasFocus() else -1
        waves = {look: _wave(style.colour(tone).rgba(), look) for look, tone in _COLOURS.items()}
        first = self._editor.cursorForPosition(area.topLeft()).position()
        last = self._editor.cursorForPosition(area.bottomRight()).position()
        block = self._editor.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            corner = self._top_left(block)
            if block.contains(cursor.position()):
                drawn = self._drawn_now(block, first, last, place)
            else:
                drawn = self._drawn_before(block)
            if drawn:
                painter.translate(corner)
                for look, rect in drawn:
                    painter.drawTiledPixmap(rect, waves[look])
                painter.translate(-corner)
            block = block.next()
        painter.end()

    def _drawn_now(self, block: QTextBlock, first: int, last: int, place: int) -> list[_Drawn]:
        """Return what is drawn in the line with the cursor; the word that is being typed is left in peace."""
        begins = block.position()
        return [
            drawn
            for each in self.of(block)
            if begins + each.end >= first and begins + each.start <= last and begins + each.end != place
            for drawn in _drawn(block, each)
        ]

    def _drawn_before(self, block: QTextBlock) -> list[_Drawn]:
        """Return what is drawn in another line, worked out once for each width."""
        text, width = block.text(), self._editor.viewport().width()
        underlines = self.of(block)
        if not underlines:
            return []
        known = self._drawings.get(text)
        if known is None or known[0] is not underlines or known[1] != width:
            known = (underlines, width, [drawn for each in underlines for drawn in _drawn(block, each)])
            if len(self._drawings) > _REMEMBERED:
                self._drawings.clear()
            self._drawings[text] = known
        return known[2]

    def _top_left(self, block: QTextBlock) -> QPointF:
        return self._editor.blockBoundingGeometry(block).translated(self._editor.contentOffset()).topLeft()


def _drawn(block: QTextBlock, underline: Underline) -> Iterator[_Drawn]:
    """Yield where an underline is drawn, from the block’s corner: in each line of the view that its word stands in."""
    layout = block.layout()
    start = underline.start
    while start < underline.end:
        line = layout.lineForTextPosition(start)
        end = min(underline.end, line.textStart() + line.textLength()) if line.isValid() else start
        if end <= start:
            return
        left, right = (_x_of(line.cursorToX(place)) for place in (start, end))
        yield underline.look, QRectF(left, line.y() + line.ascent() + _LOW, right - left, _HIGH)
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


@lru_cache(maxsize=8)
def _wave(rgba: int, look: str) -> QPixmap:
    """Return one wave, or one dot, which are laid side by side."""
    made = QPixmap(_HIGH, _HIGH)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look == "wave":
        painter.setPen(QPen(QColor.fromRgba(rgba), 1.2))
        painter.drawPolyline([QPointF(x, y) for x, y in ((-1, 2), (0, 3), (2, 1), (4, 3), (5, 2))])
    else:
        painter.fillRect(QRectF(0, 1, 2, 2), QColor.fromRgba(rgba))
    painter.end()
    return made
