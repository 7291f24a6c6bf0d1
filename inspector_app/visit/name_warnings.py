"""What in a note looks as if it told who somebody is: evidence has roles and references, not names (`domain.md` §4).

Precise rather than noisy: a warning that is wrong too often is not read. Lists: `resources/writing` [own].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Literal

from inspector_app.visit.people_in_text import people_in
from inspector_app.visit.writing_lists import writing_lists

WarningKind = Literal[
    "a person’s name", "a date of birth", "an NHS number", "a postcode", "a telephone number", "a mail address"
]

_DATE = r"\d{1,2}(?:st|nd|rd|th)?[\s./-]{1,2}(?:\d{1,2}|[A-Za-z]{3,9})[\s./-]{1,2}\d{2,4}"
_BORN = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth ?date|birthday|born(?: on)?)(?:\s+(?:is|was))?"
    rf"[\s:,(=–-]{{0,4}}({_DATE})",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\w/-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w/-])")
_POSTCODE = re.compile(r"(?<![\w-])([A-Z]{1,2})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
_TELEPHONE = re.compile(r"(?<![\w./-])(?:\+44[ \d()-]{9,16}|\(?0[ \d()-]{8,14})(?<=\d)(?![\w/-])")
_MAIL = re.compile(r"(?<![\w.+-])[\w+-]+(?:\.[\w+-]+)+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class NameWarning:
    """A passage (code points) that looks like something that evidence does not have."""

    start: int
    end: int
    kind: WarningKind

    def sentence(self) -> str:
        """Return the warning as it stands under the field."""
        return f"Looks like {self.kind}: evidence has roles and references."


def name_warnings(
    text: str, allowed: Container[str] = (), known: Callable[[str], bool] | None = None
) -> list[NameWarning]:
    """Return what looks like a name of a person, date of birth, NHS number, postcode or telephone number, in order.

    `allowed` are words and passages in small letters that are none here (the council's postcode, what was dismissed);
    `known` says whether a word is in a dictionary: two in a row with capitals that are not are taken for a name.
    """
    found = [*_patterns(text), *(NameWarning(*span, "a person’s name") for span in people_in(text, allowed, known))]
    kept: list[NameWarning] = []
    for warning in sorted(found, key=lambda each: (each.start, -each.end)):
        if (not kept or warning.start >= kept[-1].end) and text[warning.start : warning.end].casefold() not in allowed:
            kept.append(warning)
    return kept


def has_nhs_check_digit(digits: str) -> bool:
    """Say whether ten digits end in the check digit of an NHS number (NHS Data Dictionary: modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _patterns(text: str) -> Iterator[NameWarning]:
    for found in _BORN.finditer(text):
        yield NameWarning(found.start(1), found.end(1), "a date of birth")
    for found in _NHS.finditer(text):
        if has_nhs_check_digit(re.sub(r"\D", "", found[0])):
            yield NameWarning(*found.span(), "an NHS number")
    for found in _POSTCODE.finditer(text):
        if found[1] in writing_lists().postcode_areas:
            yield NameWarning(*found.span(), "a postcode")
    for found in _TELEPHONE.finditer(text):
        if _is_a_persons_telephone(re.sub(r"\D", "", found[0])):
            yield NameWarning(*found.span(), "a telephone number")
    for found in _MAIL.finditer(text):
        yield NameWarning(*found.span(), "a mail address")


def _is_a_persons_telephone(digits: str) -> bool:
    """Say whether digits are a British number of a line or mobile, not one of a service (03, 08) (Ofcom)."""
    digits = digits.removeprefix("44").lstrip("0")
    return len(digits) in (9, 10) and digits[0] in "127"
