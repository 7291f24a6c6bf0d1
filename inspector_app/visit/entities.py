"""What a visit is made of, as frozen values.

Each class but the small parts (`Source`, `Count`, `Risk`) is a kind of entity of the change log, under its name in
`ENTITIES`; a change names its fields. Mappings are never altered in place.

Dates are `date`, times of day `time`, instants RFC 3339 text with an offset (kept as given). Ids are UUID strings.
`None` means: not recorded. `order` is a fractional-index key: entities of a kind stand in the order of (order, id).
`given` names the optional keys that a visit file spelled out with their default, None for what was made here; `extra`
keeps its `x-...` keys. Both by path in the object ("source/x-page"), in those of the visit also "/x-origin" at the top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit.file_entities import Attachment, AttachmentText, Draw, Frame
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.keeping_entities import Hold, Taking
from inspector_app.visit.letter_entities import Issuing, Letter, LetterAcceptance, NextStep, Proposal, SignedLetter

Written = Literal["at-the-time", "from-paper", "from-memory"]
Leaning = Literal["strength", "neutral", "weakness"]
Bearing = Literal["supports", "contradicts"]

Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One inspection of one authority; the framework is kept whole in `framework_source`, frozen when it starts.

    `focus` is what a focused visit looks at, an id of the framework's.
    """

    id: str
    framework: str
    framework_source: Mapping[str, object] = field(default_factory=dict, repr=False)
    authority_name: str = ""
    authority_area: str = ""
    authority_article: str = ""
    days: tuple[date, ...] = ()
    focus: str | None = None
    time_limits: Mapping[str, int] = field(default_factory=dict)
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """A member of the team."""

    id: str
    name: str
    designation: str = ""
    lead: bool = False
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Someone to whom the letter is addressed; `post` is the title as the council has it."""

    id: str
    name: str
    salutation: str = ""
    post: str | None = None
    organisation: str | None = None
    address: tuple[str, ...] = ()
    postcode: str | None = None
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Someone who is sent a copy; prints as name, post and organisation, those that are there."""

    id: str
    role: str
    name: str | None = None
    post: str | None = None
    organisation: str | None = None
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was watched; its id is its record's."""

    id: str
    setting: str | None = None
    activity: str | None = None
    roles: tuple[str, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one prompt in an interview."""

    id: str
    record: str
    prompt: str
    answer: str = ""
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who was talked to, by role; its id is its record's. `views` is what the inspector makes of it, apart from it."""

    id: str
    role: str | None = None
    team: str | None = None
    people: int | None = None
    views: str = ""
    answers: tuple[Answer, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCheck:
    """The answer to one check of one case, with a short note."""

    id: str
    record: str
    check: str
    answer: str | None = None
    note: str | None = None
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sampled child's case file, by reference code only; its id is its record's.

    `dates` maps a date id of the framework ("referral") to the day. `quality` is judged apart from timeliness.
    `draw` and `position` say where it was drawn from, `replaces` names the record of the case that it stands in for,
    `left_reason` says why it is not read and has left the sample.
    """

    id: str
    reference: str = ""
    pathway: str | None = None
    status: str | None = None
    team: str | None = None
    chosen_how: str | None = None
    chosen_stratum: str | None = None
    chosen_reason: str | None = None
    draw: str | None = None
    position: int | None = None
    replaces: str | None = None
    left_reason: str | None = None
    dates: Mapping[str, date] = field(default_factory=dict)
    child_seen_on: date | None = None
    child_seen_alone: bool | None = None
    manager_sign_off: bool | None = None
    ethnicity_recorded: bool | None = None
    quality: str | None = None
    checks: tuple[CaseCheck, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper that the council handed over; its id is its record's."""

    id: str
    type: str | None = None
    dated: date | None = None
    supplied_by: str | None = None
    extra: Extra = field(default_factory=dict)


Details = Observation | Interview | Case | Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something captured on site; `day` and `start` say when it happened, `written_at` when it was written down.

    `unfiled` marks a quick note that has not been filed yet, `paper_id` is the short id on the form that it was copied
    from, `explained` says why it was copied or written from memory.
    """

    id: str
    kind: RecordKind
    author: str | None = None
    day: date | None = None
    start: time | None = None
    end: time | None = None
    written_at: str | None = None
    written: Written = "at-the-time"
    title: str = ""
    themes: tuple[str, ...] = ()
    notes: str = ""
    unfiled: bool = False
    paper_id: str | None = None
    explained: str | None = None
    order: str = ""
    deleted: bool = False
    details: Details | None = None
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The passage that evidence was taken from, in Unicode code points; both ends None: the whole field.

    `field` is "notes", "answers/<answer id>" or "checks/<case check id>" (a visit file counts them instead).
    """

    field: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count over the sampled cases: `n` of the `of` to which the question applied and in which it was looked for."""

    n: int
    of: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One statement drawn from a record; evidence with a count stands for many cases and has no record."""

    id: str
    record: str | None = None
    author: str | None = None
    text: str = ""
    source: Source | None = None
    count: Count | None = None
    themes: tuple[str, ...] = ()
    leaning: Leaning | None = None
    in_confidence: bool = False
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One piece of evidence on one finding; `weighed` answers a contradiction.

    `ties` holds the sentences of the finding that the piece backs, each as it stood when it was tied or confirmed last,
    by a key made of its words (`visit/sentence_backing.py`); empty: the piece backs the finding as a whole.
    """

    id: str
    finding: str
    evidence: str
    bearing: Bearing = "supports"
    weighed: str | None = None
    ties: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Why a finding stands against one warning."""

    id: str
    finding: str
    check: str
    why: str = ""
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """For priority action: who is at risk of what, and whether it is systemic (`domain.md` §6)."""

    who: str
    of_what: str
    systemic: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One paragraph or bullet that will stand in the letter; `points` are its second-level bullets.

    `trigger` is the named example of the framework's priority category that it meets, in the framework's words, or why
    it stands there all the same where it meets none of them.
    """

    id: str
    category: str
    text: str = ""
    points: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    risk: Risk | None = None
    trigger: str | None = None
    evidence: tuple[Link, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A worry about one child's safety, taken to the council's managers there and then.

    `open_because` says why the letter may be signed while it is still open; it never stands in the letter.
    """

    id: str
    case: str | None = None
    raised_at: str | None = None
    raised_by: str | None = None
    raised_with: str | None = None
    matter: str = ""
    response: str | None = None
    safe_at: str | None = None
    closed_at: str | None = None
    open_because: str | None = None
    order: str = ""
    deleted: bool = False
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


ENTITIES: Mapping[str, type] = {
    "visit": Visit,
    "inspector": Inspector,
    "addressee": Addressee,
    "copy": Copy,
    "record": Record,
    "observation": Observation,
    "interview": Interview,
    "answer": Answer,
    "case": Case,
    "check": CaseCheck,
    "document": Document,
    "evidence": Evidence,
    "finding": Finding,
    "link": Link,
    "acceptance": Acceptance,
    "concern": Concern,
    "letter": Letter,
    "signed_letter": SignedLetter,
    "attachment": Attachment,
    "attachment_text": AttachmentText,
    "frame": Frame,
    "draw": Draw,
    "agreement": Agreement,
    "move": Move,
    "assignment": Assignment,
    "next_step": NextStep,
    "letter_acceptance": LetterAcceptance,
    "proposal": Proposal,
    "issuing": Issuing,
    "taking": Taking,
    "hold": Hold,
}

ASSEMBLED_FIELDS: Mapping[str, frozenset[str]] = {
    "record": frozenset({"details"}),
    "interview": frozenset({"answers"}),
    "case": frozenset({"checks"}),
    "finding": frozenset({"evidence", "accepted"}),
}
"""Fields that are put together from other entities when a visit is read, and have no column of their own."""

MAP_FIELDS: Mapping[str, frozenset[str]] = {
    "visit": frozenset({"time_limits"}),
    "case": frozenset({"dates"}),
    "link": frozenset({"ties"}),
    "letter": frozenset({"wording"}),
}
"""Fields of which each key is changed by itself: a change names `dates/referral`, and None takes the key away."""
