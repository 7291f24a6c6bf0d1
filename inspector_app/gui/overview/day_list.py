"""One day of the visit as a list of what was captured, by the time at which it happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.lines import RecordLine

_LINE = Qt.ItemDataRole.UserRole + 2


class DayList(QWidget):
    """Says `opened` with the kind and id of a record."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = heading("", self)
        self._count = hint("", self)
        self._model = QStandardItemModel(self)
        self._list = _Rows(self)
        self._list.setModel(self._model)
        self._list.chosen.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._name)
        rows.addWidget(self._count)
        rows.addWidget(self._list, 1)

    def show_day(self, name: str, lines: Sequence[RecordLine]) -> None:
        """Show a day under its name."""
        self._name.setText(name)
        self._list.setAccessibleName(name)
        self._count.setText("1 record" if len(lines) == 1 else f"{len(lines)} records" if lines else "Nothing yet")
        at = self._list.currentIndex().row()
        self._model.clear()
        for line in lines:
            row = _row(line)
            item = QStandardItem(row.spoken())
            item.setEditable(False)
            item.setData(row, ROW)
            item.setData((line.kind, line.id), _LINE)
            self._model.appendRow(item)
        if at >= 0:
            self._list.setCurrentIndex(self._model.index(min(at, len(lines) - 1), 0))

    def _open(self) -> None:
        chosen = self._list.currentIndex().data(_LINE)
        if chosen is not None:
            self.opened.emit(*chosen)


class _Rows(QListView):
    """A list that is opened by Enter or a double click."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            return
        super().keyPressEvent(event)


def _row(line: RecordLine) -> Row:
    chips = (Chip(str(line.evidence), "quote"),) if line.evidence else ()
    side = f"{line.start:%H:%M}" if line.start else ""
    title = line.title or line.label or f"{style.KIND_WORDS[line.kind]} without a title"
    detail = line.label if line.label and line.label != line.title else line.opening
    return Row(title, detail, side, style.KIND_ICONS[line.kind], chips=chips)
