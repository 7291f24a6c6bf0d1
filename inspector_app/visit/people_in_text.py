"""Finds what looks like the name of a person in a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from inspector_app.visit.writing_lists import WritingLists, writing_lists

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BESIDE = re.compile(r"\.? |-")
_LONGEST_NAME = 4
"""Words that one name has at most."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    bare: str
    """The word without 's."""
    owns: bool
    """It ends in 's."""
    capital: bool
    beside: bool
    """Nothing but a blank (or a full stop and a blank) stands between the word before and it."""
    dotted: bool
    """A full stop stands between the word before and it."""

    @property
    def small(self) -> str:
        return self.bare.lower()


def people_in(
    text: str, allowed: Container[str] = (), known: Callable[[str], bool] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield start and end (code points) of what looks like a person's name; see `name_warnings` for the arguments."""
    words = _words(text)
    lists = writing_lists()
    at = 0
    while at < len(words):
        length = _name_at(words, at, lists, known)
        if not length or any(word.bare.casefold() in allowed for word in words[at : at + length]):
            at += 1
            continue
        last = words[at + length - 1]
        yield words[at].start, last.end - (2 if last.owns else 0)
        at += length


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for found in _WORD.finditer(text):
        gap = text[end : found.start()]
        owns = found[0][-2:] in ("'s", "’s")
        bare = found[0][:-2] if owns else found[0]
        mixed = bare[:1].isupper() and (len(bare) == 1 or not bare.isupper())
        words.append(
            _Word(found.start(), found.end(), bare, owns, mixed, bool(words and _BESIDE.fullmatch(gap)), "." in gap)
        )
        end = found.end()
    return words


def _name_at(words: list[_Word], at: int, lists: WritingLists, known: Callable[[str], bool] | None) -> int:
    """Return how many words from here on are a name; 0: none."""
    word = words[at]
    before = words[at - 1] if at and word.beside else None
    if word.bare in lists.titles:
        return _after_title(words, at, lists)
    if not word.capital or (before is not None and before.bare in ("St", "Saint")):
        return 0
    length = _run(words, at)
    if _is_of_a_place(words, at, length, lists):
        return 0
    if word.bare in lists.given:
        return length
    surname = length > 1 and words[at + 1].bare in lists.surnames
    if word.bare in lists.also_words:
        related = before is not None and not word.dotted and before.small in lists.relations
        after = words[at + 1].small if at + 1 < len(words) and words[at + 1].beside else ""
        return length if surname or related or after in lists.speaking else 0
    if len(word.bare) == 1:
        return 2 if surname and word.bare not in "AI" else 0
    unknown = length > 1 and known is not None and not any(known(each.bare) for each in words[at : at + 2])
    return length if unknown and min(len(each.bare) for each in words[at : at + 2]) > 2 else 0


def _after_title(words: list[_Word], at: int, lists: WritingLists) -> int:
    """A title is of a name where a word with a capital follows; "Mr A" hides one already."""
    if at + 1 >= len(words) or not words[at + 1].beside or not words[at + 1].capital:
        return 0
    length = 1 + _run(words, at + 1)
    alone = length == 2 and len(words[at + 1].bare) == 1
    return 0 if alone or _is_of_a_place(words, at + 1, length - 1, lists) else length


def _run(words: list[_Word], at: int) -> int:
    """Return how many words with capitals stand side by side from here on, within one sentence."""
    length = 1
    while length < _LONGEST_NAME and at + length < len(words) and not words[at + length - 1].owns:
        following, before = words[at + length], words[at + length - 1]
        if not following.beside or not following.capital or (following.dotted and len(before.bare) > 1):
            break
        length += 1
    return length


def _is_of_a_place(words: list[_Word], at: int, length: int, lists: WritingLists) -> bool:
    """Say whether a name is that of a place, a review or a law: "Elizabeth House", "Mary's day centre"."""
    if any(word.bare in lists.public for word in words[at : at + length]):
        return True
    if any(word.bare in lists.places for word in words[at + 1 : at + length]):
        return True
    for word in words[at + length : at + length + 3]:
        if not word.beside or word.dotted:
            return False
        if word.bare in lists.places or (not word.capital and word.small in lists.lower):
            return True
        if not word.capital and word.small not in lists.between:
            return False
    return False
