"""The checks of one case: single keys answer and move on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Check, Choice
from inspector_app.gui import style
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.fields import TextField
from inspector_app.visit.entities import CaseCheck
from inspector_app.visit.identifiers import case_check_id

_HELD = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class CheckRows(QWidget):
    """A row for each check of the framework; says what is answered and noted."""

    answered = Signal(str, object)
    """A check's id and its answer, or None where it was taken back."""
    noted = Signal(str, str)
    """A check's id and the note on it as it is typed."""
    note_left = Signal()
    reached = Signal(object, str)
    """The cursor is on a row: the row, and its question."""
    finished = Signal()
    """The last check has been answered: on to what comes after."""

    def __init__(self, checks: Sequence[Check], answers: Sequence[Choice]) -> None:
        super().__init__()
        self.setAccessibleName("Checks")
        self._rows = [CheckRow(check, answers, self) for check in checks]
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(0.5))
        for place, row in enumerate(self._rows):
            rows.addWidget(row)
            row.answered.connect(lambda answer, row=row: self.answered.emit(row.check.id, answer))
            row.noted.connect(lambda words, row=row: self.noted.emit(row.check.id, words))
            row.note_left.connect(self.note_left)
            row.reached.connect(lambda row=row: self.reached.emit(row, row.check.question))
            row.moved.connect(lambda by, place=place: self._move(place + by))

    def show_checks(self, checks: Mapping[str, CaseCheck], keep: Sequence[str]) -> None:
        """Show the answers by check; the notes of those in `keep` are being typed and stay."""
        for row in self._rows:
            given = checks.get(row.check.id)
            row.show_check(given, keep_note=row.check.id in keep)

    def forget(self) -> None:
        """Let Ctrl+Z bring back nothing of the notes: another case is shown next."""
        for row in self._rows:
            row.note.forget()

    def sources(self, record_id: str) -> list[SourceField]:
        """Return the notes as fields that evidence can be taken from."""
        return [
            SourceField(f"checks/{case_check_id(record_id, row.check.id)}", row.note.editor(), row.check.themes)
            for row in self._rows
        ]

    def focus_first(self) -> None:
        """Put the cursor on the first check without an answer, else on the first."""
        row = next((each for each in self._rows if each.answer() is None), next(iter(self._rows), None))
        if row is not None:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _move(self, place: int) -> None:
        if place >= len(self._rows):
            self.finished.emit()
        elif place >= 0:
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)


class CheckRow(QWidget):
    """One check: 1 to 5 answer it and move on, Backspace takes the answer back, N or Enter goes to its note.

    Enter comes back from the note: to the check, or on to the next where it is answered; Shift+Enter is a line break.
    """

    answered = Signal(object)
    noted = Signal(str)
    note_left = Signal()
    moved = Signal(int)
    reached = Signal()

    def __init__(self, check: Check, answers: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.check = check
        self._answers = tuple(answers)
        self._buttons: list[QToolButton] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(check.question)
        self.note = TextField(f"Note on: {check.label}", lines=1, most=6)
        self.note.edited.connect(lambda words: self.noted.emit(str(words or "")))
        self.note.left.connect(self.note_left)
        self.note.editor().installEventFilter(self)
        self._label = ElidedLabel(check.label, self)
        self._label.setToolTip(check.question)
        self._given = ElidedLabel("", self)
        self._lay_out()
        self._tell()

    def answer(self) -> str | None:
        """Return the id of the answer given, or None."""
        return next((c.id for c, made in zip(self._answers, self._buttons, strict=True) if made.isChecked()), None)

    def show_check(self, given: CaseCheck | None, *, keep_note: bool) -> None:
        """Show an answer and its note."""
        answer = given.answer if given is not None else None
        for choice, made in zip(self._answers, self._buttons, strict=True):
            made.setChecked(choice.id == answer)
        if not keep_note:
            self.note.set_value(given.note if given is not None else None)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by number, move by arrows."""
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self._answers):
            self._give(self._answers[int(text) - 1].id)
            self.moved.emit(1)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0):
            self._give(None)
        elif event.key() in (Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.note.editor().setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Escape come back from the note."""
        if watched is self.note.editor() and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            on = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD
            if on or event.key() == Qt.Key.Key_Escape:
                self.moved.emit(1 if on and self.answer() is not None else 0)
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor on the row."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the cursor is."""
        super().focusInEvent(event)
        self.update()
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the cursor has gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and, where the cursor is, a frame."""
        if self.hasFocus():
            painter = QPainter(self)
            pen = painter.pen()
            pen.setColor(style.colour("focus"))
            pen.setWidth(style.measure("focus"))
            painter.setPen(pen)
            painter.setBrush(style.colour("accent_soft"))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _give(self, answer: str | None) -> None:
        for choice, made in zip(self._answers, self._buttons, strict=True):
            made.setChecked(choice.id == answer)
        self._tell()
        self.answered.emit(answer)

    def _tell(self) -> None:
        answer = next((choice.label for choice in self._answers if choice.id == self.answer()), "")
        self._given.set_text(answer)
        self.setAccessibleName(f"{self.check.label}: {answer or 'no answer'}")
        self.setAccessibleDescription(self.check.question)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(1.5), style.space(0.5), style.space(1), style.space(0.5))
        row.setSpacing(style.space(1))
        row.addWidget(self._label, 6)
        for number, choice in enumerate(self._answers, 1):
            made = QToolButton(self)
            made.setText(str(number))
            made.setFixedWidth(style.measure("hit"))
            made.setCheckable(True)
            made.setProperty("role", "segment")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setToolTip(f"{choice.label} ({number})")
            made.setAccessibleName(f"{self.check.label}: {choice.label}")
            made.clicked.connect(lambda checked, choice=choice: self._give(choice.id if checked else None))
            row.addWidget(made)
            self._buttons.append(made)
        self._given.setFixedWidth(
            max(self.fontMetrics().horizontalAdvance(c.label) for c in self._answers) + style.space(2)
        )
        row.addWidget(self._given)
        self.note.editor().setPlaceholderText("Note")
        row.addWidget(self.note, 5)
