"""Words for quantities inside the sentences of a finding, and the count that each of them stands on.

The words are those of the framework's scale; what tells "most assessments" from "the most serious" is our own [own].
Positions are in Unicode code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inspector_app.frameworks.framework import Proportion
from inspector_app.visit.sentences import sentence_spans

_CLAUSE_END = re.compile(r"[;:,()]|\s[–—-]\s|\b(?:but|whereas|while|although|though)\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?:\s+(?:of|the|these|those|cases?|records?|files?|instances|seen|read|sampled|by|inspectors))*"
    r"(?:,?\s*(?:if any|or none))?\s*\Z",
    re.IGNORECASE,
)
"""Between a word and a comma that ends no clause: "in most cases, decisions were"."""
_JOINED = re.compile(r"\band\s+(?:(?:in|that|only|for)\s+)?\Z", re.IGNORECASE)

_NEGATED = re.compile(
    r"(?:\b(?:not|nor|never|by no means|far from|no)|n['’]t)\s+(?:(?:in|for|nearly|quite|by)\s+)?\Z", re.IGNORECASE
)
_BLUNTED = re.compile(
    r"\b(?:almost|nearly|virtually|practically|vast|great|large|overwhelming|small|slim|clear)\s+\Z", re.IGNORECASE
)
"""Before a word of the scale these make another word of it, of which the scale does not tell."""

_NOT_BEFORE = {
    "most": re.compile(r"\b(?:the|at|at the|its|their|our|his|her|whose|what|matters?|this|these|those)\s+\Z", re.I),
    "all": re.compile(
        r"\b(?:at|after|above|for|to|of|by|from|with|across|between|among|amongst|over|under|into|on|you|them|us|it)"
        r"\s+\Z",
        re.I,
    ),
    "few": re.compile(r"\b(?:the|these|those|past|last|next|first|every|as|too|quite a|more than a)\s+\Z", re.I),
    "a few": re.compile(r"\b(?:quite|more than|within|every)\s+\Z", re.I),
    "none": re.compile(r"\b(?:second to|or)\s+\Z", re.I),
}
_SUPERLATIVE = (
    r"(?:recent|urgent|serious|senior|vulnerable|important|significant|common|effective|complex|severe|difficult|likely"
    r"|appropriate|experienced|often|part|pressing|relevant|evident|challenging|at risk|need|needy|recently|notable"
    r"|accurate|efficient|frequent|immediate|promising|(?!early|family|only|daily|weekly|monthly|previous)\w+(?:ly|ous)|\w+ful|\w+(?:a|i)ble)\b"
)
_LASTING = r"(?:\w+\s+)?(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
_NOT_AFTER = {
    "most": re.compile(rf"\s+{_SUPERLATIVE}|\s*(?:[.,;:!?)]|\Z)", re.I),
    "all": re.compile(
        r"\s+(?:in all|too|but|round|along|right|the (?:time|more|same|way)|day)\b|\s*(?:[.,;:!?)]|\Z)", re.I
    ),
    "few": re.compile(rf"\s+{_LASTING}", re.I),
    "a few": re.compile(rf"\s+{_LASTING}", re.I),
    "a minority": re.compile(r"\s+(?:ethnic|group|communit\w+|language|background|faith)\b", re.I),
    "majority": re.compile(r"\s+(?:vote|view|decision|party)\b", re.I),
}
_OR_NONE = re.compile(r",?\s+(?:if any|or none|or no)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:staff|managers?|workers?|practitioners?|inspectors?|partners?|agenc(?:y|ies)|schools?|teams?|officers?|members?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWord:
    """A word of the scale as it stands in a text, from `start` to before `end`.

    `sentence` and `clause` are the words around it, `after` what follows it in its clause. `negated`: "not all".
    `or_none`: "few if any". `of_people`: it counts staff, managers or agencies, which no count over cases can tell of.
    """

    band: Proportion
    word: str
    start: int
    end: int
    sentence: str
    clause: str
    after: str
    negated: bool = False
    or_none: bool = False
    of_people: bool = False


def quantity_words(text: str, proportions: Sequence[Proportion]) -> tuple[QuantityWord, ...]:
    """Return the words of the scale that stand in a text as quantities, in order."""
    known = {word.casefold(): band for band in proportions for word in band.words}
    if not known:
        return ()
    longest_first = sorted(known, key=len, reverse=True)
    spelt = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first)
    pattern = re.compile(rf"(?<![\w’'-])(?:{spelt})(?![\w’'-])", re.IGNORECASE)
    found: list[QuantityWord] = []
    for span in sentence_spans(text):
        sentence = text[span.start : span.end]
        hits = [hit for hit in pattern.finditer(sentence) if _is_quantity(sentence, hit)]
        clauses = _clauses(sentence, hits)
        for hit in hits:
            start, end = next((low, high) for low, high in clauses if low <= hit.start() < high)
            before, after = sentence[: hit.start()], sentence[hit.end() :]
            word = _spelt(hit)
            found.append(
                QuantityWord(
                    band=known[word],
                    word=word,
                    start=span.start + hit.start(),
                    end=span.start + hit.end(),
                    sentence=sentence,
                    clause=sentence[start:end],
                    after=sentence[hit.end() : end],
                    negated=_NEGATED.search(before) is not None,
                    or_none=_OR_NONE.match(after) is not None,
                    of_people=_PEOPLE.match(after) is not None,
                )
            )
    return tuple(found)


def _spelt(hit: re.Match[str]) -> str:
    return " ".join(hit[0].casefold().split())


def _is_quantity(sentence: str, hit: re.Match[str]) -> bool:
    """Say whether a word of the scale is one here, and not part of "the most serious", "at all", "the past few"."""
    before, after, word = sentence[: hit.start()], sentence[hit.end() :], _spelt(hit)
    if _BLUNTED.search(before):
        return _NEGATED.search(before) is not None  # "not nearly all"
    not_before, not_after = _NOT_BEFORE.get(word), _NOT_AFTER.get(word)
    if not_before is not None and not_before.search(before) and not _NEGATED.search(before):
        return False
    return not_after is None or not_after.match(after) is None or _OR_NONE.match(after) is not None


def _clauses(sentence: str, words: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """Cut a sentence where a clause ends, and at an "and" that another word of the scale follows."""
    cuts = {cut.start() for cut in _CLAUSE_END.finditer(sentence)}
    cuts -= {cut for cut in cuts for word in words if word.end() <= cut and _BARE.match(sentence[word.end() : cut])}
    cuts |= {joined.start() for word in words if (joined := _JOINED.search(sentence[: word.start()])) is not None}
    return list(pairwise(sorted({0, len(sentence), *cuts})))
