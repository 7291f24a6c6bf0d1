"""Breaking text into lines: ragged right, no hyphenation, links whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspector_app.letter.fonts import text_width

_LINK = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<web>(?:https?://|www\.)[^\s<>()]*[^\s<>().,;:!?'\"’”])", re.IGNORECASE
)
_BREAK = re.compile(r"(?<!\b[A-Z]\.) +(?![–—] )|(?<=[^\W\d_])[/–—](?=[^\W\d_])")
"""Where a line may end: after spaces (not behind an initial, nor before a dash that stands free), and after a stroke or
dash between words.

Not after a hyphen: what reads or copies the page takes a hyphen at a line's end for one that it should drop.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; `target` is the address that it links to, or empty."""

    text: str
    font: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its stretches from left to right, and its width in points without the space at its end."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never broken, unless it is longer than a whole line; a line may end after it if `ends`."""

    run: Run
    ends: bool


@lru_cache(maxsize=2_000)
def with_links(text: str, font: str) -> tuple[Run, ...]:
    """Split a text into plain stretches and the mail and web addresses in it."""
    runs = []
    position = 0
    for found in _LINK.finditer(text):
        address = found.group()
        target = f"mailto:{address}" if found["mail"] else address if "://" in address else f"https://{address}"
        runs += [Run(text[position : found.start()], font), Run(address, font, target)]
        position = found.end()
    runs.append(Run(text[position:], font))
    return tuple(run for run in runs if run.text)


@lru_cache(maxsize=2_000)
def break_lines(runs: tuple[Run, ...], size: float, width: float) -> tuple[Line, ...]:
    """Break stretches of text into lines no wider than `width` points.

    Kept for paragraphs seen before: a preview that follows typing breaks one paragraph anew, not all of them.
    """
    lines: list[Line] = []
    line: list[Run] = []
    used = 0.0
    for word in _words(runs):
        needed = _width(word, size)
        if line and used + needed > width:
            lines.append(_line(line, size))
            line, used = [], 0.0
        while not line and needed > width:
            head, word = _cut(word, size, width)
            lines.append(_line(head, size))
            needed = _width(word, size)
        line += word
        used += sum(text_width(run.text, run.font, size) for run in word)
    if line or not lines:
        lines.append(_line(line, size))
    return tuple(lines)


def _words(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield what belongs together on a line, across the borders of stretches."""
    word: list[Run] = []
    for piece in (piece for run in runs for piece in _pieces(run)):
        word.append(piece.run)
        if piece.ends:
            yield word
            word = []
    if word:
        yield word


def _pieces(run: Run) -> Iterator[_Piece]:
    if run.target:
        yield _Piece(run, False)
        return
    position = 0
    for found in _BREAK.finditer(run.text):
        yield _Piece(_part(run, run.text[position : found.end()]), True)
        position = found.end()
    if position < len(run.text):
        yield _Piece(_part(run, run.text[position:]), False)


def _part(run: Run, text: str) -> Run:
    return Run(text, run.font, run.target)


def _width(word: Sequence[Run], size: float) -> float:
    """The width of a word without the space that follows it."""
    last = len(word) - 1
    texts = ((run, run.text.rstrip(" ") if index == last else run.text) for index, run in enumerate(word))
    return sum(text_width(text, run.font, size) for run, text in texts)


def _cut(word: Sequence[Run], size: float, width: float) -> tuple[list[Run], list[Run]]:
    """Cut a word that is longer than a line after as many characters as fit, but at least one."""
    head: list[Run] = []
    used = 0.0
    for index, run in enumerate(word):
        for count, character in enumerate(run.text):
            used += text_width(character, run.font, size)
            if used > width and (head or count) and run.text[count - 1 : count] != "-":
                kept = [_part(run, run.text[:count])] if count else []
                return head + kept, [_part(run, run.text[count:]), *word[index + 1 :]]
        head.append(run)
    return head, []


def _line(runs: Sequence[Run], size: float) -> Line:
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].font, joined[-1].target) == (run.font, run.target):
            joined[-1] = _part(run, joined[-1].text + run.text)
        else:
            joined.append(run)
    return Line(tuple(joined), _width(joined, size) if joined else 0.0)
