"""What a page of a visit is, and what the window offers to it. Pages never talk to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from inspector_app.errors import DamagedFile, DiskFault

if TYPE_CHECKING:
    from inspector_app.errors import InspectorError
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.profile import Profile
    from inspector_app.visit.change import VisitChange

PageName = Literal[
    "overview",
    "observations",
    "interviews",
    "cases",
    "documents",
    "concerns",
    "judgement",
    "letter",
    "team",
    "details",
    "trail",
]
PAGE_NAMES: tuple[PageName, ...] = (
    "overview",
    "observations",
    "interviews",
    "cases",
    "documents",
    "concerns",
    "judgement",
    "letter",
    "team",
)
"""The pages in the order of the rail; Alt+1 is the first."""

UNREADABLE = "The disk cannot be read just now. What you type is kept, and what is shown is read again."
"""Said of a read that fails while a visit is open: a disk that fails for a moment looks like a damaged file from there.
Whether it is one is told on opening."""

T = TypeVar("T")


class PageWindow(Protocol):
    """What the main window offers to a page."""

    @property
    def profile(self) -> Profile:
        """The unlocked profile."""

    def go(self, page: PageName, place: str | None = None) -> None:
        """Show a page, at a place in it ("record:<id>", "evidence:<id>", "finding:<id>", "concern:<id>")."""

    def say(self, sentence: str) -> None:
        """Show a sentence in the status line for a while; for what needs no answer."""

    def tell(self, error: InspectorError) -> None:
        """Show an error to the person: its sentence and next step; a faulty file's faults in a list."""

    def ask(self, question: str, explanation: str, yes: str, no: str = "Cancel") -> bool:
        """Ask something that cannot be undone; the buttons bear the words `yes` and `no`."""

    def ask_to_save(self, title: str, file_name: str, kind: str) -> Path | None:
        """Ask where to save a file; `kind` is a Qt filter such as "PDF (*.pdf)". None: not now."""

    def ask_to_open(self, title: str, kind: str) -> Path | None:
        """Ask which file to read. None: not now."""

    def hand_over(self) -> None:
        """Hand over what is being typed anywhere in the window, before something that is to have it."""

    def run_in_background(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        failed: Callable[[InspectorError], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Run `work` off the GUI thread on frozen values, then `done` on it; `what` ("Making the PDF") is shown after
        half a second with a way to cancel. An InspectorError goes to `failed`, else it is told; others are crashes.
        Where it is cancelled `given_up` is called at once, and neither of them; work that has begun goes on."""

    def remembered(self, name: str) -> object | None:
        """Return a JSON value that was remembered under a name ("cases/panes"), or None."""

    def remember(self, name: str, value: object) -> None:
        """Remember a JSON value of the window (widths, filters; never words of the visit) over restarts."""


class Page(QWidget):
    """One page of the rail, on one open visit.

    Give `self` as the origin of every write, so that the page does not answer to its own change. Subclasses set
    `title` and `rail_icon`, and override `refresh`, `show_place`, `current_place` and `leave`.
    """

    title: str = ""
    rail_icon: str = ""

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        super().__init__()
        self.visit = visit
        self.shell = window
        self._stale = False
        self.setObjectName(f"page-{self.title.lower()}")
        self.setAccessibleName(self.title)

    def refresh(self, change: VisitChange | None) -> None:
        """Read again what is shown; None: anything may have changed while the page was hidden."""

    def own_written(self) -> None:
        """Something of the page's own was written: read what that can change which the page does not show by itself."""

    def show_place(self, place: str | None) -> None:
        """Go to a place and put the cursor there; None: where the page was. May carry a tail of the page's own after
        an "@", as `current_place` gave it ("record:<id>@notes:120")."""

    def current_place(self) -> str:
        """Return the place shown and the cursor in it, so that `show_place` brings the person back to it."""
        return ""

    def leave(self) -> None:
        """Hand over what is being typed: called before hiding, locking, undoing, closing."""

    def stop(self) -> None:
        """Read nothing more beside the window: the visit is about to be closed."""

    def changed(self, change: VisitChange) -> None:
        """Take an announcement (on the GUI thread): own changes are ignored, hidden pages only note it."""
        if change.origin is self and not self._stale:
            self.show_read(self.own_written)
            return
        if not self.isVisible():
            self._stale = True
        elif self._stale:
            self.catch_up()
        else:
            self.show_read(lambda: self.refresh(change))

    def catch_up(self) -> None:
        """Read again what has changed unseen, or could not be read."""
        if self._stale and self.isVisible():
            self._stale = False
            self.show_read(lambda: self.refresh(None))

    def show_read(self, show: Callable[[], None]) -> None:
        """Show something that is read from the visit. Where the disk does not give it that is said in the status line,
        for a dialog would take the keys from who is typing, and the page is read again once the disk can be."""
        try:
            show()
        except (DiskFault, DamagedFile):
            self._stale = True
            self.shell.say(UNREADABLE)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again when something changed while the page was hidden, or waits for a slow disk: it is announced only
        once it is written, and a field that shows less must not be typed on."""
        if self._stale or self.visit.save_state().waiting:
            self._stale = False
            self.show_read(lambda: self.refresh(None))
        super().showEvent(event)

    def command(self, words: str, key: str, do: Callable[[], None]) -> QAction:
        """Give the page a command with a key ("Ctrl+N", or empty): it works anywhere on the page, and stands in the
        keys sheet (F1) and in Ctrl+K."""
        action = QAction(words, self)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: do())
        self.addAction(action)
        return action

    def commands(self) -> list[QAction]:
        """Return the commands for the keys sheet and Ctrl+K; a page adds those that work in a part of it only."""
        return self.actions()

    def keep_widths(self, panes: QSplitter, name: str, widths: Sequence[int]) -> None:
        """Let panes remember their widths under a name; `widths` are those of the first time, in pixels."""
        before = self.shell.remembered(name)
        kept = [w for w in before if isinstance(w, int)] if isinstance(before, list) else []
        panes.setSizes(kept if len(kept) == panes.count() else list(widths))
        panes.splitterMoved.connect(lambda _at, _index: self.shell.remember(name, panes.sizes()))
