"""The sentences of a text, and of a finding, with the places at which they stand.

Places are in Unicode code points. Which full stops end no sentence ("s. 47", "J. Smith", "e.g.") is our own [own].
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector_app.visit.entities import Finding

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'’”)\]]*+(?=\s)")
_BETWEEN = re.compile(r"\s+[\"'‘“(\[]*+")
_listed = re.compile(r"\S+").findall
_NEVER_LAST = frozenset(
    _listed("e.g eg i.e ie cf viz vs approx ca incl esp mr mrs ms dr prof rev hon cllr st messrs jr para paras")
)
"""Short forms that more of the sentence always follows."""
_BEFORE_NUMBER = frozenset(_listed("no nos s ss sec sect p pp ch art reg regs fig vol sch cl c nr ref tel ext"))
"""Short forms that are one only before a number: "No. 5", but "The answer was no.\""""
_OPENERS = frozenset(
    _listed(
        "the there this these those it its in on at a an they their we our all some most many few no not however while"
        " where when although but as for from with by inspectors staff managers children cases one two three"
    )
)
"""Words that begin a sentence behind a capital that may be an initial: "in team A. The duty desk"."""
_WORD = re.compile(r"\w")
_LAST_WORD = re.compile(r"[\w.’'&-]*\Z")
_LONGEST_SHORT_FORM = 24
_NEXT_WORD = re.compile(r"[\w’'-]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[A-ZÀ-ÖØ-Þ]")


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence of one text, from `start` to before `end`, without the white space around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a finding: its words as they stand, in the field "text" or "points/<n>", and where in it."""

    field: str
    start: int
    end: int
    words: str


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return where the sentences of a text stand, in order; a new line ends one, and every word is in just one."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start, looked_at, says_something = 0, 0, False
        for stop in _STOP.finditer(line[0]):
            says_something = says_something or _WORD.search(line[0], looked_at, stop.start()) is not None
            looked_at = stop.end()
            if says_something and _ends(line[0], start, stop):
                found += _without_blanks(line[0], line.start(), start, stop.end())
                start, says_something = stop.end(), False
        found += _without_blanks(line[0], line.start(), start, len(line[0]))
    return tuple(found)


def finding_sentences(finding: Finding) -> tuple[Sentence, ...]:
    """Return the sentences of a finding: those of its text, then those of its points."""
    fields = [("text", finding.text), *((f"points/{number}", point) for number, point in enumerate(finding.points))]
    return tuple(
        Sentence(field=name, start=span.start, end=span.end, words=text[span.start : span.end])
        for name, text in fields
        for span in sentence_spans(text)
    )


def _without_blanks(line: str, offset: int, start: int, end: int) -> list[Span]:
    """Return the part of a line as a sentence, or nothing where there is no word in it."""
    words = line[start:end]
    kept = words.strip()
    if _WORD.search(kept) is None:
        return []
    begin = offset + start + len(words) - len(words.lstrip())
    return [Span(begin, begin + len(kept))]


def _ends(line: str, start: int, stop: re.Match[str]) -> bool:
    """Say whether a sentence that began at `start` ends with this stop; looks only at what stands beside it."""
    between = _BETWEEN.match(line, stop.end())
    at = between.end() if between is not None else stop.end()
    following = line[at : at + 1]
    if not following:
        return True
    if following.islower():
        return False
    if stop[0][0] != "." or stop[0][:2] in ("..", ".!", ".?"):
        return True
    last = _last_word(line[max(start, stop.start() - _LONGEST_SHORT_FORM) : stop.start()])
    plain = last.casefold()
    if plain in _NEVER_LAST:
        return False
    if plain in _BEFORE_NUMBER:
        return not following.isdigit()
    first_word = stop.start() - len(last)
    if last.isdigit() and first_word - start < _LONGEST_SHORT_FORM and not line[start:first_word].strip():
        return False  # "1. Staff are"
    if _INITIALS.fullmatch(last):
        word = _NEXT_WORD.match(line, at)
        return word is not None and word[0].casefold() in _OPENERS
    return True


def _last_word(before: str) -> str:
    found = _LAST_WORD.search(before)
    return found[0].lstrip("’'") if found else ""
