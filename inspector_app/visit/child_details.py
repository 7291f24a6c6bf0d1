"""Finds in a text what tells which child it speaks of: age, initials, number, birth, where the child lives [own list].

Rules about all children of an age ("16 and 17 year olds", "children aged under five") tell of no one child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from inspector_app.visit.abbreviations import is_short_form

DetailKind = Literal[
    "a child’s age",
    "a child’s initials",
    "a person’s initials",
    "a child’s number",
    "when a child was born",
    "an address",
]

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
_NO_RULE = rf"(?!\s*(?:to|or (?:over|under|{_AGE})|and (?:over|under))\b)"
_NO_AMOUNT = (
    r"(?!\s*(?:%|[-–/.]\s*\d|(?:(?:working|calendar)\s+)?(?:minutes?|hours?|days?|weeks?|months?|years?|miles?"
    r"|points?|times)\b|(?:per|of|or|to)\b))"
)
_HALF = r"(?:\s*½|[\s-]and[\s-]a[\s-]half)?"
_NO_THING = (
    r"(?![\s-]+(?:(?:new|old|joint|shared|local|council|case|care|improvement|action|business|recording|electronic"
    r"|computer|data|information|multi-agency|partnership|management|strategic|performance|working|staffing|training"
    r"|recruitment|safeguarding)[\s-]+)?(?:protocol|plan|system|polic(?:y|ies)|procedure|strateg(?:y|ies)|agreement"
    r"|contract|database|building|office|computer|programme|project|scheme|pilot|service|team|centre|structure|model"
    r"|framework|guidance|document|audit|report|review|inspection|form|template|record|file|referral|assessment"
    r"|backlog|vacanc(?:y|ies)|post|partnership|board|target|figure|data|initiative|arrangement|unit|hub|tool|software"
    r"|process|website|version|commitment|restructure|reorganisation|decision|complaint|course)s?\b"
    r"(?!\s+(?:user|leaver|child|boy|girl)))"
)
"""What is said to be so old is no child: "a three-year-old protocol"."""

_AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?<![\d.–-]){_AGE}{_HALF}[\s-]*(?:year|yr|y)[\s-]*(?:old|o)(?!s)\b{_NO_THING}",
        rf"\b(?<![\d.–-]){_IN_MONTHS}[\s-]+(?:month|week|day)[\s-]+old(?!s)\b{_NO_THING}",
        rf"\b(?:{_CHILD}|{_PARENT}),?\s+(?:(?:who\s+(?:is|was)|is|was)\s+)?{_SOON}\(?aged\s+{_SOON}(?:{_AGE}|{_GROWN}|{_IN_MONTHS}\s+{_SPAN})\b{_NO_RULE}",
        rf"\b{_CHILD},?\s+who\s+(?:is|was|turned|had\s+(?:just\s+)?turned)\s+{_SOON}{_AGE}\b(?:\s+{_SPAN}\s+(?:old|of\s+age)\b)?{_NO_AMOUNT}",
        rf"\b{_CHILDREN},?\s+aged\s+{_AGE}(?:(?:,| and| or)\s*{_AGE})*\b{_NO_RULE}",
        rf"\b{_CHILD}\s+(?:of|is|was|turned)\s+{_SOON}{_AGE}\b(?:\s+{_SPAN}\b(?: (?:old|of age))?)?{_FOLLOWS_A_CHILD}",
        rf"\b(?:{_CHILD}|{_PARENT})\s*(?:\(|,\s*){_SOON}(?:{_AGE}|{_GROWN})(?:\s+{_SPAN})?\s*[,)]{_NOT_A_SPAN}",
        rf"\b{_CHILD}\b[^.;:]{{0,30}}?\b(?:is|was|at|only|just)\s+{_SOON}{_IN_MONTHS}\s+{_SPAN}\s+(?:old\b|of\s+age\b)",
        rf"\b(?:year|y)\s*(?:1[0-3]|[1-9])\s+(?:{_CHILD}|student)\b|\b{_CHILD}\s+in\s+year\s+(?:1[0-3]|[1-9])\b(?!\s+of\b)",
    )
)
_NEAR = 60
"""Characters before a passage that may bear on it."""
_OF_MANY_BEFORE = re.compile(
    rf"\b(?:each|every|any|all|no)\s+(?:\w+\s+)?\Z|\b(?:under|over|than)\s+\Z|\b{_AGE}\s+(?:or|to)\s+\Z", re.IGNORECASE
)
_ON_CONDITION = re.compile(r"\b(?:when|if|once|until|unless)\s+(?:an?|any)\s+\Z", re.IGNORECASE)
_ONE_BEFORE = re.compile(r"\b(?:an?|one|the|this|that|another|her|his|their|only)\s+(?:[\w-]+\s+)?\Z", re.IGNORECASE)
_MANY_AFTER = re.compile(
    r"(?:[\s-]+[\w’'-]+){0,3}?[\s-]+(?:children|boys|girls|pupils|people|leavers|teenagers|youngsters|students|women|men"
    r"|babies|infants|seekers|mothers|parents)\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"\b(?:{_CHILD}|who)\b[^.;:]{{0,20}}?\bborn\s+(?:on\s+|in\s+)?"
    r"((?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b\s*)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,3}(?!\w*\.\w)")
_LETTERS = re.compile(rf"\b(?:{_CHILD}|{_PARENT}|family)\s+([A-Z]{{1,2}})(?![\w&-]|\.\w)", re.IGNORECASE)
_OWNS = re.compile(rf"\b([A-Z]{{2}})['’]s\s+(?:{_CHILD}|{_PARENT}|family|school|home|carer)\b")
_DOES = r"(?:was|is|has|had|said|told|lives|attends|disclosed|alleged)\b"
_ACTS = re.compile(rf"\b([A-Z]{{2}})\s+{_DOES}")
_ACTS_FIRST = re.compile(rf"(?:\A|(?<=[.;:!?\n]\s)|(?<=\n)|(?<=\bthat\s)|(?<=\bwhen\s))([B-HJ-Z])\s+{_DOES}")
_STOPPED = re.compile(r"(?<![\w.'’-])([A-Z])\.(?=\s+[a-z])")
_LABEL_BEFORE = re.compile(
    r"\b(?:team|group|site|area|plan|part|appendix|annex|section|schedule|option|grade|band|category|type|level"
    r"|hepatitis|vitamin|class|form|table|list|column|ward|unit|block)s?\s+\Z",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+[A-Z](?:-[A-Z])?(?![\w-]|\.\w|['’](?!s\b))")
_NUMBERED = re.compile(
    rf"\b(?:(?=[A-Z])(?i:{_CHILD}|family)\s+\d{{1,2}}|(?i:{_CHILD}|family)\s+\d{{1,2}}(?={_FOLLOWS_A_CHILD}))"
    rf"(?![\w-]|\s+[Ff]amily\b){_NO_AMOUNT}"
)
_ADDRESS = re.compile(
    r"(?<![\w.,/£–-])\d{1,3}[A-Za-z]?,?\s+(?:[A-Z][\w’']+\s+){1,3}(?:Road|Street|Avenue|Lane|Drive|Close|Crescent|Terrace"
    r"|Gardens|Grove|Place|Court|Square|Walk|Row|Rise|Mews)\b"
)
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
            if not _is_of_many(found):
                yield ChildDetail(*found.span(), "a child’s age")
    for found in _BORN.finditer(text):
        yield ChildDetail(*found.span(1), "when a child was born")
    for found in _DOTTED.finditer(text):
        if found[0].replace(" ", "") not in _NO_INITIALS:
            yield ChildDetail(found.start(), found.start() + len(found[0].rstrip()), "a child’s initials")
    for pattern in (_LETTERS, _OWNS, _ACTS, _ACTS_FIRST):
        for found in pattern.finditer(text):
            if found[1].isupper() and found[1] not in _NO_INITIALS and not is_short_form(found[1]):
                yield ChildDetail(*found.span(1), "a child’s initials")
    for found in _STOPPED.finditer(text):
        if not _LABEL_BEFORE.search(_before(found)):
            yield ChildDetail(*found.span(), "a child’s initials")
    yield from (ChildDetail(*found.span(), "a person’s initials") for found in _TITLED.finditer(text))
    yield from (ChildDetail(*found.span(), "a child’s number") for found in _NUMBERED.finditer(text))
    yield from (ChildDetail(*found.span(), "an address") for found in _ADDRESS.finditer(text))


def _before(found: re.Match[str]) -> str:
    """Return the characters before a passage that may bear on it."""
    return found.string[max(0, found.start() - _NEAR) : found.start()]


def _is_of_many(found: re.Match[str]) -> bool:
    """Say whether an age is that of a rule or of many: "every 4-year-old", "when a child is 16", "17 year old boys"."""
    before = _before(found)
    if _OF_MANY_BEFORE.search(before):
        return True
    if _ON_CONDITION.search(before) and re.search(r"\b(?:is|turns)\b", found[0]):
        return True
    many = re.search(r"old\Z", found[0]) and _MANY_AFTER.match(found.string, found.end())
    return bool(many and not _ONE_BEFORE.search(before))
