"""The way in: making a profile, opening it, unlocking it again, by passphrase or by recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector_app.gui.background import Background
from inspector_app.gui.entry import FirstRunPage, UnlockPage
from inspector_app.gui.recover import RecoverPage, with_new_passphrase
from inspector_app.places import ProfilePlaces

if TYPE_CHECKING:
    from inspector_app.store.profile import Profile


class WayIn(QObject):
    """The pages before any visit is in sight, and what is done on them.

    What is begun here runs to its end: a profile that is half made or half opened would keep its folder locked.
    """

    wanted = Signal(object)
    """One of the pages is to be shown."""
    made = Signal(object)
    """A profile has been made."""
    opened = Signal(object)
    """The profile has been opened."""
    unlocked = Signal()
    """The profile that was locked may be seen again."""

    def __init__(self, places: ProfilePlaces, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._places = places
        self._run = background.run_to_the_end
        self._locked: Profile | None = None
        self._first_run = FirstRunPage()
        self._unlock = UnlockPage()
        self._recover = RecoverPage()
        self._first_run.ready.connect(self._make)
        self._unlock.ready.connect(self._open)
        self._unlock.recover.connect(lambda: self.wanted.emit(self._recover))
        self._recover.back.connect(lambda: self.wanted.emit(self._unlock))
        self._recover.ready.connect(self._open_by_code)

    def pages(self) -> tuple[QWidget, ...]:
        """Return all pages of the way in."""
        return self._first_run, self._unlock, self._recover

    def begin(self) -> None:
        """Show the page on which it begins: the first run, or unlocking."""
        self.wanted.emit(self._unlock if self._places.has_profile() else self._first_run)

    def lock(self, profile: Profile) -> None:
        """Ask for the passphrase of an open profile again."""
        self._locked = profile
        self._unlock.reset()
        self.wanted.emit(self._unlock)

    def asks(self, page: QWidget | None) -> bool:
        """Say whether a page is one that asks for the passphrase or the code."""
        return page in (self._unlock, self._recover)

    def _make(self, name: str, designation: str, passphrase: str) -> None:
        from inspector_app.own_identity import new_profile

        self._run(
            lambda: new_profile(self._places, name, designation, passphrase),
            self.made.emit,
            "Making your profile",
            self._first_run.show_error,
        )

    def _open(self, passphrase: str) -> None:
        from inspector_app.store.profile import Profile
        from inspector_app.store.unlocking import key_by_passphrase

        places, failed = self._places, self._unlock.show_error
        if self._locked is not None:
            self._run(lambda: key_by_passphrase(places, passphrase), lambda _key: self._let_in(), "Unlocking", failed)
        else:
            self._run(lambda: Profile.open(places, passphrase), self.opened.emit, "Unlocking", failed)

    def _open_by_code(self, code: str, passphrase: str) -> None:
        places, locked = self._places, self._locked
        self._run(
            lambda: with_new_passphrase(places, locked, code, passphrase),
            lambda opened: self._let_in() if locked is not None else self.opened.emit(opened),
            "Unlocking",
            self._recover.show_error,
        )

    def _let_in(self) -> None:
        self._locked = None
        self._unlock.reset()
        self._recover.reset()
        self.unlocked.emit()
