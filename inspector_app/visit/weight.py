"""How heavy the evidence for a finding is: records, kinds of source, inspectors, days, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector_app.frameworks.framework import RECORD_KINDS, RecordKind
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Finding, Record, Written

_SEEN = frozenset({"observation", "case"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What holds one finding up. All but `contradicts` and `unanswered` count the supporting evidence only.

    `records` counts records, a counted piece as the cases that it stands for; `seen` and `told` count pieces: what
    inspectors saw themselves (observations, cases) against what they were told or handed (interviews, documents).
    `from_paper` and `from_memory` count pieces by how their records were written down.
    `unanswered` are the ids of the contradicting pieces that nobody has weighed.
    """

    supports: int = 0
    contradicts: int = 0
    records: int = 0
    kinds: tuple[RecordKind, ...] = ()
    inspectors: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    seen: int = 0
    told: int = 0
    from_paper: int = 0
    from_memory: int = 0
    unanswered: tuple[str, ...] = ()


def weights(contents: VisitContents) -> dict[str, Weight]:
    """Return the weight of every finding of a visit by the finding's id."""
    evidence, records = contents.evidence_by_id(), contents.records_by_id()
    return {finding.id: weight(finding, evidence, records) for finding in contents.findings}


def weight(finding: Finding, evidence: Mapping[str, Evidence], records: Mapping[str, Record]) -> Weight:
    """Return the weight of one finding; links to evidence that is no longer there weigh nothing."""
    links = [link for link in finding.evidence if link.evidence in evidence]
    supporting = [evidence[link.evidence] for link in links if link.bearing == "supports"]
    against = [link for link in links if link.bearing == "contradicts"]
    sources = [records[piece.record] for piece in supporting if piece.record is not None and piece.record in records]
    kinds = [kind for kind in (source_kind(piece, records) for piece in supporting) if kind is not None]
    return Weight(
        supports=len(supporting),
        contradicts=len(against),
        records=_records(supporting, sources),
        kinds=tuple(kind for kind in RECORD_KINDS if kind in kinds),
        inspectors=tuple(sorted({piece.author for piece in supporting if piece.author is not None})),
        days=tuple(sorted({source.day for source in sources if source.day is not None})),
        seen=sum(1 for kind in kinds if kind in _SEEN),
        told=sum(1 for kind in kinds if kind not in _SEEN),
        from_paper=sum(1 for source in sources if source.written == "from-paper"),
        from_memory=sum(1 for source in sources if source.written == "from-memory"),
        unanswered=tuple(link.evidence for link in against if not (link.weighed or "").strip()),
    )


def source_kind(piece: Evidence, records: Mapping[str, Record]) -> RecordKind | None:
    """Return the kind of record that evidence comes from; a count over the sampled cases comes from cases."""
    if piece.count is not None:
        return "case"
    record = records.get(piece.record or "")
    return record.kind if record is not None else None


def written_of(piece: Evidence, records: Mapping[str, Record]) -> Written:
    """Return how the record that evidence comes from was written down; what stands alone has no label."""
    record = records.get(piece.record or "")
    return record.written if record is not None else "at-the-time"


def _records(supporting: Sequence[Evidence], sources: Sequence[Record]) -> int:
    """Count records once; a count stands for its cases, which may well be the single cases linked beside it."""
    cases = {source.id for source in sources if source.kind == "case"}
    others = {source.id for source in sources if source.kind != "case"}
    counted = max((piece.count.of for piece in supporting if piece.count is not None), default=0)
    return len(others) + max(len(cases), counted)
