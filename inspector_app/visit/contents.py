"""A visit, whole, as one frozen value: what letters, checks and visit files are made from."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.visit.both_wrote import WaitingPlace
from inspector_app.visit.entities import Addressee, Concern, Copy, Evidence, Finding, Inspector, Record, Visit
from inspector_app.visit.file_entities import Attachment, Draw, Frame
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.letter_entities import Issuing, Letter, LetterAcceptance, NextStep, Proposal, SignedLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContents:
    """What a visit holds of its cases: their records, and the lists and draws that they come from."""

    visit: Visit
    records: tuple[Record, ...]
    frames: tuple[Frame, ...] = ()
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitContents:
    """Everything that a visit holds, without what was deleted; each tuple in its order."""

    visit: Visit
    inspectors: tuple[Inspector, ...]
    addressees: tuple[Addressee, ...]
    copies: tuple[Copy, ...]
    records: tuple[Record, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...]
    letter: Letter
    signed_letters: tuple[SignedLetter, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    frames: tuple[Frame, ...] = ()
    draws: tuple[Draw, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    moves: tuple[Move, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    letter_acceptances: tuple[LetterAcceptance, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    issuings: tuple[Issuing, ...] = ()
    holds: tuple[Hold, ...] = ()
    both_wrote: tuple[WaitingPlace, ...] = ()

    def inspector(self, inspector_id: str | None) -> Inspector | None:
        """Return a member of the team by id, or None."""
        return next((person for person in self.inspectors if person.id == inspector_id), None)

    def has_the_letter_of(self, other: VisitContents) -> bool:
        """Say whether all that the letter is made of is the same here and there, the notes and evidence apart."""
        parts = ("visit", "inspectors", "addressees", "copies", "findings", "letter", "next_steps")
        return all(getattr(self, part) == getattr(other, part) for part in parts)

    def records_by_id(self) -> dict[str, Record]:
        """Return the records by id."""
        return {record.id: record for record in self.records}

    def evidence_by_id(self) -> dict[str, Evidence]:
        """Return the evidence by id."""
        return {piece.id: piece for piece in self.evidence}
