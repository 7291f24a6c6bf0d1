"""OpenVisit: the one door to a visit. Read, change, undo, seal; it delegates and computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.reading_visit import VisitReading
from inspector_app.spelling.speller import OWN_WORDS_KEY
from inspector_app.store.backup_clock import BackupClock
from inspector_app.store.exchanging import Exchanging
from inspector_app.store.file_check import FileCheck
from inspector_app.store.profile import Profile
from inspector_app.store.rescue import Rescue
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit.change import SaveState, Step, VisitChange
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_entities import SignedLetter

ChangeListener = Callable[[VisitChange], None]
SaveListener = Callable[[SaveState], None]
FaultListener = Callable[[BaseException], None]
FilesListener = Callable[[tuple[str, ...]], None]
Unsubscribe = Callable[[], None]


class OpenVisit(VisitReading):
    """An open visit.

    Reads return frozen values that already hold what has been handed over for writing, also while the disk is slow;
    where an id is not there, or was removed, they raise KeyError. `write` returns at once; the single writer puts the
    step on disk, and only then are listeners called, on the writer's thread. Close it when done.
    """

    id: str
    framework: Framework
    """The visit's own frozen framework."""
    me: str
    """The id of the member of the visit's team who sits at this laptop; where the team lacks them, the id of the
    profile's person, who is added to the team by the first step written here."""
    laptop: str

    def __init__(self, profile: Profile, visit_id: str, store: VisitStore) -> None:
        """Use `open`."""
        super().__init__(store)
        self._profile = profile
        self.id = visit_id
        self.me = profile.me_in(visit_id)
        self.laptop = profile.laptop_in(visit_id)
        self.framework = framework_from_source(self.visit().framework_source)
        self._files = FileCheck(
            store.named_files(),
            lambda named, stopped: profile.safekeeping.bring_back_files(visit_id, named, stopped),
            store.faults.tell,
        )
        self._backups = BackupClock(
            store.steps_written, lambda: profile.safekeeping.try_to_back_up(visit_id, chain=False)
        )

    @classmethod
    def open(cls, profile: Profile, visit_id: str) -> OpenVisit:
        """Open a visit of this profile. Raises VisitMissing, NewerFile, DamagedFile, DiskFault."""
        store = profile.open_store(visit_id)
        try:
            return cls(profile, visit_id, store)
        except BaseException:
            store.close(None)
            raise

    def lacking_files(self) -> tuple[str, ...] | None:
        """Return which kept files are not there or damaged (SHA-256, hex), after what could be brought back from the
        backups was; None as long as they are being looked at, which begins when the visit is opened."""
        return self._files.lacking

    def own_words(self) -> tuple[str, ...]:
        """Return the words that are spelt right because the person at this laptop says so."""
        return tuple(self._profile.setting(OWN_WORDS_KEY, []))

    # -- changing

    def write(self, step: Step, origin: object | None = None) -> Future[VisitChange]:
        """Hand over a step (see `visit/steps.py`); it is written by the single writer, in order.

        The future gives the announcement, or raises what went wrong: LetterLocked, LabelStays, or ValueError for a
        step that cannot be.
        """
        return self._store.write(step, origin)

    def keep_file(self, content: bytes) -> str:
        """Keep a file with the visit, encrypted, and return its SHA-256 (hex), by which a step then names it.

        It is on disk when this returns, which takes as long as the disk takes: for a thread in the background. Raises
        DiskFault; nothing is kept then.
        """
        return self._store.files.keep(content)

    def field_left(self) -> None:
        """The field that was being typed in has been left: its entry of the log is closed."""
        self._store.field_left()

    def undo(self, origin: object | None = None) -> Future[VisitChange]:
        """Take back the last step of this laptop; the future may raise NothingToUndo, LetterLocked."""
        return self._store.undo(origin)

    def redo(self, origin: object | None = None) -> Future[VisitChange]:
        """Do again what was taken back last; the future may raise NothingToUndo, LetterLocked."""
        return self._store.redo(origin)

    def undo_action(self) -> str | None:
        """Return what undo would take back ("move a card"), or None."""
        return self._store.undo_action()

    def redo_action(self) -> str | None:
        """Return what redo would do again, or None."""
        return self._store.redo_action()

    # -- saving

    def save_state(self) -> SaveState:
        """Return what the status line says; `state` is "saved", "saving" or "not-saved"."""
        return self._store.save_state()

    def typing_waits(self, where: object, waits: bool) -> None:
        """Say that words were typed somewhere that are not handed over yet (they are not "saved"), or are so now."""
        self._store.typing_waits(where, waits)

    def on_change(self, listener: ChangeListener) -> Unsubscribe:
        """Call this with each announcement, on the writer's thread."""
        return self._store.changes.add(listener)

    def on_save_state(self, listener: SaveListener) -> Unsubscribe:
        """Call this whenever the state of saving changes, on the writer's thread."""
        return self._store.save_states.add(listener)

    def on_fault(self, listener: FaultListener) -> Unsubscribe:
        """Call this with each fault of the program met while writing or announcing, on the writer's thread."""
        return self._store.faults.add(listener)

    def on_files_looked_at(self, listener: FilesListener) -> Unsubscribe:
        """Call this with the kept files that are lacking, on a thread of its own, once they have been looked at."""
        return self._files.looked.add(listener)

    @property
    def rescue(self) -> Rescue:
        """The rescue copies of what the disk did not take: keep one, offer it again."""
        return self._store.rescue

    def settle(self, timeout: float | None = None) -> None:
        """Wait until everything handed over is on disk. Raises DiskFault if it cannot be, or not in time (seconds)."""
        self._store.settle(timeout)

    def close(self, timeout: float | None = None) -> None:
        """Settle, back up if the integrity check passes, and close the file. Raises DiskFault, and stays open then.

        While it is open it is backed up every ten minutes in which something was written.
        """
        self._files.stop()
        written = self._store.close(timeout)
        self._backups.stop()
        self._profile.visit_closed(self.id, changed=written > 0)

    def __enter__(self) -> OpenVisit:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- exchanging it

    @property
    def shown_taking(self) -> int:
        """The number of the last taking whose words are shown: typing begun now is made in sight of them."""
        return self._store.shown_taking

    def taken_is_shown(self, taking: int) -> None:
        """Say that what was taken in by the entry of this number is shown from now on."""
        self._store.shown_taking = taking

    @property
    def exchange(self) -> Exchanging:
        """What a colleague's laptop is given of the visit, and what is taken in from it."""
        return Exchanging(self.id, self._store)

    # -- the letter

    def seal(
        self,
        pdf: bytes,
        *,
        signed_by: str,
        signed_at: str,
        log_digest: str,
        made_from: VisitContents | None = None,
        adds_to: str | None = None,
        heads: Mapping[str, int] | None = None,
    ) -> SignedLetter:
        """Keep a signed letter and lock the visit's letter: its text, findings and evidence links stay as they are.

        `adds_to` is the id of the letter signed last, where this is the same with one more signature on it.

        `signed_by` is the id of an inspector, `signed_at` an instant (RFC 3339), `log_digest` and `heads` what those
        gave when the letter was made. Waits until it is on disk, so never call it from a listener. Raises LetterLocked
        where it is signed already, SigningBarred where the letter is not as it was in `made_from` any more.
        """
        return self._store.seal(
            pdf,
            signed_by=signed_by,
            signed_at=signed_at,
            log_digest=log_digest,
            made_from=made_from,
            adds_to=adds_to,
            heads=heads,
        )
