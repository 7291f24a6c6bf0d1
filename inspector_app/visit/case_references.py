"""Finds the references of a visit's cases in a text, however they are spelt there.

"EX-014" is found as EX014, ex 14, EX/14, EX-014a, "case 14" and in "cases 9 and 14" [own reading of "in any
spelling"]. A reference of letters alone is also a word: it is found behind "case", and with capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector_app.visit.abbreviations import is_short_form
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case

_RUN = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—/_.:,#()]{0,3}")
_NUMBERED = r"\.?[\s:]*(?:(?:numbers?|nos?)\b\.?\s*|#\s*)?"
_CASE_BEFORE = re.compile(
    rf"\b(?:cases?|child|boy|girl|baby|sibling|young person|family|file|record|reference|ref)\b{_NUMBERED}\Z",
    re.IGNORECASE,
)
_MANY_BEFORE = re.compile(rf"\b(?:cases|families|files|records|references|refs)\b{_NUMBERED}\Z", re.IGNORECASE)
_ONE_OF_MANY = r"(?:[A-Z]{1,6}\s|[A-Za-z]{1,6}[-‐‑–/.]?)?\d{1,9}(?:[-/]\d{1,9})?[A-Za-z]?"
_AND = r"\s*(?:[,;&–-]\s*(?:and\b)?|and\b|or\b|to\b)\s*"
_AND_MORE_AFTER = re.compile(rf"[A-Za-z]?{_AND}{_ONE_OF_MANY}\b")
_LIST_BEFORE = re.compile(
    rf"\b(?i:cases?|families|files|records|references|refs)\b(?i:{_NUMBERED})(?:{_ONE_OF_MANY}{_AND}){{1,12}}\Z"
)
"""What makes a number that of a case where others stand before it: "cases EX-014, 9 and"."""
_NEAR = 120
"""Characters before a passage that may bear on it."""
_AMOUNT_AFTER = re.compile(
    r"\s*(?:%|per\b|(?:working |calendar )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
    r"|(?:and|or) (?:over|under|older|younger)\b)",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(r"\s+postcodes?\b", re.IGNORECASE)
_LETTER_AFTER = re.compile(r"[^\W\d_](?!\w)")
"""A letter that is put to a reference for one child of several: EX-014a."""
_LABELS = frozenset({"case", "child", "family", "file", "record", "reference", "ref", "number", "no"})
"""Words with which a reference may begin that say nothing: "Case 3"."""
_SENTENCE_BEFORE = re.compile(r"(?:\A|[.!?:\n•])[\s\"'“‘(\[]*\Z")
_SMALL_WORDS = frozenset(
    _RUN.findall(
        "a an and at by for from in is it no of on or the to section part phase stage step team year age"
        " january february march april may june july august september october november december"
    )
)
"""Words that stand before a number in any text: "in 14 cases" is not the case IN-14."""
_FEWEST_LETTERS = 2
"""Letters from which on capitals alone are a reference, where a case bears it."""
_LETTERS_OF_SEVERAL = 8
"""Letters from which on several words are a reference, however they are spelt."""
_LONG_NUMBER = 5
"""Figures from which on a number alone is taken for a reference, where a case bears it."""

_Spelt = tuple[str, ...]
"""A reference as runs of letters and of figures, without leading zeros."""


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A passage (code points) that is the reference of a case; `reference` is as the case has it."""

    start: int
    end: int
    reference: str


