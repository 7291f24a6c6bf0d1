"""The words of a text that spelling is looked at for: no references, numbers, addresses or abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CHUNK = re.compile(r"[^\s,;()\[\]{}|…—–\"“”]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"[\d@_\\]|www\.|://")
_ABBREVIATION = re.compile(r"[A-Z]{2,6}s?(?:['’]s)?|[A-Z]['’]s")
_COMPOUND = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")


def words_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (code points) of each word whose spelling can be looked at.

    What has a digit in it (EX-014, s47, 2nd), an address of the web or of mail, single letters and short words in
    capitals (LSCB, IROs, LA's) are passed by; the parts of a word with hyphens are words of their own.
    """
    for chunk in _CHUNK.finditer(text):
        if _NO_WORDS.search(chunk[0]):
            continue
        for word in _WORD.finditer(chunk[0]):
            if len(word[0]) > 1 and not _ABBREVIATION.fullmatch(word[0]):
                yield chunk.start() + word.start(), chunk.start() + word.end()


def misspelt_in(text: str, is_right: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield start and end (code points) of each word of a text that is right neither alone nor with its hyphens.

    "Ordinated" is no word, and "co-ordinated" is one.
    """
    for start, end in words_in(text):
        if not is_right(text[start:end]) and not _is_right_whole(text, start, end, is_right):
            yield start, end


def _is_right_whole(text: str, start: int, end: int, is_right: Callable[[str], bool]) -> bool:
    begin = start
    while begin and (text[begin - 1].isalpha() or text[begin - 1] in "-‑'’"):
        begin -= 1
    for whole in _COMPOUND.finditer(text, begin):
        if whole.end() >= end:
            return len(whole[0]) > end - start and is_right(whole[0].replace("‑", "-"))
    return False
