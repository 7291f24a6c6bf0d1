"""The list of concerns: the open ones first, of each the one that was raised last first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.instant_field import moment_in_words
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.entities import Concern

_ID = Qt.ItemDataRole.UserRole + 2


class ConcernList(QListView):
    """Shows concerns; says which was `chosen` by hand."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setAccessibleName("Concerns")
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_concerns(self, concerns: Sequence[Concern], shown: str | None) -> None:
        """Show these concerns in their order, `shown` as the one that is chosen; nothing is said of it."""
        selection = self.selectionModel()
        selection.blockSignals(True)
        self._model.setRowCount(min(len(concerns), self._model.rowCount()))
        for at, concern in enumerate(concerns):
            if at >= self._model.rowCount():
                made = QStandardItem()
                made.setEditable(False)
                self._model.appendRow(made)
            item = self._model.item(at)
            row = _row(concern)
            item.setText(row.spoken())
            item.setData(row, ROW)
            item.setData(concern.id, _ID)
            if concern.id == shown:
                self.setCurrentIndex(self._model.index(at, 0))
        selection.blockSignals(False)
        self.viewport().update()

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        concern_id = index.data(_ID)
        if concern_id is not None:
            self.chosen.emit(concern_id)


def in_list_order(concerns: Sequence[Concern]) -> list[Concern]:
    """Return the open concerns, then the closed ones, the one that was raised last first."""
    latest = sorted(concerns, key=raised, reverse=True)
    return sorted(latest, key=lambda concern: concern.closed_at is not None)


def raised(concern: Concern) -> datetime:
    """Return when a concern was raised; without a time it counts as raised now."""
    return datetime.fromisoformat(concern.raised_at) if concern.raised_at else datetime.now().astimezone()


def _row(concern: Concern) -> Row:
    if concern.closed_at:
        chip = Chip("Closed", "tick")
    elif concern.safe_at:
        chip = Chip("Open, child safe", "flag", "development")
    else:
        chip = Chip("Open", "flag", "priority")
    side = moment_in_words(concern.raised_at).split(" ", 1)[1] if concern.raised_at else ""
    return Row(concern.case or "No reference yet", concern.matter or "Nothing written yet", side, "flag", chips=(chip,))
