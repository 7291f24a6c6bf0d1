"""Find anything (Ctrl+K): records, evidence, findings, concerns, pages and commands, as the words are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import hint
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate

_DO = Qt.ItemDataRole.UserRole + 2
_SILENCE = 80
"""Milliseconds between a key and the search: short, since a search takes less than a frame or two."""


@dataclass(frozen=True, slots=True)
class Found:
    """One line of what was found, and what choosing it does."""

    row: Row
    do: Callable[[], None]


class FindBox(QWidget):
    """A field and a list over the window; Enter goes there, Escape closes."""

    closed = Signal()

    def __init__(self, look: Callable[[str], Sequence[Found]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "card")
        self.setAccessibleName("Find anything")
        self._look = look
        self._line = QLineEdit(self)
        self._line.setAccessibleName("Words to find")
        self._line.setPlaceholderText("Find a record, evidence, a finding, a concern or a command")
        self._line.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName("What was found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda _index: self._go())
        self._none = hint("Nothing found. Fewer or other words may help.", self)
        rows = column(self, margin=3)
        rows.addWidget(self._line)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._none)
        self._debounce = Debounce(self.look, self, _SILENCE)
        self._line.textChanged.connect(lambda _text: self._debounce.start())
        self._place(parent)
        self.look()
        self._line.setFocus()

    def look(self) -> None:
        """Show what is found for the words in the field."""
        self._debounce.drop()
        found = self._look(self._line.text().strip())
        self._model.clear()
        for each in found:
            item = QStandardItem(each.row.spoken())
            item.setEditable(False)
            item.setData(each.row, ROW)
            item.setData(each.do, _DO)
            self._model.appendRow(item)
        self._none.setVisible(not found)
        self._list.setCurrentIndex(self._model.index(0, 0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._debounce.flush()
                self._go()
                return True
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self._model.rowCount():
                row = max(0, min(self._list.currentIndex().row() + step, self._model.rowCount() - 1))
                self._list.setCurrentIndex(self._model.index(row, 0))
                return True
        return False

    def _go(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        do: Callable[[], None] = index.data(_DO)
        self.close()
        do()

    def _place(self, parent: QWidget) -> None:
        width = min(style.measure("notes"), parent.width() - style.space(8))
        height = min(style.measure("row") * 10, parent.height() - style.space(24))
        corner = parent.mapToGlobal(QPoint((parent.width() - width) // 2, style.space(14)))
        self.setGeometry(corner.x(), corner.y(), width, height)
