"""Reading an open visit: frozen values, as what is on disk with what has been handed over for writing laid over it."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.frameworks.framework import RecordKind
from inspector_app.store import change_log, line_reader, search_results
from inspector_app.store.kept import Kept
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit.both_wrote import BothWrote, WaitingPlace
from inspector_app.visit.change import LogEntry
from inspector_app.visit.contents import CaseContents, VisitContents
from inspector_app.visit.entities import Addressee, Concern, Copy, Evidence, Finding, Inspector, Record, Visit
from inspector_app.visit.file_entities import Attachment, Draw, Frame
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.letter_entities import Issuing, Letter, LetterAcceptance, NextStep, Proposal, SignedLetter
from inspector_app.visit.lines import Card, Hit, RecordLine


class VisitReading:
    """What can be read of an open visit. Where an id is not there, or was removed, the reads raise KeyError."""

    def __init__(self, store: VisitStore) -> None:
        self._store = store

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

    def holds(self) -> tuple[Hold, ...]:
        """Return what keeps, or kept, the visit from being destroyed, in order."""
        with self._store.reading() as reader:
            return reader.all("hold")

    def both_wrote(self) -> tuple[BothWrote, ...]:
        """Return what laptops wrote in one place without having seen one another's words: it waits for a choice."""
        with self._store.reading() as reader:
            return reader.both_wrote()

    def waiting_places(self) -> tuple[WaitingPlace, ...]:
        """Return where a choice waits, without what was written there: short to read, also where there are many."""
        with self._store.reading() as reader:
            return reader.waiting_places()

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

    def heads(self) -> dict[str, int]:
        """Return the number of the last entry of each laptop's chain, with all handed over so far in them."""
        with self._store.whole_log() as connection:
            return {laptop: seq for laptop, (seq, _) in change_log.heads(connection).items()}
