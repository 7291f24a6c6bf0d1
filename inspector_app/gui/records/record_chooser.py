"""Choosing one of the visit's records by a few of its words, over whatever page is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.arranging import Arrangement, Names
from inspector_app.gui.records.record_model import RecordModel
from inspector_app.gui.records.record_row import record_row
from inspector_app.gui.widgets.fields import LineInput
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading
from inspector_app.gui.widgets.row_delegate import Row, RowDelegate
from inspector_app.visit.lines import RecordLine

_ROWS = 10
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class RecordChooser(QWidget):
    """A field and a list; Enter takes the record, Escape closes."""

    def __init__(self, title: str, lines: Sequence[RecordLine], take: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._take = take
        self._model = RecordModel(Names(), _row, Arrangement("latest", "none"), self)
        self._model.set_lines(lines)
        self._words = LineInput(self)
        self._words.setAccessibleName("Words of the record")
        self._words.setPlaceholderText("Words of its title, role or notes")
        self._words.installEventFilter(self)
        self._words.textChanged.connect(self._filter)
        self._list = QListView(self)
        self._list.setAccessibleName("Records")
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda _index: self._chosen())
        rows = column(self, margin=3)
        rows.addWidget(heading(title, self))
        rows.addWidget(self._words)
        rows.addWidget(self._list, 1)
        self._place(parent)
        self._go_to(0)
        self._words.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list while the cursor stays in the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chosen()
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return False
        self._go_to(self._list.currentIndex().row() + step)
        return True

    def _filter(self, words: str) -> None:
        self._model.set_filter(words)
        self._go_to(0)

    def _go_to(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(max(0, min(row, self._model.rowCount() - 1))))

    def _chosen(self) -> None:
        line = self._model.line(self._list.currentIndex())
        if line is not None:
            self.close()
            self._take(line.id)

    def _place(self, parent: QWidget) -> None:
        over = parent.window()
        width = min(style.measure("notes"), over.width() - style.space(8))
        height = min(style.measure("row") * _ROWS, over.height() - style.space(24))
        corner = over.mapToGlobal(QPoint((over.width() - width) // 2, style.space(14)))
        self.setGeometry(corner.x(), corner.y(), width, height)


def _row(line: RecordLine) -> Row:
    row = record_row(line)
    day = f"{line.day.day} {line.day:%b} " if line.day is not None else ""
    return Row(row.title, row.detail, f"{day}{row.side}", style.KIND_ICONS[line.kind], chips=row.chips)
