"""Words that are looked for: how a person's line is read, and where its words stand in a text.

Case and accents do not matter, as in the search index (SQLite's `unicode61`, `remove_diacritics 2`). Words of a line
must all be there; words in quotes, or joined as in "front-door", must follow one another; the last word may be begun
only. A word is found in its regular plural and singular as well; there is no other stemming [own]: an inspector who
looks for "supervised" does not want every "supervision".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MARK, END = "\x02", "\x03"
"""What stands before and after words found, where a text is shown with its words marked."""

_ASKED = re.compile(r'"([^"]*)("|$)|([^\s"]+)')
_MARKS = "[\u0300-\u036f]*"
_IN_WORD = "(?:[^\\W_]|[\u0300-\u036f])"
_WORD = re.compile(rf"[^\W_]{_IN_WORD}*")
_HISSING = ("s", "x", "z", "ch", "sh")
_LEAST = 3
"""Shorter words have no plural to be looked for."""
_LONG = 4_000
"""Characters from which a text is cut around its first word found before it is looked at closely."""
_STRETCH = 20_000
"""Characters of a long text that are read at a time."""
_BEFORE, _AFTER = 40, 120
"""Characters that are shown before and after the first word found."""
_LOOKED_AT = 100
"""Places among which the fullest line is sought."""

Passage = tuple[int, int]
"""Start and end in code points."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another: for each the forms that will do, folded; `begun`: the last may go on."""

    forms: tuple[tuple[str, ...], ...]
    begun: bool = False


Query = tuple[Phrase, ...]
"""All that must be found."""


def read_query(line: str) -> Query:
    """Return what a person's line asks for; empty where there is no word in it."""
    phrases: list[Phrase] = []
    for quoted, _end, plain in _ASKED.findall(line):
        words = [_unmarked(folded(word)) for word in _WORD.findall(quoted or plain)]
        if words:
            exact = bool(quoted) or len(words) > 1
            phrases.append(Phrase(tuple((word,) if exact else _forms(word) for word in words)))
    if phrases and not line.rstrip().endswith('"'):
        phrases[-1] = Phrase(phrases[-1].forms, begun=True)
    return tuple(phrases)


def folded(text: str) -> str:
    """Return a text without case and without accents on its letters, as long as it was."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _unmarked(word: str) -> str:
    return "".join(letter for letter in word if not unicodedata.combining(letter))


class _Folds(dict[int, str]):
    """What each character is folded to, found out once."""

    def __missing__(self, character: int) -> str:
        fold = unicodedata.normalize("NFD", chr(character).lower())[:1]
        self[character] = fold
        return fold


_FOLDS = _Folds()


def index_query(query: Query) -> str:
    """Return the query in the words of the index (SQLite FTS5)."""
    return " AND ".join(_index_phrase(phrase) for phrase in query)


def holds(texts: Sequence[str], query: Query) -> bool:
    """Say whether texts that are looked at together hold all that is asked for."""
    read = [folded(text) for text in texts]
    return bool(query) and all(any(_pattern(phrase).search(text) for text in read) for phrase in query)


def places(text: str, query: Query) -> tuple[Passage, ...]:
    """Return the passages of a text that hold words of the query, in order, none within another."""
    read = folded(text)
    found = sorted(place.span() for phrase in query for place in _pattern(phrase).finditer(read))
    apart: list[Passage] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def marked(text: str, query: Query) -> str:
    """Return a short text with the words found between `MARK` and `END`."""
    pieces: list[str] = []
    at = 0
    for start, end in places(text, query):
        pieces += [text[at:start], MARK, text[start:end], END]
        at = end
    return "".join([*pieces, text[at:]])


def in_context(text: str, query: Query) -> str:
    """Return the words found in their surroundings, marked; the text's beginning where there are none.

    All stands on one line, in which a dot stands for each break.
    """
    begun, ended = (0, len(text)) if len(text) <= _LONG else _around_first(text, query)
    first = begun + _fullest(text[begun:ended], query)
    start = text.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE else 0
    last = text.find(" ", first + _AFTER)
    end = len(text) if last < 0 else last
    end = min(end, first + _AFTER + _BEFORE)
    lines = (" ".join(line.split()) for line in text[start:end].splitlines())
    shown = marked(" · ".join(line for line in lines if line), query)
    return f"{'…' if start > 0 else ''}{shown}{'…' if end < len(text) else ''}"


def _forms(word: str) -> tuple[str, ...]:
    """Return a word with its regular plural, or with what it may be the plural of."""
    if len(word) < _LEAST or not word.isalpha():
        return (word,)
    if word.endswith("ies"):
        return (word, f"{word[:-3]}y")
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return (word, word[:-2], word[:-1])
    if word.endswith("s") and not word.endswith("ss"):
        return (word, word[:-1])
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}es" if word.endswith(_HISSING) else f"{word}s")


def _index_phrase(phrase: Phrase) -> str:
    star = "*" if phrase.begun else ""
    if len(phrase.forms) > 1:
        return '"' + " ".join(forms[0] for forms in phrase.forms) + f'"{star}'
    own, *others = phrase.forms[0]
    asked = [f'"{own}"{star}', *(f'"{form}"' for form in others if not (phrase.begun and form.startswith(own)))]
    return asked[0] if len(asked) == 1 else f"({' OR '.join(asked)})"


@lru_cache(maxsize=64)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """Return what finds a phrase in a folded text; marks that stand behind their letters are passed over."""
    words = [[_MARKS.join(form) + _MARKS for form in forms] for forms in phrase.forms]
    if phrase.begun:
        words[-1][0] += f"{_IN_WORD}*"
    whole = r"[\W_]+".join(f"(?:{'|'.join(forms)})" for forms in words)
    return re.compile(rf"(?<!{_IN_WORD}){whole}(?!{_IN_WORD})")


def _around_first(text: str, query: Query) -> Passage:
    """Return the part of a long text about the first word found, which is sought stretch by stretch.

    Over a whole document at once, no other thread had its turn meanwhile.
    """
    for begun in range(0, len(text), _STRETCH):
        read = folded(text[begun : begun + _STRETCH + _AFTER])
        starts = [found.start() for phrase in query if (found := _pattern(phrase).search(read))]
        if starts:
            first = begun + min(starts)
            return max(0, first - _LONG // 2), min(len(text), first + _LONG // 2)
    return 0, _LONG


def _fullest(text: str, query: Query) -> int:
    """Return where the words begin that stand closest together: most of those that were asked for in one line."""
    read = folded(text)
    found = sorted((place.start(), n) for n, phrase in enumerate(query) for place in _pattern(phrase).finditer(read))
    near = found[:_LOOKED_AT]
    if not near:
        return 0
    return max(near, key=lambda one: len({n for at, n in near if one[0] <= at < one[0] + _AFTER}))[0]
