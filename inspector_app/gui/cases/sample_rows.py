"""What is known of each case of the sample: where it was drawn, whether it has been read, and why it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector_app.visit.contents import CaseContents
from inspector_app.visit.entities import Case, Record
from inspector_app.visit.sampling_steps import DRAWN, ON_PURPOSE, REPLACEMENT

SampleState = Literal["read", "not-read", "replaced", "left"]
STATE_WORDS: Mapping[SampleState, str] = {
    "read": "Read",
    "not-read": "Not read yet",
    "replaced": "Replaced",
    "left": "Left out",
}
STATE_ICONS: Mapping[SampleState, str] = {"read": "tick", "not-read": "dot", "replaced": "arrow-right", "left": "minus"}
_HOW = {DRAWN: "drawn", ON_PURPOSE: "picked on purpose", REPLACEMENT: "replacement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One case of the sample; `how` and `why` are words for people, `position` its row in the council's list."""

    case: Case
    state: SampleState
    how: str
    why: str
    position: int | None


def sample_rows(contents: CaseContents) -> tuple[SampleRow, ...]:
    """Return the cases of the sample in the order of drawing, each replacement after what it stands in for, then those
    that were not drawn, by reference."""
    records = {record.id: record for record in contents.records if isinstance(record.details, Case)}
    cases = {key: record.details for key, record in records.items() if isinstance(record.details, Case)}
    instead = {case.replaces: case for case in cases.values() if case.replaces is not None}
    places = {
        (draw.id, position): (nth, place)
        for nth, draw in enumerate(contents.draws)
        for place, position in enumerate(draw.positions)
    }
    rows = [_row(records[key], case, cases, instead.get(key)) for key, case in cases.items()]
    return tuple(sorted(rows, key=lambda row: _order(row.case, cases, places)))


def states_in_words(rows: Sequence[SampleRow]) -> str:
    """Return how many cases are in each state: "36 not read yet, 3 read, 1 replaced"."""
    counted = Counter(row.state for row in rows)
    return ", ".join(f"{counted[state]} {words.lower()}" for state, words in STATE_WORDS.items() if counted[state])


def is_begun(record: Record) -> bool:
    """Say whether somebody has begun to read a case: one that was drawn has no author until then."""
    return record.author is not None


def _row(record: Record, case: Case, cases: Mapping[str, Case], instead: Case | None) -> SampleRow:
    state: SampleState = "read" if is_begun(record) else "not-read"
    why = case.chosen_reason or ""
    if case.replaces is not None and case.replaces in cases:
        why = f"for {cases[case.replaces].reference}: {why}"
    if case.left_reason is not None:
        state = "left" if instead is None else "replaced"
        why = case.left_reason + (f" Replaced by {instead.reference}." if instead is not None else "")
    how = _HOW.get(case.chosen_how or "", case.chosen_how or "not recorded")
    return SampleRow(case=case, state=state, how=how, why=why, position=case.position)


def _order(
    case: Case, cases: Mapping[str, Case], places: Mapping[tuple[str, int], tuple[int, int]]
) -> tuple[object, ...]:
    """The first case of a chain of replacements gives the place; how far along the chain decides within it."""
    steps, seen = 0, {case.id}
    while case.replaces is not None and case.replaces in cases and case.replaces not in seen:
        seen.add(case.replaces)
        case, steps = cases[case.replaces], steps + 1
    place = places.get((case.draw or "", case.position or 0))
    return (place is None, place or (0, 0), case.reference, steps)
