"""Choosing where both wrote: a list, the versions side by side, and a key for each thing that can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.packages.in_words import amount
from inspector_app.gui.packages.versions_view import VersionsView
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.cursor import put_cursor
from inspector_app.gui.widgets.empty_state import EmptyState
from inspector_app.gui.widgets.headings import heading, hint, plain
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.paragraph_list import Paragraph, ParagraphList
from inspector_app.visit.both_words import ChoiceInWords, VersionInWords
from inspector_app.visit.both_wrote import holds_lines
from inspector_app.visit.change import Plain

_MOST = 9
"""Versions that a digit chooses."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to stand: for which choice, the value, and whether the person goes on writing in it."""

    choice: ChoiceInWords
    value: Plain


class ChoicePanel(QWidget):
    """Says `chosen` with a Chosen, `typed` with the ChoiceInWords and the words that are being written in its place,
    and `place_wanted` with a ChoiceInWords."""

    chosen = Signal(object)
    typed = Signal(object, str)
    left = Signal()
    """The words that were being written are done."""
    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Where both wrote")
        self._choices: list[ChoiceInWords] = []
        self._written: ChoiceInWords | None = None
        self._count = heading("", self)
        digits = {
            Qt.Key(Qt.Key.Key_1.value + number): lambda number=number: self.take(number) for number in range(_MOST)
        }
        letters = {Qt.Key.Key_B: self.both, Qt.Key.Key_E: self.edit, Qt.Key.Key_K: self.keep, Qt.Key.Key_R: self.remove}
        self.list = ParagraphList("Where both wrote", {**digits, **letters}, self)
        self.versions = VersionsView(self, choosing=True)
        self._writing_in = plain("", self)
        self.text = NotesEdit("What is to stand", self)
        self._both = button("Both", self.both, key="B", parent=self)
        self._edit = button("Both, and edit", self.edit, key="E", parent=self)
        self._keep = button("Keep it", self.keep, key="K", parent=self)
        self._remove = button("Remove it", self.remove, key="R", parent=self)
        self._go = button("Go there", self._want_place, icon="arrow-right", key="Enter", parent=self)
        self._lower = QStackedWidget(self)
        self._whole = QStackedWidget(self)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        self.list.itemActivated.connect(lambda _item: self._want_place())
        self.list.entered.connect(self.stop_writing)
        self.versions.taken.connect(self.take)
        self.text.edited.connect(self._typed)
        self.text.left.connect(self.left)

    def minimumSizeHint(self) -> QSize:
        """Fit into a laptop's page."""
        return QSize(style.space(90), style.space(80))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the writing; what was written stands."""
        if event.key() == Qt.Key.Key_Escape and self.is_writing():
            self.stop_writing()
        else:
            super().keyPressEvent(event)

    def show_choices(self, choices: Sequence[ChoiceInWords]) -> None:
        """Show what waits for a choice; the current one stays where it is there still."""
        kept, row = self.current(), self.list.currentRow()
        self._choices = list(choices)
        names = [each.name for each in self._choices]
        self._count.setText(f"{amount(len(names), 'place')} where both wrote")
        at = names.index(kept.name) if kept is not None and kept.name in names else min(max(row, 0), len(names) - 1)
        self.list.show_paragraphs([_line(each) for each in self._choices], at)
        self._show_current()

    def current(self) -> ChoiceInWords | None:
        """Return the choice of the current line."""
        row = self.list.currentRow()
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def go_to(self, name: str) -> None:
        """Make the choice of this name the current one, if it is there."""
        for row, each in enumerate(self._choices):
            if each.name == name:
                self.list.setCurrentRow(row)

    def is_writing(self) -> bool:
        """Say whether words are being written in the place of a choice."""
        return self._written is not None

    def take_focus(self) -> None:
        """Put the cursor where the work is."""
        (self.text if self.is_writing() else self.list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stop_writing(self) -> None:
        """What was written stands; show what waits still."""
        if self._written is not None:
            self._written = None
            self.left.emit()
            self._lower.setCurrentIndex(0)
            self._show_current()
            put_cursor(self.list, self)

    # -- choosing

    def take(self, number: int) -> None:
        """Let one version stand."""
        choice = self.current()
        if choice is not None and number < len(choice.versions) and not choice.both.was_removed:
            self._choose(choice, choice.versions[number].value)
        elif choice is not None and choice.both.was_removed:
            self._choose(choice, number > 0)

    def both(self) -> None:
        """Let all texts stand, one below the other."""
        choice = self.current()
        if choice is not None and choice.joined is not None:
            self._choose(choice, choice.joined)

    def edit(self) -> None:
        """Let all texts stand, and go on writing in them."""
        choice = self.current()
        if choice is None or choice.joined is None:
            return
        self._choose(choice, choice.joined)
        self._written = choice
        self._writing_in.setText(f"{choice.about}: {choice.field}")
        self.text.set_value(choice.joined)
        self._lower.setCurrentIndex(1)
        self._whole.setCurrentIndex(0)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep what another laptop removed."""
        choice = self.current()
        if choice is not None and choice.both.was_removed:
            self._choose(choice, False)

    def remove(self) -> None:
        """Remove what another laptop removed."""
        choice = self.current()
        if choice is not None and choice.both.was_removed:
            self._choose(choice, True)

    def _choose(self, choice: ChoiceInWords, value: Plain) -> None:
        self.show_choices([each for each in self._choices if each.name != choice.name])
        self.chosen.emit(Chosen(choice, value))

    # -- inside

    def _typed(self, words: str) -> None:
        if self._written is not None:
            one_line = not holds_lines(self._written.both)
            self.typed.emit(self._written, words.replace("\n", " ") if one_line else words)

    def _want_place(self) -> None:
        choice = self.current()
        if choice is not None:
            self.place_wanted.emit(choice)

    def _show_current(self) -> None:
        choice = self.current()
        self._whole.setCurrentIndex(1 if choice is None and not self.is_writing() else 0)
        self.versions.show_choice(choice)
        removed = choice is not None and choice.both.was_removed
        texts = choice is not None and choice.joined is not None
        for act, offered in ((self._both, texts), (self._edit, texts), (self._keep, removed), (self._remove, removed)):
            act.setVisible(offered)

    def _lay_out(self) -> None:
        below = QWidget(self)
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(self.versions, 1)
        acts = QHBoxLayout()
        acts.setSpacing(style.space(2))
        for act in (self._both, self._edit, self._keep, self._remove, self._go):
            acts.addWidget(act)
        acts.addStretch(1)
        rows.addLayout(acts)
        writing = QWidget(self)
        lines = QVBoxLayout(writing)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(style.space(2))
        lines.addWidget(self._writing_in)
        lines.addWidget(hint("What you write stands in its place at once. Ctrl+Enter or Esc when it is done.", writing))
        lines.addWidget(self.text, 1)
        done: QPushButton = button("Done", self.stop_writing, key="Ctrl+Enter", parent=writing)
        lines.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        self._lower.addWidget(below)
        self._lower.addWidget(writing)
        panes = QSplitter(Qt.Orientation.Vertical, self)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.list)
        panes.addWidget(self._lower)
        panes.setSizes([style.space(50), style.space(100)])
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        column.addWidget(self._count)
        column.addWidget(
            hint(
                "A digit takes that version; B takes both; E takes both and lets you edit them. K keeps what was "
                "removed, R removes it. Enter goes there; Ctrl+Z undoes.",
                work,
            )
        )
        column.addWidget(panes, 1)
        self._whole.addWidget(work)
        self._whole.addWidget(
            EmptyState(
                "merge",
                "Nothing waits for a choice",
                "Where two laptops wrote in one place without having seen one another’s words, both stand here side by "
                "side until somebody chooses.",
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)


def _line(choice: ChoiceInWords) -> Paragraph:
    who = _names(choice.versions)
    if choice.both.was_removed:
        who = f"{_names(choice.versions[1:])} removed it; {_names(choice.versions[:1])} wrote on"
    words = f"{choice.about}: {choice.field}\n{who[:1].upper()}{who[1:]}"
    return Paragraph(words, words.replace("\n", ", "), "bin" if choice.both.was_removed else "merge", "warning")


def _names(versions: Sequence[VersionInWords]) -> str:
    return " and ".join(dict.fromkeys("you" if each.here else each.who for each in versions))
