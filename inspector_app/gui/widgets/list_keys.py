"""Lists without ceremony: what Enter, Tab and Shift+Tab do in a line that begins with "- " or "1. "."""

from __future__ import annotations

import re
from dataclasses import dataclass

STEP = "  "
"""How much further in each level stands."""
_ITEM = re.compile(r"(\s*)(- |(\d{1,3})([.)]) )(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """A line that is an item of a list: the blanks before it, its sign with the blank behind, and its words."""

    indent: str
    sign: str
    words: str

    def following(self) -> str:
        """Return how the next item begins."""
        number = re.match(r"\d+", self.sign)
        return self.indent + (f"{int(number[0]) + 1}{self.sign[number.end() :]}" if number else self.sign)


def item_of(line: str) -> Item | None:
    """Return a line as an item of a list, or None where it is none."""
    found = _ITEM.fullmatch(line)
    return Item(found[1], found[2], found[5]) if found else None


def indented(line: str, above: str) -> str | None:
    """Return an item one level further in; None: the line is no item, or stands as deep as the line above allows."""
    item, higher = item_of(line), item_of(above)
    if item is None or higher is None or len(item.indent) > len(higher.indent):
        return None
    sign = re.sub(r"\d+", "1", item.sign)
    return f"{STEP}{item.indent}{sign}{item.words}"


def outdented(line: str) -> str | None:
    """Return an item one level further out; None: the line is no item, or stands at the edge."""
    item = item_of(line)
    if item is None or not item.indent:
        return None
    return f"{item.indent[len(STEP) :]}{item.sign}{item.words}"
