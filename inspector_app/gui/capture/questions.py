"""The questions of an interview, each with its own answer; skipped without guilt: an empty one is not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Prompt
from inspector_app.gui import style
from inspector_app.gui.capture.asked import Asked, asked_in
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import LineInput, TextField
from inspector_app.gui.widgets.headings import heading
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.entities import Answer, Interview
from inspector_app.visit.identifiers import answer_id
from inspector_app.visit.ordering import order_between


class Questions(QWidget):
    """Rows of question and answer; the rows are kept and given other questions from one interview to the next."""

    changed = Signal()
    """Other questions are shown than before."""

    def __init__(self, visit: OpenVisit, prompts: Sequence[Prompt], saver: Saver) -> None:
        super().__init__()
        self.setAccessibleName("Questions")
        self._visit = visit
        self._prompts = tuple(prompts)
        self._saver = saver
        self._interview: Interview | None = None
        self._own: list[str] = []
        self._others = False
        self._rows: list[_Row] = []
        self._asked: list[Asked] = []
        self._more = button("", self._show_others, parent=self)
        self._own_line = LineInput(self)
        self._own_line.setAccessibleName("A question of your own")
        self._own_line.setPlaceholderText("A question of your own, then Enter (Ctrl+Shift+Q)")
        self._own_line.returnPressed.connect(self._add_own)
        self._places = QVBoxLayout()
        self._places.setSpacing(style.space(2))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, style.space(2), 0, 0)
        rows.setSpacing(style.space(2))
        rows.addLayout(self._places)
        rows.addWidget(self._own_line)
        rows.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_interview(self, interview: Interview) -> None:
        """Show an interview's questions; those of the same one stay where they are."""
        before, self._interview = self._interview, interview
        if before is None or before.id != interview.id:
            self._own, self._others = [], False
        shown = {each.id for each in self._asked}
        same = before is not None and before.id == interview.id
        as_before = before is not None and same and before.role == interview.role
        if not as_before or any(answer.id not in shown for answer in interview.answers):
            self._ask(in_place=same and self._is_typed_in())
        self._show_answers()

    def read_role(self, record_id: str) -> str | None:
        """Return the role that the interview has now."""
        details = self._visit.record(record_id).details
        return details.role if isinstance(details, Interview) else None

    def set_role(self, role: str | None) -> None:
        """Put the questions of a role first."""
        if self._interview is not None and self._interview.role != role:
            self._interview = replace(self._interview, role=role)
            self._ask()
            self._show_answers()

    def sources(self) -> list[SourceField]:
        """Return the answers as fields that evidence can be taken from."""
        rows = self._rows[: len(self._asked)]
        return [SourceField(f"answers/{row.asked.id}", row.field.editor(), row.asked.themes) for row in rows]

    def step(self, by: int) -> bool:
        """Go to the answer after (1) or before (-1) the one with the cursor; False: there is none before the first."""
        rows = self._rows[: len(self._asked)]
        at = next((n for n, row in enumerate(rows) if row.field.editor().hasFocus()), -1)
        wanted = at + by
        if wanted < 0:
            return False
        if wanted < len(rows):
            rows[wanted].field.editor().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def focus_own(self) -> None:
        """Go to the line for a question of one's own."""
        self._own_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_typed_in(self) -> bool:
        return any(row.field.editor().hasFocus() for row in self._rows[: len(self._asked)])

    def _ask(self, *, in_place: bool = False) -> None:
        """Ask what is to be asked now; `in_place`: what is asked already stays in its row, for hands type in one."""
        assert self._interview is not None
        before = self._asked if in_place else []
        wanted, left = asked_in(self._interview, self._prompts, self._own, others=self._others)
        stay = {each.id for each in before}
        self._asked = [*before, *(each for each in wanted if each.id not in stay)]
        while len(self._rows) < len(self._asked):
            row = _Row(self)
            row.field.edited.connect(lambda value, row=row: self._typed(row, str(value or "")))
            row.field.left.connect(lambda row=row: self._left(row))
            self._rows.append(row)
            self._places.addWidget(row)
        for row, asked in zip(self._rows, self._asked, strict=False):
            row.ask(asked)
            row.show()
        for row in self._rows[len(self._asked) :]:
            row.hide()
        self._more.setText(f"{left} questions for other roles")
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(left > 0)
        self.changed.emit()

    def _show_answers(self) -> None:
        answers = self._answers()
        for row in self._rows[: len(self._asked)]:
            if not self._saver.waits(_key(row.asked.id)):
                answer = answers.get(row.asked.id)
                row.field.set_value(answer.answer if answer is not None else "")

    def _answers(self) -> dict[str, Answer]:
        if self._interview is None:
            return {}
        return {answer.id: answer for answer in self._interview.answers}

    def _typed(self, row: _Row, words: str) -> None:
        interview = self._interview
        if interview is None:
            return
        asked, known = row.asked, self._answers().get(row.asked.id)
        row.touched = True
        if known is None:
            last = max((answer.order for answer in interview.answers if answer.order), default=None)
            known = Answer(id=asked.id, record=interview.id, prompt=asked.prompt, order=order_between(last, None))
            self._interview = replace(interview, answers=(*interview.answers, known))
        if asked.id == answer_id(interview.id, asked.prompt):
            step = steps.write_answer(interview.id, asked.prompt, words, known.order)
        else:
            step = steps.set_field("answer", asked.id, "answer", words)
        self._saver.typed(_key(asked.id), step)

    def _left(self, row: _Row) -> None:
        self._saver.left()
        if not row.touched or self._interview is None:
            return
        row.touched = False
        if not row.field.value() and row.asked.id in self._answers() and not self._rests_on(row.asked.id):
            self._saver.act(steps.remove("answer", row.asked.id))

    def _rests_on(self, answer: str) -> bool:
        assert self._interview is not None
        wanted = f"answers/{answer}"
        return any(
            piece.source is not None and piece.source.field == wanted
            for piece in self._visit.evidence(self._interview.id)
        )

    def _show_others(self) -> None:
        self._others = True
        self._ask()
        self._show_answers()

    def _add_own(self) -> None:
        words = " ".join(self._own_line.text().split())
        if not words or self._interview is None:
            return
        self._own_line.clear()
        self._own.append(words)
        self._ask()
        self._show_answers()
        wanted = answer_id(self._interview.id, words)
        for row in self._rows[: len(self._asked)]:
            if row.asked.id == wanted:
                row.field.editor().setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Row(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = Asked("", "")
        self.touched = False
        self.field = TextField("Answer", lines=1, most=12)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setProperty("role", "field")
        self._words.setBuddy(self.field)
        self._head = heading("", self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(0.5))
        rows.addWidget(self._head)
        rows.addWidget(self._words)
        rows.addWidget(self.field)

    def ask(self, asked: Asked) -> None:
        """Take another question."""
        if asked.id != self.asked.id:
            self.field.forget()
        self.asked = asked
        self.touched = False
        self._head.setText(asked.head)
        self._head.setVisible(bool(asked.head))
        self._words.setText(asked.prompt.replace("&", "&&"))
        self.field.editor().setAccessibleName(f"Answer: {asked.prompt}")


def _key(answer: str) -> str:
    return f"answer/{answer}/answer"
