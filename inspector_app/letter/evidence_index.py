"""What refers to what in an evidence record, and under which number: records R, evidence E, findings and concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from inspector_app.frameworks.framework import Framework
from inspector_app.letter.content import letter_content
from inspector_app.letter.evidence_words import KIND_WORDS
from inspector_app.letter.record_story import Ref
from inspector_app.letter.standing import standing_in_letter
from inspector_app.visit.change import LogEntry
from inspector_app.visit.checks import problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Concern, Evidence, Link, Record
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.judging_entities import Move
from inspector_app.visit.names import in_words
from inspector_app.visit.numbering import numbered_findings, records_by_day

_DECIDED = frozenset({"acceptance", "link", "concern"})
"""Entities that hold the reason of a decision, and not who gave it: the log does."""
_BROUGHT_IN = "bring in"
"""How the acts begin of which the log says who brought a visit in, not who decided."""

Kind = Literal["record", "evidence", "finding", "concern"]


class EvidenceIndex:
    """A visit's things by their numbers, and what belongs to each; worked out once for the whole record."""

    def __init__(self, contents: VisitContents, framework: Framework, log: Iterable[LogEntry] = ()) -> None:
        self.contents = contents
        self.framework = framework
        self.records_of_day = records_by_day(contents.records)
        self.findings = numbered_findings(contents, framework)
        self.records = contents.records_by_id()
        self.evidence = contents.evidence_by_id()
        self.agreements = {each.id: each for each in contents.agreements}
        self.in_letter = standing_in_letter(letter_content(contents, framework))
        self._warned = [(each.check, each.place, each.words) for each in problems(contents, framework)]
        self._decided = {
            (entry.entity, entry.id, entry.field): entry
            for entry in log
            if entry.entity in _DECIDED and not entry.action.startswith(_BROUGHT_IN)
        }
        self._cases = {
            _plain(record.details.reference): record
            for record in contents.records
            if isinstance(record.details, Case) and record.details.reference.strip()
        }
        self._people = {person.id: person.name for person in contents.inspectors}
        in_order = [record for records in self.records_of_day.values() for record in records]
        numbered: Sequence[tuple[Kind, str, Sequence[Any]]] = (
            ("record", "R", in_order),
            ("evidence", "E", contents.evidence),
            ("finding", "Finding ", self.findings),
            ("concern", "Concern ", contents.concerns),
        )
        self._numbers = {
            (kind, thing.id): f"{sign}{number}"
            for kind, sign, things in numbered
            for number, thing in enumerate(things, start=1)
        }
        self._pieces: dict[str | None, list[Evidence]] = defaultdict(list)
        self._files: dict[str, list[Attachment]] = defaultdict(list)
        self._moves: dict[str, list[Move]] = defaultdict(list)
        self._used: dict[str, list[Link]] = defaultdict(list)
        for piece in contents.evidence:
            self._pieces[piece.record].append(piece)
        for file in contents.attachments:
            self._files[file.record].append(file)
        for move in contents.moves:
            self._moves[move.finding].append(move)
        for finding in self.findings:
            for link in finding.evidence:
                self._used[link.evidence].append(link)

    def holds(self, kind: Kind, thing_id: str) -> bool:
        """Say whether such a thing is in the record."""
        return (kind, thing_id) in self._numbers

    def number(self, kind: Kind, thing_id: str) -> str:
        """Return the number of a thing: "R3", "E12", "Finding 4", "Concern 1"."""
        return self._numbers[kind, thing_id]

    def anchor(self, kind: Kind, thing_id: str) -> str:
        """Return the name of the place at which a thing stands in full."""
        return self.number(kind, thing_id).replace(" ", "-")

    def ref(self, kind: Kind, thing_id: str) -> Ref:
        """Return the number of a thing, as words that lead to it."""
        return Ref(self.number(kind, thing_id), self.anchor(kind, thing_id))

    def refs(self, kind: Kind, ids: Iterable[str]) -> list[str | Ref]:
        """Return the numbers of several things with commas between."""
        found: list[str | Ref] = []
        for each in ids:
            found += [", ", self.ref(kind, each)] if found else [self.ref(kind, each)]
        return found

    def ref_to_record(self, record: Record) -> Ref:
        """Return the number and kind of a record, as words that lead to it: "R2 observation"."""
        kind = KIND_WORDS[record.kind].lower()
        return Ref(f"{self.number('record', record.id)} {kind}", self.anchor("record", record.id))

    def case_of(self, concern: Concern) -> Record | None:
        """Return the record of the case that a concern is about, where it was read."""
        return self._cases.get(_plain(concern.case))

    def concerns_about(self, case: Case) -> Sequence[str]:
        """Return the ids of the concerns about a case."""
        wanted = _plain(case.reference)
        return [each.id for each in self.contents.concerns if wanted and _plain(each.case) == wanted]

    def name(self, inspector_id: str | None) -> str:
        """Return the name of an inspector; empty for nobody, and for one who is not on the team."""
        return self._people.get(inspector_id or "", "")

    def decided(self, entity: str, entity_id: str, field: str) -> str:
        """Return who wrote a reason last and on which day, by the log; empty where it does not say."""
        entry = self._decided.get((entity, entity_id, field)) or self._decided.get((entity, entity_id, None))
        if entry is None:
            return ""
        return ", ".join(word for word in (self.name(entry.inspector), in_words(entry.at.date())) if word)

    def still_warned(self, check: str, place: str, words: str = "") -> bool:
        """Say whether a check still warns at a place (`Problem.place`), of these words where there are some."""
        return any((check, place) == each[:2] and words in ("", each[2]) for each in self._warned)

    def pieces_of(self, record_id: str | None) -> Sequence[Evidence]:
        """Return the evidence drawn from a record, in order; of None: what stands for several records, or alone."""
        return self._pieces[record_id]

    def files_of(self, record_id: str) -> Sequence[Attachment]:
        """Return the files attached to a record, in order."""
        return self._files[record_id]

    def moves_of(self, finding_id: str) -> Sequence[Move]:
        """Return why a finding was moved to or from priority action, the first first."""
        return self._moves[finding_id]

    def used(self, evidence_id: str) -> Sequence[Link]:
        """Return the links of a piece of evidence to findings, in the order of the findings."""
        return self._used[evidence_id]


def _plain(reference: str | None) -> str:
    return "".join((reference or "").split()).casefold()
