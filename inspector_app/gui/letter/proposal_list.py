"""What waits for an answer in the second reading: other words and comments, accepted by A and refused by R."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.paragraph_list import Paragraph, ParagraphList
from inspector_app.visit.letter_entities import Proposal, ProposalAnswer

_HOW = "The arrows go from one to the next; A accepts, R refuses, Enter or a click leads to its words."
_EMPTY = "Nobody has proposed anything yet. Choose a line of the letter, and change its words."
_ALL_ANSWERED = "All is answered: the letter can be marked quality assured."
_ICONS: dict[ProposalAnswer, str] = {"accepted": "tick", "refused": "cross"}


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal as it is listed: where it stands (empty: its words have moved on), who made it and when."""

    proposal: Proposal
    where: str
    who: str
    moved_on: bool = False


class ProposalList(QWidget):
    """Says `looked_at` and `chosen` with a Proposal, and `answered` with one and the answer to it."""

    looked_at = Signal(object)
    chosen = Signal(object)
    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Proposals")
        self._shown: tuple[ProposalLine, ...] = ()
        self._summary = heading("", self)
        self._how = hint("", self)
        self._accept = button("Accept", lambda: self._answer("accepted"), icon="tick", key="A", parent=self)
        self._refuse = button("Refuse", lambda: self._answer("refused"), icon="cross", key="R", parent=self)
        keys = {Qt.Key.Key_A: lambda: self._answer("accepted"), Qt.Key.Key_R: lambda: self._answer("refused")}
        self.list = ParagraphList("Proposals", keys, self)
        head = QHBoxLayout()
        head.setSpacing(style.space(2))
        head.addWidget(self._summary, 1)
        head.addWidget(self._accept)
        head.addWidget(self._refuse)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(3), style.space(2), 0, style.space(1))
        rows.setSpacing(style.space(1))
        rows.addLayout(head)
        rows.addWidget(self._how)
        rows.addWidget(self.list, 1)
        rows.addStretch()
        self.list.currentRowChanged.connect(lambda _row: self._current_changed())
        self.list.itemActivated.connect(lambda _item: self._choose())
        self.list.itemClicked.connect(lambda _item: self._choose())
        self.list.entered.connect(self._current_changed)

    def minimumSizeHint(self) -> QSize:
        """Leave the pages their room."""
        return QSize(style.space(60), style.space(20))

    def show_proposals(self, lines: Sequence[ProposalLine]) -> None:
        """Show these, the open ones first; the one that is current stays so, else the next in its place is."""
        ranked = tuple(sorted(lines, key=lambda line: line.proposal.answer is not None))
        if ranked != self._shown:
            row, current = self.list.currentRow(), self.current()
            self._shown = ranked
            self.list.setVisible(bool(ranked))
            rows = [at for at, line in enumerate(ranked) if current is not None and line.proposal == current]
            row = rows[0] if rows else min(max(row, 0), len(ranked) - 1)
            self.list.show_paragraphs([_paragraph(line) for line in ranked], row)
        waiting = [line for line in ranked if line.proposal.answer is None]
        self._summary.setText(summary([line.proposal for line in waiting]))
        self._how.setText(_HOW if waiting else _ALL_ANSWERED if ranked else _EMPTY)
        self._current_changed()

    def go_to(self, about: str, phrase: str) -> None:
        """Make the open one at a phrase of a place the current one, and put the cursor on it."""
        for row, line in enumerate(self._shown):
            each = line.proposal
            if each.answer is None and (each.about, each.before) == (about, phrase):
                self.list.setFocus()
                self.list.setCurrentRow(row)
                self._current_changed()
                return

    def current(self) -> Proposal | None:
        """Return the one that is current, or None."""
        row = self.list.currentRow()
        return self._shown[row].proposal if 0 <= row < len(self._shown) else None

    def _current_changed(self) -> None:
        current = self.current()
        is_open = current is not None and current.answer is None
        self._accept.setEnabled(is_open)
        self._refuse.setEnabled(is_open)
        if current is not None and self.list.hasFocus():
            self.looked_at.emit(current)

    def _choose(self) -> None:
        if (current := self.current()) is not None:
            self.chosen.emit(current)

    def _answer(self, given: str) -> None:
        current = self.current()
        if current is not None and current.answer is None:
            self.answered.emit(current, given)


def summary(waiting: Sequence[Proposal]) -> str:
    """Return how much waits for an answer, in words."""
    words = sum(1 for each in waiting if each.after is not None)
    comments = len(waiting) - words
    parts = [f"{words} proposal{'s' if words > 1 else ''}"] if words else []
    parts += [f"{comments} comment{'s' if comments > 1 else ''}"] if comments else []
    if not parts:
        return "Second reading: nothing waits for an answer."
    return f"Second reading: {' and '.join(parts)} to answer."


def in_words(line: ProposalLine) -> str:
    """Return a proposal as two lines: what is proposed, and where, by whom, what came of it."""
    proposal = line.proposal
    before = f"“{' '.join(proposal.before.split())}”" if proposal.before else "Nothing"
    if proposal.after is None:
        said = f"{before}: {proposal.comment}"
    elif proposal.after.strip():
        said = f"{before} becomes “{' '.join(proposal.after.split())}”"
    else:
        said = f"{before} goes"
    accepted, refused = ("Accepted", "Refused") if proposal.after is not None else ("Taken up", "Not taken up")
    became = {"accepted": accepted, "refused": refused, None: ""}[proposal.answer]
    if line.moved_on and not became:
        became = "These words have changed since"
    return f"{said}\n{' · '.join(filter(None, (became, line.where, line.who)))}"


def _paragraph(line: ProposalLine) -> Paragraph:
    words, answer = in_words(line), line.proposal.answer
    if answer is not None:
        return Paragraph(words, words, _ICONS[answer], "text_muted")
    if line.moved_on:
        return Paragraph(words, words, "warning", "warning")
    return Paragraph(words, words, "speech" if line.proposal.after is None else "pen", "accent")
