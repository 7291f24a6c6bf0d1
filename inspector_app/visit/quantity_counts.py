"""Which count stands behind each word for a quantity, whether it bears the word out, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector_app.frameworks.framework import Proportion
from inspector_app.visit.entities import Count, Evidence, Finding
from inspector_app.visit.proportions import percentage, proportion_word, word_agrees
from inspector_app.visit.quantity_words import QuantityWord, quantity_words

Verdict = Literal["fits", "disagrees", "too-small", "unclear", "no-count"]

FEWEST = 10
"""Cases below which a word says more than the count can carry (issue 5 of this project)."""
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_TYPED = re.compile(r"(?<![\w/.,-])(\d{1,4})\s?/\s?(\d{1,4})\Z")
_LOOKED_AT = re.compile(
    r"\b((?:cases?|records?|files?|assessments?|enquir\w+|referrals?|contacts?)\s+)"
    r"(?:seen|read|sampled|examined|inspected)\b"
    r"|\b(?:seen|read|sampled|examined|inspected)\s+by\s+(?:the\s+)?inspectors?\b",
    re.IGNORECASE,
)
"""What says that inspectors looked at it says nothing of what was counted."""
_WORD = re.compile(r"[a-z]+")
_SAYS_NOTHING = frozenset(
    _WORD.findall(
        "a an and are as at be been but by case cases count for from had has have in is it its of on or out record"
        " records that the their there these they this those to was were where which who with within"
        " yes no not met partly"
    )
)
_NOT = re.compile(
    r"\b(?:not(?! only)|never|nor|neither|no|without|lack\w*|missing|absent|late|overdue|delay\w*|drift|poor\w*"
    r"|weak\w*|fail\w*|inadequate\w*|incomplete\w*|insufficient\w*|unclear|inconsistent\w*|unsatisfactory|limited)\b|n['’]t\b",
    re.IGNORECASE,
)
_STEMS = (("children", "child"), ("families", "family"), ("enquiries", "enquiry"))
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")
_LEAST_STEM = 4
_WELL = 0.5
"""Part of what was counted that stands in the sentence, where the word may well mean something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A word for a quantity read against the counts that support its finding.

    `count` is as the sentence puts it: where the sentence denies what was counted, the rest of the cases.
    """

    word: QuantityWord
    verdict: Verdict
    count: Count | None = None
    evidence: str | None = None
    instead: str = ""

    def said(self) -> str:
        """Return the word with what denies it: "not all"."""
        return f"not {self.word.word}" if self.word.negated else self.word.word

    def counted(self) -> str:
        """Return the count with its percentage, "13 of 24, 54%"; empty where there is none."""
        return _figure(self.count) if self.count is not None else ""

    def line(self) -> str:
        """Return the figure behind the word and what it says of it: "most: 13 of 24, 54%, is the majority"."""
        ends = {
            "fits": f"{self.counted()}, fits",
            "too-small": f"{self.counted()}, is too few for a word: better “{self.instead}”",
            "disagrees": f"{self.counted()}, is {self.instead or 'something else'}",
            "unclear": "more than one count may be meant",
            "no-count": "no count stands behind it",
        }
        return f"{self.said()}: {ends[self.verdict]}"


@dataclass(frozen=True, slots=True)
class TypedCount:
    """A count typed as figures from `start` to `end`, and the words that may stand in its place."""

    start: int
    end: int
    typed: str
    words: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """The words of what was counted (`said`), and the others of its evidence (`beside`)."""

    evidence: str
    count: Count
    said: frozenset[str]
    beside: frozenset[str]
    denies: bool


def counted_support(finding: Finding, evidence: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """Return the counted pieces that support a finding, of evidence by id."""
    held = (evidence.get(link.evidence) for link in finding.evidence if link.bearing == "supports")
    return tuple(piece for piece in held if piece is not None and piece.count is not None and piece.count.of)


def read_quantities(
    texts: Sequence[str], counted: Sequence[Evidence], proportions: Sequence[Proportion]
) -> tuple[Reading, ...]:
    """Read every word for a quantity in a finding's texts against its counted evidence, in order."""
    counts = [_counted(piece, piece.count) for piece in counted if piece.count is not None]
    found = [word for text in texts for word in quantity_words(text, proportions)]
    return tuple(_reading(word, counts, len(found) == 1, proportions) for word in found)


