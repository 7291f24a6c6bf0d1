"""The chain from the letter down to the records, and up again: finding, sentence, evidence, record and passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Evidence, Finding, Link, Record
from inspector_app.visit.names import in_words
from inspector_app.visit.sentence_backing import backing_by_sentence
from inspector_app.visit.trail_past import Subject

StationKind = Literal["letter", "finding", "sentence", "evidence", "against", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One step of the chain: `level` says how deep it lies, `note` what is said of it beside its words.

    `about` is the entity that it leads to; a sentence leads to its finding. `kind_of_record` is that of a record, and
    of the record that a piece of evidence was taken from; None for a count.
    """

    level: int
    kind: StationKind
    words: str
    note: str = ""
    about: Subject
    kind_of_record: str | None = None


def chain(contents: VisitContents, subject: Subject, standing: Mapping[str, str]) -> tuple[Station, ...]:
    """Return the chain of a finding (down), or of a record or piece of evidence (up), what is first read first.

    `standing` says of each finding where it stands in the letter (`letter/standing.py`). Nothing where the subject is
    not there any more.
    """
    teller = _Chain(contents, standing)
    match subject.entity:
        case "finding":
            return tuple(teller.down(subject.id))
        case "record":
            return tuple(teller.up_from_record(subject.id))
        case "evidence":
            return tuple(teller.up_from_evidence(subject.id))
        case _:
            return ()


class _Chain:
    def __init__(self, contents: VisitContents, standing: Mapping[str, str]) -> None:
        self._findings = contents.findings
        self._evidence = contents.evidence_by_id()
        self._records = contents.records_by_id()
        self._standing = standing

    def down(self, finding_id: str) -> Iterator[Station]:
        finding = next((each for each in self._findings if each.id == finding_id), None)
        if finding is None:
            return
        yield self._letter(finding, 0)
        yield self._finding(finding, 1)
        held = backing_by_sentence(finding, self._evidence.keys())
        about = Subject("finding", finding.id)
        tied = any(each.ties for each in held.sentences)
        for each in held.sentences if tied else ():
            changed = "changed since its evidence was tied to it" if each.changed else ""
            note = changed or ("" if each.ties else "no evidence is tied to it")
            yield Station(level=2, kind="sentence", words=each.sentence.words, note=note, about=about)
            for tie in each.ties:
                yield from self._with_record(tie.link, 3)
        whole = list(held.whole)
        for tie in held.gone:
            whole += [tie.link] if tie.link not in whole else []
        if tied and whole:
            yield Station(level=2, kind="sentence", words="The finding as a whole", about=about)
        for link in whole:
            yield from self._with_record(link, 3 if tied else 2)

    def up_from_record(self, record_id: str) -> Iterator[Station]:
        record = self._records.get(record_id)
        if record is None:
            return
        yield self._record(record, 0)
        own = [piece for piece in self._evidence.values() if piece.record == record_id]
        for piece in sorted(own, key=lambda piece: (piece.source.start or 0) if piece.source else 0):
            yield self._piece(piece, None, 1)
            yield from self._findings_on(piece, 2)

    def up_from_evidence(self, evidence_id: str) -> Iterator[Station]:
        piece = self._evidence.get(evidence_id)
        if piece is None:
            return
        record = self._records.get(piece.record or "")
        if record is not None:
            yield self._record(record, 0)
        yield self._piece(piece, None, 1)
        yield from self._findings_on(piece, 2)

    def _findings_on(self, piece: Evidence, level: int) -> Iterator[Station]:
        for finding in self._findings:
            link = next((each for each in finding.evidence if each.evidence == piece.id), None)
            if link is not None:
                yield self._finding(
                    finding, level, "it contradicts" if link.bearing == "contradicts" else "it supports"
                )
                yield self._letter(finding, level + 1)

    def _with_record(self, link: Link, level: int) -> Iterator[Station]:
        piece = self._evidence[link.evidence]
        yield self._piece(piece, link, level)
        record = self._records.get(piece.record or "")
        if record is not None:
            yield self._record(record, level + 1)

    def _letter(self, finding: Finding, level: int) -> Station:
        where = self._standing.get(finding.id)
        words = f"In the letter: {where}" if where else "Not in the letter: it has no words yet"
        return Station(level=level, kind="letter", words=words, about=Subject("finding", finding.id))

    def _finding(self, finding: Finding, level: int, note: str = "") -> Station:
        words = finding.text or next(iter(finding.points), "") or "A finding without words"
        return Station(level=level, kind="finding", words=words, note=note, about=Subject("finding", finding.id))

    def _piece(self, piece: Evidence, link: Link | None, level: int) -> Station:
        record = self._records.get(piece.record or "")
        against = link is not None and link.bearing == "contradicts"
        weighed = (
            f"contradicts; weighed, because {link.weighed}" if link is not None and link.weighed else "contradicts"
        )
        count = f"{piece.count.n} of {piece.count.of} cases" if piece.count is not None else ""
        confidence = "given in confidence" if piece.in_confidence else ""
        return Station(
            level=level,
            kind="against" if against else "evidence",
            words=piece.text or count,
            note=" · ".join(filter(None, (weighed if against else "", count, confidence))),
            about=Subject("evidence", piece.id),
            kind_of_record=record.kind if record is not None else None,
        )

    def _record(self, record: Record, level: int) -> Station:
        label = record.details.reference if isinstance(record.details, Case) else ""
        title = record.title or label or f"{record.kind} without a title".capitalize()
        day = in_words(record.day) if record.day else ""
        when = f"{day} at {record.start:%H:%M}" if day and record.start else day
        return Station(
            level=level,
            kind="record",
            words=title,
            note=" · ".join(filter(None, (record.kind, when))),
            about=Subject("record", record.id),
            kind_of_record=record.kind,
        )
