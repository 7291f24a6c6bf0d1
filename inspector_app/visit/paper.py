"""The paper bridge: the short id on a blank form, by which what was written on it is typed in later.

An id is spoken and typed in two groups, as on a number plate ("WK7M-23R"): the kind of record; three characters of the
laptop that printed the form; the form's number on that laptop; a character that checks the rest. Laptops do not ask one
another for numbers, so the three characters are worked out from visit and laptop: of two laptops on one visit, one pair
in 24,389 has the same [own]. The check character is worked out from the visit as well: it finds every single wrong
character, every two exchanged, and all but one in 29 of another visit's forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from inspector_app.errors import PaperIdMistyped
from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit import steps
from inspector_app.visit.change import Step
from inspector_app.visit.identifiers import derived_id

CHARACTERS = "23456789ABCDEFGHJKMNPRSTVWXYZ"
"""No 0 and O, no 1, I and L, no Q and U; twenty-nine, a prime, so that the check character finds what it should."""

LETTER_OF_KIND: Mapping[RecordKind, str] = {"observation": "W", "interview": "T", "case": "C", "document": "D"}
"""Watched, told, case, document."""

MOST_FORMS = len(CHARACTERS) ** 3
"""How many forms a laptop can print for one visit."""

_KIND_OF_LETTER = {letter: kind for kind, letter in LETTER_OF_KIND.items()}
_APART = re.compile(r"[\s\-–—.,/]+")
_SERIES = 3
_SHORTEST, _LONGEST = 7, 8


@dataclass(frozen=True, slots=True)
class PaperId:
    """The id on a form, as it is printed, and the kind of record that the form is for."""

    text: str
    kind: RecordKind


def paper_id(visit: str, laptop: str, kind: RecordKind, number: int) -> PaperId:
    """Return the id of the form of this number (from 0) that a laptop prints for a visit."""
    if not 0 <= number < MOST_FORMS:
        raise ValueError(f"no form has the number {number}")
    body = LETTER_OF_KIND[kind] + _spelled(_hashed(visit, laptop) % MOST_FORMS, _SERIES) + _spelled(number, 2)
    return PaperId(_grouped(body + _check_character(visit, body)), kind)


def read_paper_id(visit: str, typed: str) -> PaperId:
    """Return the id that was typed, however it was spaced. Raises PaperIdMistyped for what is no form of this visit."""
    characters = _APART.sub("", typed).upper()
    strange = next((each for each in characters if each not in CHARACTERS), None)
    if strange is not None:
        raise PaperIdMistyped(
            f"No form has the character {strange}.", "Look at it again: an id has no 0, 1, I, L, O, Q or U."
        )
    if not _SHORTEST <= len(characters) <= _LONGEST:
        raise PaperIdMistyped(
            f"An id has {_SHORTEST} characters; {len(characters)} were typed.", "It stands at the top of the form."
        )
    kind = _KIND_OF_LETTER.get(characters[0])
    if kind is None or _check_character(visit, characters[:-1]) != characters[-1]:
        raise PaperIdMistyped(
            f"{_grouped(characters)} is no form of this visit.", "A character is wrong, or the form is another visit's."
        )
    return PaperId(_grouped(characters), kind)


def copied_record_id(visit: str, paper: PaperId) -> str:
    """Return the id of the record that a form is copied into: the same on every laptop, so that two copies are one."""
    return derived_id("paper", visit, paper.text)


def copy_from_paper(
    visit: str,
    paper: PaperId,
    *,
    author: str,
    day: date,
    start: str | None,
    end: str | None,
    written_at: str,
    order: str,
) -> Step:
    """Begin the record that a form is copied into, with day and times (HH:MM) as they stand on the form.

    It is labelled as copied from paper: its time is that on the form, and it counts as first-hand.
    """
    values = {"written": "from-paper", "paper_id": paper.text, **({"end": end} if end else {})}
    made = steps.new_record(
        copied_record_id(visit, paper),
        paper.kind,
        author=author,
        day=day,
        start=start,
        written_at=written_at,
        order=order,
        values=values,
    )
    return Step("copy from paper", made.changes)


def _hashed(*parts: str) -> int:
    return int.from_bytes(sha256("\x1f".join(parts).encode()).digest())


def _spelled(number: int, least: int) -> str:
    """A number in our characters, at least so long."""
    spelled = ""
    while number or len(spelled) < least:
        number, rest = divmod(number, len(CHARACTERS))
        spelled = CHARACTERS[rest] + spelled
    return spelled


def _grouped(characters: str) -> str:
    return f"{characters[:4]}-{characters[4:]}"


def _check_character(visit: str, body: str) -> str:
    total = _hashed(visit) + sum(weight * CHARACTERS.index(each) for weight, each in enumerate(body, start=2))
    return CHARACTERS[total % len(CHARACTERS)]
