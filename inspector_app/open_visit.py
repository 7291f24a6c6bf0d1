"""OpenVisit: the one door to a visit. Read, change, undo, seal; it delegates and computes nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from inspector_app.frameworks.framework import Framework, RecordKind
from inspector_app.store.profile import Profile
from inspector_app.visit.change import LogEntry, SaveState, Step, VisitChange
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import (
    Addressee,
    Concern,
    Copy,
    Evidence,
    Finding,
    Inspector,
    Letter,
    Record,
    SignedLetter,
    Visit,
)
from inspector_app.visit.lines import Card, Hit, RecordLine

ChangeListener = Callable[[VisitChange], None]
SaveListener = Callable[[SaveState], None]
Unsubscribe = Callable[[], None]


class OpenVisit:
    """An open visit.

    Reads return frozen values that already hold what has been handed over for writing, also while the disk is slow.
    `write` returns at once; the single writer puts the step on disk, and only then are listeners called, on the
    writer's thread. Close it when done.
    """

    @classmethod
    def open(cls, profile: Profile, visit_id: str) -> OpenVisit:
        """Open a visit of this profile. Raises VisitMissing, NewerFile, DamagedFile."""

    # -- what never changes while it is open
    id: str
    framework: Framework
    """The visit's own frozen framework."""
    me: str
    """The id of the inspector of this visit who sits at this laptop (added to the team when a visit is first opened
    by someone who is not in it by name? No: `Profile.inspector_id`, see there)."""
    laptop: str

    # -- reading
    def visit(self) -> Visit: ...
    def inspectors(self) -> tuple[Inspector, ...]: ...
    def addressees(self) -> tuple[Addressee, ...]: ...
    def copies(self) -> tuple[Copy, ...]: ...
    def record_lines(self, kind: RecordKind | None = None) -> tuple[RecordLine, ...]: ...
    def record(self, record_id: str) -> Record: ...
    def evidence(self, record_id: str | None = None) -> tuple[Evidence, ...]:
        """Return all evidence, or that of one record."""
    def evidence_piece(self, evidence_id: str) -> Evidence: ...
    def cards(self) -> tuple[Card, ...]: ...
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in their order (all categories), with links and acceptances."""
    def finding(self, finding_id: str) -> Finding: ...
    def concerns(self) -> tuple[Concern, ...]: ...
    def letter(self) -> Letter: ...
    def signed_letters(self) -> tuple[SignedLetter, ...]: ...
    def signed_pdf(self, signed_letter_id: str) -> bytes: ...
    def contents(self) -> VisitContents: ...
    def search(self, words: str, limit: int = 50) -> tuple[Hit, ...]: ...
    def history(self, entity: str | None = None, entity_id: str | None = None) -> tuple[LogEntry, ...]: ...
    def log_digest(self) -> str:
        """Return the SHA-256 (hex) over the heads of all laptops' chains."""

    # -- changing
    def write(self, step: Step, origin: object | None = None) -> Future[VisitChange]:
        """Hand over a step (see `visit/steps.py`); it is written by the single writer, in order.

        The future gives the announcement, or raises what went wrong (LetterLocked, DiskFault only at close).
        """
    def field_left(self) -> None:
        """The field that was being typed in has been left: its entry of the log is closed."""
    def undo(self, origin: object | None = None) -> Future[VisitChange]: ...
    def redo(self, origin: object | None = None) -> Future[VisitChange]: ...
    def undo_action(self) -> str | None:
        """Return what undo would take back ("move a card"), or None."""
    def redo_action(self) -> str | None: ...

    # -- saving
    def save_state(self) -> SaveState: ...
    def on_change(self, listener: ChangeListener) -> Unsubscribe: ...
    def on_save_state(self, listener: SaveListener) -> Unsubscribe: ...
    def settle(self, timeout: float | None = None) -> None:
        """Wait until everything handed over is on disk. Raises DiskFault if it cannot be, or not in time."""
    def close(self, timeout: float | None = None) -> None:
        """Settle, back up if the integrity check passes, and close the file."""

    # -- the letter
    def seal(self, pdf: bytes, *, signed_by: str, signed_at: str, log_digest: str) -> SignedLetter:
        """Keep a signed letter and lock the visit's letter: its text, findings and evidence links are not changed after."""
