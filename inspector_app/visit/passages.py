"""Passages of a text that evidence is taken from, in code points: which one is meant, and where it is now."""

from __future__ import annotations

import re

SHORT = 280
"""A text of at most so many characters is taken whole where nothing is marked."""

_PARAGRAPH = re.compile(r"[^\n]+")


def passage_for(text: str, marked: tuple[int, int] | None, cursor: int) -> tuple[int, int] | None:
    """Return the passage that becomes evidence: what is marked, else a short text whole, else the cursor's paragraph.

    None where there is nothing to take.
    """
    if marked is not None:
        return marked
    if not text.strip():
        return None
    if len(text.strip()) <= SHORT and "\n\n" not in text.strip():
        return _without_blanks(text, 0, len(text))
    filled = [found.span() for found in _PARAGRAPH.finditer(text) if found[0].strip()]
    start, end = min(filled, key=lambda span: _away(span, cursor))
    return _without_blanks(text, start, end)


def find_passage(text: str, words: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """Return where a passage's words stand in a text now, looking first at the place they were taken from.

    `start` and `end` None: the words were the whole field. None: the words are no longer there.
    """
    if start is None or end is None:
        return _without_blanks(text, 0, len(text)) if text.strip() == words.strip() else None
    if text[start:end] == words:
        return start, end
    if not words:
        return None
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        return None
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(words)


def _away(span: tuple[int, int], cursor: int) -> int:
    start, end = span
    return max(start - cursor, cursor - end, 0)


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), end - (len(passage) - len(passage.rstrip()))
