"""What became of words: which stayed, which went, which are new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"[^\S\n]+|(?:\n|[\w’'/-]+|[^\w\s])[^\S\n]*")
_ANEW = 0.3
"""A text that keeps less than this share of its words was written anew: old and new in pieces could not be read."""
_LONG = 2000
"""Words from which on the frequent ones no longer help to find what stayed: else long texts take seconds."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a text, with the blanks behind them, and what became of them."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_differences(before: str, after: str) -> tuple[Words, ...]:
    """Return both texts as one, word by word: "same" and "new" together are the words after, "same" and "gone" those
    before; blanks are those after."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    middle = _between(old, new, head, tail)
    pieces = (("same", new[:head]), *middle, ("same", new[len(new) - tail :]))
    return tuple(_joined((kind, "".join(tokens)) for kind, tokens in pieces if tokens))


_Kind = Literal["same", "gone", "new"]


def _between(old: list[str], new: list[str], head: int, tail: int) -> list[tuple[_Kind, list[str]]]:
    """Return what differs, and what stayed in between, of what is neither head nor tail of both."""
    old_words, new_words = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, _keys(old_words), _keys(new_words), autojunk=len(old) + len(new) > _LONG)
    stayed = head + tail + sum(block.size for block in matcher.get_matching_blocks())
    if old_words and new_words and 2 * stayed < _ANEW * (len(old) + len(new)):
        return [("gone", _apart([*_blank_before(old, head, new, head), *old_words])), ("new", new_words)]
    found: list[tuple[_Kind, list[str]]] = []
    for change, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if change == "equal":
            found.append(("same", new_words[new_from:new_to]))
        elif old_from < old_to:
            blank = _blank_before(old, head + old_from, new, head + new_from)
            went = [*blank, *old_words[old_from:old_to]]
            found.append(("gone", _apart(went) if new_from < new_to else went))
        if change != "equal" and new_from < new_to:
            found.append(("new", new_words[new_from:new_to]))
    return found


def _apart(went: list[str]) -> list[str]:
    """Return what went with a blank behind it, so that it does not run into what came for it."""
    return went if went[-1][-1].isspace() else [*went, " "]


def _blank_before(old: list[str], old_from: int, new: list[str], new_from: int) -> list[str]:
    """Return the blank that stood before what went, where the word before it has none behind it any more."""
    had = old_from > 0 and old[old_from - 1][-1:].isspace()
    has = new_from == 0 or new[new_from - 1][-1:].isspace()
    return [" "] if had and not has else []


def _joined(pieces: Iterator[tuple[_Kind, str]]) -> Iterator[Words]:
    """Yield the pieces, with neighbours of one kind as one."""
    kind: _Kind | None = None
    held = ""
    for each, text in pieces:
        if each == kind:
            held += text
            continue
        if kind is not None:
            yield Words(kind, held)
        kind, held = each, text
    if kind is not None:
        yield Words(kind, held)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words at the start are the same."""
    count = 0
    for before, after in zip(_keys(old), _keys(new), strict=False):
        if before != after:
            break
        count += 1
    return count


def _keys(tokens: Sequence[str]) -> list[str]:
    """Return the words without the blanks behind them."""
    return [token.rstrip(" \t") or token for token in tokens]


def shortened(pieces: Sequence[Words], around: int = 12) -> tuple[Words, ...]:
    """Return the differences with long stretches of what stayed cut to so many words beside what did not."""
    last = len(pieces) - 1
    return tuple(
        each if each.kind != "same" or not last else Words("same", _cut(each.text, number > 0, number < last, around))
        for number, each in enumerate(pieces)
    )


def _cut(text: str, after: bool, before: bool, around: int) -> str:
    """Keep the words at the ends of a stretch that stand `after` or `before` something that changed."""
    words = re.findall(r"\s*\S+(?:\s+\Z)?", text)
    head, tail = (around if after else 0), (around if before else 0)
    if len(words) <= head + tail + 1:
        return text
    kept = (*words[:head], " …", *words[len(words) - tail :])
    return "".join(kept) if head else "".join(kept).lstrip()
