"""Fields of this program that the visit file has no name for, under `x-inspector-app-...` keys of their objects.

The contract lets every program add `x-...` keys, and has the others keep and give them back. The longer beginning is
ours alone: no other program's key is ever written over, and a value there that we would not have written is a fault.
What is no field of an object the file has stands in lists of ours (`visit_file_own_lists.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar

from inspector_app.errors import Fault
from inspector_app.exchange.json_text import Place, json_path
from inspector_app.exchange.visit_file_references import objects, objects_in
from inspector_app.exchange.visit_file_schema import instead, is_instant
from inspector_app.exchange.visit_file_shape import Raw, own_key
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.entities import Case, Concern, Finding, Interview, Link, Record, Visit
from inspector_app.visit.letter_entities import Letter

_OWN: Mapping[type, tuple[str, ...]] = {
    Visit: ("focus",),
    Record: ("unfiled", "paper_id", "explained"),
    Interview: ("views",),
    Case: ("draw", "position", "replaces", "left_reason"),
    Finding: ("trigger",),
    Link: ("ties",),
    Concern: ("open_because",),
    Letter: ("enclosures", "state", "assured_by", "assured_at", "replaces", "correction"),
}

T = TypeVar("T", Visit, Record, Interview, Case, Finding, Link, Concern, Letter)


def with_own_fields(value: T) -> T:
    """Return a value with its keys that are ours as the fields they stand for; one that says nothing stays a key."""
    kept = dict(value.extra)
    found: dict[str, Any] = {}
    for name in _OWN[type(value)]:
        raw: Any = kept.get(own_key(name))
        held = tuple(raw) if isinstance(raw, list) else raw
        if held is not None and held != _default(value, name):
            found[name] = held
            del kept[own_key(name)]
    return replace(value, **found, extra=kept) if found else value


def with_own_keys_added(value: T) -> Mapping[str, object]:
    """Return the `x-...` keys of a value, with those for our fields that say something."""
    said = {name: getattr(value, name) for name in _OWN[type(value)]}
    ours = {
        own_key(name): list(held) if isinstance(held, tuple) else held
        for name, held in said.items()
        if held != _default(value, name)
    }
    return {**value.extra, **ours} if ours else value.extra


def own_field_faults(document: Raw, framework: Framework | None) -> Iterator[Fault]:
    """Give every fault of our fields in a document, which may have other faults too."""
    for place, kind, held in _holders(document):
        for name in _OWN[kind]:
            value = held.get(own_key(name))
            holds, what = _HOLDS.get(name, (_is_text, "text"))
            if value is not None and not holds(value):
                yield Fault(json_path((*place, own_key(name))), f"This must be {what}{instead(value)}.")
    yield from _reference_faults(document, framework)


def _reference_faults(document: Raw, framework: Framework | None) -> Iterator[Fault]:
    visit, letter = document.get("visit"), document.get("letter")
    focus = visit.get(own_key("focus")) if isinstance(visit, dict) else None
    if framework is not None and isinstance(focus, str) and framework.focus(focus) is None:
        sentence = f'The framework {framework.id} has no focus "{focus}".'
        yield Fault(json_path(("visit", own_key("focus"))), sentence)
    assured_by = letter.get(own_key("assured_by")) if isinstance(letter, dict) else None
    inspectors = [held.get("id") for _, held in objects(document, "visit", "inspectors")]
    if isinstance(assured_by, str) and assured_by not in inspectors:
        sentence = f"No inspector of the visit has the id {assured_by}."
        yield Fault(json_path(("letter", own_key("assured_by"))), sentence)


def _holders(document: Raw) -> Iterator[tuple[Place, type, Raw]]:
    """Give the objects that may have a field of ours, with their places and the values that they stand for."""
    for key, kind in (("visit", Visit), ("letter", Letter)):
        if isinstance(document.get(key), dict):
            yield (key,), kind, document[key]
    for place, record in objects(document, "records"):
        yield place, Record, record
        for part, of in (("interview", Interview), ("case", Case)):
            if isinstance(record.get(part), dict):
                yield (*place, part), of, record[part]
    for place, finding in objects(document, "findings"):
        yield place, Finding, finding
        for inside, link in objects_in(finding, place, "evidence"):
            yield inside, Link, link
    for place, concern in objects(document, "concerns"):
        yield place, Concern, concern


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_ties(value: object) -> bool:
    return isinstance(value, dict) and all(key and isinstance(words, str) for key, words in value.items())


_HOLDS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "unfiled": (lambda value: isinstance(value, bool), "true or false"),
    "position": (lambda value: type(value) is int, "a whole number"),
    "ties": (_are_ties, "an object of texts"),
    "enclosures": (_are_texts, "a list of texts"),
    "state": (lambda value: value in ("draft", "quality-assured"), '"draft" or "quality-assured"'),
    "assured_at": (lambda value: isinstance(value, str) and is_instant(value), "an instant with its offset"),
}
"""What each of our fields holds, and in words; the others hold text."""


def _default(value: object, name: str) -> object:
    field = next(each for each in fields(value) if each.name == name)  # type: ignore[arg-type]
    return field.default if field.default_factory is MISSING else field.default_factory()
