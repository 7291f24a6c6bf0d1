"""Entities as plain JSON values and back: what rows, steps and the change log hold."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from functools import cache
from typing import Any, Union

import cattrs

from inspector_app.visit.change import Change, Plain, Put, Set, Step
from inspector_app.visit.entities import ASSEMBLED_FIELDS, ENTITIES, MAP_FIELDS

Row = dict[str, Plain]
"""One entity as plain values by field, `id` among them, assembled fields not."""

ENTITY_OF_TYPE: Mapping[type, str] = {kind: entity for entity, kind in ENTITIES.items()}
DETAILS = ("observation", "interview", "case", "document")

_SCALARS = (str, int, bool, date, time, type(None))


def _time_text(value: time) -> str:
    return value.isoformat("minutes" if not value.second and not value.microsecond else "auto")


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is not {kind.__name__}")
        return value

    return read


def _is_choice(hint: Any) -> bool:
    origin: Any = typing.get_origin(hint)
    return origin is typing.Literal


def _one_of(value: Any, hint: Any) -> Any:
    if value not in typing.get_args(hint):
        raise ValueError(f"{value!r} is not among the choices")
    return value


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False, forbid_extra_keys=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook_func(_is_choice, _one_of)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
    converter.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(time, _time_text)
    converter.register_unstructure_hook(tuple, lambda value: [converter.unstructure(item) for item in value])
    return converter


_CONVERTER = _converter()


@cache
def field_types(entity: str) -> Mapping[str, Any]:
    """Return the stored fields of an entity with their types, `id` first, assembled fields left out."""
    assembled = ASSEMBLED_FIELDS.get(entity, frozenset())
    hints = typing.get_type_hints(ENTITIES[entity])
    return {name: hint for name, hint in hints.items() if name not in assembled}


@cache
def is_scalar(hint: Any) -> bool:
    """Say whether values of this type are plain text, numbers or truths; others are kept as JSON."""
    if _is_choice(hint):
        return True
    if typing.get_origin(hint) in (Union, types.UnionType):
        return all(is_scalar(part) for part in typing.get_args(hint))
    return hint in _SCALARS


@cache
def defaults(entity: str) -> Mapping[str, Plain]:
    """Return the plain defaults of an entity's fields; a field without a default is not in it."""
    stored = field_types(entity)
    found: Row = {}
    for field in dataclasses.fields(ENTITIES[entity]):
        if field.name not in stored:
            continue
        if field.default is not dataclasses.MISSING:
            found[field.name] = _CONVERTER.unstructure(field.default)
        elif field.default_factory is not dataclasses.MISSING:
            found[field.name] = _CONVERTER.unstructure(field.default_factory())
    return found


@cache
def _reader(entity: str, field: str) -> Callable[[Any], Any]:
    hint = field_types(entity)[field]
    hook = _CONVERTER.get_structure_hook(hint)
    return lambda value: hook(value, hint)


@cache
def _converted_fields(entity: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields whose plain value is not already the value itself."""
    same = (str, int, bool, str | None, int | None, bool | None, Mapping[str, object])
    return tuple(
        (name, _reader(entity, name))
        for name, hint in field_types(entity).items()
        if hint not in same and not _is_text_choice(hint)
    )


def _is_text_choice(hint: Any) -> bool:
    parts = typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)
    return all(part is type(None) or _is_choice(part) for part in parts)


def entity_of(entity: str, row: Mapping[str, Plain], **assembled: object) -> Any:
    """Return the frozen value of a row; `assembled` gives the fields that come from other entities."""
    values = dict(row)
    for name, read in _converted_fields(entity):
        value = values[name]
        if value is None:
            continue
        values[name] = () if value == [] else read(value)
    return ENTITIES[entity](**values, **assembled)


def row_of(value: Any) -> tuple[str, Row]:
    """Return the entity name and the row of a frozen value, assembled fields left out."""
    entity = ENTITY_OF_TYPE[type(value)]
    return entity, {name: _CONVERTER.unstructure(getattr(value, name)) for name in field_types(entity)}


def checked(entity: str, field: str, value: Plain) -> Any:
    """Return the value as it may be kept in this field, or raise ValueError.

    `field` may be `map/key`. A lone half of a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    name, _, key = field.partition("/")
    if name == "id" or name not in field_types(entity):
        raise ValueError(f"{entity} has no field {name}")
    if key and name not in MAP_FIELDS.get(entity, frozenset()):
        raise ValueError(f"{entity} has no map {name}")
    value = _encodable(value)
    if key and value is None:
        return None
    whole = {key: value} if key else value
    if isinstance(whole, str) and not is_scalar(field_types(entity)[name]):
        raise ValueError(f"{entity}.{field} cannot be text")
    try:
        again = _CONVERTER.unstructure(_reader(entity, name)(whole))
    except (ValueError, TypeError, KeyError, AttributeError, cattrs.ForbiddenExtraKeysError) as error:
        raise ValueError(f"{entity}.{field} cannot be this {type(value).__name__}") from error
    return again[key] if key else again


def _encodable(value: Plain) -> Plain:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    if isinstance(value, Mapping):
        return {str(_encodable(key)): _encodable(item) for key, item in value.items()}
    return value


def checked_step(step: Step) -> Step:
    """Return the step with its values as they may be kept, or raise ValueError for what no visit can hold."""
    return replace(step, changes=tuple(_checked_change(change) for change in step.changes))


def _checked_change(change: Change) -> Change:
    if change.entity not in ENTITIES:
        raise ValueError(f"no entity is called {change.entity}")
    if isinstance(change, Set):
        return replace(change, value=checked(change.entity, change.field, change.value))
    values = {name: checked(change.entity, name, value) for name, value in change.values.items()}
    return replace(change, values=values)


def may_be_made(change: Change) -> bool:
    """Say whether this change makes its entity where it is not there; a record's details are made by any change."""
    return isinstance(change, Put) or change.entity in DETAILS


def with_field(row: Row, field: str, value: Plain) -> None:
    """Set a field of a row, or one key of a map field (None takes the key away)."""
    name, _, key = field.partition("/")
    if not key:
        row[name] = value
        return
    held = row.get(name)
    mapping = dict(held) if isinstance(held, Mapping) else {}
    if value is None:
        mapping.pop(key, None)
    else:
        mapping[key] = value
    row[name] = mapping


def field_value(row: Mapping[str, Plain], field: str) -> Plain:
    """Return a field of a row, or one key of a map field (None where the key is not there)."""
    name, _, key = field.partition("/")
    held = row.get(name)
    if not key:
        return held
    return held.get(key) if isinstance(held, Mapping) else None
