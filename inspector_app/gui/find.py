"""Find anything (Ctrl+K): records, evidence, findings, concerns, attachments, commands, as the words are typed.

What is typed here is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from inspector_app.errors import DamagedFile, DiskFault, InspectorError
from inspector_app.gui import style
from inspector_app.gui.finder import Answer, Finder
from inspector_app.gui.found_rows import FoundDelegate
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import hint
from inspector_app.gui.widgets.row_delegate import ROW, Row
from inspector_app.visit.found_words import Query, read_query
from inspector_app.visit.lines import Hit

_DO = Qt.ItemDataRole.UserRole + 2
_HIT = Qt.ItemDataRole.UserRole + 3
_SILENCE = 60
"""Milliseconds between a key and the question: a hand that goes on typing wants no answer yet."""
_COMMANDS = 4
"""Commands that stand before what was found."""
_LONG = 300
"""Milliseconds after which it is said that an answer is being looked for."""
_HOW = "All words must be there; the last may be begun only. “In quotes” they stand side by side."
_TRAIL = "Ctrl+H shows how the chosen one came about."
_UNREADABLE = "The disk cannot be read just now. Type on, and it is looked for again."
"""A disk that fails for a moment looks like a damaged file from here; whether it is one is told on opening."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done: its words, its key or none, what does it."""

    words: str
    key: str
    do: Callable[[], None]

    def has_word_begun(self, word: str) -> bool:
        """Say whether one of its words begins so."""
        return any(own.startswith(word) for own in f"{self.words} {self.key}".lower().split())


class FindBox(QWidget):
    """A field and a list over the window; Enter goes there, Escape closes. `went` says to what, for which words;
    `followed` that the trail of something found is wanted (Ctrl+H)."""

    went = Signal(object, object)
    followed = Signal(object)

    def __init__(
        self, finder: Finder, commands: Sequence[Command], row_of: Callable[[Hit, Query], Row], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "card")
        self.setAccessibleName("Find anything")
        self._finder = finder
        self._commands = commands
        self._row_of = row_of
        self._hits = 0
        self._more = False
        self._unanswered = False
        self._go_when_answered = False
        self._line = QLineEdit(self)
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._told = hint("", self)
        self._lay_out()
        self._debounce = Debounce(self._ask, self, _SILENCE)
        self._patience = Debounce(lambda: self._told.setText("Looking …"), self, _LONG)
        self._line.textEdited.connect(self._typed)
        finder.answered.connect(self._answered)
        finder.failed.connect(self._failed)
        self._place(parent)
        self._show_commands()
        self._line.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list while the cursor stays in the field; Ctrl+H is of what is chosen there."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_trail(event):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if _is_trail(event):
                self._follow()
                return True
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self._model.rowCount():
                row = max(0, min(self._list.currentIndex().row() + step, self._model.rowCount() - 1))
                self._list.setCurrentIndex(self._model.index(row, 0))
                return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Want no answer any more."""
        self._finder.forget()
        super().closeEvent(event)

    # -- asking and being answered

    def _typed(self, _text: str) -> None:
        self._go_when_answered = False
        self._finder.forget()
        self._unanswered = bool(self._words())
        if self._unanswered:
            self._debounce.start()
            if not self._hits:
                self._show_commands()
        else:
            self._debounce.drop()
            self._patience.drop()
            self._show_commands()

    def _ask(self) -> None:
        self._patience.start()
        self._finder.ask(self._words())

    def _answered(self, answer: Answer) -> None:
        self._patience.drop()
        self._unanswered = False
        query = read_query(answer.question.line)
        if answer.question.start == 0:
            self._show_commands()
        for hit in answer.hits:
            self._add(self._row_of(hit, query), partial(self.went.emit, hit, query), hit)
        self._hits += len(answer.hits)
        self._more = answer.more
        self._tell()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0, 0))
        if self._go_when_answered:
            self._go()

    def _failed(self, fault: InspectorError) -> None:
        self._patience.drop()
        self._unanswered = self._go_when_answered = False
        self._show_commands()
        unreadable = isinstance(fault, DiskFault | DamagedFile)
        self._told.setText(_UNREADABLE if unreadable else f"{fault.sentence} {fault.next_step}".strip())

    def _tell(self) -> None:
        if self._more:
            self._told.setText(f"The best {self._hits} are shown; further down come more. {_TRAIL}")
        elif self._model.rowCount():
            self._told.setText(f"{self._hits} found. {_TRAIL}" if self._hits else "")
        else:
            self._told.setText("Nothing holds these words. Fewer or other words may help.")

    # -- the list

    def _show_commands(self) -> None:
        self._model.clear()
        self._hits, self._more = 0, False
        for command in self._fitting():
            self._add(Row(command.words, side=command.key, icon="arrow-right"), command.do)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._told.setText("" if self._words() else _HOW)

    def _fitting(self) -> Iterator[Command]:
        """Yield the commands that are shown for the words: some of those of which each begins a word, or all."""
        words = self._words().lower().split()
        fitting = (each for each in self._commands if all(map(each.has_word_begun, words)))
        return islice(fitting, _COMMANDS) if words else fitting

    def _add(self, row: Row, do: Callable[[], None], hit: Hit | None = None) -> None:
        item = QStandardItem(row.spoken())
        item.setEditable(False)
        item.setData(row, ROW)
        item.setData(do, _DO)
        item.setData(hit, _HIT)
        self._model.appendRow(item)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._line.setAccessibleDescription(index.data() or "")
        if self._more and index.row() == self._model.rowCount() - 1:
            self._read_on()

    def _scrolled(self, place: int) -> None:
        if self._more and place == self._list.verticalScrollBar().maximum():
            self._read_on()

    def _read_on(self) -> None:
        self._more = False
        self._finder.ask(self._words(), self._hits)

    # -- going there

    def _enter(self) -> None:
        """Go to the chosen row; where the words were not looked for yet, to what will be the first."""
        if not self._unanswered:
            self._go()
            return
        command = next(self._fitting(), None)
        if command is not None:
            self.close()
            command.do()
        else:
            self._go_when_answered = True
            self._debounce.flush()

    def _go(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            self._go_when_answered = False
            return
        do: Callable[[], None] = index.data(_DO)
        self.close()
        do()

    def _follow(self) -> None:
        hit: Hit | None = self._list.currentIndex().data(_HIT) if self._list.currentIndex().isValid() else None
        if hit is not None:
            self.close()
            self.followed.emit(hit)

    def _words(self) -> str:
        return self._line.text().strip()

    # -- looks

    def _lay_out(self) -> None:
        self._line.setAccessibleName("Words to find")
        self._line.setPlaceholderText("Find a record, evidence, a finding, a concern, an attachment or a command")
        self._line.installEventFilter(self)
        self._list.setAccessibleName("What was found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(FoundDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda _index: self._go())
        self._list.selectionModel().currentChanged.connect(self._moved)
        self._list.verticalScrollBar().valueChanged.connect(self._scrolled)
        rows = column(self, margin=3)
        rows.addWidget(self._line)
        rows.addWidget(self._told)
        rows.addWidget(self._list, 1)

    def _place(self, parent: QWidget) -> None:
        width = min(style.measure("notes") + style.space(40), parent.width() - style.space(8))
        height = min(style.measure("row") * 10, parent.height() - style.space(24))
        corner = parent.mapToGlobal(QPoint((parent.width() - width) // 2, style.space(14)))
        self.setGeometry(corner.x(), corner.y(), width, height)


def _is_trail(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_H and event.modifiers() == Qt.KeyboardModifier.ControlModifier
