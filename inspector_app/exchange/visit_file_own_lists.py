"""What this program keeps of a visit in lists that the visit file has no name for, under `x-...` keys at its top.

A list comes in only where its whole key holds what we would have written, word for word: otherwise it is another
program's and stays as it came. Signed letters, what was issued and the bytes of files are not in the file
(`visit-file.md`); of a frame there is its digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal, get_args, get_origin

import cattrs

from inspector_app.exchange.visit_file_own_rules import RULES, still_there
from inspector_app.exchange.visit_file_shape import Raw
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.judging_entities import Agreement, Assignment, Move
from inspector_app.visit.letter_entities import LetterAcceptance, NextStep, Proposal
from inspector_app.visit.ordering import orders

_OWN: Mapping[str, Mapping[str, type]] = {
    "x-sampling": {"frames": Frame, "draws": Draw},
    "x-judging": {"agreements": Agreement, "moves": Move, "assignments": Assignment},
    "x-letter-work": {
        "next_steps": NextStep,
        "letter_acceptances": LetterAcceptance,
        "proposals": Proposal,
    },
}
"""The lists of each key, by the names that `VisitContents` has for them."""

_PLACE = ("order", "deleted")
"""What an entity does not say of itself in the file: it stands in its place, and what was removed is not there."""

Lists = Mapping[str, tuple[Any, ...]]


def own_lists_of(document: Raw, framework: Framework) -> Mapping[str, Lists]:
    """Return the lists under each top key of a document without fault that is ours."""
    found = {key: _lists(document.get(key), kinds) for key, kinds in _OWN.items() if key in document}
    return {key: held for key, held in found.items() if held and RULES[key](held, document, framework)}


def own_list_keys(contents: VisitContents) -> Raw:
    """Return the top keys of ours that say something; what refers to something removed is left out of them."""
    standing = still_there(contents)
    whole = {key: {name: getattr(standing, name) for name in names} for key, names in _OWN.items()}
    return {key: _written(lists) for key, lists in whole.items() if any(lists.values())}


def _lists(raw: object, kinds: Mapping[str, type]) -> Lists | None:
    """Return the entities of an object of lists, or None where it is not as we would have written it."""
    if not isinstance(raw, dict) or set(raw) != set(kinds):
        return None
    try:
        lists: Lists = {
            name: tuple(_CONVERTER.structure(each, kind) for each in _placed(raw[name])) for name, kind in kinds.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, cattrs.ForbiddenExtraKeysError):
        return None
    return lists if any(lists.values()) and _written(lists) == raw else None


def _placed(raws: Any) -> list[Raw]:
    if not isinstance(raws, list):
        raise TypeError("no list")
    return [{**raw, "order": order} for raw, order in zip(raws, orders(len(raws)), strict=True)]


def _written(lists: Lists) -> Raw:
    return {name: [_plain(asdict(entity)) for entity in entities] for name, entities in lists.items()}


def _plain(values: Raw) -> Raw:
    kept = {name: value for name, value in values.items() if name not in _PLACE}
    return {name: _as_json(value) for name, value in kept.items()}


def _as_json(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
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
