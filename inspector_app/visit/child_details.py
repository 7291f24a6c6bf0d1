"""Finds in a text what tells which child it speaks of: an age, initials, when the child was born [own list].

Rules about all children of an age ("16 and 17 year olds", "children aged under five") tell of no one child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from inspector_app.visit.abbreviations import shipped_abbreviations

DetailKind = Literal["a child’s age", "a child’s initials", "when a child was born"]

_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_AGE = rf"(?:1[0-7]|[1-9]|{_NUMBERS})"
_IN_MONTHS = rf"(?:[1-9]\d?|{_NUMBERS}|eighteen|twenty)"
_GROWN = r"(?:[1-4]\d)"
_CHILD = (
    r"(?:child|boy|girl|baby|toddler|infant|newborn|teenager|pupil|youngster|young (?:person|man|woman)|son|daughter"
    r"|brother|sister|sibling|twin)"
)
_PARENT = r"(?:mother|father|parent|mum|dad)"
_CHILDREN = r"(?:siblings|brothers|sisters|twins|(?:two|three|four|both|the) (?:children|boys|girls))"
_SOON = r"(?:(?:just|only|nearly|almost|about|then|now)\s+)?"
_SPAN = r"(?:years?|months?|weeks?|days?)"
_NOT_A_SPAN = r"(?!\s*(?:[-–/%.]\s*\d|working\b|hours?\b|per\b|cent\b|(?:to|or|and)\s))"
_GOES_ON = r"(?:who|whose|was|is|had|has|with|in|at|living|left|from|known|on|and|when)\b"
_FOLLOWS_A_CHILD = rf"(?=\s*(?:[.,;:)’']|\Z)|\s+(?:{_CHILD}|{_PARENT}|male|female)s?\b|\s+{_GOES_ON})"
_NO_RULE = r"(?!\s*(?:to|or (?:over|under)|and (?:over|under))\b)"

_AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?<![\d.–-]){_AGE}[\s-]*(?:year|yr|y)[\s-]*(?:old|o)(?!s)\b{_FOLLOWS_A_CHILD}",
        rf"\b(?<![\d.–-]){_IN_MONTHS}[\s-]+(?:month|week|day)[\s-]+old(?!s)\b{_FOLLOWS_A_CHILD}",
        rf"\b(?:{_CHILD}|{_PARENT}),?\s+(?:(?:who\s+(?:is|was)|is|was)\s+)?{_SOON}\(?aged\s+{_SOON}(?:{_AGE}|{_GROWN}|{_IN_MONTHS}\s+{_SPAN})\b",
        rf"\b{_CHILDREN},?\s+aged\s+{_AGE}(?:(?:,| and| or)\s*{_AGE})*\b{_NO_RULE}",
        rf"\b{_CHILD}\s+(?:of|is|was|turned)\s+{_SOON}{_AGE}\b(?:\s+{_SPAN}\b(?: (?:old|of age))?)?{_FOLLOWS_A_CHILD}",
        rf"\b(?:{_CHILD}|{_PARENT})\s*(?:\(|,\s*){_SOON}(?:{_AGE}|{_GROWN})(?:\s+{_SPAN})?\s*[,)]{_NOT_A_SPAN}",
        rf"\b{_CHILD}\b[^.;:]{{0,30}}?\b(?:is|was|at|only|just)\s+{_SOON}{_IN_MONTHS}\s+{_SPAN}\s+(?:old\b|of\s+age\b)",
        rf"\b(?:year|y)\s*(?:1[0-3]|[1-9])\s+(?:{_CHILD}|student)\b|\b{_CHILD}\s+in\s+year\s+(?:1[0-3]|[1-9])\b",
    )
)
_BORN = re.compile(
    rf"\b(?:{_CHILD}|who)\b[^.;:]{{0,20}}?\bborn\s+(?:on\s+|in\s+)?"
    r"((?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b\s*)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,3}(?!\w*\.\w)")
_LETTERS = re.compile(rf"\b(?:{_CHILD}|{_PARENT}|family)\s+([A-Z]{{1,2}})(?![\w.-])", re.IGNORECASE)
_OWNS = re.compile(rf"\b([A-Z]{{2}})['’]s\s+(?:{_CHILD}|{_PARENT}|family|school|home|carer)\b")
_ACTS = re.compile(r"\b([A-Z]{2})\s+(?:was|is|has|had|said|told|lives|attends|disclosed|alleged)\b")
_NO_INITIALS = frozenset(
    {"U.K.", "U.S.", "E.U.", "N.H.S.", "A.M.", "P.M.", "B.A.", "M.A.", "S.I.", "I"}
    | {"EU", "GP", "HR", "IT", "PA", "QA", "TV", "UK"}
)


@dataclass(frozen=True, slots=True)
class ChildDetail:
    """A passage (code points), and what it looks like."""

    start: int
    end: int
    kind: DetailKind


@lru_cache(maxsize=1024)
def child_details(text: str) -> tuple[ChildDetail, ...]:
    """Return what tells which child a text speaks of, in order, no passage twice."""
    kept: list[ChildDetail] = []
    for detail in sorted(_details(text), key=lambda each: (each.start, -each.end)):
        if not kept or detail.start >= kept[-1].end:
            kept.append(detail)
    return tuple(kept)


def _details(text: str) -> Iterator[ChildDetail]:
    for pattern in _AGES:
        for found in pattern.finditer(text):
            yield ChildDetail(*found.span(), "a child’s age")
    for found in _BORN.finditer(text):
        yield ChildDetail(*found.span(1), "when a child was born")
    for found in _DOTTED.finditer(text):
        if found[0].replace(" ", "") not in _NO_INITIALS:
            yield ChildDetail(found.start(), found.start() + len(found[0].rstrip()), "a child’s initials")
    for pattern in (_LETTERS, _OWNS, _ACTS):
        for found in pattern.finditer(text):
            if found[1].isupper() and found[1] not in _NO_INITIALS and found[1].lower() not in shipped_abbreviations():
                yield ChildDetail(*found.span(1), "a child’s initials")
