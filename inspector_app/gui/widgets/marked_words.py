"""One line of text of which some words are marked: between \\x02 and \\x03, as things found by words come."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from inspector_app.gui import style

_MARKED = re.compile("\x02([^\x02\x03]*)\x03")
_MARKS = {2: None, 3: None}


def without_marks(text: str) -> str:
    """Return the text as it is read out, or shown where nothing is marked."""
    return text.translate(_MARKS)


def paint_line(painter: QPainter, line: QRect, text: str) -> None:
    """Draw a text on one line in the painter's font and pen, cut off where it is too long, its marked words dressed."""
    pieces = _MARKED.split(text)
    if len(pieces) == 1:
        _draw(painter, line, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
        return
    plain, strong = painter.font(), QFont(painter.font())
    strong.setBold(True)
    left = line.x()
    for number, piece in enumerate(pieces):
        marked = number % 2 == 1
        metrics = QFontMetrics(strong if marked else plain)
        room = line.right() + 1 - left
        words = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
        place = QRect(left, line.y(), min(room, metrics.horizontalAdvance(words)), line.height())
        painter.setFont(strong if marked else plain)
        _dressed(painter, place, words) if marked else _draw(painter, place, words)
        left = place.right() + 1
        if words != piece or left > line.right():
            break
    painter.setFont(plain)


def _dressed(painter: QPainter, place: QRect, words: str) -> None:
    pen = painter.pen()
    painter.fillRect(place, style.colour("highlight"))
    painter.setPen(style.colour("highlight_text"))
    _draw(painter, place, words)
    painter.setPen(pen)


def _draw(painter: QPainter, place: QRect, words: str) -> None:
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), words)
