"""British English spelling: LibreOffice's Hunspell dictionary, the field's words, and words of one's own."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from inspector_app.places import resources_folder
from inspector_app.spelling.words_in import misspelt_in

if TYPE_CHECKING:
    from hunspell import Hunspell

OWN_WORDS_KEY = "own-words"
"""Under this key of the profile's settings the words stand that are spelt right because the person says so."""
MOST_SUGGESTIONS = 6
_MOST_REMEMBERED = 50_000
_LONGEST = 60
"""Letters of the longest word that is looked at; what is longer is no word."""
_LONGEST_MENDED = 30
"""Letters of the longest word for which others are suggested; the dictionary seeks long for a longer, and in vain."""

_reading = threading.Lock()
"""Held while the dictionary is asked, which is not made for two threads at once."""


class Speller:
    """Looks words up; may be asked from any thread. The dictionary is read once, when first asked (0.1 s, 12 MB)."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """`known` are words that are right beside those of the dictionary and of the field: one's own, the visit's."""
        self._known = {word.casefold() for word in (*field_words(), *known)}
        self._judged: dict[str, bool] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Take words as right from now on."""
        self._known |= {word.casefold() for word in words}
        self._judged.clear()

    def is_right(self, word: str) -> bool:
        """Say whether a word is spelt as somebody would spell it."""
        judged = self._judged.get(word)
        if judged is None:
            if len(self._judged) > _MOST_REMEMBERED:
                self._judged.clear()
            judged = self._judged[word] = self._judge(word)
        return judged

    def misspelt(self, text: str) -> list[tuple[int, int]]:
        """Return start and end (code points) of each word of a text that is not spelt as it should be."""
        return list(misspelt_in(text, self.is_right))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant, the likeliest first; takes some tenths of a second."""
        if len(word) > _LONGEST_MENDED:
            return ()
        near = get_close_matches(word.casefold(), self._known, n=2, cutoff=0.9)
        own = [each.capitalize() if word[:1].isupper() else each for each in near]
        with _reading:
            found = _dictionary().suggest(_plain(word))
        return tuple(dict.fromkeys([*own, *found]))[:MOST_SUGGESTIONS]

    def _judge(self, word: str) -> bool:
        plain = _plain(word)
        bare = plain[:-2] if plain.endswith("'s") else plain
        if bare.casefold() in self._known or plain.casefold() in self._known or len(word) > _LONGEST:
            return True
        with _reading:
            return bool(_dictionary().spell(plain))


@cache
def dictionary_words() -> Speller:
    """Return the one speller that knows the dictionary and the field's words alone."""
    return Speller()


@cache
def field_words() -> frozenset[str]:
    """Return the words of the field that every visit knows, from `resources/spelling/field-words.txt`."""
    lines = (resources_folder() / "spelling" / "field-words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _dictionary() -> Hunspell:
    """Read the dictionary, once for all spellers; the caller holds `_reading`."""
    from hunspell import Hunspell

    return Hunspell("en_GB", hunspell_data_dir=str(resources_folder() / "spelling"))


def _plain(word: str) -> str:
    return word.replace("’", "'")
