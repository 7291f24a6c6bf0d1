"""Small tags drawn by delegates: a word on a soft ground, with an icon where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from inspector_app.gui import style


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag: its word, its icon (or none), and a tone of the tokens ("neutral", "strength", "priority" …).

    `said` is what a screen reader says, where the word is short for it.
    """

    word: str
    icon: str = ""
    tone: str = "neutral"
    said: str = ""


def chip_width(chip: Chip) -> int:
    """Return how wide a chip is drawn, in pixels."""
    words = QFontMetrics(style.font("small")).horizontalAdvance(chip.word) if chip.word else 0
    icon = _icon_side() + (style.space(1) if chip.word else 0) if chip.icon else 0
    return words + icon + 2 * style.space(1.5)


def chip_height() -> int:
    """Return how high chips are drawn, in pixels."""
    return max(style.measure("chip"), QFontMetrics(style.font("small")).height() + style.space(1))


def paint_chip(painter: QPainter, x: int, y: int, chip: Chip) -> int:
    """Draw a chip with its left top corner at (x, y); return where the next one may begin."""
    rect = QRect(x, y, chip_width(chip), chip_height())
    ink = style.tone_colour(chip.tone)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.tone_colour(chip.tone, soft=True))
    painter.drawRoundedRect(rect, style.measure("radius"), style.measure("radius"))
    inside = x + style.space(1.5)
    if chip.icon:
        side = _icon_side()
        top = rect.y() + (rect.height() - side) / 2
        style.paint_icon(painter, QRectF(inside, top, side, side), chip.icon, ink)
        inside += side + style.space(1)
    painter.setFont(style.font("small"))
    painter.setPen(ink)
    words = QRect(inside, rect.y(), rect.right() - inside, rect.height())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), chip.word)
    painter.restore()
    return rect.right() + 1 + style.space(1)


def paint_chips(painter: QPainter, rect: QRect, chips: list[Chip]) -> None:
    """Draw chips from the left into a line; those that do not fit are told as "+2"."""
    x = rect.x()
    for index, chip in enumerate(chips):
        more = Chip(f"+{len(chips) - index}")
        room_for_more = chip_width(more) + style.space(1) if index < len(chips) - 1 else 0
        if x + chip_width(chip) + room_for_more > rect.right():
            if x + chip_width(more) <= rect.right():
                paint_chip(painter, x, rect.y(), more)
            return
        x = paint_chip(painter, x, rect.y(), chip)


def _icon_side() -> int:
    return style.space(3.5)
