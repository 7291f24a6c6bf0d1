"""Short forms of what a visit holds, for lists, boards, search results and the home page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit.entities import Bearing, Leaning, Written
from inspector_app.visit.letter_entities import LetterState


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSummary:
    """One visit on this laptop, as the home page and `visit list` show it.

    `counts` holds how many observations, interviews, cases, documents, evidence, findings, concerns and open-concerns.
    `fault` is a sentence where the visit's file cannot be opened; the rest is then what the profile remembers.
    `retention_until` is counted from the day of issue (None: not issued); `held_because` are the reasons of the holds
    that stand.
    """

    id: str
    authority: str
    framework: str
    framework_name: str
    days: tuple[date, ...]
    state: LetterState
    counts: Mapping[str, int] = field(default_factory=dict)
    retention_until: date | None = None
    held_because: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One record in a list. `opening` is the start of its notes; `label` the reference of a case, else the role.

    `unfiled` marks a quick note that has not been filed yet.
    """

    id: str
    kind: RecordKind
    title: str
    label: str
    author: str | None
    day: date | None
    start: time | None
    written_at: str | None
    written: Written
    themes: tuple[str, ...]
    opening: str
    evidence: int
    end: time | None = None
    unfiled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLink:
    """Where a card lies: on which finding, with what bearing."""

    finding: str
    bearing: Bearing
    weighed: str | None
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One piece of evidence on the board, with what its record says of it; no links: it is unsorted.

    `moved_on`: its words no longer stand in the text that they were taken from.
    """

    id: str
    text: str
    themes: tuple[str, ...]
    leaning: Leaning | None
    in_confidence: bool
    author: str | None
    record: str | None
    kind: RecordKind | None
    record_title: str
    day: date | None
    written: Written
    counted: bool
    order: str
    links: tuple[CardLink, ...] = ()
    moved_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found by words: `snippet` has the words found between \\x02 and \\x03.

    `kind` is that of its record, or the category of a finding; `record` is the record that it is, or is a part of.
    """

    entity: str
    id: str
    kind: str
    title: str
    snippet: str
    record: str | None = None
