"""Words of the letter that were said to an inspector in confidence: those may inform, never be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.letter_text import OwnText
from inspector_app.visit.problem import Problem

RUN = 5
"""Words in a row that make a quotation [own]; of what was said in fewer, all of them."""
_FEWEST = 3
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
"""Words of every letter: a row of these alone is nobody's."""

_Run = tuple[str, ...]


class Confidence:
    """What was said in confidence in one visit, as runs of words."""

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        told = [_said(piece.text) for piece in contents.evidence if piece.in_confidence]
        runs = {run for words in told for run in _runs(words, min(RUN, len(words)))}
        self._runs = {run for run in runs if len(run) >= _FEWEST and len(set(run) - SAYS_LITTLE) > 1}
        self._lengths = sorted({len(run) for run in self._runs}, reverse=True)
        self._open = [piece.text for piece in contents.evidence if not piece.in_confidence]
        self._open += [part.text for part in framework.letter.parts]

    def problems(self, own: OwnText) -> Iterator[Problem]:
        """Yield each passage of a text that quotes them."""
        for start, end in self._passages(own.text):
            words = own.text[start:end]
            yield Problem(
                check="quotes-confidence",
                level="error",
                about=own.about,
                words=words,
                message=f"“{words}” was said in confidence.",
                mend="Say what it tells in words of your own: what was said in confidence is never quoted.",
            )

    def _passages(self, text: str) -> Iterator[tuple[int, int]]:
        found = list(_WORD.finditer(text)) if self._runs else []
        words = [_plain(word[0]) for word in found]
        begin = end = -1
        for at in range(len(words)):
            lengths = (length for length in self._lengths if at + length <= len(words))
            length = next((length for length in lengths if tuple(words[at : at + length]) in self._runs), 0)
            if not length or self._is_said_openly(tuple(words[at : at + length])):
                continue
            if at > end:
                if end >= 0:
                    yield found[begin].start(), found[end].end()
                begin = at
            end = max(end, at + length - 1)
        if end >= 0:
            yield found[begin].start(), found[end].end()

    def _is_said_openly(self, run: _Run) -> bool:
        """Say whether the same words stand in other evidence too, or in every letter."""
        return any(run in _runs(_said(text), len(run)) for text in self._open)


def _said(text: str) -> list[str]:
    return [_plain(word[0]) for word in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold()


def _runs(words: list[str], length: int) -> Iterator[_Run]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
