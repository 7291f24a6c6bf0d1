"""JSON read strictly: what two programs could understand differently is a fault, named by its place."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NoReturn

from inspector_app.errors import MOST_FAULTS, Fault, shown

DEEPEST = 64
"""How many objects and lists may stand inside one another."""

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every JSON program reads exactly (RFC 8259, section 6)."""

MOST_VALUES = 5_000_000
"""How many values a document may have: several times those of a visit with a hundred thousand pieces of evidence."""

Place = tuple[str | int, ...]
"""Where a value stands in a document: keys and positions from the top."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_WHOLE_NUMBER = 20
_LONGEST_KEY = 60
_STRING_OR_NEXT_VALUE = re.compile(rb'"(?:[^"\\]|\\.)*+"|[,\[{]', re.DOTALL)


class NotJson(Exception):
    """The bytes are no JSON document; `faults` says why, by line and column or by place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def json_path(place: Place) -> str:
    """Return a place as a JSON path (RFC 9535), such as `$.records[2].case.dates.referral`."""
    parts = ["$"]
    for step in place:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif len(step) <= _LONGEST_KEY and _PLAIN_KEY.fullmatch(step):
            parts.append(f".{step}")
        else:
            quoted = step[:_LONGEST_KEY].replace("\\", "\\\\").replace("'", "\\'")
            more = "…" if len(step) > _LONGEST_KEY else ""
            parts.append(f"['{shown(quoted, 2 * _LONGEST_KEY)}{more}']")
    return "".join(parts)


def read_json(content: bytes) -> object:
    """Return the one value of a JSON document.

    Raises NotJson where it is not UTF-8 or not JSON, holds too many values or too deep ones, has a key twice in one
    object, a number that cannot be kept exactly, or half a character (a lone surrogate).
    """
    if _has_too_many_values(content):
        raise NotJson([Fault("$", f"This holds more than {MOST_VALUES} values.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotJson([Fault(f"line {line}", "This is not UTF-8 text. Save the file as UTF-8.")]) from None
    objects = _Objects()
    try:
        document = json.loads(
            text,
            object_pairs_hook=objects.made,
            parse_int=_whole_number,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotJson([Fault(place, f"This is not JSON: {_in_words(error.msg)}")]) from None
    except RecursionError:
        raise NotJson([_too_deep("$")]) from None
    faults = list(islice(_value_faults(document, objects), MOST_FAULTS + 1))
    if faults:
        raise NotJson(faults)
    return document


def _has_too_many_values(content: bytes) -> bool:
    """Say so before the values are made: each costs many times the memory of its bytes."""
    if sum(map(content.count, (b",", b"[", b"{"))) < MOST_VALUES:
        return False
    signs = (found for found in _STRING_OR_NEXT_VALUE.finditer(content) if not found[0].startswith(b'"'))
    return next(islice(signs, MOST_VALUES - 1, None), None) is not None


class _Objects:
    """Makes objects while JSON is read, and remembers in which of them a key stood twice."""

    def __init__(self) -> None:
        self._twice: dict[int, tuple[dict[str, object], list[str]]] = {}

    def made(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) != len(pairs):
            times = Counter(key for key, _ in pairs)
            self._twice[id(made)] = (made, sorted(key for key, count in times.items() if count > 1))
        return made

    def keys_twice(self, made: dict[str, object]) -> list[str]:
        return self._twice[id(made)][1] if id(made) in self._twice else []


def _value_faults(document: object, objects: _Objects) -> Iterator[Fault]:
    """Give the faults of all values, in the order of the text; only as many are under way as stand in one another."""
    place: list[str | int] = []
    under_way: list[Iterator[tuple[str | int, object]]] = []
    value = document
    while True:
        yield from _own_faults(value, (*place,), objects)
        if len(place) <= DEEPEST and isinstance(value, dict | list):
            under_way.append(iter(value.items() if isinstance(value, dict) else enumerate(value)))
            place.append("")
        while under_way:
            following = next(under_way[-1], None)
            if following is not None:
                place[-1], value = following
                break
            under_way.pop()
            place.pop()
        else:
            return


def _own_faults(value: object, place: Place, objects: _Objects) -> Iterator[Fault]:
    if len(place) > DEEPEST:
        yield _too_deep(json_path(place))
    elif isinstance(value, dict):
        for key in objects.keys_twice(value):
            yield Fault(json_path((*place, key)), "This key stands twice in the same object.")
        for key in value:
            if _has_lone_surrogate(key):
                yield Fault(json_path((*place, key)), "This key holds half a character (a lone surrogate).")
    elif isinstance(value, str):
        if _has_lone_surrogate(value):
            yield Fault(json_path(place), "This text holds half a character (a lone surrogate).")
    elif _is_too_large(value):
        yield Fault(json_path(place), f"This number is too large; the largest is {LARGEST_NUMBER}.")


def _is_too_large(value: object) -> bool:
    if isinstance(value, float):
        return math.isinf(value)
    return isinstance(value, int) and abs(value) > LARGEST_NUMBER


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_WHOLE_NUMBER else math.inf


def _no_constant(name: str) -> NoReturn:
    raise NotJson([Fault("$", f"This is not JSON: {name} is not a number that JSON has.")])


def _has_lone_surrogate(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _too_deep(path: str) -> Fault:
    return Fault(path, f"Objects and lists stand more than {DEEPEST} deep inside one another.")


def _in_words(message: str) -> str:
    """Return the JSON reader's message as the end of a sentence."""
    words = message.removesuffix(" at").removesuffix(":").strip()
    return f"{words[:1].lower()}{words[1:]}."
