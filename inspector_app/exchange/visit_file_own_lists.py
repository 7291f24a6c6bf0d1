"""What this program keeps of a visit in lists that the visit file has no name for, under keys of ours at its top.

These keys are ours alone, as those of our fields (`visit_file_own_fields.py`): what we would not have written there is
a fault. Signed letters, what was issued and the bytes of files are not in the file (`visit-file.md`); of a frame there
is its digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import cattrs

from inspector_app.errors import Fault
from inspector_app.exchange.json_text import Place, json_path
from inspector_app.exchange.visit_file_own_rules import RULES, There, still_there
from inspector_app.exchange.visit_file_schema import instead
from inspector_app.exchange.visit_file_shape import Raw, own_key
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.letter_entities import LetterAcceptance, NextStep, Proposal
from inspector_app.visit.ordering import orders

_OWN: Mapping[str, Mapping[str, type]] = {
    own_key("sampling"): {"frames": Frame, "draws": Draw},
    own_key("judging"): {"agreements": Agreement, "moves": Move, "assignments": Assignment},
    own_key("letter_work"): {
        "next_steps": NextStep,
        "letter_acceptances": LetterAcceptance,
        "proposals": Proposal,
    },
    own_key("keeping"): {"holds": Hold},
}
"""The lists of each key, by the names that `VisitContents` has for them."""

_PLACE = ("order", "deleted")
"""What an entity does not say of itself in the file: it stands in its place, and what was removed is not there."""

Lists = Mapping[str, tuple[Any, ...]]


def own_lists_of(document: Raw) -> Mapping[str, Lists]:
    """Return the lists under each top key of ours that says something, in a document without fault."""
    found = {key: _lists(document[key], kinds) for key, kinds in _OWN.items() if document.get(key) is not None}
    return {key: lists for key, lists in found.items() if any(lists.values())}


def own_list_keys(contents: VisitContents) -> Raw:
    """Return the top keys of ours that say something; what refers to something removed is left out of them."""
    standing = still_there(contents)
    whole = {key: {name: getattr(standing, name) for name in names} for key, names in _OWN.items()}
    return {key: _written(lists) for key, lists in whole.items() if any(lists.values())}


def own_list_faults(document: Raw, framework: Framework | None) -> Iterator[Fault]:
    """Give every fault of our lists in a document, which may have other faults too."""
    there = There.in_file(document, framework)
    for key, kinds in _OWN.items():
        lists = document.get(key)
        if lists is None:
            continue
        if not isinstance(lists, dict):
            yield Fault(json_path((key,)), f"This must be an object of lists{instead(lists)}.")
            continue
        yield from _unknown_keys(lists, kinds, (key,))
        for name, kind in kinds.items():
            if name in lists:
                yield from _faults_of_list(lists[name], name, kind, (key, name), there)
            else:
                yield Fault(json_path((key, name)), "This is missing.")


def _lists(raw: Raw, kinds: Mapping[str, type]) -> Lists:
    return {
        name: tuple(
            _CONVERTER.structure({**each, "order": order}, kind)
            for each, order in zip(raw[name], orders(len(raw[name])), strict=True)
        )
        for name, kind in kinds.items()
    }


def _faults_of_list(held: Any, name: str, kind: type, place: Place, there: There) -> Iterator[Fault]:
    if not isinstance(held, list):
        yield Fault(json_path(place), f"This must be a list{instead(held)}.")
        return
    met: set[object] = set()
    for index, raw in enumerate(held):
        inside = (*place, index)
        if not isinstance(raw, dict):
            yield Fault(json_path(inside), f"This must be an object{instead(raw)}.")
            continue
        faults = [*_field_faults(raw, kind, inside), *_unknown_keys(raw, _fields(kind), inside)]
        yield from faults
        if not faults:
            if raw["id"] in met:
                yield Fault(json_path((*inside, "id")), "This id stands twice; each id is used once.")
            met.add(raw["id"])
            entity: Any = _CONVERTER.structure(raw, kind)
            for field, sentence in RULES[name](entity, there):
                yield Fault(json_path((*inside, field)), sentence)


def _unknown_keys(raw: Raw, known: Mapping[str, object], place: Place) -> Iterator[Fault]:
    for key in raw:
        if key not in known:
            yield Fault(json_path((*place, key)), "This key is not part of what the program keeps here.")


def _field_faults(raw: Raw, kind: type, place: Place) -> Iterator[Fault]:
    for name, hint in _fields(kind).items():
        if name not in raw:
            yield Fault(json_path((*place, name)), "This is missing.")
        elif not _is_as_written(raw[name], hint):
            yield Fault(json_path((*place, name)), f"This must be {_in_words(hint)}{instead(raw[name])}.")


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    """Return what each field of an entity holds."""
    return {name: hint for name, hint in get_type_hints(kind).items() if name not in _PLACE}


def _is_as_written(value: object, hint: Any) -> bool:
    """Say whether a value is what we would have written, word for word."""
    try:
        return bool(_as_json(_CONVERTER.structure(value, hint)) == value)
    except (ValueError, TypeError, KeyError, AttributeError, cattrs.ForbiddenExtraKeysError):
        return False


def _in_words(hint: Any) -> str:
    kind = next((each for each in get_args(hint) if NoneType in get_args(hint) and each is not NoneType), hint)
    if _is_choice(kind):
        return " or ".join(f'"{choice}"' for choice in get_args(kind))
    return _KINDS.get(kind, "as the program writes it")


_KINDS: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a day, such as 2010-05-21",
}


def _written(lists: Lists) -> Raw:
    return {name: [_plain(asdict(entity)) for entity in entities] for name, entities in lists.items()}


def _plain(values: Raw) -> Raw:
    return {name: _as_json(value) for name, value in values.items() if name not in _PLACE}


def _as_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_as_json(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.isoformat() if isinstance(value, date) else value


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is not {kind.__name__}")
    return value


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _one_of(value: Any, kind: Any) -> Any:
    if value not in get_args(kind):
        raise ValueError(f"{value!r} is not among the choices")
    return value


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=False)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook_func(_is_choice, _one_of)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
    return converter


_CONVERTER = _converter()
