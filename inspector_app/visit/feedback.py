"""What the council is told of the draft findings on the second afternoon, and which evidence may be told with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from inspector_app.frameworks.framework import Framework, Tone
from inspector_app.visit.case_references import CaseReferences, case_references
from inspector_app.visit.child_details import child_details
from inspector_app.visit.confidence import Confidence, unmarked_copies
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.disclosure import Disclosure
from inspector_app.visit.entities import Count, Evidence, Finding, Leaning, Record
from inspector_app.visit.letter_checks import may_stand
from inspector_app.visit.letter_text import KnownWords, OwnText
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
    "strength": "strength",
    "satisfactory": "strength",
    "development": "weakness",
    "priority": "weakness",
}
"""Which evidence is told first under a heading; under one that is neither good nor bad none before another."""
_STRONGEST_FIRST: Sequence[Told] = ("counted", "observation", "document", "interview")


@dataclass(frozen=True, slots=True, kw_only=True)
class MainEvidence:
    """One piece as it is told; `told` says where it is from."""

    told: Told
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingToTell:
    """One draft finding, by its id, without what must not be told, with its main evidence, the strongest first."""

    id: str
    category: str
    text: str
    points: tuple[str, ...]
    evidence: tuple[MainEvidence, ...]


def findings_to_tell(contents: VisitContents, framework: Framework) -> tuple[FindingToTell, ...]:
    """Return the findings that have words, in their order, each with all the evidence for it that may be told.

    In their words stands "[a case]" for a reference, and "[left out]" for what was said in confidence or tells who
    somebody is, unless it may stand in the letter. Not told is what was said in confidence, also where the same words
    of the same record are not marked so, what one case alone shows, what stands alone without a record, a count
    small enough to point at a child, and what holds a case reference or looks like a name, an age or initials
    (`domain.md` §4). Of the rest comes first what leans as the category does; then what was counted or seen before what
    was read or told, one of each before a second of any.
    """
    references, copies = case_references(contents), unmarked_copies(contents)
    evidence = {id_: piece for id_, piece in contents.evidence_by_id().items() if id_ not in copies}
    records, words = contents.records_by_id(), _Words(contents, framework)
    leans = {category.id: _LEANS.get(category.tone) for category in framework.categories}
    return tuple(
        FindingToTell(
            id=finding.id,
            category=finding.category,
            text=words.to_tell(finding, finding.text),
            points=tuple(words.to_tell(finding, point) for point in finding.points if point.strip()),
            evidence=_strongest_first(_tellable(finding, evidence, records, references), leans[finding.category]),
        )
        for finding in contents.findings
        if any(map(str.strip, (finding.text, *finding.points)))
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


def _strongest_first(pieces: Iterator[tuple[Told, Evidence]], leans: Leaning | None) -> tuple[MainEvidence, ...]:
    ranked = []
    before: Counter[tuple[bool, bool, Told]] = Counter()
    for told, piece in pieces:
        last = (leans is not None and piece.leaning != leans, len(piece.text) > LONGEST)
        ranked.append(((*last, before[*last, told], _STRONGEST_FIRST.index(told)), told, piece.text))
        before[*last, told] += 1
    return tuple(MainEvidence(told=told, text=text) for _, told, text in sorted(ranked, key=lambda each: each[0]))


class _Words:
    """The findings' own words, without what must not be told."""

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        self._references = case_references(contents)
        self._disclosure = Disclosure(contents, KnownWords(contents, framework, frozenset()))
        self._confidence = Confidence(contents, framework)
        self._may_stand = may_stand(contents)

    def to_tell(self, finding: Finding, text: str) -> str:
        """Return a text of a finding with something else in place of each passage that must not be told."""
        own = OwnText({"finding": finding.id}, text)
        kept, end = "", 0
        for start, after, instead in sorted(self._passages(own)):
            if start >= end:
                kept += f"{text[end:start]}{instead}"
            end = max(end, after)
        return kept + text[end:]

    def _passages(self, own: OwnText) -> Iterator[tuple[int, int, str]]:
        for found in self._references.found_in(own.text):
            yield found.start, found.end, "[a case]"
        for telling in self._disclosure.passages(own.text):
            if not self._may_stand(telling.problem(own)):
                yield telling.start, telling.end, "[left out]"
        for quoted in {problem.words for problem in self._confidence.problems(own)}:
            for place in re.finditer(re.escape(quoted), own.text):
                yield place.start(), place.end(), "[left out]"
