"""How hard a passphrase is to guess, roughly: for a meter, never a bar to choosing one's own that is long enough."""

from __future__ import annotations

import math
import string
from dataclasses import dataclass

LEAST_LENGTH = 12
"""Characters that a new passphrase has at least."""

_OBVIOUS = ("password", "passphrase", "inspector", "ofsted", "123456", "qwerty", "letmein")
_BITS_A_WORD = 11.0
"""What a word that a person picks is worth, at the most: as if from a list of two thousand."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A step from 0 (too weak to use) to 4 (strong), and words for it."""

    step: int
    words: str


def strength_of(passphrase: str) -> Strength:
    """Return the strength of a passphrase, counted in bits by its words and by its characters, the less of the two."""
    if len(passphrase) < LEAST_LENGTH:
        return Strength(
            0, f"Too short: at least {LEAST_LENGTH} characters. Four or five unrelated words are easy to type."
        )
    bits = min(_by_characters(passphrase), _by_words(passphrase))
    if any(word in passphrase.lower() for word in _OBVIOUS):
        bits -= 20
    for least, step, words in (
        (66, 4, "Strong"),
        (52, 3, "Good"),
        (40, 2, "Fair: another word would make it good"),
    ):
        if bits >= least:
            return Strength(step, words)
    return Strength(1, "Weak: use more words, or words that have nothing to do with each other")


def _by_characters(passphrase: str) -> float:
    kinds = (
        (string.ascii_lowercase, 26),
        (string.ascii_uppercase, 26),
        (string.digits, 10),
        (string.punctuation + " ", 33),
    )
    alphabet = sum(size for characters, size in kinds if any(each in characters for each in passphrase))
    different = len(set(passphrase))
    return min(len(passphrase), different * 2) * math.log2(max(alphabet, 2))


def _by_words(passphrase: str) -> float:
    words = passphrase.split()
    if len(words) < 3:
        return math.inf
    distinct = {word.lower() for word in words}
    return sum(min(_BITS_A_WORD, 4.0 * len(word)) for word in distinct) + 4.0
