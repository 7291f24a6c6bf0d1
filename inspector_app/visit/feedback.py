"""What the council is told of the draft findings on the second afternoon, and which evidence may be told with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from inspector_app.frameworks.framework import Framework, Tone
from inspector_app.visit.case_references import CaseReferences, case_references
from inspector_app.visit.child_details import child_details
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Count, Evidence, Finding, Leaning, Record
from inspector_app.visit.name_warnings import name_warnings
from inspector_app.visit.weight import source_kind

Told = Literal["counted", "observation", "document", "interview"]

FEWEST_CASES = 10
"""A count over fewer cases is not told [own]: whoever knows the sample knows which child it is."""
FEWEST_ON_A_SIDE = 3
"""Nor is a count told in which one or two cases stand apart from the rest [own]."""
LONGEST = 240
"""A piece of more characters comes after the shorter ones: a sheet is taken in at a glance [own]."""

_LEANS: Mapping[Tone, Leaning] = {
    "neutral": "neutral",
    "strength": "strength",
    "satisfactory": "strength",
    "development": "weakness",
    "priority": "weakness",
}
_STRONGEST_FIRST: Sequence[Told] = ("counted", "observation", "document", "interview")


@dataclass(frozen=True, slots=True, kw_only=True)
class MainEvidence:
    """One piece as it is told; `told` says where it is from."""

    told: Told
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingToTell:
    """One draft finding, by its id, without case references, with its main evidence, the strongest first."""

    id: str
    category: str
    text: str
    points: tuple[str, ...]
    evidence: tuple[MainEvidence, ...]


def findings_to_tell(contents: VisitContents, framework: Framework) -> tuple[FindingToTell, ...]:
    """Return the findings that have words, in their order, each with all the evidence for it that may be told.

    Not told is what was said in confidence, what one case alone shows, what stands alone without a record, a count
    small enough to point at a child, and what holds a case reference or looks like a name, an age or initials
    (`domain.md` §4). Of the rest comes first what leans as the category does; then what was counted or seen before what
    was read or told, one of each before a second of any.
    """
    references = case_references(contents)
    evidence, records = contents.evidence_by_id(), contents.records_by_id()
    leans = {category.id: _LEANS[category.tone] for category in framework.categories}
    return tuple(
        FindingToTell(
            id=finding.id,
            category=finding.category,
            text=_without(references, finding.text),
            points=tuple(_without(references, point) for point in finding.points if point.strip()),
            evidence=_strongest_first(_tellable(finding, evidence, records, references), leans[finding.category]),
        )
        for finding in contents.findings
        if finding.text.strip()
    )


def _tellable(
    finding: Finding,
    evidence: Mapping[str, Evidence],
    records: Mapping[str, Record],
    references: CaseReferences,
) -> Iterator[tuple[Told, Evidence]]:
    for link in finding.evidence:
        piece = evidence.get(link.evidence)
        if piece is None or link.bearing != "supports" or piece.in_confidence or not piece.text.strip():
            continue
        told = "counted" if piece.count is not None else source_kind(piece, records)
        if told in (None, "case") or (piece.count is not None and _points_at_a_child(piece.count)):
            continue
        if not _points_at_somebody(piece.text, references):
            yield cast("Told", told), piece


def _points_at_somebody(text: str, references: CaseReferences) -> bool:
    return any(references.found_in(text)) or bool(name_warnings(text) or child_details(text))


def _points_at_a_child(count: Count) -> bool:
    apart = (count.n, count.of - count.n)
    return count.of < FEWEST_CASES or any(0 < side < FEWEST_ON_A_SIDE for side in apart)


def _strongest_first(pieces: Iterator[tuple[Told, Evidence]], leans: Leaning) -> tuple[MainEvidence, ...]:
    ranked = []
    before: Counter[tuple[bool, bool, Told]] = Counter()
    for told, piece in pieces:
        last = (piece.leaning != leans, len(piece.text) > LONGEST)
        ranked.append(((*last, before[*last, told], _STRONGEST_FIRST.index(told)), told, piece.text))
        before[*last, told] += 1
    return tuple(MainEvidence(told=told, text=text) for _, told, text in sorted(ranked, key=lambda each: each[0]))


def _without(references: CaseReferences, text: str) -> str:
    """Return a text with "[a case]" in place of each reference."""
    kept, end = "", 0
    for found in references.found_in(text):
        kept += f"{text[end : found.start]}[a case]"
        end = found.end
    return kept + text[end:]
