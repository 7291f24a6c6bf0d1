"""Notes as a document sets them: paragraphs, items of lists with their level and sign, and the gaps between."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"(\s*)(-|\d{1,3}[.)]) +(\S.*)")
_STEP = 2
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line: `level` 0 is a paragraph, 1 an item of a list, 2 one of a list in it; `sign` is "-" or "2."."""

    words: str
    level: int = 0
    sign: str = ""
    after_gap: bool = False


def note_lines(text: str) -> list[NoteLine]:
    """Return the lines of a text that hold words; a list goes at most one level deeper from one item to the next."""
    lines: list[NoteLine] = []
    gap = False
    for line in text.splitlines():
        if not line.strip():
            gap = bool(lines)
            continue
        found = _ITEM.fullmatch(line.expandtabs(_STEP).rstrip())
        if found is None:
            lines.append(NoteLine(line, after_gap=gap))
        else:
            above = lines[-1].level if lines else 0
            level = min(1 + len(found[1]) // _STEP, above + 1, _DEEPEST)
            lines.append(NoteLine(found[3], level, found[2], after_gap=gap))
        gap = False
    return lines
