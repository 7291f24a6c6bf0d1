"""Positions in text: the visit counts Unicode code points, Qt counts UTF-16 units."""

from __future__ import annotations


def to_qt(text: str, position: int) -> int:
    """Return the UTF-16 position of a position in code points."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def from_qt(text: str, position: int) -> int:
    """Return the position in code points of a UTF-16 position; inside a pair: before it."""
    units = 0
    for index, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if units + width > position:
            return index
        units += width
    return len(text)
