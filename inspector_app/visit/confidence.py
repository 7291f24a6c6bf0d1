"""Words of the letter that were said to an inspector in confidence: those may inform, never be quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_text import OwnText
from inspector_app.visit.problem import Problem
from inspector_app.visit.sentences import sentence_spans

RUN = 5
"""Words in a row that make a quotation [own], and each sentence of fewer, down to three; articles are passed over."""
_FEWEST = 3
_ARTICLES = frozenset({"a", "an", "the"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SAYS_LITTLE = frozenset(
    _WORD.findall(
        "a about all also an and any are as at be been but by can could do does each for from get had has have he"
        " her him his how i if in is it its me more most my no not of on or our out she so some that the their them"
        " then there they this to up us was we were what when which who will with would you your child children"
        " family families staff work worker workers social team manager managers care case cases service services"
        " assessment assessments referral referrals council inspector inspectors area development record records"
    )
)
"""Words of every letter: a passage with but one other word is nobody's."""

_Run = tuple[str, ...]


class Confidence:
    """What was said in confidence in one visit, as runs of words."""

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        self._runs = {run for piece in contents.evidence if piece.in_confidence for run in _quotable(piece.text)}
        self._lengths = sorted({len(run) for run in self._runs}, reverse=True)
        copies = unmarked_copies(contents)
        self._open = [each.text for each in contents.evidence if not each.in_confidence and each.id not in copies]
        self._open += [part.text for part in framework.letter.parts]
        self._open_runs: dict[int, set[_Run]] = {}

    def problems(self, own: OwnText) -> Iterator[Problem]:
        """Yield each passage of a text that quotes them."""
        for start, end in self.passages(own.text):
            words = own.text[start:end]
            yield Problem(
                check="quotes-confidence",
                level="error",
                about=own.about,
                words=words,
                message=f"“{words}” was said in confidence.",
                mend="Say what it tells in words of your own: what was said in confidence is never quoted.",
            )

    def passages(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end (code points) of what is quoted; runs that overlap are one passage, and judged as one."""
        found = _words(text) if self._runs else []
        words = [_plain(word[0]) for word in found]
        for begin, end in _joined(self._quoted(words)):
            if len(set(words[begin:end]) - SAYS_LITTLE) > 1:
                yield found[begin].start(), found[end - 1].end()

    def _quoted(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Yield where words stand that were said in confidence, and neither openly too nor in every letter."""
        for at in range(len(words)):
            runs = (tuple(words[at : at + length]) for length in self._lengths if at + length <= len(words))
            run = next((run for run in runs if run in self._runs), ())
            if run and not self._is_said_openly(run):
                yield at, at + len(run)

    def _is_said_openly(self, run: _Run) -> bool:
        """Say whether the same words stand in other evidence too, or in every letter."""
        length = len(run)
        if length not in self._open_runs:
            self._open_runs[length] = {each for text in self._open for each in _runs(_said(text), length)}
        return run in self._open_runs[length]


def unmarked_copies(contents: VisitContents) -> frozenset[str]:
    """Return the ids of pieces not in confidence that hold words of one that is, of the same record or both of none."""
    told: defaultdict[str | None, list[str]] = defaultdict(list)
    for piece in contents.evidence:
        if piece.in_confidence:
            told[piece.record].append(piece.text)
    said = {record: Said(texts) for record, texts in told.items()}
    openly = (piece for piece in contents.evidence if not piece.in_confidence and piece.record in said)
    return frozenset(piece.id for piece in openly if any(said[piece.record].spans(piece.text)))


class Said:
    """What was said, as runs of words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = {run for text in texts for run in _quotable(text)}
        self._lengths = sorted({len(run) for run in self._runs})

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text has words of it, each from start to end (code points), in order and apart."""
        found = _words(text) if self._runs else []
        words = [_plain(word[0]) for word in found]
        places = (
            (at, at + length)
            for at in range(len(words))
            for length in self._lengths
            if at + length <= len(words) and tuple(words[at : at + length]) in self._runs
        )
        for begin, end in _joined(places):
            yield found[begin].start(), found[end - 1].end()


def _quotable(text: str) -> set[_Run]:
    """Return the runs of words that each make a quotation of a text."""
    told = [_said(text), *(_said(text[span.start : span.end]) for span in sentence_spans(text))]
    return {run for words in told if len(words) >= _FEWEST for run in _runs(words, min(RUN, len(words)))}


def _joined(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield places with those that overlap made one; they come in order."""
    begin = end = -1
    for start, after in places:
        if start >= end:
            if end >= 0:
                yield begin, end
            begin = start
        end = max(end, after)
    if end >= 0:
        yield begin, end


def _words(text: str) -> list[re.Match[str]]:
    return [word for word in _WORD.finditer(text) if _plain(word[0]) not in _ARTICLES]


def _said(text: str) -> list[str]:
    return [_plain(word[0]) for word in _words(text)]


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold()


def _runs(words: list[str], length: int) -> Iterator[_Run]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
