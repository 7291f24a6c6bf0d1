"""The chain as a list: letter, finding, sentences, evidence, records, each further in than what it holds up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.row_delegate import paint_ground
from inspector_app.gui.widgets.wrapped_text import lines_needed, paint_wrapped
from inspector_app.visit.trail_chain import Station
from inspector_app.visit.trail_past import Subject

_STATION = Qt.ItemDataRole.UserRole + 1
_MOST_LINES = 4
_ICONS = {
    "letter": "letter",
    "finding": "scales",
    "sentence": "pen",
    "evidence": "quote",
    "against": "against",
}
_SPOKEN = {
    "letter": "Letter",
    "finding": "Finding",
    "sentence": "Sentence",
    "evidence": "Evidence that supports",
    "against": "Evidence that contradicts",
    "record": "Record",
}
Index = QModelIndex | QPersistentModelIndex


class ChainList(QListWidget):
    """Says `chosen` with the station that the keyboard comes to, and `wanted` with the one to go to."""

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("From the letter to the records")
        self.setItemDelegate(_StationDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(_STATION)))
        self.currentItemChanged.connect(lambda item, _before: self.chosen.emit(item.data(_STATION)) if item else None)

    def show_stations(self, stations: Sequence[Station], at: Subject | None) -> None:
        """Show a chain, with the keyboard on the thing that it is asked for, or where it was."""
        before = self.station()
        self.blockSignals(True)
        self.clear()
        for station in stations:
            item = QListWidgetItem(f"{_SPOKEN[station.kind]}: {station.words}. {station.note}".rstrip(" ."), self)
            item.setData(_STATION, station)
            item.setToolTip(station.words)
        self.blockSignals(False)
        about = before.about if before is not None else at
        kind = before.kind if before is not None else at.entity if at is not None else ""
        rows = [n for n, each in enumerate(stations) if each.about == about]
        exact = [n for n in rows if stations[n].kind == kind]
        if stations:
            self.setCurrentRow((exact or rows or [0])[0])

    def station(self) -> Station | None:
        """Return the station that the keyboard is on, or None."""
        item = self.currentItem()
        held: Station | None = item.data(_STATION) if item is not None else None
        return held


class _StationDelegate(QStyledItemDelegate):
    """An icon at its depth, the words in a few lines, a quiet line of what is said of them."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return as many lines as the words take in the list's width."""
        station: Station = index.data(_STATION)
        width = self._view.viewport().width()
        lines = lines_needed(station.words, self._room(width, station), style.font().toString(), _MOST_LINES)
        height = lines * QFontMetrics(style.font()).height() + style.space(3)
        if station.note:
            height += QFontMetrics(style.font("small")).height()
        return QSize(style.space(40), max(height, style.measure("hit")))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the icon, the words and the note."""
        station: Station = index.data(_STATION)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_ground(painter, option)
        inside: QRect = option.rect.adjusted(self._indent(station), style.space(1.5), -style.space(2), -style.space(1))
        side = style.measure("icon")
        tone = "selection_text" if chosen else "warning" if station.kind == "against" else "text_muted"
        icon = style.KIND_ICONS.get(station.kind_of_record or "") if station.kind == "record" else None  # type: ignore[call-overload]
        picture = QRect(inside.x(), inside.y(), side, side)
        style.paint_icon(painter, picture, icon or _ICONS.get(station.kind, "page"), style.colour(tone))
        words = inside.adjusted(side + style.space(2), 0, 0, 0)
        font = style.font()
        font.setItalic(station.kind == "sentence")
        painter.setFont(font)
        painter.setPen(style.colour("selection_text" if chosen else "text"))
        paint_wrapped(painter, words, station.words, _MOST_LINES)
        if station.note:
            self._note(painter, words, station, chosen)
        painter.restore()

    def _note(self, painter: QPainter, words: QRect, station: Station, chosen: bool) -> None:
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("selection_text" if chosen else "text_muted"))
        height = painter.fontMetrics().height()
        line = QRect(words.x(), words.bottom() - height, words.width(), height)
        note = painter.fontMetrics().elidedText(station.note, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), note)

    def _room(self, width: int, station: Station) -> int:
        return width - self._indent(station) - style.measure("icon") - style.space(4)

    @staticmethod
    def _indent(station: Station) -> int:
        return style.space(2 + 4 * station.level)
