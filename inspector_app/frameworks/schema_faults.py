"""Faults of a framework's files against the schema, each by file, key and what was expected."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from inspector_app.errors import Fault
from inspector_app.places import resources_folder

_TYPES = {
    "string": "text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table of keys",
}


def place(path: Sequence[str | int]) -> str:
    """Return the words for a place in a framework: `letter.toml, parts[2].kind`."""
    if not path:
        return "the folder"
    keys = ""
    for step in path[1:]:
        keys += f"[{step}]" if isinstance(step, int) else f".{step}" if keys else str(step)
    return f"{path[0]}.toml, {keys}" if keys else f"{path[0]}.toml"


def schema_faults(source: Mapping[str, object]) -> list[Fault]:
    """Return every fault of the files' contents, one mapping with a key a file, against the schema."""
    faults = [fault for error in _validator().iter_errors(source) for fault in _faults_of(error)]
    return sorted(faults, key=lambda fault: fault.place)


@cache
def _schema() -> dict[str, Any]:
    path = resources_folder() / "schemas" / "framework.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema(), validate_formats=True)


def _faults_of(error: Any) -> Iterator[Fault]:
    path = tuple(error.instance_path)
    rule = _rule(error.schema_path[:-1])
    match error.kind.name:
        case "required":
            missing = error.kind.property
            expected = _expected(rule["properties"][missing])
            if path:
                yield Fault(place((*path, missing)), f"is missing; expected {expected}.")
            else:
                yield Fault(place((missing,)), "the file is missing.")
        case "additionalProperties":
            for name in error.kind.unexpected:
                known = ", ".join(rule["properties"])
                yield Fault(place((*path, name)), f"is not known here; expected one of: {known}.")
        case "enum":
            known = ", ".join(str(option) for option in rule["enum"])
            yield Fault(place(path), f"is {_shown(error.instance)}; expected one of: {known}.")
        case "minItems":
            yield Fault(place(path), "is empty; expected at least one.")
        case "maxItems":
            yield Fault(place(path), f"has {len(error.instance)} entries; expected {rule['maxItems']} at most.")
        case "uniqueItems":
            yield Fault(place(path), "names the same thing twice.")
        case "minimum":
            yield Fault(place(path), f"is {_shown(error.instance)}; expected {rule['minimum']} or more.")
        case "maximum":
            yield Fault(place(path), f"is {_shown(error.instance)}; expected {rule['maximum']} or less.")
        case _:
            yield Fault(place(path), f"is {_shown(error.instance)}; expected {_expected(rule)}.")


def _rule(path: Sequence[str | int]) -> Any:
    rule: Any = _schema()
    for step in path:
        rule = rule[step]
    return rule


def _expected(rule: Mapping[str, Any]) -> str:
    """Return what a rule of the schema wants, in words; each definition that needs it describes itself."""
    if "$ref" in rule:
        rule = _rule(rule["$ref"].removeprefix("#/").split("/"))
    if "enum" in rule:
        return "one of: " + ", ".join(rule["enum"])
    described: str = rule.get("description") or _TYPES[rule["type"]]
    return described


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
