"""The judgement page: filters above, the board, and the current finding beside or under it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError, LetterLocked
from inspector_app.gui import style
from inspector_app.gui.judgement import acts
from inspector_app.gui.judgement.agreement_acts import OPEN_PLACE, AgreementActs
from inspector_app.gui.judgement.ask_pane import Aside
from inspector_app.gui.judgement.begun_answers import BegunAnswers
from inspector_app.gui.judgement.board import Board
from inspector_app.gui.judgement.filters import FilterBar
from inspector_app.gui.judgement.finding_acts import SPLIT_KEY, FindingActs
from inspector_app.gui.judgement.judging import BoardReader
from inspector_app.gui.judgement.link_list import LinkList
from inspector_app.gui.judgement.panel import JudgementPanel
from inspector_app.gui.judgement.paper import EvidenceRecordPaper, FeedbackPaper
from inspector_app.gui.judgement.quantity_line import WORD_KEY
from inspector_app.gui.judgement.rows import CardRow, FindingRow, board_columns
from inspector_app.gui.judgement.sentence_keys import SentenceKeys
from inspector_app.gui.judgement.zoom import Zoom
from inspector_app.gui.page import Page, PageName, PageWindow
from inspector_app.gui.records.both_line import CHOICE_KEY, BothLine
from inspector_app.gui.records.refused_words import keep_refused
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Step, VisitChange
from inspector_app.visit.entities import Bearing
from inspector_app.visit.lines import Card

_PAGE_OF_KIND: dict[str, PageName] = {
    "observation": "observations",
    "interview": "interviews",
    "case": "cases",
    "document": "documents",
}
_ASKED = "asked"
"""The tail of a place that stands for the question beside the board, as long as it is asked."""
_ON_BOARD = ("finding", "link", "acceptance", "agreement", "letter", "signed_letter", "inspector", "visit")


class JudgementPage(Page):
    """Evidence becomes findings here."""

    title = "Judgement"
    rail_icon = "scales"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._inspectors = inspectors = {person.id: person.name for person in visit.inspectors()}
        self._read = BoardReader(visit)
        self._saver = Saver(visit, self, self)
        self._saver.refused.connect(self._refused)
        self._folded = False
        self._lies = ""
        self.filters = FilterBar(visit.framework, visit.visit().days, inspectors, self)
        self.board = Board(visit.framework, inspectors, self)
        self.panel = JudgementPanel(visit.framework, inspectors, self)
        self._both = BothLine(visit, window, self.panel)
        self.panel.add_band(self._both)
        self._paper = FeedbackPaper(visit, window, self)
        self._record = EvidenceRecordPaper(visit, window)
        self._fold = button("Fold findings", self._fold_all, icon="zoom-out", parent=self)
        self.panes = QSplitter(self)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self.board)
        self.aside = Aside(self.panel, self)
        self.panes.addWidget(self.aside)
        self.panes.setStretchFactor(0, 3)
        self.panes.setStretchFactor(1, 1)
        above = QWidget(self)
        top = QHBoxLayout(above)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(style.space(2))
        top.addWidget(self.filters, 1)
        top.addWidget(self._fold)
        top.addWidget(button("Feedback …", self._preview, icon="printer", key="Ctrl+P", parent=self))
        top.addWidget(icon_button("send-out", "Save the feedback sheet", self._save_paper, parent=self))
        self.zoom = Zoom(self.board, self.panel, self, [above])
        self._sentence_keys = SentenceKeys(self.board, self.panel, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(2), style.space(2), style.space(2), 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(above)
        rows.addWidget(self.zoom)
        rows.addWidget(self.panes, 1)
        self.panes.splitterMoved.connect(lambda _at, _which: window.remember(self._lies, self.panes.sizes()))
        self.filters.changed.connect(lambda: self._show_board())
        self.filters.entered.connect(self.board.go_to_first_card)
        self._begun = BegunAnswers(window.profile, visit.id)
        self._acts = FindingActs(visit, self._read, self.board, self.panel, self.aside, self._begun, self)
        self._agreeing = AgreementActs(visit, self._read, self.board, self.panel, self._go_to, self)
        self._acts.offer_on_findings(self._agreeing.on_finding)
        self.panel.backing.addActions(self._agreeing.on_finding)
        self.board.asked.connect(self._acts.ask_or_write)
        for acting in (self._acts, self._agreeing):
            acting.ready.connect(self._write)
            acting.said.connect(window.say)
        self.board.current_changed.connect(self._show_current)
        self.board.opened.connect(self._open)
        self.board.link_wanted.connect(self._offer_findings)
        self.board.refused.connect(window.say)
        self.panel.asked.connect(self._write)
        self.panel.left.connect(self._left)
        self.panel.waits.connect(visit.typing_waits)
        self.panel.record_wanted.connect(self._go_to_record)
        self.panel.sentences.said.connect(window.say)
        self.zoom.turned.connect(self._show_current)
        self.zoom.refused.connect(window.say)
        self.command("Choose where both wrote in the finding", CHOICE_KEY, self._both.choose)
        self.command("Find in the cards", "Ctrl+F", self.filters.words.setFocus)
        self.command("Show all cards", "", self.filters.clear)
        self.command("Show only findings on which not all agree", "", self.filters.only_unsettled)
        self.command("Write the word for a count, 13/24", WORD_KEY, self._write_word)
        self.command("Split the finding at the cursor…", SPLIT_KEY, self._acts.split)
        self.command("Preview the feedback sheet for the meeting", "Ctrl+P", self._preview)
        self.command("Save the feedback sheet", "Ctrl+Shift+S", self._save_paper)
        self.command("Save the evidence record, the whole visit as one PDF", "", self._save_record)
        self._lie(Qt.Orientation.Vertical)
        self._show_all()

    # -- what the window asks

    def refresh(self, change: VisitChange | None) -> None:
        """Read again what is shown."""
        if change is None or self._read.cards_changed(change.changed):
            self._show_all()
        elif change.touches(*_ON_BOARD):
            self._show_choices()
            self._read.read_lock()
            self._read.read_findings(change.changed)
            self._show_board()

    def own_written(self) -> None:
        """What was begun before a colleague's words came in can stand beside them now."""
        self._both.read()

    def show_place(self, place: str | None) -> None:
        """Go to "finding:<id>" or "evidence:<id>"; a tail "@on:<finding>" says on which finding the card is meant,
        "@text:<n>" puts the cursor into the finding's words, "@zoom" before it shows the finding side by side with its
        evidence."""
        if not place:
            self.zoom.take_focus()
            return
        self.zoom.close_up()
        if place == OPEN_PLACE:
            self._agreeing.next_open()
            return
        place, *tails = place.split("@")
        on = next((tail[3:] for tail in tails if tail.startswith("on:")), "")
        self._go_to(self._key_of(place, on))
        if "zoom" in tails:
            self.zoom.open_up()
        tail = tails[-1] if tails else ""
        if tail == _ASKED and (asked := self.aside.asked()) is not None:
            asked.begin()
        elif tail == _ASKED and self._begun.are_there():
            self.shell.say("What you began to answer is kept: move the finding again, and it is there.")
        elif tail.startswith("text:") and tail[5:].isdigit():
            self.panel.edit()
            self.panel.form.text.set_cursor_place(int(tail[5:]))

    def current_place(self) -> str:
        """Return the finding or card that is current, and the cursor in the finding's words, or in what is asked."""
        place, asked, at = self._place_shown(), self.aside.asked(), self.focusWidget()
        answering = asked is not None and at is not None and asked.isAncestorOf(at)
        return f"{place}@{_ASKED}" if place and answering else place

    def _place_shown(self) -> str:
        row = self.board.current_row()
        shown, zoomed = self.panel.form.finding_id(), "@zoom" if self.zoom.is_open() else ""
        if self.panel.form.text.hasFocus() and shown:
            return f"finding:{shown}{zoomed}@text:{self.panel.form.text.cursor_place()}"
        if zoomed and shown:
            return f"finding:{shown}{zoomed}"
        if isinstance(row, FindingRow):
            return row.key
        if isinstance(row, CardRow):
            return f"evidence:{row.card.id}@on:{row.finding}" if row.finding else f"evidence:{row.card.id}"
        return ""

    def commands(self) -> list[QAction]:
        """Return the page's commands, and those that work while the keyboard is on the board."""
        return [
            *self.actions(),
            *self.board.commands,
            *self._sentence_keys.commands,
            *self.zoom.commands,
            *self._acts.commands,
            *self._agreeing.commands,
        ]

    def leave(self) -> None:
        """Hand over what is being typed, and keep what is typed into a question."""
        self.panel.flush()
        if (asked := self.aside.asked()) is not None:
            asked.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window has the panel beside the board, a laptop's under it."""
        wide = event.size().width() >= style.measure("notes") * 5 // 2
        self._lie(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        super().resizeEvent(event)

    # -- reading and showing

    def _show_all(self) -> None:
        self._show_choices()
        self._read.read_all()
        self._show_board()

    def _show_choices(self) -> None:
        self._both.read()
        self._inspectors.update({person.id: person.name for person in self.visit.inspectors()})
        self.filters.show_inspectors(self._inspectors)
        self.filters.show_days(self.visit.visit().days)

    def _show_step(self, step: Step, then: str) -> None:
        self._read.read_step(step)
        self._show_board(then)

    def _show_board(self, then: str = "") -> None:
        """Show what has been read; `then` is the key of the row that is to be current, else what is current stays."""
        read = self._read
        self.board.show_columns(
            board_columns(
                self.visit.framework, read.rows.values(), list(read.finding_rows.values()), self.filters.value()
            ),
            then,
        )
        self.panel.lock(read.locked)
        self._acts.follow()
        self.board.say_current()

    def _show_current(self) -> None:
        row = self.board.current_row()
        finding_id = row.finding if isinstance(row, CardRow) else None
        if isinstance(row, FindingRow):
            finding_id = row.finding.id
        finding = self._read.findings.get(finding_id or "")
        if finding is not None:
            self.panel.show_finding(
                finding,
                self._read.cards,
                self._read.judged.weights.get(finding.id),
                self._read.judged.problems.get(finding.id, ()),
                self._read.counted(finding),
                row.card.id if isinstance(row, CardRow) else None,
            )
            self._agreeing.show_current()
            self._both.show_finding(finding)
        elif isinstance(row, CardRow):
            self.panel.show_card(row.card)
        else:
            self.panel.show_nothing()

    def _lie(self, orientation: Qt.Orientation) -> None:
        name = "judgement/beside" if orientation == Qt.Orientation.Horizontal else "judgement/under"
        if self._lies == name:
            return
        self._lies = name
        self.panes.setOrientation(orientation)
        self.panel.lie(orientation)
        self.aside.lie(orientation)
        kept = self.shell.remembered(name)
        beside = orientation == Qt.Orientation.Horizontal
        first = [3 * style.measure("notes"), style.measure("notes")] if beside else [style.space(90), style.space(58)]
        self.panes.setSizes([int(size) for size in kept] if isinstance(kept, list) else first)

    # -- writing

    def _write_word(self) -> None:
        if not self.panel.form.write_word():
            self.shell.say("Type a count in the words of a finding, such as 13/24, and the cursor behind it.")

    def _write(self, step: Step, then: str = "") -> None:
        if self._read.locked:  # as it was read last: no key waits for a disk, and the writer looks again
            signed = LetterLocked(
                "The letter is signed, so its findings cannot be changed.",
                "A correction is a new version of the letter.",
            )
            self._refused(keep_refused(self.visit, step, signed))
            return
        self._saver.act(step)
        if acts.begins_without_words(step):
            self.shell.say(
                "It begins without words: what was said in confidence may inform a finding, never be quoted."
            )
        self.show_read(lambda: self._show_step(step, then))

    def _refused(self, error: InspectorError) -> None:
        """The letter was signed while a step waited to be written: nothing is shown as if it stood there."""
        self.show_read(self._show_all)
        self.shell.tell(error)

    def _left(self) -> None:
        self.visit.field_left()
        self._show_current()

    # -- commands

    def _open(self) -> None:
        row = self.board.current_row()
        if isinstance(row, CardRow) and row.finding is None:
            self._go_to_record(row.card)
        else:
            self.panel.edit()

    def _preview(self) -> None:
        self.leave()
        self._paper.preview()

    def _save_paper(self) -> None:
        self.leave()
        self._paper.save()

    def _save_record(self) -> None:
        self.leave()
        self._record.save()

    def _offer_findings(self) -> None:
        picked = self.board.picked()
        offered = LinkList(self.visit.framework, self.board.model.every_finding(), len(picked), self)
        offered.chosen.connect(self._link)
        offered.open_at(self.board.mapToGlobal(QPoint(style.space(10), style.space(10))))

    def _link(self, finding_id: str, bearing: Bearing) -> None:
        """Put the picked cards on a finding; they stay also where they are."""
        picked = self.board.picked()
        step = acts.put_on_finding(picked, self._read.findings[finding_id], None, bearing, keep=True)
        if step is not None:
            self._write(step, f"card:{picked[0].card.id}@{finding_id}")

    def _go_to_record(self, card: Card) -> None:
        if card.record is not None and card.kind is not None:
            self.shell.go(_PAGE_OF_KIND[card.kind], f"evidence:{card.id}")

    def _fold_all(self) -> None:
        self._folded = not self._folded
        self.board.fold_all(self._folded)
        self._fold.setText("Unfold findings" if self._folded else "Fold findings")

    def _go_to(self, key: str) -> None:
        """Put the keyboard on a row, whatever the filters hide."""
        if not self.board.go_to(key, focus=True) and self.filters.value().narrows:
            self.filters.clear()
            self.board.go_to(key, focus=True)

    def _key_of(self, place: str, on: str) -> str:
        kind, _, entity = place.partition(":")
        if kind != "evidence":
            return place
        card = self._read.cards.get(entity)
        lies = [link.finding for link in card.links] if card is not None else []
        return f"card:{entity}@{on if on in lies else next(iter(lies), '')}"
