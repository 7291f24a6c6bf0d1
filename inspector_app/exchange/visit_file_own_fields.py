"""Fields of this program that the visit file has no name for, under `x-...` keys of the objects that they belong to.

The contract lets every program add such keys, and has the others keep and give them back. A key of ours that holds
what we would not have written is another program's, and stays as it came. What is no field of an object the file has
stands in lists of ours (`visit_file_own_lists.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar

from inspector_app.exchange.visit_file_schema import is_instant
from inspector_app.visit.entities import Case, Concern, Finding, Interview, Link, Record, Visit
from inspector_app.visit.letter_entities import Letter

_OWN: Mapping[type, Mapping[str, str]] = {
    Visit: {"x-focus": "focus"},
    Record: {"x-unfiled": "unfiled", "x-paper-id": "paper_id", "x-explained": "explained"},
    Interview: {"x-views": "views"},
    Case: {"x-draw": "draw", "x-position": "position", "x-replaces": "replaces", "x-left-reason": "left_reason"},
    Finding: {"x-trigger": "trigger"},
    Link: {"x-ties": "ties"},
    Concern: {"x-open-because": "open_because"},
    Letter: {
        "x-enclosures": "enclosures",
        "x-state": "state",
        "x-assured-by": "assured_by",
        "x-assured-at": "assured_at",
        "x-replaces": "replaces",
        "x-correction": "correction",
    },
}

T = TypeVar("T", Visit, Record, Interview, Case, Finding, Link, Concern, Letter)


def with_own_fields(value: T, without: Collection[str] = ()) -> T:
    """Return a value with its `x-...` keys that are ours as the fields they stand for, but for those in `without`."""
    kept = dict(value.extra)
    found: dict[str, Any] = {}
    for key, name in _OWN[type(value)].items():
        if key in kept and key not in without and _HOLDS.get(name, _is_text)(kept[key]):
            raw: Any = kept[key]
            held = tuple(raw) if isinstance(raw, list) else raw
            if held != _default(value, name):
                found[name] = held
                del kept[key]
    return replace(value, **found, extra=kept) if found else value


def with_own_keys_added(value: T) -> Mapping[str, object]:
    """Return the `x-...` keys of a value, with those for our fields that say something."""
    said = {key: getattr(value, name) for key, name in _OWN[type(value)].items()}
    ours = {
        key: list(held) if isinstance(held, tuple) else held
        for key, held in said.items()
        if held != _default(value, _OWN[type(value)][key])
    }
    return {**value.extra, **ours} if ours else value.extra


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_ties(value: object) -> bool:
    return isinstance(value, dict) and all(key and isinstance(words, str) for key, words in value.items())


_HOLDS: Mapping[str, Callable[[object], bool]] = {
    "unfiled": lambda value: isinstance(value, bool),
    "position": lambda value: type(value) is int,
    "ties": _are_ties,
    "enclosures": _are_texts,
    "state": lambda value: value == "quality-assured",
    "assured_at": lambda value: isinstance(value, str) and is_instant(value),
}
"""What each of our fields holds; the others hold text."""


def _default(value: object, name: str) -> object:
    field = next(each for each in fields(value) if each.name == name)  # type: ignore[arg-type]
    return field.default if field.default_factory is MISSING else field.default_factory()
