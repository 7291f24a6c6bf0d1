"""The list of records at the left of a capture page: a filter, the rows by day, and the keys that move in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QToolButton, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.record_model import DAY, DayRow, Order, RecordModel
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import LineInput
from inspector_app.gui.widgets.row_delegate import Row, RowDelegate
from inspector_app.visit.lines import RecordLine


class RecordList(QWidget):
    """Says `chosen` with the record's id when the person goes to another one, `entered` to write in it."""

    chosen = Signal(str)
    entered = Signal()
    wanted = Signal()
    """A new record is wanted."""
    unwanted = Signal()
    """The chosen record is to be deleted."""

    def __init__(
        self,
        name: str,
        new_words: str,
        visit_days: Sequence[date],
        describe: Callable[[RecordLine], Row],
        order: Order = "time",
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.model = RecordModel(visit_days, describe, order, self)
        self._current: str | None = None
        self._filter = LineInput(self)
        self._filter.setAccessibleName(f"Filter {name.lower()}")
        self._filter.setPlaceholderText("Filter (Ctrl+F)")
        self._filter.setClearButtonEnabled(True)
        for inside in self._filter.findChildren(QToolButton):
            inside.setAccessibleName("Clear the filter")
        self._filter.textChanged.connect(self._filter_changed)
        self._view = _View(name, self)
        self._view.setModel(self.model)
        self._view.setItemDelegate(_DayDelegate(self))
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.entered_row.connect(self.entered)
        self._view.delete_pressed.connect(self.unwanted)
        self.model.modelReset.connect(self._restore)
        self._lay_out(new_words)

    def set_lines(self, lines: Sequence[RecordLine]) -> None:
        """Show these records; the chosen one stays chosen."""
        self.model.set_lines(lines)

    def current(self) -> str | None:
        """Return the id of the chosen record, or None."""
        return self._current

    def choose(self, record_id: str | None) -> None:
        """Choose a record without saying `chosen`; a filter that hides it is taken away."""
        self._current = record_id
        if record_id is not None and not self.model.index_of(record_id).isValid():
            self._filter.clear()
        self._restore()

    def step(self, by: int) -> None:
        """Go to the next (1) or the one before (-1)."""
        row = self._view.currentIndex().row()
        while 0 <= row + by < self.model.rowCount():
            row += by
            if self.model.line(self.model.index(row)) is not None:
                self._view.setCurrentIndex(self.model.index(row))
                return

    def focus_rows(self) -> None:
        """Put the cursor among the rows."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Put the cursor in the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _lay_out(self, new_words: str) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(*(4 * (style.space(2),)))
        top.setSpacing(style.space(2))
        top.addWidget(self._filter, 1)
        top.addWidget(button(new_words, self.wanted.emit, icon="plus", key="Ctrl+N", parent=self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self._view, 1)

    def _filter_changed(self, words: str) -> None:
        self.model.set_filter(words)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(now)
        if line is not None and line.id != self._current:
            self._current = line.id
            self.chosen.emit(line.id)

    def _restore(self) -> None:
        index = self.model.index_of(self._current) if self._current is not None else QModelIndex()
        chosen = self._view.selectionModel()
        if index.isValid():
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._view.scrollTo(index)
        else:
            chosen.clear()


class _View(QListView):
    entered_row = Signal()
    delete_pressed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.doubleClicked.connect(lambda _index: self.entered_row.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the record, Delete takes it away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class _DayDelegate(RowDelegate):
    """Rows as everywhere, and a quiet head for each day."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return one line for a head."""
        if isinstance(index.data(DAY), DayRow):
            height = QFontMetrics(style.font("small", bold=True)).height() + style.space(3)
            return QSize(style.space(40), max(height, style.measure("chip")))
        return super().sizeHint(option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a head or a row."""
        day = index.data(DAY)
        if not isinstance(day, DayRow):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        painter.save()
        painter.fillRect(rect, style.colour("window"))
        inside = rect.adjusted(style.space(2), 0, -style.space(2), 0)
        painter.setPen(style.colour("text_muted"))
        painter.setFont(style.font("small"))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(day.records))
        painter.setFont(style.font("small", bold=True))
        room = inside.width() - style.space(8)
        words = painter.fontMetrics().elidedText(day.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
