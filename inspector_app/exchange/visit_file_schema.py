"""A visit file against its JSON Schema: each fault by its path, in a plain sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from inspector_app.errors import Fault
from inspector_app.exchange.json_text import Place, json_path
from inspector_app.places import resources_folder

if TYPE_CHECKING:
    import jsonschema_rs

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_SHOWN = 40


def schema_faults(document: object, *, only_first: bool = False) -> Iterator[Fault]:
    """Give every fault of the document against the schema, in the order of the schema's reading, or the first one."""
    validator, schema = _validator()
    for error in _first_error(validator, document) if only_first else validator.iter_errors(document):
        place: Place = tuple(error.instance_path)
        yield from _in_words(error, place, schema)


@cache
def _validator() -> tuple[jsonschema_rs.Draft202012Validator, dict[str, Any]]:
    import jsonschema_rs

    schema = json.loads((resources_folder() / "schemas" / "visit-file.schema.json").read_text(encoding="utf-8"))
    formats = {"date": _is_day, "date-time": is_instant}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, formats=formats), schema


def _first_error(
    validator: jsonschema_rs.Draft202012Validator, document: object
) -> Iterator[jsonschema_rs.ValidationError]:
    import jsonschema_rs

    try:
        validator.validate(document)
    except jsonschema_rs.ValidationError as error:
        yield error


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_instant(text: str) -> bool:
    """Say whether this is an RFC 3339 instant that this program can place in time."""
    if not _INSTANT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return True


def _in_words(error: jsonschema_rs.ValidationError, place: Place, schema: dict[str, Any]) -> Iterator[Fault]:
    kind = error.kind
    details = kind.as_dict()
    if kind.name == "required":
        yield Fault(json_path((*place, details["property"])), "This is missing.")
    elif kind.name == "additionalProperties":
        for key in details["unexpected"]:
            yield Fault(
                json_path((*place, key)),
                "This key is not part of the visit file. Keys of your own begin with x-.",
            )
    else:
        node = _node(schema, error.schema_path[:-1])
        yield Fault(json_path(place), f"This must be {node['title']}{instead(error.instance)}.")


def _node(schema: dict[str, Any], path: Sequence[str | int]) -> dict[str, Any]:
    node: Any = schema
    for step in path:
        node = node[step]
    return dict(node)


def instead(value: object) -> str:
    """Return what stands at a place instead of what should: ", not 3"; empty where it is too long to be shown."""
    if isinstance(value, dict):
        return ", not an object"
    if isinstance(value, list):
        return ", not a list"
    shown = json.dumps(value, ensure_ascii=False)
    return f", not {shown}" if len(shown) <= _LONGEST_SHOWN else ""
