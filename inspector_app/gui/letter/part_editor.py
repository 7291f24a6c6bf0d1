"""What is worked on in the letter: own wording of a part, a finding's words, next steps, or date and signatories."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.letter.details_form import DetailsForm
from inspector_app.gui.letter.next_steps_form import NextStepsForm
from inspector_app.gui.letter.outline_lines import NEXT_STEPS, OutlineLine
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import ListField
from inspector_app.gui.widgets.form_rows import scrolling
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit import steps
from inspector_app.visit.change import Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.letter_entities import Letter, NextStep
from inspector_app.visit.ordering import order_behind, placed_at

_AS_IT_STANDS = QTextDocument.FindFlag.FindCaseSensitively


class PartEditor(QStackedWidget):
    """Says `asked` with a Step after a silence, or when a field is left; `typed` at each key."""

    asked = Signal(object)
    typed = Signal()
    left = Signal()
    waits = Signal(bool)
    """Words begin to wait for a silence, or have been handed over."""
    move_wanted = Signal(int)
    """The finding is to stand earlier (-1) or later (1) under its heading."""
    board_wanted = Signal()
    """The finding is to be shown on the board."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What is being worked on")
        self._line: OutlineLine | None = None
        self._letter: Letter | None = None
        self._next_steps: tuple[NextStep, ...] = ()
        self._typed: dict[str, Step] = {}
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self.details = DetailsForm(self)
        self.wording = WordingForm(self)
        self.finding = FindingWords(self)
        self.steps = NextStepsForm(self)
        self._details_scroll = scrolling(self.details)
        self._steps_scroll = scrolling(self.steps)
        for pane in (self._details_scroll, self.wording, self.finding, self._steps_scroll):
            self.addWidget(pane)
        self.details.edited.connect(lambda field, value: self._put("letter", self._letter_id(), field, value))
        self.details.chosen.connect(self._choose_detail)
        self._connect_steps()
        self.wording.text.edited.connect(self._worded)
        self.wording.taken_back.connect(self._take_back)
        self.finding.text.edited.connect(lambda words: self._put_finding("text", words))
        self.finding.points.edited.connect(lambda points: self._put_finding("points", points))
        self.finding.move_wanted.connect(self.move_wanted)
        self.finding.board_wanted.connect(self.board_wanted)
        for field in (self.details, self.wording.text, self.finding.text, self.finding.points):
            field.left.connect(self._leave)

    def minimumSizeHint(self) -> QSize:
        """Leave the outline its room."""
        return QSize(style.space(60), style.space(44))

    def show_line(self, line: OutlineLine, contents: VisitContents) -> None:
        """Show what a line of the outline stands for; what is still being typed is not overwritten."""
        letter = contents.letter
        same = self._line is not None and self._line.name == line.name
        if not same:
            self.flush()
            for field in (self.wording.text, self.finding.text, self.finding.points):
                field.forget()
        self._line, self._letter, self._next_steps = line, letter, contents.next_steps
        if line.finding is not None:
            if not self._waiting.holds("text"):
                self.finding.text.set_value(line.finding.text)
            if not self._waiting.holds("points"):
                self.finding.points.set_value(line.finding.points)
            self.setCurrentWidget(self.finding)
        elif line.wording:
            words = letter.wording.get(line.wording) or line.text
            if not (same and self._is_begun(words)) and not self._waiting.holds(f"wording/{line.wording}"):
                self.wording.text.set_value(words)
            self.wording.show_origin(line)
            self.setCurrentWidget(self.wording)
        elif line.name == NEXT_STEPS:
            self.steps.show_steps(contents.next_steps, self._waiting.fields())
            self.setCurrentWidget(self._steps_scroll)
        else:
            self.details.show_letter(letter, contents.inspectors, self._waiting.fields())
            self.setCurrentWidget(self._details_scroll)

    def lock(self, locked: bool) -> None:
        """Let nothing be changed once the letter is signed."""
        self.details.setEnabled(not locked)
        self.steps.setEnabled(not locked)
        self.wording.lock(locked)
        self.finding.lock(locked)

    def take_focus(self) -> None:
        """Put the cursor where the typing goes."""
        pane = self.currentWidget()
        if pane in (self._steps_scroll, self._details_scroll) and (last := pane.focusWidget()) is not None:
            last.setFocus()  # these stand for one line each: it was in this field
        elif pane is self._steps_scroll:
            self.steps.cards.focus(self._next_steps[0].id if self._next_steps else "")
        else:
            field = pane.text if isinstance(pane, WordingForm | FindingWords) else self.details
            field.setFocus()

    def mark_words(self, *words: str) -> None:
        """Mark the first of these passages that stands in the text that is shown, so that it can be typed over."""
        pane = self.currentWidget()
        if isinstance(pane, WordingForm | FindingWords):
            found = (pane.text.document().find(each, 0, _AS_IT_STANDS) for each in words)
            passage = next((each for each in found if not each.isNull()), None)
            if passage is not None:
                pane.text.setTextCursor(passage)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def typed_steps(self) -> tuple[Step, ...]:
        """Return what has been typed and still waits for a silence."""
        return tuple(self._typed.values())

    def _is_begun(self, words: str) -> bool:
        """Say whether other words are about to be written: those in sight are all taken away, or a blank is added.

        Neither is an override yet, and the framework's words are not pushed under the cursor.
        """
        written = self.wording.text.value().strip()
        return self.wording.text.hasFocus() and written in ("", words.strip())

    def _letter_id(self) -> str:
        assert self._letter is not None
        return self._letter.id

    def _put(self, entity: str, entity_id: str, field: str, value: object) -> None:
        self._keep(field, steps.set_field(entity, entity_id, field, value))

    def _keep(self, key: str, step: Step) -> None:
        self._typed[key] = step
        self._waiting.put(key, lambda: self.asked.emit(self._typed.pop(key)))
        self.typed.emit()

    def _put_finding(self, field: str, value: object) -> None:
        if self._line is not None and self._line.finding is not None:
            self._put("finding", self._line.finding.id, field, value)

    def _worded(self, words: str) -> None:
        """The framework's own words again, or none, are no override."""
        if self._line is not None:
            own = words if words.strip() and words.strip() != self._line.generated else None
            self._put("letter", self._letter_id(), f"wording/{self._line.wording}", own)

    def _take_back(self) -> None:
        if self._line is not None:
            self.wording.text.set_value(self._line.generated)
            self._worded(self._line.generated)
            self.flush()

    def _choose_detail(self, field: str, value: object) -> None:
        self._put("letter", self._letter_id(), field, value)
        self.flush()

    def _connect_steps(self) -> None:
        cards = self.steps.cards
        cards.typed.connect(self._typed_step)
        cards.left.connect(self._leave)
        cards.added.connect(self._add_step)
        cards.removed.connect(lambda thing: self._do(steps.remove("next_step", thing)))
        cards.moved_up.connect(self._move_step_up)

    def _typed_step(self, thing: str, field: str, value: object) -> None:
        self._keep(f"{thing}/{field}", steps.set_field("next_step", thing, field, value))

    def _add_step(self) -> None:
        thing = new_id()
        order = order_behind(self._next_steps)
        self._do(steps.add("next_step", thing, {"order": order}))
        self.steps.cards.focus(thing)

    def _move_step_up(self, thing: str) -> None:
        at = next(place for place, step in enumerate(self._next_steps) if step.id == thing)
        self._do(steps.move("next_step", placed_at(self._next_steps, [thing], at - 1)))
        self.steps.cards.focus(thing)

    def _do(self, step: Step) -> None:
        """Hand over what is being typed first: cards that are built anew show nothing else."""
        self.flush()
        self.asked.emit(step)

    def _leave(self) -> None:
        self.flush()
        self.left.emit()


