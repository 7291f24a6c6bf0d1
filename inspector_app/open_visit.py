"""OpenVisit: the one door to a visit. Read, change, undo, seal; it delegates and computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from inspector_app.frameworks.framework import Framework, RecordKind
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.spelling.speller import OWN_WORDS_KEY
from inspector_app.store import line_reader, search_results
from inspector_app.store.backup_clock import BackupClock
from inspector_app.store.file_check import FileCheck
from inspector_app.store.kept import Kept
from inspector_app.store.profile import Profile
from inspector_app.store.rescue import Rescue
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit.change import LogEntry, SaveState, Step, VisitChange
from inspector_app.visit.contents import CaseContents, VisitContents
from inspector_app.visit.entities import Addressee, Concern, Copy, Evidence, Finding, Inspector, Record, Visit
from inspector_app.visit.file_entities import Attachment, Draw, Frame
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.letter_entities import Issuing, Letter, LetterAcceptance, NextStep, Proposal, SignedLetter
from inspector_app.visit.lines import Card, Hit, RecordLine

ChangeListener = Callable[[VisitChange], None]
SaveListener = Callable[[SaveState], None]
FaultListener = Callable[[BaseException], None]
FilesListener = Callable[[tuple[str, ...]], None]
Unsubscribe = Callable[[], None]


class OpenVisit:
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
        self._profile = profile
        self._store = store
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

    # -- reading

    def visit(self) -> Visit:
        """Return the visit itself."""
        with self._store.reading() as reader:
            visit: Visit = reader.single("visit")
            return visit

    def inspectors(self) -> tuple[Inspector, ...]:
        """Return the team, in order."""
        with self._store.reading() as reader:
            return reader.all("inspector")

    def addressees(self) -> tuple[Addressee, ...]:
        """Return the letter's addressees, in order."""
        with self._store.reading() as reader:
            return reader.all("addressee")

    def copies(self) -> tuple[Copy, ...]:
        """Return the copy list, in order."""
        with self._store.reading() as reader:
            return reader.all("copy")

    def record_lines(self, kind: RecordKind | None = None) -> tuple[RecordLine, ...]:
        """Return a line for each record, or for each of one kind, in order."""
        with self._store.reading() as reader:
            return line_reader.record_lines(reader, kind)

    def record(self, record_id: str) -> Record:
        """Return one record with its details."""
        with self._store.reading() as reader:
            return reader.record(record_id)

    def evidence(self, record_id: str | None = None) -> tuple[Evidence, ...]:
        """Return all evidence, or that of one record; not what was removed, by itself or with its record."""
        with self._store.reading() as reader:
            return reader.evidence(record_id)

    def evidence_piece(self, evidence_id: str) -> Evidence:
        """Return one piece of evidence."""
        with self._store.reading() as reader:
            return reader.evidence_piece(evidence_id)

    def cards(self) -> tuple[Card, ...]:
        """Return all evidence as cards, in order."""
        with self._store.reading() as reader:
            return line_reader.cards(reader)

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in their order (all categories), with links and acceptances."""
        with self._store.reading() as reader:
            return reader.findings()

    def finding(self, finding_id: str) -> Finding:
        """Return one finding, with links and acceptances."""
        with self._store.reading() as reader:
            return reader.finding(finding_id)

    def concerns(self) -> tuple[Concern, ...]:
        """Return the concerns, in order."""
        with self._store.reading() as reader:
            return reader.all("concern")

    def agreements(self) -> tuple[Agreement, ...]:
        """Return what the inspectors say of the findings."""
        with self._store.reading() as reader:
            return reader.all("agreement")

    def moves(self) -> tuple[Move, ...]:
        """Return which findings were moved to or from the priority category, and why, in order."""
        with self._store.reading() as reader:
            return reader.all("move")

    def assignments(self) -> tuple[Assignment, ...]:
        """Return who looks at which gap."""
        with self._store.reading() as reader:
            return reader.all("assignment")

    def next_steps(self) -> tuple[NextStep, ...]:
        """Return the letter's next steps, in order."""
        with self._store.reading() as reader:
            return reader.all("next_step")

    def letter_acceptances(self) -> tuple[LetterAcceptance, ...]:
        """Return why words of the letter may stand against warnings."""
        with self._store.reading() as reader:
            return reader.all("letter_acceptance")

    def proposals(self) -> tuple[Proposal, ...]:
        """Return what a second reader proposes, in order."""
        with self._store.reading() as reader:
            return reader.all("proposal")

    def issuings(self) -> tuple[Issuing, ...]:
        """Return when and to whom signed letters were sent, in order."""
        with self._store.reading() as reader:
            return reader.all("issuing")

    def letter(self) -> Letter:
        """Return the letter's own parts."""
        with self._store.reading() as reader:
            letter: Letter = reader.single("letter")
            return letter

    def signed_letters(self) -> tuple[SignedLetter, ...]:
        """Return the signed versions of the letter, the first first."""
        with self._store.reading() as reader:
            return reader.signed_letters()

    def signed_pdf(self, signed_letter_id: str) -> bytes:
        """Return a signed letter, byte for byte."""
        with self._store.reading() as reader:
            return reader.signed_pdf(signed_letter_id)

    def attachments(self, record_id: str | None = None) -> tuple[Attachment, ...]:
        """Return all attachments, or those of one record, in order; not what went with a removed record."""
        with self._store.reading() as reader:
            return reader.attachments(record_id)

    def frames(self) -> tuple[Frame, ...]:
        """Return the council's lists that were brought in, in order."""
        with self._store.reading() as reader:
            return reader.all("frame")

    def draws(self) -> tuple[Draw, ...]:
        """Return what was drawn from them, in order."""
        with self._store.reading() as reader:
            return reader.all("draw")

    def kept_file(self, digest: str) -> bytes:
        """Return a kept file by its SHA-256 (hex). Raises KeyError where it is not here, DamagedFile, DiskFault."""
        return self._store.files.read(digest)

    def attached_bytes(self) -> Mapping[str, int]:
        """Return the bytes of each attached file by its SHA-256 (hex), removed ones too: undo brings them back."""
        standing = {each.sha256: each.size for each in self.attachments()}
        return {**self._store.ever_attached(), **standing}

    def attachment_text(self, attachment_id: str) -> str:
        """Return the words by which an attachment is found, empty where it has none."""
        with self._store.reading() as reader:
            return reader.attachment_text(attachment_id)

    def lacking_files(self) -> tuple[str, ...] | None:
        """Return which kept files are not there or damaged (SHA-256, hex), after what could be brought back from the
        backups was; None as long as they are being looked at, which begins when the visit is opened."""
        return self._files.lacking

    def own_words(self) -> tuple[str, ...]:
        """Return the words that are spelt right because the person at this laptop says so."""
        return tuple(self._profile.setting(OWN_WORDS_KEY, []))

    def contents(self) -> VisitContents:
        """Return the whole visit as one value."""
        with self._store.reading() as reader:
            return reader.contents()

    def contents_and_lines(self) -> tuple[VisitContents, tuple[RecordLine, ...]]:
        """Return the whole visit as one value, and a line for each record of the same state of it."""
        with self._store.reading() as reader:
            return reader.contents(), line_reader.record_lines(reader)

    def case_contents(self) -> CaseContents:
        """Return what the visit holds of its cases, without the rest."""
        with self._store.reading() as reader:
            return reader.case_contents()

    def search(self, line: str, limit: int = 50, start: int = 0) -> tuple[Hit, ...]:
        """Return what holds the words of a line (`visit/found_words.py`), the best first, from the place `start` on.

        What waits to be written is among it; of equals the newest comes first; of a common word the newest are told.
        """
        with self._store.reading() as reader:
            return search_results.search(reader, line, limit, start)

    def last_order(self, entity: str) -> str | None:
        """Return the order key behind which a new thing of this entity stands; None where there are none."""
        with self._store.reading() as reader:
            return reader.last_order(entity)

    def record_of_paper(self, paper_id: str) -> Record | None:
        """Return the record that the paper form of this id was copied into, or None."""
        with self._store.reading() as reader:
            rows = reader.of("record", "paper_id", paper_id)
            return reader.record(str(rows[0]["id"])) if rows else None

    def records_with(self, words: str) -> frozenset[str]:
        """Return the ids of the records in whose texts all the words stand (the last one may be begun only)."""
        with self._store.reading() as reader:
            return search_results.ids_with(reader, "record", words)

    def history(self, entity: str | None = None, entity_id: str | None = None) -> tuple[LogEntry, ...]:
        """Return the entries of the log, oldest first: all, of one kind, or of one entity."""
        return self._store.history(entity, entity_id)

    def log_digest(self) -> str:
        """Return the SHA-256 (hex) over the heads of all laptops' chains."""
        return self._store.log_digest()

    def last_entry(self) -> int:
        """Return the number of this laptop's last entry on disk, 0 where it has none."""
        return self._store.last_entry()

    def kept_after(self, seq: int) -> Kept:
        """Return what this laptop wrote after its entry of this number: what a crash has left."""
        return self._store.kept_after(seq)

    def verify_chain(self) -> str | None:
        """Return the first entry of the log that is missing, altered or out of place ("laptop:seq"), or None."""
        return self._store.first_bad_entry()

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
    ) -> SignedLetter:
        """Keep a signed letter and lock the visit's letter: its text, findings and evidence links stay as they are.

        `adds_to` is the id of the letter signed last, where this is the same with one more signature on it.

        `signed_by` is the id of an inspector, `signed_at` an instant (RFC 3339), `log_digest` what `log_digest` gave
        when the letter was made. Waits until it is on disk, so never call it from a listener. Raises LetterLocked where
        it is signed already, SigningBarred where the letter is not as it was in `made_from` any more.
        """
        return self._store.seal(
            pdf, signed_by=signed_by, signed_at=signed_at, log_digest=log_digest, made_from=made_from, adds_to=adds_to
        )
