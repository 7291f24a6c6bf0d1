"""The trail page: the chain from the letter to the records at the left, what happened to what is chosen beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from inspector_app.errors import DamagedFile, DiskFault, InspectorError
from inspector_app.gui import style
from inspector_app.gui.page import UNREADABLE, Page, PageName, PageWindow
from inspector_app.gui.pages import page_of_record
from inspector_app.gui.trail.chain_list import ChainList
from inspector_app.gui.trail.story_view import StoryView
from inspector_app.gui.trail.trail_place import read_trail_place
from inspector_app.gui.trail.trail_reading import Reading, read_trail
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import heading, hint, title
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import VisitChange
from inspector_app.visit.trail_chain import Station

_MARKS = "Words that went are struck out, words that came are underlined. Esc goes back to where you were."
_HOW = f"What happened to the line that you choose stands beside it; Enter goes there. {_MARKS}"
_READING = "Reading the trail …"
_NOTHING = "Nothing has been changed here: these are the framework’s own words."


class TrailPage(Page):
    """How one thing came to be what it is; nothing can be changed here."""

    title = "Trail"
    rail_icon = "link"

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__(visit, window)
        self._place = read_trail_place(None)
        self._reading: Reading | None = None
        self._wanted = 0
        self._title = title(_READING, self)
        self._how = hint(_HOW, self)
        self._of = heading("", self)
        self.chain = ChainList(self)
        self.story = StoryView(self)
        self._lay_out()
        self.chain.chosen.connect(self._show_story)
        self.chain.wanted.connect(self._go_there)
        self.command("Go to what is chosen", "Ctrl+Return", lambda: self._go_there(self.chain.station()))
        self.command("Back to where you were", "Esc", self.back)

    def show_place(self, place: str | None) -> None:
        """Show the trail of what a place names, with where to come back to (`trail_place.py`)."""
        wanted = read_trail_place(place) if place else self._place
        if wanted != self._place:
            self._reading = None
            self._title.setText(_READING)
            self.chain.show_stations((), None)
            self.story.show_story((), "")
        self._place = wanted
        self._read()
        self._focus()

    def current_place(self) -> str:
        """Return what the trail is of, and where the person was before."""
        return str(self._place)

    def refresh(self, change: VisitChange | None) -> None:
        """Read again: the log has grown."""
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hold no log while nobody looks: it is as long as the visit, and read again on coming back."""
        if not event.spontaneous():
            self._reading = None
        super().hideEvent(event)

    def back(self) -> None:
        """Return to the page and the cursor from which the trail was asked for."""
        self.shell.go(self._place.page, self._place.place)

    # -- reading and showing

    def _read(self) -> None:
        self._wanted += 1
        number, asked, visit = self._wanted, self._place, self.visit
        names = {self.shell.profile.inspector_id: self.shell.profile.name}
        self.shell.run_in_background(
            lambda: read_trail(visit, asked, names) if number == self._wanted else None,
            lambda read: self._show(read) if read is not None and number == self._wanted else None,
            "Reading the trail",
            self._tell_unread,
        )

    def _show(self, read: Reading) -> None:
        self._reading = read
        self._title.setText(read.trail.title)
        alone = not read.trail.stations
        self.chain.setVisible(not alone)
        self._how.setText(_MARKS if alone else _HOW)
        had_cursor = self.chain.hasFocus() or self.story.hasFocus()
        self.chain.show_stations(read.trail.stations, read.at)
        if alone:
            self._of.setText("What happened")
            self.story.show_story(read.trail.happenings, _NOTHING, read.compared)
        if had_cursor:
            self._focus()

    def _show_story(self, station: Station) -> None:
        """Show what happened to a station's thing: at once where it is known, else as soon as it has been told."""
        read = self._reading
        if read is None:
            self._read()
            return
        self._of.setText(f"What happened to this {station.about.entity}")
        known = read.known(station.about)
        if known is not None:
            self.story.show_story(known, _NOTHING, read.compared)
            return
        self.story.show_story((), _READING)
        about = station.about

        def told(_happenings: object) -> None:
            current = self.chain.station()
            if self._reading is read and current is not None and current.about == about:
                self.story.show_story(read.known(about) or (), _NOTHING, read.compared)

        self.shell.run_in_background(lambda: read.tell(about), told, "Reading the trail", self._tell_unread)

    def _tell_unread(self, fault: InspectorError) -> None:
        if not isinstance(fault, (DiskFault, DamagedFile)):
            raise fault
        self._stale = True
        self.shell.say(UNREADABLE)

    def _focus(self) -> None:
        widget: QWidget = self.story if self.chain.isHidden() else self.chain
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_there(self, station: Station | None) -> None:
        if station is not None:
            self.shell.go(*place_of_station(station))

    def _lay_out(self) -> None:
        right = QWidget(self)
        side = QVBoxLayout(right)
        side.setContentsMargins(style.space(2), 0, 0, 0)
        side.setSpacing(style.space(2))
        side.addWidget(self._of)
        side.addWidget(self.story, 1)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.chain)
        panes.addWidget(right)
        self.keep_widths(panes, "trail/panes", (style.space(135), style.space(155)))
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(button("Back", self.back, icon="arrow-left", key="Esc", parent=self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(4 * (style.space(4),)))
        rows.setSpacing(style.space(2))
        rows.addLayout(top)
        rows.addWidget(self._how)
        rows.addWidget(panes, 1)


def place_of_station(station: Station) -> tuple[PageName, str]:
    """Return the page and place that a station leads to."""
    about = station.about
    place = f"{about.entity}:{about.id}"
    if station.kind == "letter":
        return "letter", place
    if about.entity in ("record", "evidence") and station.kind_of_record is not None:
        return page_of_record(station.kind_of_record), place
    return "judgement", place
