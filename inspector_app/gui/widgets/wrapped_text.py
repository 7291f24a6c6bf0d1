"""Text wrapped into a few lines for delegates: how many it needs, and drawing it with … at the end of the last."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_LONGEST = 1200
"""Characters of a text that are ever measured: more do not fit into a few lines."""


@lru_cache(maxsize=65_536)
def lines_needed(text: str, width: int, font_key: str, most: int) -> int:
    """Return how many lines of `width` pixels a text takes in a font (`QFont.toString`), at least 1, at most `most`."""
    if width <= 0:
        return most
    text = one_line(text)
    advance = _metrics(font_key).horizontalAdvance(text)
    if advance <= width:
        return 1
    if advance > width * (most - 1):
        return most
    layout = _wrapped(text, width, _font(font_key))
    return max(1, min(most, layout.lineCount()))


def paint_wrapped(painter: QPainter, rect: QRect, text: str, most: int) -> None:
    """Draw a text into at most `most` lines in the painter's font and pen, ending in … where there is more."""
    text = one_line(text)
    layout = _wrapped(text, rect.width(), painter.font())
    shown = min(most, layout.lineCount())
    spacing = painter.fontMetrics().height()
    for number in range(shown):
        line = layout.lineAt(number)
        at = QRect(rect.x(), rect.y() + number * spacing, rect.width(), spacing)
        if number == shown - 1 and layout.lineCount() > shown:
            rest = text[line.textStart() :]
            ended = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(at, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), ended)
        else:
            line.draw(painter, QPointF(rect.x(), at.y() - line.y()))


def one_line(text: str) -> str:
    """Return a text without its line breaks, and no longer than could be drawn."""
    return " ".join(text[:_LONGEST].split())


def _wrapped(text: str, width: int, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


@lru_cache(maxsize=8)
def _font(font_key: str) -> QFont:
    font = QFont()
    font.fromString(font_key)
    return font


@lru_cache(maxsize=8)
def _metrics(font_key: str) -> QFontMetricsF:
    return QFontMetricsF(_font(font_key))
