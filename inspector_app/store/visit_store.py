"""One visit's file, open: its writer, its readers, its log, its undo."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.engine import Connection

from inspector_app.errors import DamagedFile, DiskFault, NothingToUndo, VisitMissing
from inspector_app.store import change_log, kept, sealing, taking_in, undo
from inspector_app.store.announcing import changed_ids
from inspector_app.store.arriving import arrive, last_taking
from inspector_app.store.cipher import damage_told, engine_for
from inspector_app.store.kept_along import ever_attached, files_of, named_by, remove_orphans
from inspector_app.store.listeners import Listeners
from inspector_app.store.pending import Pending
from inspector_app.store.plain import checked_step
from inspector_app.store.reader import Reader
from inspector_app.store.rescue import Rescue
from inspector_app.store.schema_steps import bring_up_to_date, refuse_unknown, schema_version
from inspector_app.store.step_writing import Burst, join_burst, write_step
from inspector_app.store.tables import TABLES
from inspector_app.store.writer import Job, Writer
from inspector_app.visit.change import LogEntry, Plain, SaveState, Step, VisitChange
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.letter_entities import SignedLetter
from inspector_app.visit.package import Package
from inspector_app.visit.registers import entry_name

LONGEST_BURST = 60.0
"""Seconds after which typing begins a new entry of the log (`design.md` §2)."""

_log = logging.getLogger(__name__)


class VisitStore:
    """The open file of one visit; `me` is the member of the team who sits here, `laptop` this laptop's id."""

    def __init__(self, path: Path, key: bytes, *, me: Inspector, laptop: str) -> None:
        """Open the file. Raises VisitMissing, NewerFile, DamagedFile, DiskFault."""
        if not path.exists():
            raise VisitMissing("The visit's file is not there any more.", "Restore it from a backup.")
        self._me = me
        self._laptop = laptop
        self._writing = engine_for(path, key, begin="IMMEDIATE", timeout=1.0)
        self._reading = engine_for(path, key, begin="DEFERRED")
        self.changes: Listeners[VisitChange] = Listeners(self._report)
        self.save_states: Listeners[SaveState] = Listeners(self._report)
        self.faults: Listeners[BaseException] = Listeners(lambda _: None)
        self._burst: Burst | None = None
        self._burst_began = 0.0
        self._burst_number = 0
        self._first_unread_burst = 0
        self._written_burst_number = 0
        self._undo = _checked_open(self._writing, laptop)
        self.shown_taking = self._last_taking = self._taken_so_far()
        self._path = path
        self._file = _identity(path)
        self._writer = Writer(
            self._writing, self._check_in_place, self.changes.tell, self.save_states.tell, self._report
        )
        self._rescue_folder = path.parent.parent / "rescue"
        self.rescue = Rescue(path.stem, key, self._rescue_folder, self._writer.waiting, self.reading)
        self._key = key
        self.files = files_of(path, key)
        self.remove_orphans()

    # -- reading

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read one state of the visit: what is on disk with what waits to be written laid over it."""
        with self._reads_told(), self._reading.connect() as connection:
            while True:
                written, steps = self._writer.pending()
                with connection.begin() as transaction:
                    connection.execute(select(TABLES["visit"].c.id))
                    if self._writer.pending()[0] == written:
                        yield Reader(connection, Pending(steps))
                        return
                    transaction.rollback()

    @contextmanager
    def _reads_told(self) -> Iterator[None]:
        """Raise DamagedFile or DiskFault where the file cannot be read, and read it by another connection next time.

        SQLCipher reads nothing more through one that the disk has failed once.
        """
        try:
            with damage_told("The visit's file"):
                yield
        except (DamagedFile, DiskFault):
            self._reading.dispose()
            raise

    # -- changing

    def write(self, step: Step, origin: object | None = None) -> Future[VisitChange]:
        """Hand over a step."""
        try:
            step = checked_step(step)
        except ValueError as error:
            return self._refused(error)
        number = self._burst_number
        job = Job(
            lambda connection: self._write(connection, step, origin, number if step.typing else None),
            step=step,
            joins=number if step.typing else None,
        )
        return self._writer.hand_over(job)

    def field_left(self) -> None:
        """Close the entry of the log that is being typed."""
        self._burst_number += 1

    def undo(self, origin: object | None = None) -> Future[VisitChange]:
        """Take back this laptop's last step. The future may raise NothingToUndo, LetterLocked."""
        self.field_left()
        return self._writer.hand_over(Job(lambda connection: self._take_back(connection, origin, "undo")))

    def redo(self, origin: object | None = None) -> Future[VisitChange]:
        """Do again what was taken back last. The future may raise NothingToUndo, LetterLocked."""
        self.field_left()
        return self._writer.hand_over(Job(lambda connection: self._take_back(connection, origin, "redo")))

    def undo_action(self) -> str | None:
        """Return what undo would take back."""
        waiting = self._writer.last_waiting()
        if waiting is not None and waiting.step is not None:
            return waiting.step.action
        done = self._undo.next_undo()
        return done.action if done else None

    def redo_action(self) -> str | None:
        """Return what redo would do again."""
        waiting, done = self._writer.last_waiting(), self._undo.next_redo()
        return done.action if done and (waiting is None or waiting.step is None) else None

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
        """Keep a signed letter and lock the visit's letter; waits until it is on disk.

        Raises LetterLocked, and SigningBarred where the letter is not as in `made_from` any more.
        """
        self.field_left()
        with self.reading() as reader:
            last, letter = max((each.version for each in reader.signed_letters()), default=0), reader.single("letter")
        signed = SignedLetter(
            id=new_id(),
            version=last if adds_to is not None else last + 1,
            adds_to=adds_to,
            replaces=letter.replaces,
            correction=letter.correction,
            signed_at=signed_at,
            signed_by=signed_by,
            pdf_sha256=sha256(pdf).hexdigest(),
            log_digest=log_digest,
            heads=heads or {},
        )
        self._writer.hand_over(Job(lambda connection: self._seal(connection, signed, pdf, made_from))).result()
        return signed

    def take_in(self, package: Package, origin: object | None) -> Future[VisitChange]:
        """Take in a package that was checked, in one transaction. The future may raise ForgedPackage."""
        self.field_left()
        job = Job(lambda connection: self._take_in(connection, package, origin))
        return self.rescue.keep_while(self._writer.hand_over(job))

    def keep_statement(self, way: str, signed: Mapping[str, Plain]) -> None:
        """Keep what a laptop signed of its log; waits until it is on disk."""

        def keep(connection: Connection) -> Callable[[], VisitChange]:
            taking_in.keep_statement(connection, way, signed)
            return lambda: VisitChange("", {})

        self._writer.hand_over(Job(keep)).result()

    # -- the log

    @contextmanager
    def whole_log(self) -> Iterator[Connection]:
        """Read the log and what goes with it, with all handed over so far in it and nothing still being typed."""
        self.settle(None)
        self._close_the_log()
        self.settle(None)
        with self._reads_told(), self._reading.begin() as connection:
            yield connection

    def history(self, entity: str | None, entity_id: str | None) -> tuple[LogEntry, ...]:
        """Return entries of the log, after closing the one being typed."""
        self._close_the_log()
        with self._reads_told(), self._reading.begin() as connection:
            return change_log.entries(connection, entity, entity_id)

    def last_entry(self) -> int:
        """Return the number of this laptop's last entry on disk."""
        with self._reads_told(), self._reading.begin() as connection:
            return kept.last_entry(connection, self._laptop)

    def kept_after(self, seq: int) -> kept.Kept:
        """Return what this laptop wrote after its entry of this number."""
        with self._reads_told(), self._reading.begin() as connection:
            return kept.kept_after(connection, self._laptop, seq)

    def log_digest(self) -> str:
        """Return the SHA-256 (hex) over the heads of all laptops' chains, with all handed over so far in it."""
        with self.whole_log() as connection:
            return change_log.digest(connection)

    def first_bad_entry(self) -> str | None:
        """Return the name of the log's first entry that is missing, altered or out of place, or None."""
        with self.whole_log() as connection:
            return change_log.first_bad_entry(connection)

    def _close_the_log(self) -> None:
        """Close the entry that is being typed for whatever waits to be written as well: the log is about to be read.

        Only what is being written at this instant may still join it; who must not miss that settles first.
        """
        self.field_left()
        self._first_unread_burst = self._burst_number

    # -- saving

    def save_state(self) -> SaveState:
        """Return what the status line says."""
        return self._writer.state()

    def steps_written(self) -> int:
        """Return how many steps have been written since the file was opened."""
        return self._writer.written

    def typing_waits(self, where: object, waits: bool) -> None:
        """Take note that words were typed somewhere that are not handed over yet, or are so now."""
        self._writer.typing_waits(where, waits)

    def settle(self, timeout: float | None) -> None:
        """Wait until all is on disk. Raises DiskFault."""
        self._writer.settle(timeout)

    def _taken_so_far(self) -> int:
        with self._reads_told(), self._reading.begin() as connection:
            return last_taking(connection, self._laptop)

    def close(self, timeout: float | None) -> int:
        """Settle, close the file, and return how many steps were written. Raises DiskFault, and stays open then."""
        self.field_left()
        self.settle(timeout)
        self._writer.stop()
        self.rescue.end()
        self.remove_orphans()
        self._reading.dispose()
        self._writing.dispose()
        return self._writer.written

    def named_files(self) -> frozenset[str]:
        """Return the kept files (SHA-256, hex) that the log names."""
        return named_by(self._path, self._key)

    def ever_attached(self) -> dict[str, int]:
        """Return the bytes of each file (SHA-256, hex) that was ever attached, as the log on disk has it."""
        return ever_attached(self._path, self._key)

    def remove_orphans(self) -> None:
        """Remove kept files that nothing names; a disk that does not let them go keeps them."""
        with contextlib.suppress(DamagedFile, DiskFault):
            if self.files.folder.is_dir():
                remove_orphans(self.files, self.named_files(), self._rescue_folder, self._path.stem, self._key)

    # -- on the writer's thread

    def _check_in_place(self) -> None:
        """Raise DiskFault where the file is gone, or another lies there, which is then opened at the next attempt."""
        now = _identity(self._path)
        if now != self._file:
            if now is not None:
                self._file = now
                self._reading.dispose()
            raise DiskFault(
                "The visit's file is not in its place any more.",
                "Put its disk or folder back; saving goes on by itself.",
            )

    def _write(
        self, connection: Connection, step: Step, origin: object | None, burst_number: int | None
    ) -> Callable[[], VisitChange]:
        arrived = arrive(connection, self._me, self._laptop)
        written = None
        if burst_number is not None and self._burst_goes_on(burst_number) and self._burst is not None:
            written = join_burst(connection, step, self._burst, self._laptop)
        if written is None:
            sight = step.sight if step.sight is not None and step.sight < self._last_taking else None
            written = write_step(connection, step, laptop=self._laptop, inspector=self._me.id, sight=sight)
        result = written
        changed = changed_ids(connection, arrived | result.touched)

        def finish() -> VisitChange:
            if result.step is not None and not result.joined:
                self._undo.note(result.step, step.action)
                self._burst = result.burst if step.typing else None
                self._burst_began = time.monotonic()
                self._written_burst_number = burst_number or 0
            return VisitChange(step.action, changed, origin)

        return finish

    def _burst_goes_on(self, burst_number: int) -> bool:
        in_time = time.monotonic() - self._burst_began < LONGEST_BURST
        return self._written_burst_number == burst_number >= self._first_unread_burst and in_time

    def _take_back(self, connection: Connection, origin: object | None, way: str) -> Callable[[], VisitChange]:
        done = self._undo.next_undo() if way == "undo" else self._undo.next_redo()
        if done is None:
            raise NothingToUndo(f"There is nothing to {way}.")
        action = f"{way}: {done.action}"
        written = undo.take_back(connection, done, laptop=self._laptop, inspector=self._me.id, action=action)
        changed = changed_ids(connection, written.touched)

        def finish() -> VisitChange:
            if written.step is not None:
                self._undo.note(written.step, action, entry_name(self._laptop, done.step))
            self._burst = None
            return VisitChange(action, changed, origin)

        return finish

    def _seal(
        self, connection: Connection, signed: SignedLetter, pdf: bytes, made_from: VisitContents | None
    ) -> Callable[[], VisitChange]:
        arrived = arrive(connection, self._me, self._laptop)
        written = sealing.seal(connection, signed, pdf, laptop=self._laptop, inspector=self._me.id, made_from=made_from)
        changed = changed_ids(connection, arrived | written.touched)

        def finish() -> VisitChange:
            self._burst = None
            return VisitChange(sealing.ACTION, changed)

        return finish

    def _take_in(self, connection: Connection, package: Package, origin: object | None) -> Callable[[], VisitChange]:
        touched = taking_in.take_in(connection, package, laptop=self._laptop, inspector=self._me.id)
        changed = changed_ids(connection, touched)
        taking = last_taking(connection, self._laptop)

        def finish() -> VisitChange:
            self._burst = None
            self._last_taking = taking
            return VisitChange(taking_in.ACTION, changed, origin, taking)

        return finish

    def _refused(self, error: Exception) -> Future[VisitChange]:
        refused: Future[VisitChange] = Future()
        refused.set_exception(error)
        self._report(error)
        self._writer.fault_met()
        return refused

    def _report(self, fault: BaseException) -> None:
        _log.error("a fault of the program: %s", type(fault).__name__)
        self.faults.tell(fault)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there, if any."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _checked_open(engine: Engine, laptop: str) -> undo.UndoStack:
    try:
        with damage_told("The visit's file"), engine.begin() as connection:
            refuse_unknown(schema_version(connection))
            bring_up_to_date(connection)
            return undo.UndoStack.read(connection, laptop)
    except BaseException:
        engine.dispose()
        raise
