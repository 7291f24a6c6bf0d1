"""What in the author's words for a letter is not well put: spelling, repeated words, long sentences, own wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from inspector_app.spelling.words_in import misspelt_in
from inspector_app.visit.letter_text import KnownWords, OwnText
from inspector_app.visit.names import joined
from inspector_app.visit.problem import Problem
from inspector_app.visit.sentences import sentence_spans
from inspector_app.visit.writing_lists import writing_lists

LONGEST_SENTENCE = 40
"""Words above which a sentence is long (issue 6 of this project)."""
_OPENING = 6
"""Words of a long sentence that are shown, so that it is known again."""

_REPEATED = re.compile(r"(?<![\w'’-])([^\W\d_]+)[^\S\n]+\1(?![\w'’-])", re.IGNORECASE)
_MAY_REPEAT = frozenset({"had", "that"})
"""Words that may well stand twice: "those who had had", "we found that that team"."""


def wording_problems(own: OwnText, known: KnownWords, names: Sequence[tuple[int, int]]) -> Iterator[Problem]:
    """Yield spelling, repeated-word and sentence-too-long of one text; what looks like a name (`names`, code points)
    is not looked at for its spelling."""
    wrong = _unique(
        own.text[start:end]
        for start, end in misspelt_in(own.text, known.is_right)
        if not _is_public(own.text[start:end]) and not any(a < end and start < b for a, b in names)
    )
    if wrong:
        yield Problem(
            check="spelling",
            level="warning",
            about=own.about,
            words=", ".join(wrong),
            message=f"{_quoted(wrong)} {'is' if len(wrong) == 1 else 'are'} not spelt as in the dictionary.",
            mend="Spell it otherwise, or say why it may stand.",
        )
    repeated = _unique(each[0] for each in _REPEATED.finditer(own.text) if each[1].casefold() not in _MAY_REPEAT)
    if repeated:
        yield Problem(
            check="repeated-word",
            level="warning",
            about=own.about,
            words=", ".join(repeated),
            message=f"The same word stands twice: {_quoted(repeated)}.",
            mend="Take one away, or say why both may stand.",
        )
    yield from _long_sentences(own)


def overridden(part: str, words: str, generated: str) -> Problem:
    """Return that a part of the letter has the author's words in place of those that the framework gives now.

    Both are the problem's words, so that a reason does not outlive what either said: "no areas for priority action".
    """
    return Problem(
        check="wording-overridden",
        level="warning",
        about={"part": part},
        words=f"{words.strip()} [in place of: {generated}]" if generated else words.strip(),
        message="The author's own words stand in place of the framework's.",
        mend="Take back the framework's words, or say why these may stand.",
    )


def _long_sentences(own: OwnText) -> Iterator[Problem]:
    for span in sentence_spans(own.text):
        words = own.text[span.start : span.end].split()
        if len(words) > LONGEST_SENTENCE:
            yield Problem(
                check="sentence-too-long",
                level="warning",
                hint=True,
                about=own.about,
                words=" ".join(words),
                message=f"A sentence has {len(words)} words: “{' '.join(words[:_OPENING])} …”.",
                mend=f"Make two of it: above {LONGEST_SENTENCE} words a sentence is hard to read.",
            )


def _is_public(word: str) -> bool:
    """Say whether a word is the name of a review or a charity that everybody knows: "Laming", "Barnardo's"."""
    return re.sub(r"['’]s?\Z", "", word) in writing_lists().public


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _quoted(words: Sequence[str]) -> str:
    return joined([f"“{word}”" for word in words])
