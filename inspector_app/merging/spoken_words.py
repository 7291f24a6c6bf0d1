"""Words that are said across a room and typed by who hears them: passphrases of packages, phrases of identities."""

from __future__ import annotations

import re
import secrets
from difflib import get_close_matches
from functools import cache

from inspector_app.errors import SpokenWordMistyped, shown
from inspector_app.places import resources_folder

BITS_OF_A_WORD = 10
"""There are 1,024 words."""
_ENOUGH = 4
"""The first letters of a word that are no other word's."""
_LETTERS = re.compile(r"[a-z]+")


@cache
def spoken_words() -> tuple[str, ...]:
    """Return the words, each at the place that stands for its ten bits."""
    lines = (resources_folder() / "words" / "spoken.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def new_spoken_passphrase(words: int = 6) -> str:
    """Return words drawn at random, ten bits each: "amber kettle orbit walnut candle meadow"."""
    return " ".join(secrets.choice(spoken_words()) for _ in range(words))


def tidy_spoken(typed: str) -> str:
    """Return what was typed as the words it stands for, in full and with one blank between.

    Capitals, blanks, hyphens and stops do not matter; the first four letters of a word suffice, or more of them; a word
    may stand in two parts ("tea pot") and have one slip after its first four letters. A longer word that only begins
    alike is another one. Raises SpokenWordMistyped, which names the first word that is none and the nearest one.
    """
    parts = _LETTERS.findall(typed.casefold())
    words: list[str] = []
    while parts:
        in_two = "".join(parts[:2])
        if len(parts) > 1 and in_two in _words_known():
            words.append(in_two)
            parts = parts[2:]
        else:
            words.append(_word_of(parts.pop(0), len(words) + 1))
    return " ".join(words)


def _word_of(typed: str, number: int) -> str:
    word = _by_first_letters().get(typed[:_ENOUGH])
    if word is not None and (word.startswith(typed) or _differ_by_a_slip(typed, word)):
        return word
    begun = [word] if word is not None else [known for known in spoken_words() if known.startswith(typed)]
    nearest = (begun or get_close_matches(typed, spoken_words(), n=1, cutoff=0))[0]
    raise SpokenWordMistyped(
        f"Word {number}, “{shown(typed)}”, is none of those that are said.",
        f"The nearest one is “{nearest}”. Ask for that word again.",
    )


def _differ_by_a_slip(typed: str, word: str) -> bool:
    """Say whether one letter that is too many, too few, wrong or in another place is all that is between two words."""
    return not _but_for_a_letter(typed).isdisjoint(_but_for_a_letter(word))


def _but_for_a_letter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@cache
def _words_known() -> frozenset[str]:
    return frozenset(spoken_words())


@cache
def _by_first_letters() -> dict[str, str]:
    return {word[:_ENOUGH]: word for word in spoken_words()}
