"""What stands against the letter: each problem with its sentence and what would mend it; Enter leads to its place, W
says why it may stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.letter.reason_line import ReasonLine
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.paragraph_list import Paragraph, ParagraphList
from inspector_app.visit.problem import Problem
from inspector_app.visit.problem_answers import AnsweredProblem

_OPENING = 60
"""Characters of a finding that are shown, so that it is known again."""
_ICONS = (("cross", "error"), ("warning", "warning"), ("info", "text_muted"), ("tick", "text_muted"))
"""By rank: errors, warnings, hints, what is answered."""


class ProblemList(QWidget):
    """Says `chosen` with the Problem whose place is wanted, and `answered` with one and why it may stand."""

    chosen = Signal(object)
    answered = Signal(object, str)
    waits = Signal(bool)
    """A reason is being typed that has not been said yet, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Checks")
        self._shown: tuple[AnsweredProblem, ...] = ()
        self._lines: list[Paragraph] = []
        self._later: tuple[Sequence[AnsweredProblem], Mapping[str, str]] | None = None
        self._summary: QLabel = heading("", self)
        self._how = hint("Enter or a click leads to its place; W says why a warning may stand.", self)
        self._answer = button("Say why it may stand", self.answer, key="W", parent=self)
        self.list = ParagraphList("Checks", {Qt.Key.Key_W: self.answer}, self)
        self.reason = ReasonLine(self)
        self._lay_out()
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.list.currentRowChanged.connect(lambda _row: self._show_answer())
        self.reason.written.connect(lambda problem, why: self.answered.emit(problem, why))
        self.reason.waits.connect(self.waits)
        self.reason.closed.connect(self._closed)

    def minimumSizeHint(self) -> QSize:
        """Leave the pages their room."""
        return QSize(style.space(60), style.space(20))

    def show_problems(self, problems: Sequence[AnsweredProblem], findings: Mapping[str, str]) -> None:
        """Show these problems: errors, warnings, hints, answered ones; `findings` are the words of each finding.

        While a reason is being written they wait: the line that it is for stays where it is.
        """
        if self.reason.isVisible():
            self._later = (problems, findings)
            return
        ranked = tuple(sorted(problems, key=_rank))
        lines = [_line(each, findings) for each in ranked]
        if (ranked, lines) == (self._shown, self._lines):
            return
        kept = self._current()
        self._shown, self._lines = ranked, lines
        self._summary.setText(summary([each.problem for each in problems]))
        self._show_list(bool(self._shown))
        self.list.show_paragraphs(lines, self._row_of(kept.problem if kept else None))
        self._show_answer()

    def answer(self) -> None:
        """Ask why the problem of the current line may stand, in the place of the list, where it may."""
        current = self._current()
        if current is not None and current.may_answer:
            self.reason.ask(current.problem, current.why)
            self._show_list(False)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.reason.flush()

    # -- building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(style.space(2))
        head.addWidget(self._summary, 1)
        head.addWidget(self._answer)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(3), style.space(2), 0, style.space(1))
        rows.setSpacing(style.space(1))
        rows.addLayout(head)
        rows.addWidget(self._how)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.reason)
        rows.addStretch()

    # -- what is done

    def _current(self) -> AnsweredProblem | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _row_of(self, problem: Problem | None) -> int:
        """Return where the line of a problem stands now; else the first."""
        rows = [row for row, each in enumerate(self._shown) if problem is not None and _same(each.problem, problem)]
        return rows[0] if rows else 0 if self._shown else -1

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._shown[self.list.row(item)].problem)

    def _show_answer(self) -> None:
        current = self._current()
        self._answer.setEnabled(current is not None and current.may_answer)

    def _show_list(self, shown: bool) -> None:
        """The list makes room for the reason: the pane is low, and the line says what it is about."""
        for part in (self.list, self._how, self._answer):
            part.setVisible(shown)

    def _closed(self, by_key: bool) -> None:
        self._show_list(True)
        if by_key:
            self.list.setFocus()
        later, self._later = self._later, None
        if later is not None:
            self.show_problems(*later)


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems bar signing, how many wait for an answer, and how many only help, in words."""
    errors = sum(1 for problem in problems if problem.level == "error" and not problem.accepted)
    warnings = sum(1 for problem in problems if problem.level == "warning" and not (problem.accepted or problem.hint))
    hints = sum(1 for problem in problems if problem.hint)
    parts = []
    if errors:
        parts.append("1 error bars signing" if errors == 1 else f"{errors} errors bar signing")
    if warnings:
        parts.append("1 warning to answer" if warnings == 1 else f"{warnings} warnings to answer")
    if not parts:
        parts.append("nothing stands against signing")
    if hints:
        parts.append("1 hint" if hints == 1 else f"{hints} hints")
    return f"Checks: {', '.join(parts)}."


def _same(one: Problem, other: Problem) -> bool:
    return (one.check, one.about, one.words) == (other.check, other.about, other.words)


def _rank(each: AnsweredProblem) -> int:
    if each.problem.accepted:
        return 3
    return 0 if each.problem.level == "error" else 2 if each.problem.hint else 1


def _line(each: AnsweredProblem, findings: Mapping[str, str]) -> Paragraph:
    words = _in_words(each, findings)
    return Paragraph(words, f"{_word(each)}: {words}", *_ICONS[_rank(each)])


def _in_words(each: AnsweredProblem, findings: Mapping[str, str]) -> str:
    words = " ".join(findings.get(each.problem.about.get("finding", ""), "").split())
    opening = f" “{words[:_OPENING].rstrip()}{'…' if len(words) > _OPENING else ''}”" if words else ""
    after = f"It may stand: {each.why.strip()}" if each.problem.accepted else each.problem.mend
    return f"{each.problem.message}{opening}\n{after}".strip()


def _word(each: AnsweredProblem) -> str:
    if each.problem.accepted and each.problem.level == "error":
        return "Error, answered"
    return ("Error", "Warning", "Hint", "Warning, answered")[_rank(each)]
