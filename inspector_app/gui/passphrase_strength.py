"""How hard a passphrase is to guess, roughly: for a meter, never a bar to choosing one's own that is long enough."""

from __future__ import annotations

import math
import string
from dataclasses import dataclass

LEAST_LENGTH = 12
"""Characters that a new passphrase has at least."""

_OBVIOUS = ("password", "passphrase", "inspector", "ofsted", "123456", "qwerty", "letmein")
_OBVIOUS_COSTS = 30
_BITS_A_WORD = 12.0
"""What a word that a person picks is worth: as if from a list of four thousand."""
_LETTERS_A_WORD = 7
_ALPHABETS = ((string.ascii_lowercase, 26), (string.digits, 10), (string.punctuation, 32))
_STEPS = (
    (60, 4, "Strong"),
    (48, 3, "Good"),
    (36, 2, "Fair: another word would make it good"),
)
"""Least bits, step of the meter, words."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A step from 0 (too weak to use) to 4 (strong), and words for it."""

    step: int
    words: str


def strength_of(passphrase: str) -> Strength:
    """Return the strength of a passphrase, counted in bits over its different words."""
    if len(passphrase) < LEAST_LENGTH:
        return Strength(
            0, f"Too short: at least {LEAST_LENGTH} characters. Four or five unrelated words are easy to type."
        )
    bits = sum(_bits(word) for word in {word.lower() for word in passphrase.split()})
    if any(word in passphrase.lower() for word in _OBVIOUS):
        bits -= _OBVIOUS_COSTS
    for least, step, words in _STEPS:
        if bits >= least:
            return Strength(step, words)
    return Strength(1, "Weak: use more words, or words that have nothing to do with each other")


def _bits(word: str) -> float:
    """Letters alone are counted as words of the language run together; anything else by its characters."""
    if word.isalpha():
        return _BITS_A_WORD * max(1, round(len(word) / _LETTERS_A_WORD))
    alphabet = sum(size for characters, size in _ALPHABETS if any(each in characters for each in word))
    return len(set(word)) * math.log2(max(alphabet, 2))
