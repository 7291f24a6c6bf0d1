"""What stands against the letter: each problem with its sentence and what would mend it; Enter leads to its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.visit.problem import Problem


class ProblemList(QWidget):
    """Says `chosen` with the Problem whose place is wanted."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Checks")
        self._problems: tuple[Problem, ...] = ()
        self._summary: QLabel = heading("", self)
        self._how = hint("Enter or a click leads to its place.", self)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Checks")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setSpacing(1)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(3), style.space(2), 0, style.space(1))
        rows.setSpacing(style.space(1))
        rows.addWidget(self._summary)
        rows.addWidget(self._how)
        rows.addWidget(self.list, 1)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)

    def minimumSizeHint(self) -> QSize:
        """Leave the pages their room."""
        return QSize(style.space(60), style.space(20))

    def show_problems(self, problems: Sequence[Problem], findings: Mapping[str, str]) -> None:
        """Show these problems, errors first, answered warnings last; `findings` are the words of each finding."""
        ranked = tuple(sorted(problems, key=_rank))
        lines = [_line(problem, findings) for problem in ranked]
        if ranked == self._problems and lines == [self.list.item(row).text() for row in range(self.list.count())]:
            return
        self._problems = ranked
        self._summary.setText(summary(problems))
        self._how.setVisible(bool(problems))
        row = self.list.currentRow()
        self.list.clear()
        for problem, line in zip(ranked, lines, strict=True):
            item = QListWidgetItem(_icon(problem), line, self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_word(problem)}: {problem.message} {problem.mend}")
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._problems[self.list.row(item)])


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems bar signing and how many wait for an answer, in words."""
    errors = sum(1 for problem in problems if problem.level == "error")
    warnings = sum(1 for problem in problems if problem.level == "warning" and not problem.accepted)
    if not errors and not warnings:
        return "Checks: nothing stands against signing."
    parts = []
    if errors:
        parts.append("1 error bars signing" if errors == 1 else f"{errors} errors bar signing")
    if warnings:
        parts.append("1 warning to answer" if warnings == 1 else f"{warnings} warnings to answer")
    return f"Checks: {', '.join(parts)}."


def _rank(problem: Problem) -> int:
    return 0 if problem.level == "error" else 2 if problem.accepted else 1


def _line(problem: Problem, findings: Mapping[str, str]) -> str:
    words = " ".join(findings.get(problem.about.get("finding", ""), "").split())
    which = f" “{words[:60].rstrip()}{'…' if len(words) > 60 else ''}”" if words else ""
    return f"{problem.message}{which}\n{problem.mend}".strip()


def _word(problem: Problem) -> str:
    return ("Error", "Warning", "Warning, answered")[_rank(problem)]


def _icon(problem: Problem) -> QIcon:
    name, tone = (("cross", "error"), ("warning", "warning"), ("tick", "text_muted"))[_rank(problem)]
    return style.icon(name, tone)
