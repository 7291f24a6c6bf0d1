"""Positions in text: the visit counts Unicode code points, Qt counts UTF-16 units.

Asked at each look at where the cursor is, in notes of any length: so nothing here goes through a text letter by letter.
"""

from __future__ import annotations


def to_qt(text: str, position: int) -> int:
    """Return the UTF-16 position of a position in code points."""
    return len(_units(text[:position])) // 2


def from_qt(text: str, position: int) -> int:
    """Return the position in code points of a UTF-16 position; inside a pair: before it."""
    if text.isascii():
        return min(position, len(text))
    before = text[:position]  # as many code points at least
    units = _units(before)
    pairs = len(units) // 2 - len(before)
    while pairs:  # so many units too many: a character of two for each pair, at the most
        shorter = before[: max(0, len(before) - pairs)]
        cut = _units(shorter)
        if len(cut) // 2 <= position:
            return len(shorter) + _characters_between(before[len(shorter) :], position - len(cut) // 2)
        before, pairs = shorter, len(cut) // 2 - position
    return len(before)


def _characters_between(text: str, units: int) -> int:
    """Return how many characters at the start of a text fill so many units; one that does not fit whole is left."""
    count = 0
    for character in text:
        units -= 2 if ord(character) > 0xFFFF else 1
        if units < 0:
            return count
        count += 1
    return count


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