class CaseReferences:
    """The references of a visit's cases and concerns."""

    def __init__(self, references: Iterable[str]) -> None:
        self._by_spelling: dict[_Spelt, str] = {}
        self._by_number: dict[str, str] = {}
        for reference in references:
            written = _RUN.findall(reference)
            runs = _spelt(written[1:] if len(written) > 1 and written[0].casefold() in _LABELS else written)
            if not runs:
                continue
            self._by_spelling.setdefault(runs, reference)
            if runs[-1].isdigit() and len(runs) <= 2:
                self._by_number.setdefault(runs[-1], reference)
        self._longest = max((sum(map(_most_runs, runs)) for runs in self._by_spelling), default=0)

    def found_in(self, text: str) -> Iterator[FoundReference]:
        """Yield each reference in a text, in order; of two that begin at one place the longer."""
        runs = list(_RUN.finditer(text)) if self._longest else []
        at = 0
        while at < len(runs):
            length, reference = self._reference_at(text, runs, at)
            if length:
                yield FoundReference(runs[at].start(), _end(text, runs[at + length - 1]), reference)
            at += max(length, 1)

    def _reference_at(self, text: str, runs: list[re.Match[str]], at: int) -> tuple[int, str]:
        """Return how many runs from here on are a reference, and which; none where the place is inside a word."""
        most = 1
        while most < self._longest and at + most < len(runs):
            if not _BETWEEN.fullmatch(text, runs[at + most - 1].end(), runs[at + most].start()):
                break
            most += 1
        for length in range(most, 0, -1):
            piece = runs[at : at + length]
            reference = self._by_spelling.get(_spelt([run[0] for run in piece]))
            if reference is not None and _stands_alone(text, piece) and _is_meant(text, piece):
                return length, reference
        number = self._by_number.get(_spelt([runs[at][0]])[0])
        if number is not None and _stands_alone(text, [runs[at]]) and _is_numbered(text, runs[at]):
            return 1, number
        return 0, ""


def case_references(contents: VisitContents) -> CaseReferences:
    """Return the references of the cases that a visit has read, left out or raised a concern about."""
    read = (record.details.reference for record in contents.records if isinstance(record.details, Case))
    return CaseReferences((*read, *(concern.case or "" for concern in contents.concerns)))


def _spelt(runs: Iterable[str]) -> _Spelt:
    """Letters that stand apart are read as one run: "E X 14"."""
    spelt: list[str] = []
    for run in runs:
        if run.isdigit():
            spelt.append(run.lstrip("0") or "0")
        elif spelt and not spelt[-1].isdigit():
            spelt[-1] += run.casefold()
        else:
            spelt.append(run.casefold())
    return tuple(spelt)


def _most_runs(run: str) -> int:
    return 1 if run.isdigit() else len(run)


def _stands_alone(text: str, piece: list[re.Match[str]]) -> bool:
    before, after = text[: piece[0].start()][-1:], text[_end(text, piece[-1]) :][:1]
    return not (before.isalnum() or after.isalnum())


def _end(text: str, last: re.Match[str]) -> int:
    """Return where a reference ends, with the one letter that may stand behind its figures."""
    return last.end() + bool(last[0].isdigit() and _LETTER_AFTER.match(text, last.end()))


def _is_meant(text: str, piece: list[re.Match[str]]) -> bool:
    """Say whether a passage that is spelt as a reference is one, and no amount, year or word."""
    if all(run[0].isalpha() for run in piece):
        return _is_no_word(text, piece)
    if len(piece) == 1:
        return len(piece[0][0]) >= _LONG_NUMBER or _is_numbered(text, piece[0])
    if _PLACE_AFTER.match(text, piece[-1].end()):
        return False
    apart = text[piece[0].end() : piece[1].start()]
    return not (apart.isspace() and piece[0][0].casefold() in _SMALL_WORDS and not piece[0][0].isupper())


def _is_no_word(text: str, piece: list[re.Match[str]]) -> bool:
    """Say whether letters are a reference, and no word: "case A" and "AB", not "a", "in case a plan" nor "CP"."""
    before, letters = text[max(0, piece[0].start() - _NEAR) : piece[0].start()], "".join(run[0] for run in piece)
    if _CASE_BEFORE.search(before):
        return letters[0].isupper()
    if len(letters) < _FEWEST_LETTERS or is_short_form(letters):
        return False
    begins = all(run[0][0].isupper() for run in piece)
    several = len(piece) > 1 and len(letters) >= _LETTERS_OF_SEVERAL
    return several or letters.isupper() or (begins and not _SENTENCE_BEFORE.search(before))


def _is_numbered(text: str, run: re.Match[str]) -> bool:
    """Say whether a number stands as that of a case: "case 14", and not "in case 14 days pass"."""
    before = text[max(0, run.start() - _NEAR) : run.start()]
    if _AMOUNT_AFTER.match(text, run.end()):
        return False
    first = _MANY_BEFORE.search(before) and _AND_MORE_AFTER.match(text, run.end())
    return bool(_CASE_BEFORE.search(before) or first or _LIST_BEFORE.search(before))
