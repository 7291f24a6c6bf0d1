"""The one window: the way in, the visits on this laptop, one open visit; locking and closing."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError, StillBusy
from inspector_app.gui import questions, style
from inspector_app.gui.background import Background
from inspector_app.gui.clipboard import ClipboardCare
from inspector_app.gui.covering import Covering
from inspector_app.gui.idle import IdleWatch
from inspector_app.gui.leaving import SETTLE, Leaving, close_in_time
from inspector_app.gui.page import PageName
from inspector_app.gui.sleep_watch import SleepWatch
from inspector_app.gui.status_line import StatusLine
from inspector_app.gui.tab_order import go_on
from inspector_app.gui.way_in import WayIn
from inspector_app.places import ProfilePlaces
from inspector_app.settings import SETTINGS_KEY, Settings, settings_from

if TYPE_CHECKING:
    from inspector_app.gui.desk import Desk
    from inspector_app.gui.home.home_page import HomePage
    from inspector_app.gui.memory import Memory
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.profile import Profile

T = TypeVar("T")

BEFORE_OPENING = 20.0
"""Seconds that opening a visit waits for what goes on at home: restoring, repairing or exporting it."""
_ONCE_AFTER = Qt.ConnectionType(Qt.ConnectionType.QueuedConnection.value | Qt.ConnectionType.SingleShotConnection.value)
"""A slot is called for the next signal only, and after all else that the signal sets going."""


class MainWindow(QMainWindow):
    """Holds the profile while it is unlocked, and at most one open visit. It is the `PageWindow` of the pages."""

    closed = Signal()

    def __init__(self, places: ProfilePlaces, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._profile: Profile | None = None
        self._memory: Memory | None = None
        self._desk: Desk | None = None
        self._home: HomePage | None = None
        self._locked: QWidget | None = None
        self._leaving: Leaving | None = None
        self._abandoned = False
        self._covering = Covering(self, app)
        self._stack = QStackedWidget(self)
        self._status = StatusLine(self)
        self._lay_out()
        self._background = Background(self.tell, self)
        self._background.shown.connect(self._status.show_work)
        self._background.finished.connect(lambda: self._status.show_work(""))
        self._way_in = WayIn(places, self._background, self)
        self._status.cancelled.connect(self._background.cancel)
        self.idle = IdleWatch(app, self)
        self.idle.idle.connect(self.lock)
        self._sleep = SleepWatch(self)
        self._sleep.woken.connect(self.lock)
        self._clipboard = ClipboardCare(app.clipboard(), self)
        self._way_in.wanted.connect(self._show)
        self._way_in.made.connect(self._begin)
        self._way_in.opened.connect(self._go_on)
        self._way_in.unlocked.connect(self._come_back)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        self._show_way_in()

    # -- what the pages are offered

    @property
    def profile(self) -> Profile:
        """The unlocked profile."""
        assert self._profile is not None
        return self._profile

    def go(self, page: PageName, place: str | None = None) -> None:
        """Show a page of the open visit."""
        if self._desk is not None:
            self._desk.go(page, place)

    def say(self, sentence: str) -> None:
        """Show a sentence in the status line."""
        self._status.say(sentence)

    def tell(self, error: InspectorError) -> None:
        """Show an error."""
        questions.tell(error, self)

    def ask(self, question: str, explanation: str, yes: str, no: str = "Cancel") -> bool:
        """Ask something that cannot be undone."""
        return questions.ask(question, explanation, yes, no, self)

    def ask_to_save(self, title: str, file_name: str, kind: str) -> Path | None:
        """Ask where to save a file."""
        return questions.ask_to_save(title, file_name, kind, self)

    def ask_to_open(self, title: str, kind: str) -> Path | None:
        """Ask which file to read."""
        return questions.ask_to_open(title, kind, self)

    def hand_over(self) -> None:
        """Hand over what is being typed."""
        if self._desk is not None:
            self._desk.leave()

    def run_in_background(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        failed: Callable[[InspectorError], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Run work off the GUI thread."""
        self._background.run(work, done, what, failed, given_up)

    def remembered(self, name: str) -> object | None:
        """Return what is remembered under a name."""
        return self._memory.recall(name) if self._memory is not None else None

    def remember(self, name: str, value: object) -> None:
        """Remember a value over restarts."""
        if self._memory is not None:
            self._memory.keep(name, value)

    # -- what the rest of the window asks of it

    def use_profile(self, profile: Profile) -> None:
        """Go on with an unlocked profile: its settings, then home."""
        from inspector_app.gui.home.home_page import HomePage
        from inspector_app.gui.memory import Memory

        self._profile = profile
        self._memory = Memory(profile)
        self.take_settings()
        self._home = HomePage(self)
        self._home.chosen.connect(self.open_visit)
        self._home.settings_changed.connect(self.take_settings)
        self._home.lock.connect(self.lock)
        self._stack.addWidget(self._home)
        self._restore_size()
        self.show_home()

    def warm_up(self) -> None:
        """Bring in, while the passphrase is typed, what is needed once it is right; the collector is to pass it by."""
        self._background.run_to_the_end(_import_the_rest, lambda _none: gc.freeze(), "Starting")

    def take_settings(self) -> None:
        """Dress the window as the settings say, and watch for idleness."""
        settings = self._settings()
        style.apply(self._app, settings.theme, settings.text_scale)
        self._clipboard.want(settings.clear_clipboard)
        self._watch_idleness()

    def desk(self) -> Desk | None:
        """Return the open visit's desk, or None."""
        return self._desk

    def save_text(self) -> str:
        """Return what the status line says of saving."""
        return self._status.save_text()

    def said(self) -> str:
        """Return the sentence in the status line."""
        return self._status.said()

    def busy(self) -> bool:
        """Say whether long work is going on."""
        return self._background.busy()

    def is_locked(self) -> bool:
        """Say whether the passphrase is asked for."""
        return self._way_in.asks(self._stack.currentWidget())

    def abandoned(self) -> bool:
        """Say whether the program ends without the disk having answered: threads may wait for it for ever."""
        return self._abandoned

    def open_visit(self, visit_id: str, page: PageName | None = None) -> None:
        """Open a visit of the profile and show where the person was in it."""
        from inspector_app.open_visit import OpenVisit

        profile, background = self.profile, self._background

        def work() -> OpenVisit:
            if not background.rest_ended(BEFORE_OPENING):
                raise StillBusy(
                    "Something else is still going on that may need this visit.",
                    "Try again when it has ended; where it never does, close Inspector and start it again.",
                )
            return OpenVisit.open(profile, visit_id)

        background.run_to_the_end(work, lambda visit: self._show_visit(visit, page), "Opening the visit")

    def show_home(self) -> None:
        """Show the visits on this laptop."""
        assert self._home is not None
        self._home.refresh()
        self._show(self._home)
        self.setWindowTitle(window_title(""))
        self._status.show_nothing_open()

    def lock(self) -> None:
        """Save, cover everything, and show nothing but the lock; nothing that was typed is thrown away."""
        if self._profile is None or self._locked is not None:
            return
        if self._desk is not None:
            self._desk.leave()
        self.idle.rest()
        self._locked = self._stack.currentWidget()
        self._covering.cover()
        self._way_in.lock(self._profile)
        self.setWindowTitle(window_title(""))

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Let Tab go through the window as it is read."""
        return go_on(self.centralWidget(), forwards=forwards) or super().focusNextPrevChild(forwards)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once where no visit is open; else save first, and ask where that fails."""
        if self._desk is not None:
            event.ignore()
            self._leave_visit(self.close)
            return
        if self._background.runs_to_the_end():
            event.ignore()
            self._background.finished.connect(self.close, _ONCE_AFTER)
            return
        if self._background.busy() and not self._abandoned:
            event.ignore()
            self._background.give_time(SETTLE, self.close)
            return
        self._close_profile()
        event.accept()
        self.closed.emit()

    # -- the way in

    def _show_way_in(self) -> None:
        for page in self._way_in.pages():
            self._stack.addWidget(page)
        self._way_in.begin()
        self.setWindowTitle(window_title(""))

    def _begin(self, profile: Profile) -> None:
        self.use_profile(profile)
        if self._home is not None:
            self._home.show_new_code()

    def _go_on(self, profile: Profile) -> None:
        """Take the profile; where the program ended with a visit open, open that again."""
        from inspector_app.gui.returning import left_open

        self.use_profile(profile)
        visit_id = left_open(self)
        if visit_id is not None and any(visit.id == visit_id and not visit.fault for visit in profile.visits()):
            self.open_visit(visit_id)

    def _come_back(self) -> None:
        before, self._locked = self._locked, None
        assert before is not None
        self._show(before)
        self._covering.uncover()
        self._watch_idleness()
        if self._desk is not None:
            self.setWindowTitle(window_title(self._desk.visit.visit().authority_name))
            self._desk.come_back()

    def _settings(self) -> Settings:
        return settings_from(self.profile.setting(SETTINGS_KEY, {}))

    def _watch_idleness(self) -> None:
        minutes = self._settings().autolock_minutes
        if minutes:
            self.idle.watch(minutes * 60_000)
        else:
            self.idle.rest()

    # -- one open visit

    def _show_visit(self, visit: OpenVisit, page: PageName | None) -> None:
        from inspector_app.gui.desk import Desk

        self._desk = Desk(visit, self)
        self._desk.home.connect(lambda: self._leave_visit(self.show_home))
        self._desk.lock.connect(self.lock)
        self._desk.save_state.connect(self._status.show_save_state)
        self._stack.addWidget(self._desk)
        self._show(self._desk)
        self._status.show_save_state(visit.save_state())
        self.setWindowTitle(window_title(visit.visit().authority_name))
        self._desk.begin(page)

    def _leave_visit(self, then: Callable[[], object]) -> None:
        desk = self._desk
        if desk is None or self._leaving is not None:
            return
        self._leaving = Leaving(desk, self, self._background, self)
        self._leaving.left.connect(lambda: self._left(desk, then))
        self._leaving.given_up.connect(lambda kept_in: self._given_up(desk, kept_in))
        self._leaving.stayed.connect(self._stayed)
        self._leaving.begin()

    def _left(self, desk: Desk, then: Callable[[], object]) -> None:
        desk.returning.closed()
        self._take_away(desk)
        then()

    def _given_up(self, desk: Desk, kept_in: Path | None) -> None:
        """The visit is left as it is on the disk, and the program ends: nothing else would be saved either."""
        if kept_in is not None:
            desk.returning.keep_in_mind(kept_in)
        self._abandoned = True
        self._take_away(desk)
        self.close()

    def _stayed(self) -> None:
        if self._leaving is not None:
            self._leaving.deleteLater()
        self._leaving = None

    def _take_away(self, desk: Desk) -> None:
        self._desk = self._leaving = None
        self._background.cancel()  # what a page began while it was left has nobody to show it to
        self._stack.removeWidget(desk)
        desk.deleteLater()

    def _close_profile(self) -> None:
        self._remember_size()
        self.idle.rest()
        self._covering.stop()
        if not self._background.close():
            self._abandoned = True
        if self._memory is not None:
            self._memory.close()
        profile, self._profile = self._profile, None
        if profile is not None and self._abandoned:
            close_in_time(profile.close, SETTLE)
        elif profile is not None:
            profile.close()

    # -- the frame

    def _lay_out(self) -> None:
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self._status)
        self.setCentralWidget(whole)
        self.setMinimumSize(style.measure("window_least_width"), style.measure("window_least_height"))
        self.resize(style.measure("window_width"), style.measure("window_height"))

    def _show(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        self._status.setVisible(widget not in self._way_in.pages())
        if widget is self._home:
            self._home.focus()
        else:
            widget.setFocus()

    def _remember_size(self) -> None:
        self.remember("size", bytes(self.saveGeometry().toBase64().data()).decode())

    def _restore_size(self) -> None:
        before = self.remembered("size")
        if isinstance(before, str):
            self.restoreGeometry(QByteArray.fromBase64(before.encode()))


def _import_the_rest() -> None:
    import inspector_app.gui.desk
    import inspector_app.gui.home.home_page  # noqa: F401
    from inspector_app.spelling.speller import dictionary_words

    dictionary_words().is_right("warm")  # reading the dictionary holds everything up for a tenth of a second


def window_title(visit_name: str) -> str:
    """Return the window's title with a visit open; a locked window is only called Inspector."""
    return f"{visit_name} – Inspector" if visit_name else "Inspector"
