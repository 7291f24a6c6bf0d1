"""The list of records at the left of a capture page: a filter, the rows as they are arranged, the keys that move."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QToolButton, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.arranging import Arrangement, Head, Names, Order
from inspector_app.gui.records.list_menu import ListMenu, narrowed_words
from inspector_app.gui.records.record_model import HEAD, RecordModel
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.fields import LineInput
from inspector_app.gui.widgets.row_delegate import Row, RowDelegate
from inspector_app.visit.lines import RecordLine

_SILENCE = 120
"""Milliseconds between the last key in the filter and the looking."""


class RecordList(QWidget):
    """Says `chosen` with the record's id when the person goes to another one, `entered` to write in it.

    `find` gives the ids of the records in whose texts words stand, beyond what their rows show.
    """

    chosen = Signal(str)
    entered = Signal()
    wanted = Signal()
    """A new record is wanted."""
    unwanted = Signal()
    """The chosen record is to be deleted."""
    arranged = Signal(object)
    """The person has arranged the list otherwise: the Arrangement."""

    def __init__(
        self,
        name: str,
        new_words: str,
        names: Names,
        describe: Callable[[RecordLine], Row],
        find: Callable[[str], Collection[str]],
        arrangement: Arrangement,
        own_order: Order = "time",
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.model = RecordModel(names, describe, arrangement, self)
        self._own_order: Order = own_order
        self._find = find
        self._current: str | None = None
        self._filter = LineInput(self)
        self._filter.setAccessibleName(f"Filter {name.lower()}")
        self._filter.setPlaceholderText("Filter (Ctrl+F)")
        self._filter.setClearButtonEnabled(True)
        for inside in self._filter.findChildren(QToolButton):
            inside.setAccessibleName("Clear the filter")
        self._looking = Debounce(self._look, self, _SILENCE)
        self._filter.textChanged.connect(lambda _words: self._looking.start())
        self._filter.returnPressed.connect(self._into_rows)
        self._arrange = icon_button("filter", "Sort, group or narrow (Ctrl+Shift+F)", self.open_menu, parent=self)
        self._narrowed = QWidget(self)
        self._narrowed_words = ElidedLabel("", self._narrowed)
        self._view = _View(name, self)
        self._view.setModel(self.model)
        self._view.setItemDelegate(_HeadDelegate(self))
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.entered_row.connect(self.entered)
        self._view.delete_pressed.connect(self.unwanted)
        self.model.modelReset.connect(self._restore)
        self._lay_out(new_words)
        self._tell_narrowed()

    def set_lines(self, lines: Sequence[RecordLine]) -> None:
        """Show these records; the chosen one stays chosen."""
        self.model.set_lines(lines)
        self._tell_narrowed()

    def current(self) -> str | None:
        """Return the id of the chosen record, or None."""
        return self._current

    def choose(self, record_id: str | None) -> None:
        """Choose a record without saying `chosen`; a filter that hides it is taken away."""
        self._current = record_id
        if record_id is not None and self.model.has(record_id) and not self.model.index_of(record_id).isValid():
            self._show_all()
        self._restore()

    def keep(self, record_id: str | None) -> None:
        """Keep a record chosen, also where a filter hides it."""
        self._current = record_id
        self._restore()

    def step(self, by: int) -> None:
        """Go to the next (1) or the one before (-1)."""
        row = self._view.currentIndex().row()
        while 0 <= row + by < self.model.rowCount():
            row += by
            if self.model.line(self.model.index(row)) is not None:
                self._view.setCurrentIndex(self.model.index(row))
                return

    def arrange(self, wanted: Arrangement) -> None:
        """Sort, group and narrow the list so."""
        self.model.set_arrangement(wanted)
        self._tell_narrowed()
        self.arranged.emit(wanted)

    def open_menu(self) -> None:
        """Open the menu that sorts, groups and narrows."""
        menu = ListMenu(self.model.arrangement(), self.model.names(), self._own_order, self.arrange, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._arrange.mapToGlobal(QPoint(0, self._arrange.height())))
        menu.setActiveAction(menu.actions()[0])

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
        top.setSpacing(style.space(1))
        top.addWidget(self._filter, 1)
        top.addWidget(self._arrange)
        top.addWidget(button(new_words, self.wanted.emit, icon="plus", key="Ctrl+N", parent=self))
        told = QHBoxLayout(self._narrowed)
        told.setContentsMargins(style.space(2), 0, style.space(1), style.space(1))
        self._narrowed_words.setProperty("role", "hint")
        told.addWidget(self._narrowed_words, 1)
        told.addWidget(icon_button("cross", "Show everything", self._show_all, parent=self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self._narrowed)
        rows.addWidget(self._view, 1)

    def _look(self) -> None:
        words = self._filter.text().strip()
        self.model.set_filter(words, self._find(words) if words else ())
        self._tell_narrowed()

    def _into_rows(self) -> None:
        self._looking.flush()
        self.focus_rows()
        if not self._view.currentIndex().isValid() and self.model.first() is not None:
            self._view.setCurrentIndex(self.model.index_of(str(self.model.first())))

    def _show_all(self) -> None:
        self._filter.clear()
        self._looking.flush()
        now = self.model.arrangement()
        self.arrange(Arrangement(now.order, now.group))

    def _tell_narrowed(self) -> None:
        narrowed = narrowed_words(self.model.arrangement(), self.model.names())
        words = self._filter.text().strip()
        told = " · ".join(part for part in (f"“{words}”" if words else "", narrowed) if part)
        self._narrowed_words.set_text(f"{self.model.shown()} of {self.model.count()}: {told}" if told else "")
        self._narrowed.setVisible(bool(told))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(now)
        if line is not None and line.id != self._current:
            self._current = line.id
            self.chosen.emit(line.id)

    def _restore(self) -> None:
        index = self.model.index_of(self._current) if self._current is not None else QModelIndex()
        chosen = self._view.selectionModel()
        if index.isValid():
            if self.model.line(self._view.currentIndex()) == self.model.line(index):
                return  # the same record under another of its themes
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
        self.setUniformItemSizes(True)  # ten thousand rows are laid out at once
        self.doubleClicked.connect(lambda _index: self.entered_row.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the record, Delete takes it away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class _HeadDelegate(RowDelegate):
    """Rows as everywhere, and a quiet head for each group, as high as a row: all rows alike are laid out at once."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a head or a row."""
        head = index.data(HEAD)
        if not isinstance(head, Head):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.fillRect(option.rect, style.colour("window"))
        inside: QRect = option.rect.adjusted(style.space(2), style.space(1.5), -style.space(2), -style.space(1.5))
        painter.setPen(style.colour("text_muted"))
        painter.setFont(style.font("small", bold=True))
        words = painter.fontMetrics().elidedText(head.words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop), words)
        painter.setFont(style.font("small"))
        amount = "1 record" if head.records == 1 else f"{head.records} records"
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignBottom), amount)
        painter.setPen(style.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()
