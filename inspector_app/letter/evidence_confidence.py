"""Passages of a record that were said in confidence, marked where they stand in its notes and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inspector_app.visit.entities import Evidence

_SIGN = re.compile(r"\s*(?:(?:-|\d{1,3}[.)]) +)?")
_OPENS, _CLOSES = "[in confidence: ", "]"

_Span = tuple[int, int]


def marked(text: str, pieces: Sequence[Evidence]) -> str:
    """Return a text of a record with the words marked that its evidence in confidence says, wherever they stand.

    In a list each item is marked by itself, behind its sign.
    """
    spans = _merged(span for piece in pieces if piece.in_confidence for span in _spans(text, piece.text))
    for start, end in reversed([part for span in spans for part in _by_line(text, span)]):
        text = f"{text[:start]}{_OPENS}{text[start:end]}{_CLOSES}{text[end:]}"
    return text


def _spans(text: str, said: str) -> Iterator[_Span]:
    if words := said.split():
        yield from (found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), text))


def _merged(spans: Iterator[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _by_line(text: str, span: _Span) -> Iterator[_Span]:
    """Give the parts of a passage line by line, without the signs of items and the white space about them."""
    begin = 0
    for line in text.splitlines(keepends=True):
        sign = _SIGN.match(line)
        first = begin + (sign.end() if sign else 0)
        start, end = max(span[0], first), min(span[1], begin + len(line.rstrip()))
        if start < end:
            yield start, end
        begin += len(line)
