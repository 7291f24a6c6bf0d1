"""Rows of two lines for lists: icon, title, a time at the side, a line of detail, tags."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector_app.gui import style
from inspector_app.gui.widgets.chips import Chip, chip_height, chip_width, paint_chips
from inspector_app.gui.widgets.marked_words import paint_line, without_marks

ROW = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives its `Row`; DisplayRole gives the words for a screen reader."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows; `side` stands at the right of the title, `chips` at the right of the detail.

    Title and detail may hold marked words (`marked_words.py`).
    """

    title: str
    detail: str = ""
    side: str = ""
    icon: str = ""
    tone: str = "text_muted"
    chips: tuple[Chip, ...] = ()

    def spoken(self) -> str:
        """Return the row as words, for the model's DisplayRole."""
        parts = (self.title, self.side, self.detail, *(chip.said or chip.word for chip in self.chips))
        return without_marks(", ".join(part for part in parts if part))


class RowDelegate(QStyledItemDelegate):
    """Draws a `Row`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row of two lines."""
        lines = QFontMetrics(style.font()).height() + max(QFontMetrics(style.font("small")).height(), chip_height())
        return QSize(style.space(40), max(style.measure("row"), lines + style.space(4)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, then the two lines."""
        row: Row | None = index.data(ROW)
        if row is None:
            super().paint(painter, option, index)
            return
        painter.save()
        paint_ground(painter, option)
        inside = option.rect.adjusted(style.space(2), style.space(1.5), -style.space(2), -style.space(1.5))
        if not row.detail and not row.chips:
            inside.setTop(inside.center().y() - QFontMetrics(style.font()).height() // 2)
        if row.icon:
            side = style.measure("icon")
            style.paint_icon(
                painter, QRectF(inside.x(), inside.y() + 1, side, side), row.icon, style.colour(_ink(option, row.tone))
            )
            inside.setLeft(inside.x() + side + style.space(2))
        self._title(painter, inside, row, _ink(option, "text"))
        self._detail(painter, inside, row, _ink(option, "text_muted"))
        painter.restore()

    def _title(self, painter: QPainter, inside: QRect, row: Row, ink: str) -> None:
        metrics = QFontMetrics(style.font("small"))
        side = metrics.horizontalAdvance(row.side)
        line = QRect(inside.x(), inside.y(), inside.width(), QFontMetrics(style.font()).height())
        if row.side:
            painter.setFont(style.font("small"))
            painter.setPen(style.colour("text_muted" if ink == "text" else ink))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.side)
        painter.setFont(style.font())
        painter.setPen(style.colour(ink))
        line.setWidth(line.width() - (side + style.space(2) if row.side else 0))
        paint_line(painter, line, _one_line(row.title))

    def _detail(self, painter: QPainter, inside: QRect, row: Row, ink: str) -> None:
        height = max(QFontMetrics(style.font("small")).height(), chip_height())
        line = QRect(inside.x(), inside.bottom() - height + 1, inside.width(), height)
        chips = sum(chip_width(chip) + style.space(1) for chip in row.chips)
        chips = min(chips, line.width() // 2)
        if row.chips:
            room = QRect(line.right() - chips, line.y() + (height - chip_height()) // 2, chips + 1, chip_height())
            paint_chips(painter, room, list(row.chips))
        painter.setFont(style.font("small"))
        painter.setPen(style.colour(ink))
        line.setWidth(line.width() - chips - style.space(1))
        paint_line(painter, line, _one_line(row.detail))


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the ground of a row as its state asks: chosen, under the pointer, with the focus."""
    state: QStyle.StateFlag = option.state
    rect: QRect = option.rect
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, style.colour("selection"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, style.colour("accent_soft"))
    painter.setPen(style.colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        pen = painter.pen()
        pen.setColor(style.colour("focus"))
        pen.setWidth(style.measure("focus"))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _ink(option: QStyleOptionViewItem, name: str) -> str:
    chosen = option.state & QStyle.StateFlag.State_Selected
    return "selection_text" if chosen else name


def _one_line(text: str) -> str:
    return " ".join(text.split())
