"""The visit as it will be once what is being typed in the letter has been written; the pages are drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from inspector_app.visit.change import Set, Step
from inspector_app.visit.contents import VisitContents

_DAYS = {"date", "by"}


def with_typed(contents: VisitContents, typed: Iterable[Step]) -> VisitContents:
    """Return the contents with steps applied that each set a field of the letter, a finding or a next step."""
    for step in typed:
        for change in step.changes:
            assert isinstance(change, Set)
            contents = _with(contents, change)
    return contents


def _with(contents: VisitContents, change: Set) -> VisitContents:
    if change.entity == "letter":
        return replace(contents, letter=replace(contents.letter, **_value(change, contents.letter.wording)))
    value = _value(change, {})
    if change.entity == "finding":
        findings = contents.findings
        return replace(contents, findings=tuple(replace(f, **value) if f.id == change.id else f for f in findings))
    steps = contents.next_steps
    return replace(contents, next_steps=tuple(replace(s, **value) if s.id == change.id else s for s in steps))


def _value(change: Set, wording: Mapping[str, str]) -> dict[str, Any]:
    field, _, part = change.field.partition("/")
    value: Any = change.value
    if part:
        value = {**wording, part: value}
        return {field: {key: words for key, words in value.items() if words is not None}}
    if isinstance(value, list):
        value = tuple(value)
    elif field in _DAYS and value:
        value = date.fromisoformat(value)
    return {field: value}
