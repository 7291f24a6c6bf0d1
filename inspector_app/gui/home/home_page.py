"""Home: the visits on this laptop, what can be done with one that is not open, and the way to the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.errors import VisitExists
from inspector_app.gui import style
from inspector_app.gui.home.bringing_back import BringingBack
from inspector_app.gui.home.first_choice import FirstChoice
from inspector_app.gui.home.retention_band import RetentionBand
from inspector_app.gui.home.safety_band import SafetyBand
from inspector_app.gui.home.visit_facts import VisitFacts
from inspector_app.gui.home.visit_list import VisitList
from inspector_app.gui.home.years_after import ARCHIVE_SUFFIX, YearsAfter
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.cursor import has_cursor
from inspector_app.gui.widgets.headings import hint, title
from inspector_app.places import resources_folder
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.lines import VisitSummary

if TYPE_CHECKING:
    from inspector_app.gui.home.new_visit_page import NewVisitPage
    from inspector_app.gui.home.preflight_page import PreflightPage
    from inspector_app.gui.home.settings_page import SettingsPage
    from inspector_app.gui.packages.take_form import TakeForm

_VISIT_FILES = "Visit files (*.visit.json *.json)"
_PACKAGE = ".visit-package"
_BROUGHT_IN = "Visit files, archives and packages (*.visit.json *.json *.visit-archive *.visit-package)"


class HomePage(QWidget):
    """Says `chosen` with the visit to open and the page to show, and when the settings have changed."""

    chosen = Signal(str, object)
    settings_changed = Signal()
    lock = Signal()

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Home")
        self._window = window
        self._list = VisitList()
        self._facts = VisitFacts()
        self._first = FirstChoice()
        self._stack = QStackedWidget(self)
        self._new: NewVisitPage | None = None
        self._settings: SettingsPage | None = None
        self._preflight: PreflightPage | None = None
        self._package: TakeForm | None = None
        self._safety = SafetyBand(window)
        self._retention = RetentionBand(window)
        self._bringing_back = BringingBack(window, self, self.refresh)
        self._years = YearsAfter(window, self, self._refreshed)
        self._visits = self._lay_out()
        self._list.chosen.connect(lambda: self._facts.show_visit(self._list.visit()))
        self._list.opened.connect(self.open)
        self._facts.open_wanted.connect(self.open)
        self._facts.export_wanted.connect(self.export)
        self._facts.destroy_wanted.connect(self.destroy_visit)
        self._facts.backups_wanted.connect(self.show_backups)
        self._facts.archive_wanted.connect(self.archive)
        self._facts.hold_wanted.connect(self.hold)
        self._facts.repair_wanted.connect(self.repair)
        self._retention.wanted.connect(self._look_at)
        self._first.new_visit.connect(self.new_visit)
        self._first.example.connect(self.open_example)
        self._first.bring_in.connect(self.bring_in)
        self._first.take_in.connect(self.take_in)
        for words, key, do in self._commands():
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=do: act())
            self.addAction(action)

    def refresh(self) -> None:
        """Read the visits again and show them."""
        self._show_visits(self._window.profile.visits())

    def focus(self) -> None:
        """Put the cursor where the person most likely wants it."""
        shown = self._stack.currentWidget()
        if shown is self._visits:
            self._list.setFocus()
        elif shown is not None and shown is self._package:
            self._package.take_focus()
        elif shown is not None:
            (shown.focusWidget() or shown).setFocus()

    def open(self) -> None:
        """Open the visit that is chosen, where the person was in it."""
        visit = self._list.visit()
        if visit is not None and not visit.fault:
            self.chosen.emit(visit.id, None)

    def new_visit(self) -> None:
        """Show the form for a new visit."""
        if self._new is None:
            from inspector_app.gui.home.new_visit_page import NewVisitPage

            self._new = NewVisitPage(self._window.profile)
            self._new.ready.connect(self._start)
            self._new.cancelled.connect(self.refresh)
            self._stack.addWidget(self._new)
        self._new.reset()
        self._stack.setCurrentWidget(self._new)
        self._new.setFocus()

    def bring_in(self) -> None:
        """Bring in a visit file, or bring a visit back from its archive."""
        path = self._window.ask_to_open("Bring in a visit", _BROUGHT_IN)
        if path is not None and path.name.endswith(ARCHIVE_SUFFIX):
            self._years.bring_back(path)
        elif path is not None and path.name.endswith(_PACKAGE):
            self._ask_for_words(path)
        elif path is not None:
            self._read_in(path, self._brought_in)

    def take_in(self) -> None:
        """Join a visit that a colleague has begun, from the package that they gave."""
        path = self._window.ask_to_open("Take in a colleague’s package", f"Packages of colleagues (*{_PACKAGE})")
        if path is not None:
            self._ask_for_words(path)

    def open_example(self) -> None:
        """Bring in the York example, where it is not here yet, and open it."""
        self._read_in(
            resources_folder() / "demo" / "york-2010.visit.json", lambda visit_id: self.chosen.emit(visit_id, None)
        )

    def export(self) -> None:
        """Write the chosen visit as a visit file, after a word on who can read it."""
        visit = self._list.visit()
        if visit is None or not self._window.ask(
            "Export a file that anyone can read?",
            "A visit file is not encrypted: whoever has it can read every note in it. Keep it where only those who may "
            "read it can get at it, and delete it when it is no longer needed.",
            "Export",
        ):
            return
        path = self._window.ask_to_save("Export the visit", f"{_file_name(visit)}.visit.json", _VISIT_FILES)
        if path is not None:
            profile, visit_id = self._window.profile, visit.id

            def work() -> str:
                from inspector_app.exchange.visit_file_writer import left_behind, write_visit_file
                from inspector_app.open_visit import OpenVisit

                with OpenVisit.open(profile, visit_id) as opened:
                    contents = opened.contents()
                write_visit_file(contents, path)
                profile.remember_copy(visit_id, "exported", "a visit file")
                return left_behind(contents).words

            self._window.run_in_background(
                work, lambda left: self._window.say(f"Exported to {path.name}. {left}".rstrip()), "Exporting"
            )

    def archive(self) -> None:
        """Write the chosen visit into one file that lasts."""
        visit = self._list.visit()
        if visit is not None and not visit.fault:
            self._years.archive(visit)

    def hold(self) -> None:
        """Place a hold on the chosen visit, or lift it."""
        visit = self._list.visit()
        if visit is not None and not visit.fault:
            self._years.hold(visit)

    def destroy_visit(self) -> None:
        """Destroy the chosen visit, after the authority's name has been typed."""
        visit = self._list.visit()
        if visit is not None:
            self._years.destroy(visit)

    def show_settings(self) -> None:
        """Show the settings."""
        if self._settings is None:
            from inspector_app.gui.home.settings_page import SettingsPage

            self._settings = SettingsPage(self._window)
            self._settings.changed.connect(self.settings_changed)
            self._settings.done.connect(self.refresh)
            self._stack.addWidget(self._settings)
        self._settings.reset()
        self._safety.hide()
        self._retention.hide()
        self._stack.setCurrentWidget(self._settings)
        self._settings.setFocus()

    def show_backups(self) -> None:
        """Show the backups of the chosen visit."""
        visit = self._list.visit()
        if visit is not None:
            self._bringing_back.show_backups(visit)

    def repair(self) -> None:
        """Repair the chosen visit, where it is damaged."""
        visit = self._list.visit()
        if visit is not None and visit.fault:
            self._bringing_back.repair(visit)

    def show_preflight(self) -> None:
        """Look whether everything is ready for tomorrow."""
        if self._preflight is None:
            from inspector_app.gui.home.preflight_page import PreflightPage

            self._preflight = PreflightPage(self._window)
            self._preflight.done.connect(self.refresh)
            self._stack.addWidget(self._preflight)
        self._safety.hide()
        self._retention.hide()
        self._stack.setCurrentWidget(self._preflight)
        self._preflight.begin()

    def show_new_code(self) -> None:
        """Make the recovery code, show it and ask it back."""
        self._safety.make_code()

    def _commands(self) -> list[tuple[str, str, Callable[[], None]]]:
        return [
            ("New visit", "Ctrl+N", self.new_visit),
            ("Bring in a visit file", "Ctrl+O", self.bring_in),
            ("Take in a colleague’s package", "Ctrl+Shift+O", self.take_in),
            ("Export the visit", "Ctrl+E", self.export),
            ("Backups of the visit", "Ctrl+B", self.show_backups),
            ("Archive the visit", "Ctrl+Shift+A", self.archive),
            ("Hold, or lift the hold", "Ctrl+Shift+H", self.hold),
            ("Ready for tomorrow?", "Ctrl+T", self.show_preflight),
            ("Settings", "Ctrl+,", self.show_settings),
        ]

    def _show_visits(self, visits: tuple[VisitSummary, ...]) -> None:
        self._list.show_visits(visits)
        self._stack.setCurrentWidget(self._visits if visits else self._first)
        self._safety.refresh()
        self._retention.show_visits(visits)
        if has_cursor(self):
            self.focus()

    def _refreshed(self, visit_id: str) -> None:
        self.refresh()
        self._list.choose(visit_id)

    def _look_at(self, visit_id: str) -> None:
        self._list.choose(visit_id)
        self._list.setFocus()

    def _start(self, contents: VisitContents) -> None:
        profile = self._window.profile
        self._window.run_in_background(
            lambda: profile.new_visit(contents),
            lambda visit_id: self.chosen.emit(visit_id, "details"),
            "Making the visit",
        )

    def _ask_for_words(self, path: Path) -> None:
        if self._package is None:
            from inspector_app.gui.packages.take_form import TakeForm

            self._package = TakeForm(self._window, None, self)
            self._package.setContentsMargins(*(4 * (style.space(8),)))
            self._package.taken.connect(self._joined)
            self._package.put_away.connect(self.refresh)
            self._stack.addWidget(self._package)
        self._stack.setCurrentWidget(self._package)
        self._package.begin(path)

    def _joined(self, visit_id: str) -> None:
        self._refreshed(visit_id)
        self._window.say("The visit is on this laptop now, with all that your colleague wrote. Enter opens it.")

    def _read_in(self, path: Path, done: Callable[[str], None]) -> None:
        profile = self._window.profile

        def work() -> str:
            from inspector_app.exchange.visit_file_reader import read_visit_file

            contents = read_visit_file(path, profile.places.frameworks)
            try:
                return profile.new_visit(contents)
            except VisitExists:
                if path.is_relative_to(resources_folder()):
                    return contents.visit.id
                raise

        self._window.run_in_background(work, done, "Bringing in the visit")

    def _brought_in(self, visit_id: str) -> None:
        self.refresh()
        self._list.choose(visit_id)
        self._window.say("The visit has been brought in. Enter opens it.")

    def _lay_out(self) -> QWidget:
        visits = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(style.space(2))
        head.addWidget(title("Visits on this laptop", visits), 1)
        head.addWidget(button("New visit", self.new_visit, icon="plus", key="Ctrl+N", parent=visits))
        head.addWidget(button("Bring in a file", self.bring_in, icon="bring-in", key="Ctrl+O", parent=visits))
        head.addWidget(button("Take in a package", self.take_in, icon="merge", key="Ctrl+Shift+O", parent=visits))
        head.addWidget(button("Ready for tomorrow?", self.show_preflight, icon="shield", key="Ctrl+T", parent=visits))
        head.addWidget(icon_button("settings", "Settings (Ctrl+,)", self.show_settings, parent=visits))
        head.addWidget(icon_button("lock", "Lock (Ctrl+L)", self.lock.emit, parent=visits))
        panes = QSplitter(Qt.Orientation.Horizontal, visits)
        panes.addWidget(self._list)
        panes.addWidget(self._facts)
        panes.setChildrenCollapsible(False)
        panes.setStretchFactor(0, 3)
        panes.setStretchFactor(1, 2)
        rows = QVBoxLayout(visits)
        rows.setContentsMargins(style.space(8), style.space(6), style.space(8), style.space(4))
        rows.setSpacing(style.space(4))
        rows.addLayout(head)
        rows.addWidget(panes, 1)
        rows.addWidget(hint("Everything here is encrypted. Lock with Ctrl+L before you leave the laptop.", visits))
        self._stack.addWidget(visits)
        self._stack.addWidget(self._first)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._safety)
        whole.addWidget(self._retention)
        whole.addWidget(self._stack, 1)
        return visits


def _file_name(visit: VisitSummary) -> str:
    words = "".join(each if each.isalnum() else "-" for each in visit.authority.lower())
    when = visit.days[0].isoformat() if visit.days else "visit"
    return f"{'-'.join(part for part in words.split('-') if part)}-{when}"
