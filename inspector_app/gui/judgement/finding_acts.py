"""Splitting, merging and moving findings between categories: what is asked first, and the menu of what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from inspector_app.gui.judgement.ask_pane import Aside, AskPane
from inspector_app.gui.judgement.begun_answers import BegunAnswers
from inspector_app.gui.judgement.board import Board
from inspector_app.gui.judgement.judging import BoardReader
from inspector_app.gui.judgement.merge_ask import MergeAsk
from inspector_app.gui.judgement.move_ask import MoveAsk
from inspector_app.gui.judgement.panel import JudgementPanel
from inspector_app.gui.judgement.rows import CardRow, FindingRow
from inspector_app.gui.judgement.split_ask import SplitAsk, can_be_split
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Put, Step
from inspector_app.visit.entities import Finding
from inspector_app.visit.finding_steps import Side, merge_findings, split_finding
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.lines import Card
from inspector_app.visit.priority import Answers, answered, crossings

SPLIT_KEY = "Ctrl+Shift+X"
_FOR_CARDS = frozenset({"F", "L", "S", "C", "0"})
_FOR_FINDINGS = frozenset({"E", "Ctrl+Left", "Ctrl+Right"})
"""Keys of the board that mean nothing on the other kind of row."""


class FindingActs(QObject):
    """Asks in the panel's place where an act asks for something, and hands the step out once it is answered."""

    ready = Signal(object, str)
    """A Step to write, and the key of the row that should then be current."""
    said = Signal(str)
    """Why an act means nothing here, in a sentence."""

    def __init__(
        self,
        visit: OpenVisit,
        read: BoardReader,
        board: Board,
        panel: JudgementPanel,
        aside: Aside,
        begun: BegunAnswers,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._read = read
        self._board = board
        self._panel = panel
        self._aside = aside
        self._begun = begun
        self._on_finding = [
            key_action("Split the finding…", "X", self.split, board),
            key_action("Merge with other findings…", "M", self.merge, board),
        ]
        menu = key_action("What can be done with it", "Shift+F10", self._open_menu, board)
        self.commands = [*self._on_finding, menu]
        self._more: list[QAction] = []
        self._cards: tuple[Card, ...] = ()
        aside.closed.connect(self._go_back)
        for column in board.columns:
            column.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            column.view.customContextMenuRequested.connect(lambda _point: self._open_menu())

    def offer_on_findings(self, actions: list[QAction]) -> None:
        """Let the menu of a finding offer these acts too."""
        self._more = actions

    def ask_or_write(self, step: Step, then: str) -> None:
        """Hand a step out, after its questions where it moves findings to the priority category or away from it."""
        crossed = crossings(step, self._read.findings, self._visit.framework)
        if not crossed or self._read.locked:
            self.ready.emit(step, then)
            return
        if not self._may_ask():
            return

        def write(answers: Answers) -> None:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            last = self._visit.last_order("move")
            kept = answered(step, crossed, answers, by=self._visit.me, at=now, last_order=last)
            self.ready.emit(kept, then)

        self._panel.flush()
        about = tuple(self._read.findings[one.finding] for one in crossed if one.from_category is not None)
        put = [
            str(change.values["evidence"])
            for change in step.changes
            if isinstance(change, Put) and change.entity == "link"
        ]
        asked = MoveAsk(self._visit.framework, crossed, about, write, self._begun)
        self._ask(asked, [self._read.cards[each] for each in put])

    def split(self) -> None:
        """Ask where the current finding is split: at the cursor, while it is in its words."""
        cursor = self._panel.form.text.cursor_place() if self._panel.form.text.hasFocus() else None
        self._panel.flush()
        finding = self._finding()
        if finding is None:
            self.said.emit("Choose a finding first.")
        elif not can_be_split(finding, cursor):
            self.said.emit("This finding has one sentence: put the cursor into its words where it is to be split.")
        elif self._may_change():
            asked = SplitAsk(finding, self._read.cards, cursor, lambda at, going: self._split(finding, at, going))
            self._ask(asked)

    def merge(self) -> None:
        """Ask in which order the findings that are picked are merged, or with which others the current one is."""
        self._panel.flush()
        current = self._finding()
        picked = self._board.picked_findings() or ([current] if current else [])
        picked = [self._read.findings[finding.id] for finding in picked]
        if not picked:
            self.said.emit("Choose a finding first.")
            return
        line = {self._is_priority(finding) for finding in picked}
        if len(line) > 1:
            self.said.emit("Move them into one category first: priority action asks for its reasons.")
            return
        chosen = {finding.id for finding in picked}
        others = [f for f in self._read.findings.values() if f.id not in chosen and self._is_priority(f) in line]
        if len(picked) + len(others) < 2:
            self.said.emit("There is no other finding that it could be merged with.")
        elif self._may_change():
            self._ask(MergeAsk(self._visit.framework, picked, self._by_category(others), self._merge))

    def follow(self) -> None:
        """Give a question up whose findings, or the cards that it puts on one, are no longer as they were."""
        asked = self._aside.asked()
        if asked is None:
            return
        finding = any(self._read.findings.get(one.id) != one for one in asked.about)
        if finding or any(_is_another(card, self._read.cards.get(card.id)) for card in self._cards):
            kept = " What you typed is there again then." if asked.holds_words() else ""
            self._aside.give_up()
            what = "finding" if finding else "evidence"
            self.said.emit(f"The {what} was changed meanwhile: nothing was done. Look at it, and begin again.{kept}")

    def _split(self, finding: Finding, at: int, going: dict[str, Side]) -> None:
        among = [one for one in self._read.findings.values() if one.category == finding.category]
        new = new_id()
        self.ready.emit(split_finding(finding, new, among, at, going), f"finding:{new}")

    def _merge(self, ordered: list[Finding]) -> None:
        self.ready.emit(merge_findings(ordered), f"finding:{ordered[0].id}")

    def _go_back(self) -> None:
        """Put the keyboard where it came from: on the board, or into the words while one finding fills the page."""
        if self._board.isVisible():
            self._board.take_focus()
        else:
            self._panel.edit()

    def _may_change(self) -> bool:
        if self._read.locked:
            self.said.emit("The letter is signed, so its findings cannot be changed.")
        return not self._read.locked and self._may_ask()

    def _may_ask(self) -> bool:
        """What has been typed into a question is not lost to the next one."""
        asked = self._aside.asked()
        if asked is None or not asked.holds_words():
            return True
        self.said.emit("Answer what is asked first, or give it up with Esc.")
        asked.begin()
        return False

    def _ask(self, pane: AskPane, cards: Sequence[Card] = ()) -> None:
        """Ask in the panel's place; `cards` are those that the answer puts on a finding."""
        self._cards = tuple(cards)
        self._aside.ask(pane)

    def _finding(self) -> Finding | None:
        row = self._board.current_row()
        finding = row.finding if isinstance(row, CardRow) else row.finding.id if isinstance(row, FindingRow) else None
        return self._read.findings.get(finding or "")

    def _is_priority(self, finding: Finding) -> bool:
        return self._visit.framework.category(finding.category).priority

    def _by_category(self, findings: list[Finding]) -> list[Finding]:
        ranks = {category.id: rank for rank, category in enumerate(self._visit.framework.categories)}
        return sorted(findings, key=lambda finding: ranks[finding.category])

    # -- the menu

    def _open_menu(self) -> None:
        """List what can be done with the current row, with the keys that do it."""
        row = self._board.current_row()
        if not isinstance(row, FindingRow | CardRow):
            return
        menu = QMenu("What can be done with it", self._board)
        menu.setAccessibleName("What can be done with it")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row, FindingRow):
            menu.addActions([*self._on_finding, *self._more])
            menu.addSeparator()
        other = _FOR_CARDS if isinstance(row, FindingRow) else _FOR_FINDINGS
        menu.addActions([each for each in self._board.commands if each.shortcut().toString() not in other])
        view = next((each.view for each in self._board.columns if each.view.hasFocus()), self._board.columns[0].view)
        menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center()))


def key_action(words: str, key: str, do: Callable[[], object], place: QWidget) -> QAction:
    """Return a command that works by a key while the keyboard is in a place."""
    action = QAction(words, place)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: do())
    place.addAction(action)
    return action


def _is_another(card: Card, now: Card | None) -> bool:
    """A card whose words or confidence have changed is another: a finding begins with them, or must not."""
    return now is None or (card.text, card.in_confidence) != (now.text, now.in_confidence)
