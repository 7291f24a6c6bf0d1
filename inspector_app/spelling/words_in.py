"""The words of a text that spelling is looked at for: no references, numbers, addresses or abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHUNK = re.compile(r"[^\s,;()\[\]{}|…—–\"“”]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"[\d@_\\]|www\.|://")
_ABBREVIATION = re.compile(r"[A-Z]{2,6}s?")


def words_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (code points) of each word whose spelling can be looked at.

    What has a digit in it (EX-014, s47, 2nd), an address of the web or of mail, single letters and short words in
    capitals (LSCB, IROs) are passed by; the parts of a word with hyphens are words of their own.
    """
    for chunk in _CHUNK.finditer(text):
        if _NO_WORDS.search(chunk[0]):
            continue
        for word in _WORD.finditer(chunk[0]):
            if len(word[0]) > 1 and not _ABBREVIATION.fullmatch(word[0]):
                yield chunk.start() + word.start(), chunk.start() + word.end()
