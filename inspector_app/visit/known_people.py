"""The names of those whom a visit knows, found in a text however somebody typed them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from inspector_app.visit.contents import VisitContents
from inspector_app.visit.writing_lists import writing_lists

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "di",
        "da",
        "do",
        "dos",
        "du",
        "del",
        "della",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "bint",
        "ibn",
        "ben",
        "mac",
        "mc",
        "st",
        "ter",
        "ten",
        "zu",
    ]
)
_SHORTEST = 3
"""Letters that a part of a name has at least to be told by it alone."""
_NEVER = re.compile(r"(?!)")


class KnownPeople:
    """Finds the team, the addressees and those who get a copy: capitals, accents and apostrophes do not matter.

    A name is found whole, by its surname with "van der" and the like, and by each part of it that is no other word. A
    surname that is another word ("Brown") is found with a capital within a sentence.
    """

    def __init__(self, contents: VisitContents, is_no_word: Callable[[str], bool]) -> None:
        """`is_no_word` says of a word in small letters whether it is none of the language."""
        names = [words for name in _names(contents) if (words := _words(name)) and _is_a_name(words, is_no_word)]
        self._folded = _any_of({each for words in names for each in _spellings(words, is_no_word)})
        capitals = {re.escape(words[-1]) for words in names if _is_a_surname_and_a_word(words, is_no_word)}
        self._with_capital = re.compile(rf"(?<=[a-z,;] )(?:{'|'.join(sorted(capitals))})(?!\w| [A-Z])")
        if not capitals:
            self._with_capital = _NEVER

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end (code points) of each of their names in a text."""
        folded, places = _fold(text)
        for found in self._folded.finditer(folded):
            yield places[found.start()], places[found.end()]
        for found in self._with_capital.finditer(text):
            yield found.span()


def _names(contents: VisitContents) -> Iterator[str]:
    yield from (person.name for person in contents.inspectors)
    yield from (name for to in contents.addressees for name in (to.name, to.salutation))
    yield from (copy.name or "" for copy in contents.copies)


def _words(name: str) -> list[str]:
    """Return the words of a name without titles, as they are written."""
    return [word for word in name.replace(",", " ").split() if word.strip(".").casefold() not in _titles()]


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.strip(".").casefold() for title in writing_lists().titles) | {"dear"}


def _is_a_name(words: Sequence[str], is_no_word: Callable[[str], bool]) -> bool:
    """Say whether these words are a name, not a post that stands in a name's place ("The Director")."""
    lists = writing_lists()
    return words[-1] in lists.surnames or any(
        word in lists.given or word in lists.also_words or is_no_word(word.casefold()) for word in words
    )


def _is_a_surname_and_a_word(words: Sequence[str], is_no_word: Callable[[str], bool]) -> bool:
    lists, surname = writing_lists(), words[-1]
    named = surname in lists.surnames or any(word in lists.given or word in lists.also_words for word in words[:-1])
    return named and surname[:1].isupper() and len(surname) >= _SHORTEST and not is_no_word(surname.casefold())


def _spellings(words: Sequence[str], is_no_word: Callable[[str], bool]) -> Iterator[str]:
    """Yield patterns of what a name is told by, for a folded text."""
    folded = [_fold(word)[0] for word in words]
    if len(folded) > 1:
        yield _pattern(folded)
    first = next((at for at, word in enumerate(folded[:-1]) if word in _PARTICLES), None)
    if first is not None:
        yield _pattern(folded[first:])
    for word in words:
        for part in {word, *word.split("-")}:
            plain = _fold(part)[0]
            if len(plain) >= _SHORTEST and plain not in _PARTICLES and is_no_word(part.casefold()):
                yield _pattern([plain])


def _pattern(words: Sequence[str]) -> str:
    spelt = (re.escape(word).replace("'", r"['\s]?").replace(r"\-", r"[\s-]?") for word in words)
    return r"[\s.-]+".join(spelt)


def _any_of(patterns: set[str]) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if patterns else _NEVER


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in small letters, without accents and what cannot be seen, and where its characters stood."""
    text = text.translate(_APOSTROPHES)
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character):
            unseen = unicodedata.combining(part) or unicodedata.category(part) == "Cf"
            small = "" if unseen else part.casefold()
            letters.append(small)
            places += [at] * len(small)
    return "".join(letters), [*places, len(text)]