class WordingForm(QWidget):
    """The words of one part, and, where they are the author's own, the framework's under them."""

    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Wording")
        self._label = heading("", self)
        self._whose = hint("", self)
        self.text = NotesEdit("Words of this part", self)
        self._generated = hint("", self)
        self.back = button("Take back own wording", self.taken_back.emit, icon="undo", parent=self)
        rows = QVBoxLayout(self)
        rows.setSpacing(style.space(2))
        rows.addWidget(self._label)
        rows.addWidget(self._whose)
        rows.addWidget(self.text, 1)
        rows.addWidget(self._generated)
        rows.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_origin(self, line: OutlineLine) -> None:
        """Say whose words these are."""
        self._label.setText(line.label)
        own = "Your own words stand in place of the framework's:" if line.overridden else ""
        self._whose.setText(own or "The framework's words. What you type here replaces them in this letter.")
        self._generated.setText(line.generated)
        self._generated.setVisible(line.overridden)
        self.back.setVisible(line.overridden)

    def lock(self, locked: bool) -> None:
        """Let nothing be changed."""
        self.text.setReadOnly(locked)
        self.back.setEnabled(not locked)


class FindingWords(QWidget):
    """A finding as it stands in the letter: its words, the points under it, its place among the others."""

    move_wanted = Signal(int)
    board_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Finding")
        self.text = NotesEdit("Words of the finding", self)
        self.points = ListField("Points under the finding", "Points under it, one on each line")
        self._up = button("Up", lambda: self.move_wanted.emit(-1), icon="arrow-up", key="Ctrl+Up", parent=self)
        self._down = button("Down", lambda: self.move_wanted.emit(1), icon="arrow-down", key="Ctrl+Down", parent=self)
        board = button("Evidence", self.board_wanted.emit, icon="scales", parent=self)
        board.setToolTip("Show the finding with its evidence on the board")
        foot = QHBoxLayout()
        foot.setSpacing(style.space(2))
        for each in (self._up, self._down, board):
            foot.addWidget(each)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setSpacing(style.space(2))
        rows.addWidget(heading("Finding", self))
        rows.addWidget(self.text, 1)
        rows.addWidget(self.points)
        rows.addLayout(foot)

    def lock(self, locked: bool) -> None:
        """Let nothing be changed."""
        self.text.setReadOnly(locked)
        for each in (self.points, self._up, self._down):
            each.setEnabled(not locked)
