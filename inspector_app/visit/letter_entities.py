"""What a visit has of its letter: its own parts, next steps, why a warning may stand, and what was signed.

Entities of the change log, as those of `visit/entities.py`, which lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LetterState = Literal["draft", "quality-assured", "signed", "issued"]
ProposalAnswer = Literal["accepted", "refused"]

Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter's own parts; `wording` maps the framework's name of a part to the author's words for it.

    `assured_by` is the inspector who read it second, `assured_at` an instant. `replaces` is the id of the signed letter
    that this version corrects, and `correction` why.
    """

    id: str
    date: date | None = None
    signatories: tuple[str, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    enclosures: tuple[str, ...] = ()
    state: LetterState = "draft"
    assured_by: str | None = None
    assured_at: str | None = None
    replaces: str | None = None
    correction: str | None = None
    given: tuple[str, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLetter:
    """One signed version of the letter; the PDF itself is kept beside it under its SHA-256.

    `adds_to` is the signed letter of the same version to whose PDF this one adds a signature, `replaces` the one of an
    earlier version that this corrects, and `correction` why. `heads` maps each laptop to the number of its last entry
    that the letter rests on; empty where it was signed by a version of the program that did not keep them.
    """

    id: str
    version: int
    signed_at: str
    signed_by: str
    pdf_sha256: str
    log_digest: str
    adds_to: str | None = None
    replaces: str | None = None
    correction: str | None = None
    heads: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What has to be done after the letter: `who` does `what`, sends it to `where`, at the latest on the day `by`."""

    id: str
    who: str = ""
    what: str = ""
    where: str | None = None
    by: date | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAcceptance:
    """Why words of the letter may stand against a warning of a check.

    `about` is the place as `Problem.about` gives it ("finding:<id>", "part:<id>"), `words` are those that were warned
    of: once others stand there the warning is made again. `by` is an inspector, `at` an instant.
    """

    id: str
    check: str
    about: str
    words: str = ""
    why: str = ""
    by: str | None = None
    at: str | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a second reader proposes at one phrase of the letter: other words for it, or a comment.

    `about` is the place ("finding:<id>", "part:<id>"), `text_field` which of its texts ("text", "points/0", "wording"),
    `start` counts code points to where the words `before` stood, `after` are the words proposed, None for a comment.
    Of a text in a list (a point, an enclosure) `before` is the whole: its number moves, and it is found by its words.
    `at` and `answered_at` are instants, `by` and `answered_by` inspectors.
    """

    id: str
    about: str
    text_field: str = "text"
    start: int = 0
    before: str = ""
    after: str | None = None
    comment: str = ""
    by: str | None = None
    at: str | None = None
    answer: ProposalAnswer | None = None
    answered_by: str | None = None
    answered_at: str | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """That a signed letter was sent: at which instant, to whom, and by which inspector that was written down."""

    id: str
    signed_letter: str
    issued_at: str
    to: tuple[str, ...] = ()
    by: str | None = None
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)
