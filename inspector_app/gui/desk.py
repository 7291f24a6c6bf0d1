"""One open visit in the window: the bar above, the rail, and the page that is shown."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.errors import DamagedFile, DiskFault, InspectorError, NothingToUndo
from inspector_app.gui.attachments.lacking import LackingFiles
from inspector_app.gui.bar_keeper import BarKeeper
from inspector_app.gui.bridge import VisitBridge
from inspector_app.gui.find import Command, FindBox
from inspector_app.gui.finder import Finder
from inspector_app.gui.found_rows import hit_row
from inspector_app.gui.keys_sheet import KeysSheet
from inspector_app.gui.marking import mark_found
from inspector_app.gui.notice import Notice
from inspector_app.gui.page import PAGE_NAMES, UNREADABLE, Page, PageName, PageWindow
from inspector_app.gui.pages import make_page, place_of
from inspector_app.gui.rail import WORDS, Rail
from inspector_app.gui.raising import case_at
from inspector_app.gui.records.open_records import PAGES, OpenRecord, OpenRecords
from inspector_app.gui.records.place import read_place
from inspector_app.gui.returning import Returning
from inspector_app.gui.top_bar import TopBar
from inspector_app.gui.trail.trail_place import TrailPlace, there_or_back
from inspector_app.gui.writing.writing import Writing
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import VisitChange
from inspector_app.visit.entities import Record
from inspector_app.visit.found_words import Query
from inspector_app.visit.lines import Hit

if TYPE_CHECKING:
    from inspector_app.gui.paper_strip import PaperStrip
    from inspector_app.gui.quick_note import QuickNote

_REMEMBER_EVERY = 900
"""Milliseconds between two looks at where the cursor is: after a crash it stands where it stood a second before."""


class Desk(QWidget):
    """Shows one visit; says when the person wants to go home or to lock."""

    home = Signal()
    lock = Signal()
    save_state = Signal(object)

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Visit")
        self.visit = visit
        self._window = window
        self._pages: dict[PageName, Page] = {}
        self._bar = TopBar(self)
        self._rail = Rail(self)
        self._stack = QStackedWidget(self)
        self._notices = QVBoxLayout()
        self._below = QVBoxLayout()
        self._quick: QuickNote | None = None
        self._paper: PaperStrip | None = None
        self._lay_out()
        self._finder = Finder(visit, self)
        self._keeper = BarKeeper(visit, self._bar, self._rail, window.say)
        self._concerns = self._keeper.concerns
        self._bridge = VisitBridge(visit, self)
        self._bridge.changed.connect(self._changed)
        self._bridge.save_state.connect(lambda _state: self._tell_save_state())
        self._bridge.refused.connect(self._refused)
        self.returning = Returning(visit, window, self)
        self.returning.told.connect(self.show_notice)
        self.returning.taking_in.connect(self.leave)
        self._writing = Writing(visit, window, self)
        keys = self._keys()
        self._shortcuts = [*keys, ("Ctrl+L", "Lock", self.lock.emit)]
        for key, _words, do in keys:
            if not key:
                continue
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)
        self._connect_bar()
        self._remembering = QTimer(self)
        self._remembering.setInterval(_REMEMBER_EVERY)
        self._remembering.timeout.connect(self.remember_place)
        self._remembering.start()

    def begin(self, page: PageName | None = None) -> None:
        """Show a page, or the one where the person was when the visit was last open."""
        before = self._window.remembered(f"visit/{self.visit.id}")
        place = None
        if page is None and isinstance(before, dict) and before.get("page") in (*PAGE_NAMES, "details", "trail"):
            page, place = before["page"], before.get("place")
        self.go(page or "overview", place)
        self.returning.begin()
        LackingFiles(self.visit, self.show_notice, self)
        self._tell_of_concerns()
        self._window.run_in_background(
            self.visit.verify_chain, self._tell_of_log, "Reading the change log", lambda _error: None
        )

    def _tell_of_concerns(self) -> None:
        """Begin a day with what is open since the one before."""
        words = self._concerns.left_over()
        if words:
            self.show_notice(Notice(words, [("Go to the first", self._go_to_open_concern)]))

    def _tell_of_log(self, bad_entry: str | None) -> None:
        """Say it where somebody has been at the log: nothing else in the window would."""
        if bad_entry is not None:
            self.show_notice(
                Notice(
                    f"The entry {bad_entry} of this visit’s change log was altered or removed since it was written. "
                    f"inspector-app visit repair {self.visit.id} brings it back, where a backup holds it."
                )
            )

    def show_notice(self, notice: Notice) -> None:
        """Show something quietly above the page."""
        self._notices.addWidget(notice)

    def go(self, name: PageName, place: str | None = None) -> None:
        """Show a page, at a place in it."""
        current = self.current_page()
        page = self._page(name)
        if current is not None and current is not page:
            current.leave()
        self._stack.setCurrentWidget(page)
        self._rail.show_chosen(name)
        page.show_place(place)
        self.remember_place()

    def current_page(self) -> Page | None:
        """Return the page that is shown, or None before the first one is."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def current_name(self) -> PageName:
        """Return the name of the page that is shown."""
        current = self._stack.currentWidget()
        names: list[PageName] = [name for name, page in self._pages.items() if page is current]
        return names[0] if names else "overview"

    def remember_place(self) -> None:
        """Remember page and cursor; behind the lock, where there is no cursor, they are kept as they were before it."""
        page = self.current_page()
        if page is not None and self.isVisible():
            place = {"page": self.current_name(), "place": page.current_place()}
            self._window.remember(f"visit/{self.visit.id}", place)

    def leave(self) -> None:
        """Hand over what is being typed, and remember where."""
        self.remember_place()
        page = self.current_page()
        if page is not None:
            page.leave()
        if self._quick is not None:
            self._quick.leave()

    def come_back(self) -> None:
        """Put the cursor back where it was."""
        before = self._window.remembered(f"visit/{self.visit.id}")
        page = self.current_page()
        if page is not None and isinstance(before, dict):
            page.show_place(before.get("place"))
        if self._quick is not None and self._quick.isVisible():
            self._quick.focus()

    def stop(self) -> None:
        """Hear no more of the visit, which is about to be closed."""
        gc.unfreeze()  # of a closed visit nothing is to stay in memory
        self._remembering.stop()
        for page in self._pages.values():
            page.stop()
        self._writing.stop()
        self._finder.close()
        self._concerns.stop()
        self._bridge.stop()

    def undo(self) -> None:
        """Take back the last step of this laptop."""
        self.leave()
        self._bridge.follow(self.visit.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.leave()
        self._bridge.follow(self.visit.redo())

    def open_find(self) -> None:
        """Open the box that finds anything."""
        self.leave()
        framework = self.visit.framework
        box = FindBox(self._finder, self._commands(), lambda hit, query: hit_row(hit, query, framework), self)
        box.went.connect(self._go_to_found)
        box.followed.connect(self._follow_found)
        box.show()

    def quick_note(self) -> None:
        """Open a strip for a note from any page; put away, the cursor is where it was."""
        if self._quick is None:
            from inspector_app.gui.quick_note import QuickNote

            self._quick = QuickNote(self.visit, self._window, self)
            self._quick.put_away.connect(self.come_back)
            self._below.addWidget(self._quick)
        self._quick.open_note()

    def copy_from_paper(self) -> None:
        """Open a strip that asks for the id on a paper form, and leads to the record that it is copied into."""
        self.leave()
        if self._paper is None:
            from inspector_app.gui.paper_strip import PaperStrip

            self._paper = PaperStrip(self.visit, self._window, self)
            self._paper.put_away.connect(self.come_back)
            self._paper.begun.connect(self._show_begun)
            self._paper.refused.connect(lambda: self.go("overview"))
            self._paper.forms_wanted.connect(self.print_forms)
            self._below.addWidget(self._paper)
        self._paper.open_strip()

    def _show_begun(self, record: Record) -> None:
        """Show a record that is not on disk yet, with the cursor where its writing begins."""
        from inspector_app.gui.records.records_page import RecordsPage

        before = self.current_page()
        try:
            page = self._page(PAGES[record.kind])
        except (DiskFault, DamagedFile):  # the next keys go into the id again, which leads to the record
            self._window.say(UNREADABLE)
            self.copy_from_paper()
            return
        if before is not None:
            before.leave()
        self._stack.setCurrentWidget(page)
        self._rail.show_chosen(PAGES[record.kind])
        if isinstance(page, RecordsPage):
            page.show_begun(record)

    def print_forms(self) -> None:
        """Ask which blank forms are wanted on paper."""
        from inspector_app.gui.blank_forms_dialog import BlankFormsDialog

        BlankFormsDialog(self.visit, self._window, self).open()

    def record_before(self) -> None:
        """Go back to the record that was written in before the one at hand."""
        self._go_to_open(lambda open_records, at_hand: open_records.before(at_hand))

    def next_open_record(self) -> None:
        """Go to the open record whose tab is beside that of the one at hand."""
        self._go_to_open(lambda open_records, at_hand: open_records.after(at_hand))

    def _go_to_open(self, pick: Callable[[OpenRecords, str | None], OpenRecord | None]) -> None:
        page = self.current_page()
        at_hand = read_place(page.current_place()).record if page is not None else None
        if page is not None:
            page.leave()
        wanted = pick(OpenRecords(self._window, self.visit), at_hand)
        if wanted is None or wanted.id == at_hand:
            self._window.say("No other record is open. Those that are written in stand as tabs.")
        else:
            self.go(PAGES[wanted.kind], wanted.place)

    def raise_concern(self) -> None:
        """Begin a concern from any page, with the reference of the case at hand in place."""
        page = self.current_page()
        reference = ""
        if page is not None:
            page.leave()
            reference = case_at(self.visit, page.current_place())
        self.go("concerns", f"new:{reference}")

    def show_trail(self) -> None:
        """Show how what is at hand came about, from letter to records; from there, come back to where one was."""
        if (page := self.current_page()) is not None:
            self.go(*there_or_back(self.current_name(), page.current_place()))

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        page = self.current_page()
        own = (
            [(a.shortcut().toString(), a.text()) for a in page.commands() if not a.shortcut().isEmpty()] if page else []
        )
        others = [(key, words) for key, words, _do in self._shortcuts[len(PAGE_NAMES) :] if key]
        keys = [(f"Alt+1 … {len(PAGE_NAMES)}", "Go to a page"), *others]
        KeysSheet(keys, page.title if page else "", own, self).open()

    def _page(self, name: PageName) -> Page:
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = make_page(name, self.visit, self._window)
            self._stack.addWidget(page)
            gc.freeze()  # to go through all that a page holds takes the collector longer than a hand waits
        return page

    def _lay_out(self) -> None:
        self._below.addWidget(self._stack, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._rail)
        below.addLayout(self._below, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addLayout(self._notices)
        rows.addLayout(below, 1)

    def _keys(self) -> list[tuple[str, str, Callable[[], None]]]:
        go = self.go
        pages = [(f"Alt+{n}", f"Go to {WORDS[name][0]}", partial(go, name)) for n, name in enumerate(PAGE_NAMES, 1)]
        return [
            *pages,
            ("Ctrl+K", "Find anything", self.open_find),
            ("Ctrl+Shift+N", "Quick note, filed later", self.quick_note),
            ("Ctrl+Shift+P", "Copy from paper, by the id on the form", self.copy_from_paper),
            ("Ctrl+Shift+B", "Print blank forms…", self.print_forms),
            ("Ctrl+Tab", "Back to the record before", self.record_before),
            ("Ctrl+Shift+Tab", "Next open record", self.next_open_record),
            ("Ctrl+Shift+C", "Raise a concern about a child", self.raise_concern),
            ("Ctrl+H", "How what is at hand came about: its trail", self.show_trail),
            ("Ctrl+Z", "Undo", self.undo),
            ("Ctrl+Shift+Z", "Redo", self.redo),
            ("Ctrl+I", "Visit details", partial(self.go, "details")),
            ("F7", "Next underlined word, and what to do about it", self._writing.next_mark),
            ("F1", "Keys", self.show_keys),
            ("Alt+Home", "Visits on this laptop", self.home.emit),
            ("", "Take in a rescue copy", self.returning.bring_in_copy),
        ]

    def _connect_bar(self) -> None:
        self._rail.chosen.connect(self.go)
        self._bar.home.connect(self.home)
        self._bar.lock.connect(self.lock)
        self._bar.details.connect(partial(self.go, "details"))
        self._bar.undo.connect(self.undo)
        self._bar.redo.connect(self.redo)
        self._bar.look.connect(self.open_find)
        self._bar.trail.connect(self.show_trail)
        self._bar.keys.connect(self.show_keys)
        self._bar.concerns.connect(self._go_to_open_concern)

    def _changed(self, change: VisitChange) -> None:
        try:
            for page in self._pages.values():
                page.changed(change)
            if self._quick is not None:
                self._quick.changed(change)
            self._keeper.take(change)
        except (DiskFault, DamagedFile):  # no dialog takes the keys from who is typing
            self._window.say(UNREADABLE)

    def _tell_save_state(self) -> None:
        """Tell the state as it is now: what the writer's thread told may be older than a key pressed meanwhile."""
        state = self.visit.save_state()
        self.save_state.emit(state)
        page = self.current_page()
        if state.state == "saved" and page is not None:
            page.catch_up()

    def _refused(self, fault: BaseException) -> None:
        if isinstance(fault, NothingToUndo):
            self._window.say(f"{fault.sentence} {fault.next_step}".strip())
        elif isinstance(fault, InspectorError):
            self._window.tell(fault)
        else:
            raise fault

    def _go_to_open_concern(self) -> None:
        first = self._concerns.first()
        self.go("concerns", f"concern:{first.id}" if first is not None else None)

    def _commands(self) -> list[Command]:
        page = self.current_page()
        own = [Command(a.text(), a.shortcut().toString(), a.trigger) for a in page.commands()] if page else []
        return [*own, *(Command(words, key, do) for key, words, do in self._shortcuts)]

    def _follow_found(self, hit: Hit) -> None:
        page = self.current_page()
        if page is not None:
            self.go(
                "trail", str(TrailPlace(place_of(hit)[1].partition("@")[0], self.current_name(), page.current_place()))
            )

    def _go_to_found(self, hit: Hit, query: Query) -> None:
        name, place = place_of(hit)
        self.go(name, place)
        page = self.current_page()
        if page is not None:
            mark_found(page, query, cursor=hit.entity in ("record", "concern"))
