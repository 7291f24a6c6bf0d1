"""Team: give what a colleague's laptop lacks, take in what it wrote, choose where both wrote, say who leads."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.errors import DamagedFile, DiskFault, InspectorError
from inspector_app.gui import style
from inspector_app.gui.packages.in_words import amount
from inspector_app.gui.packages.take_form import KIND, SUFFIX, TakeForm
from inspector_app.gui.page import UNREADABLE, Page, PageName, PageWindow
from inspector_app.gui.pages import page_of_record
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.team.choice_panel import ChoicePanel, Chosen
from inspector_app.gui.team.give_panel import GivePanel
from inspector_app.gui.team.laptops_panel import LaptopsPanel
from inspector_app.gui.team.receipt_view import ReceiptView
from inspector_app.gui.team.team_reading import TeamReading, read_team
from inspector_app.gui.widgets.cursor import has_cursor
from inspector_app.open_visit import OpenVisit
from inspector_app.team_exchange import Colleague, Taken
from inspector_app.team_receipt import receipt
from inspector_app.visit import steps
from inspector_app.visit.both_words import ChoiceInWords
from inspector_app.visit.both_wrote import choose
from inspector_app.visit.change import Step, VisitChange
from inspector_app.visit.roles import hand_over

_PAGE_OF_ENTITY: dict[str, PageName] = {
    "concern": "concerns",
    "visit": "details",
    "inspector": "details",
    "addressee": "details",
    "copy": "details",
    "evidence": "judgement",
    "agreement": "judgement",
    "move": "judgement",
    "frame": "cases",
    "draw": "cases",
    "next_step": "letter",
    "letter_acceptance": "letter",
    "proposal": "letter",
    "issuing": "letter",
}
"""Where things stand that are no record's and no finding's; what is not named stands on the overview."""


class TeamPage(Page):
    """Two laptops become one visit here."""

    title = "Team"
    rail_icon = "people"
    _written = Signal(object, str)
    """What became of a step: the Future; and what is said once it is written."""

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._read_last: TeamReading | None = None
        self._wanted = 0
        self._go_to = ""
        self._saver = Saver(visit, self, self)
        self._saver.refused.connect(self._refused)
        self.laptops = LaptopsPanel(self)
        self.choices = ChoicePanel(self)
        self.giving = GivePanel(visit, window, self)
        self.taking = TakeForm(window, visit, self)
        self.receipt = ReceiptView(window, self)
        self._work = QStackedWidget(self)
        for part in (self.choices, self.giving, self.taking, self.receipt):
            self._work.addWidget(part)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._read()

    # -- what the window asks

    def refresh(self, change: VisitChange | None) -> None:
        """Read again: what a colleague lacks has changed with anything that was written."""
        self._read()

    def show_place(self, place: str | None) -> None:
        """Go to a choice ("both:<entity>:<id>:<field>"), or to where the work is."""
        kind, _, name = (place or "").partition(":")
        if kind == "both":
            self._show(self.choices)
            self._go_to = name
            self.choices.go_to(name)
        self._take_focus()

    def current_place(self) -> str:
        """Return the choice that is current, where choices are shown."""
        choice = self.choices.current() if self._work.currentWidget() is self.choices else None
        return f"both:{choice.name}" if choice is not None else ""

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._saver.left()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a package that is dragged over the page."""
        if _package_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the words of a package that was dropped."""
        path = _package_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._begin_taking(path)

    # -- giving and taking

    def give(self, to: Colleague | None) -> None:
        """Begin to give: what one colleague's laptop lacks, or the whole visit. Words still to be said come first."""
        if self.giving.holds_words():
            self._back()
            self.shell.say("Say these words first, and put them away: then the next package gets its own.")
            return
        self._show(self.giving)
        self.giving.begin(to, self._read_last.given if self._read_last is not None else 0)

    def take(self) -> None:
        """Ask which package to take in."""
        path = self.shell.ask_to_open("Take in a colleague’s package", KIND)
        if path is not None:
            self._begin_taking(path)

    def show_receipt(self, taken: str = "") -> None:
        """Show the receipt of the last exchange; `taken` is what has just been taken in."""
        visit, here = self.visit, has_cursor(self) if not taken else has_cursor(self.taking)
        self.receipt.begin(taken)
        self._show(self.receipt)
        if here:
            self.receipt.take_focus()
        self.shell.run_in_background(
            lambda: receipt(visit), lambda made: self.receipt.show_receipt(made, taken), "Making the receipt"
        )

    def _begin_taking(self, path: Path) -> None:
        self._show(self.taking)
        self.taking.begin(path)

    def _taken(self, taken: Taken) -> None:
        files = f" and {amount(taken.files, 'file')}" if taken.files else ""
        waits = f" {amount(len(taken.both_wrote), 'place')} where both wrote: choose." if taken.both_wrote else ""
        self._read()
        self.show_receipt(f"{amount(taken.changes, 'change')}{files} came in.{waits}")

    # -- choosing, and who leads

    def _choose(self, chosen: Chosen) -> None:
        self._saver.flush()
        self._write(choose(chosen.choice.both, chosen.value))

    def _type(self, choice: ChoiceInWords, words: str) -> None:
        both = choice.both
        self._saver.typed(choice.name, steps.set_field(both.entity, both.id, both.field, words))

    def _hand_over(self, to: str) -> None:
        if self._read_last is not None:
            name = next((person.name for person in self._read_last.team if person.id == to), "")
            self._write(
                hand_over(self._read_last.team, to),
                f"{name or 'A colleague'} leads the visit now. Ctrl+Z takes it back; a package carries it over.",
            )

    def _write(self, step: Step, says: str = "") -> None:
        self.visit.write(step, origin=self).add_done_callback(lambda future: self._written.emit(future, says))

    def _follow(self, future: Future[VisitChange], says: str) -> None:
        fault = None if future.cancelled() else future.exception()
        if isinstance(fault, InspectorError):
            self._refused(fault)
        elif fault is None and says and not future.cancelled():
            self.shell.say(says)
        self._read()

    def _refused(self, fault: InspectorError) -> None:
        """Tell why something cannot be: the letter was signed; nothing more is written in its place."""
        self.choices.stop_writing()
        self.shell.tell(fault)

    def _go_there(self, choice: ChoiceInWords) -> None:
        """Show where what was written twice stands."""
        if choice.finding is not None:
            self.shell.go("judgement", f"finding:{choice.finding}")
        elif choice.record is not None:
            self.shell.go(page_of_record(choice.record[1]), f"record:{choice.record[0]}")
        elif choice.both.entity == "letter":
            self.shell.go("letter", f"part:{choice.both.field.partition('/')[2]}")
        else:
            page = _PAGE_OF_ENTITY.get(choice.both.entity, "overview")
            self.shell.go(page, f"{choice.both.entity}:{choice.both.id}")

    # -- reading and showing

    def _read(self) -> None:
        self._wanted += 1
        number, profile, visit = self._wanted, self.shell.profile, self.visit
        self.shell.run_in_background(
            lambda: read_team(profile, visit) if number == self._wanted else None,
            lambda read: self._show_team(read) if read is not None and number == self._wanted else None,
            "Reading the team",
            self._tell_unread,
        )

    def _show_team(self, read: TeamReading) -> None:
        self._read_last = read
        here = has_cursor(self)
        had_cursor = self.choices.list.hasFocus() or self.laptops.list.hasFocus()
        self.laptops.show_team(read, self.visit.me)
        self.choices.show_choices(read.choices)
        if self._go_to:
            self.choices.go_to(self._go_to)
            self._go_to = ""
            had_cursor = True
        if here and had_cursor:
            self._take_focus()

    def _tell_unread(self, fault: InspectorError) -> None:
        if not isinstance(fault, (DiskFault, DamagedFile)):
            raise fault
        self._stale = True
        self.shell.say(UNREADABLE)

    def _show(self, part: QWidget) -> None:
        self._work.setCurrentWidget(part)

    def _back(self) -> None:
        """Show what waits: the words of a package that nobody can open without them, else where both wrote."""
        self._show(self.giving if self.giving.holds_words() else self.choices)
        self._take_focus()

    def _take_focus(self) -> None:
        shown = self._work.currentWidget()
        if isinstance(shown, (GivePanel, TakeForm, ReceiptView)):
            shown.take_focus()
        elif self.choices.current() is not None or self.choices.is_writing():
            self.choices.take_focus()
        else:
            self.laptops.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self._written.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self.laptops.give_wanted.connect(self.give)
        self.laptops.take_wanted.connect(self.take)
        self.laptops.receipt_wanted.connect(self.show_receipt)
        self.laptops.lead_wanted.connect(self._hand_over)
        self.choices.chosen.connect(self._choose)
        self.choices.typed.connect(self._type)
        self.choices.left.connect(self._saver.left)
        self.choices.place_wanted.connect(self._go_there)
        self.giving.given.connect(self._read)
        self.taking.taken.connect(self._taken)
        for part in (self.giving, self.taking):
            part.put_away.connect(self._back)
        self.receipt.put_away.connect(self._back)
        self.taking.taking.connect(self.shell.hand_over)
        self.giving.giving.connect(self.shell.hand_over)
        self.command("Give what the laptop of the current line lacks", "Ctrl+G", self.laptops.give)
        self.command("Take in a colleague’s package", "Ctrl+O", self.take)
        self.command("Receipt of the last exchange", "Ctrl+R", self.show_receipt)
        self.command("What was written in the place of a choice is done", "Ctrl+Return", self.choices.stop_writing)

    def _lay_out(self) -> None:
        right = QWidget(self)
        side = QVBoxLayout(right)
        side.setContentsMargins(style.space(3), 0, 0, 0)
        side.addWidget(self._work)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.laptops)
        panes.addWidget(right)
        panes.setStretchFactor(1, 1)
        self.keep_widths(panes, "team/panes", (style.space(96), style.space(200)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(4 * (style.space(4),)))
        whole.addWidget(panes)


def _package_in(data: QMimeData) -> Path | None:
    """Return the package among files that are dragged or dropped."""
    for url in data.urls():
        if url.isLocalFile() and url.toLocalFile().endswith(SUFFIX):
            return Path(url.toLocalFile())
    return None
