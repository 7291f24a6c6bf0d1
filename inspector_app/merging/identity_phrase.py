"""The short phrase by which colleagues confirm each other's signing identity, once, by reading it aloud."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from inspector_app.merging.spoken_words import BITS_OF_A_WORD, spoken_words, tidy_spoken

_WORDS = 4


@lru_cache(maxsize=64)
def identity_phrase(certificate_der: bytes) -> str:
    """Return four words for a certificate (DER), the same on every laptop; it takes a twentieth of a second.

    They are the first forty bits of a digest that is slow on purpose (scrypt, RFC 7914): of a quick one, somebody could
    try certificates by the million million until one has the phrase of another.
    """
    digest = hashlib.scrypt(certificate_der, salt=b"inspector-identity/1", n=2**14, r=8, p=1, dklen=8)
    bits = int.from_bytes(digest) >> (8 * len(digest) - _WORDS * BITS_OF_A_WORD)
    places = [bits >> (BITS_OF_A_WORD * place) for place in reversed(range(_WORDS))]
    words = spoken_words()
    return " ".join(words[place % len(words)] for place in places)


def same_phrase(typed: str, phrase: str) -> bool:
    """Say whether what was typed is this phrase, as `tidy_spoken` reads it. Raises SpokenWordMistyped."""
    return tidy_spoken(typed) == phrase
