"""Saying whether I stand behind a finding, and finding those that the team has not settled yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector_app.gui.judgement.board import Board
from inspector_app.gui.judgement.finding_acts import key_action
from inspector_app.gui.judgement.judging import BoardReader
from inspector_app.gui.judgement.panel import JudgementPanel
from inspector_app.gui.judgement.rows import CardRow, FindingRow
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import agreement, steps
from inspector_app.visit.change import Change, Step
from inspector_app.visit.entities import Finding
from inspector_app.visit.identifiers import agreement_id

OPEN_PLACE = "open:"
"""The place of the page at which the next finding stands that not all agree with."""
_ALONE = "You inspect alone on this visit: there is nobody to agree with."


class AgreementActs(QObject):
    """A and Shift+A on the board, the buttons of the strip, and O for the next finding that is still open."""

    ready = Signal(object, str)
    """A Step to write, and the key of the row that should then be current."""
    said = Signal(str)
    """What was done, or why it means nothing here, in a sentence."""

    def __init__(
        self,
        visit: OpenVisit,
        read: BoardReader,
        board: Board,
        panel: JudgementPanel,
        show: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._read = read
        self._board = board
        self._panel = panel
        self._strip = panel.agreement
        self._show = show
        self.on_finding = [
            key_action("Agree with the finding", "A", partial(self._say, True), board),
            key_action("Do not agree with the finding…", "Shift+A", partial(self._say, False), board),
        ]
        self.commands = [
            *self.on_finding,
            key_action("Next finding on which not all agree", "O", self.next_open, board),
        ]
        self._strip.said.connect(self._said_in_strip)

    def next_open(self) -> None:
        """Go to the next finding on which an answer is awaited, or somebody does not agree."""
        still_open = self._still_open()
        if still_open is None:
            self.said.emit(_ALONE)
            return
        if not still_open:
            self.said.emit("All agree with every finding.")
            return
        places = {each: at for at, each in enumerate(self._by_column())}
        here = self._current()
        after = [each for each in still_open if here is not None and places[each] > places[here.id]]
        wanted = (after or still_open)[0]
        self._show(f"finding:{wanted}")
        self.said.emit(f"Not agreed by all: {still_open.index(wanted) + 1} of {len(still_open)}.")

    def show_current(self) -> None:
        """Show in the strip where everyone stands on the current finding."""
        finding = self._current()
        if finding is not None:
            self._strip.show_standing(finding.id, self._read.standing(finding.id), self._visit.me)

    def _still_open(self) -> list[str] | None:
        """Return the findings not agreed by all, column by column; None where there is one inspector alone."""
        standing = {each: self._read.standing(each) for each in self._by_column()}
        if standing and not any(standing.values()):
            return None
        return [each for each, stands in standing.items() if not agreement.agreed_by_all(stands)]

    def _by_column(self) -> list[str]:
        findings, categories = self._read.findings.values(), self._visit.framework.categories
        return [finding.id for category in categories for finding in findings if finding.category == category.id]

    def _say(self, agreed: bool) -> None:
        """Say it of all findings that are picked, as they stand, or of that of the current card."""
        self._panel.flush()
        current = self._current()
        picked = [finding.id for finding in self._board.picked_findings()] or ([current.id] if current else [])
        if not picked:
            self.said.emit("Choose a finding first.")
            return
        if not self._read.standing(picked[0]):
            self.said.emit(_ALONE)
            return
        self._write([self._read.findings[each] for each in picked], agreed)
        if not agreed:
            self._strip.ask_why()

    def _said_in_strip(self, finding_id: str, agreed: bool | None, note: str | None) -> None:
        finding = self._read.findings.get(finding_id)
        if finding is None:
            return
        if agreed is None:
            self.ready.emit(agreement.take_back(finding, self._visit.me), "")
        elif note is not None and self._stands(finding) == "not-agreed":
            said = agreement_id(finding.id, self._visit.me)
            self.ready.emit(steps.set_field("agreement", said, "note", note), "")
        else:
            self._write([finding], agreed, note)

    def _write(self, findings: list[Finding], agreed: bool, note: str | None = None) -> None:
        """Say it of findings; without a note each keeps the one with which I did not agree before."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        changes: list[Change] = []
        for finding in findings:
            why = self._note(finding) if note is None and not agreed else note or ""
            said = agreement.say(finding, self._read.evidence, self._visit.me, agreed, why, now)
            changes += said.changes
        verb = "agree with" if agreed else "not agree with"
        what = "a finding" if len(findings) == 1 else f"{len(findings)} findings"
        self.ready.emit(Step(f"{verb} {what}", tuple(changes)), "")

    def _stands(self, finding: Finding) -> str:
        standing = self._read.standing(finding.id)
        return next((one.state for one in standing if one.inspector == self._visit.me), "not-asked")

    def _note(self, finding: Finding) -> str:
        standing = self._read.standing(finding.id)
        return next((one.note for one in standing if one.inspector == self._visit.me), "")

    def _current(self) -> Finding | None:
        row = self._board.current_row()
        finding = row.finding if isinstance(row, CardRow) else row.finding.id if isinstance(row, FindingRow) else None
        return self._read.findings.get(finding or "")