def typed_count(before: str, proportions: Sequence[Proportion]) -> TypedCount | None:
    """Return the count that a text ends in ("13/24"), with the framework's word for it, or the cases in words."""
    hit = _TYPED.search(before)
    if hit is None:
        return None
    n, of = int(hit[1]), int(hit[2])
    if not 0 <= n <= of or of == 0:
        return None
    words = proportion_word(proportions, n, of) if of >= FEWEST else _in_numbers(n, of)
    if not words:
        return None
    begins = not before[: hit.start()].strip() or before[: hit.start()].rstrip()[-1] in ".!?\n"
    return TypedCount(hit.start(), hit.end(), hit[0], words[:1].upper() + words[1:] if begins else words)


def _reading(word: QuantityWord, counts: Sequence[_Counted], alone: bool, proportions: Sequence[Proportion]) -> Reading:
    meant = [] if word.of_people else _meant(word, counts, alone)
    if len(meant) != 1:
        return Reading(word=word, verdict="unclear" if meant else "no-count")
    (held,) = meant
    count = held.count
    if (len(_NOT.findall(word.after)) % 2 == 1) != held.denies:
        count = Count(n=count.of - count.n, of=count.of, what=count.what)
    if count.of < FEWEST and not word.negated and not _gives_figure(word.clause, count):
        instead = f"in {_in_numbers(count.n, count.of)} cases read"
        return Reading(word=word, verdict="too-small", count=count, evidence=held.evidence, instead=instead)
    agrees = word_agrees(proportions, word.word, count.n, count.of) or (word.or_none and count.n == 0)
    if count.of < FEWEST and not word.negated:
        agrees = True  # the figure itself stands beside the word
    if agrees != word.negated:
        return Reading(word=word, verdict="fits", count=count, evidence=held.evidence)
    instead = proportion_word(proportions, count.n, count.of)
    return Reading(word=word, verdict="disagrees", count=count, evidence=held.evidence, instead=instead)


def _meant(word: QuantityWord, counts: Sequence[_Counted], alone: bool) -> list[_Counted]:
    """Return the counts that a word may stand on: those that share most words with its clause, else its sentence."""
    loose = word.band.low == word.band.high  # "all" and "none" are everyday words: they claim a count that fits well
    only = alone and len(counts) == 1
    for words in [_stems(word.clause)] if loose else [_stems(word.clause), _stems(word.sentence)]:
        scored = [
            (score, held)
            for held in counts
            if (score := _shared(held, words)) is not None and (not loose or only or score[1] >= _WELL)
        ]
        if scored:
            best = max(score for score, _held in scored)
            return [held for score, held in scored if score == best]
    return list(counts) if only and not loose else []


def _shared(held: _Counted, words: frozenset[str]) -> tuple[int, float] | None:
    """Return how many words they share and how great a part of what was counted; None: too few to belong together."""
    said, beside = len(held.said & words), len(held.beside & words)
    whole = said == len(held.said)
    return (said + beside, said / len(held.said)) if said and (said + beside > 1 or whole) else None


def _counted(piece: Evidence, count: Count) -> _Counted:
    said = _stems(count.what.replace("-", " "))
    denies = len(_NOT.findall(count.what.replace("-", " "))) % 2 == 1
    return _Counted(piece.id, count, said, _stems(piece.text) - said, denies)


def _stems(text: str) -> frozenset[str]:
    words = _WORD.findall(_LOOKED_AT.sub(r"\1", text.casefold()))
    return frozenset(_stem(word) for word in words if word not in _SAYS_NOTHING and len(word) > 1)


def _stem(word: str) -> str:
    for plural, single in _STEMS:
        if word == plural:
            return single
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _LEAST_STEM), "")
    return word[: len(word) - len(ending)] if ending else word


def _gives_figure(clause: str, count: Count) -> bool:
    """Say whether the sentence gives the number of cases itself: "all five", "few of the 8"."""
    spelt = _NUMBERS[count.of]
    return re.search(rf"\b(?:{count.of}|{spelt})\b", clause, re.IGNORECASE) is not None


def _in_numbers(n: int, of: int) -> str:
    return f"all {_NUMBERS[of]}" if n == of and of > 1 else f"{_NUMBERS[n]} of the {_NUMBERS[of]}"


def _figure(count: Count) -> str:
    return f"{count.n} of {count.of}, {percentage(count.n, count.of):.0f}%"
