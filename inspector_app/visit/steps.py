"""Every act of an inspector as a step: plain values in, a step out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit.change import Change, Plain, Put, Set, Step
from inspector_app.visit.entities import ENTITIES, Bearing, Record
from inspector_app.visit.identifiers import acceptance_id, answer_id, case_check_id, link_id

_TYPED: Mapping[str, frozenset[str]] = {
    "record": frozenset({"title", "notes", "explained"}),
    "observation": frozenset({"setting", "activity"}),
    "interview": frozenset({"role", "team", "views"}),
    "answer": frozenset({"answer", "prompt"}),
    "case": frozenset({"reference", "team", "chosen_stratum", "chosen_reason", "left_reason"}),
    "check": frozenset({"note"}),
    "document": frozenset({"type", "supplied_by"}),
    "evidence": frozenset({"text"}),
    "finding": frozenset({"text", "points", "risk", "trigger"}),
    "link": frozenset({"weighed"}),
    "concern": frozenset({"matter", "response", "raised_with", "open_because"}),
    "agreement": frozenset({"note"}),
    "assignment": frozenset({"note"}),
    "next_step": frozenset({"who", "what", "where"}),
    "letter_acceptance": frozenset({"why"}),
    "proposal": frozenset({"comment"}),
    "letter": frozenset({"enclosures"}),
    "addressee": frozenset({"name", "salutation", "post", "organisation", "address", "postcode"}),
    "copy": frozenset({"name", "post", "organisation"}),
    "inspector": frozenset({"name"}),
    "visit": frozenset({"authority_name", "authority_area"}),
}


def set_field(entity: str, entity_id: str, field: str, value: Plain) -> Step:
    """Set one field of one entity; text fields join into one entry of the log while they are typed."""
    name = field.split("/", 1)[0]
    if name not in {known.name for known in fields(ENTITIES[entity])}:
        raise ValueError(f"{entity} has no field {name}")
    action = f"edit {_WORDS.get(entity, entity)}"
    return Step(action, (Set(entity, entity_id, field, value),), typing=is_typed(entity, field))


def is_typed(entity: str, field: str) -> bool:
    """Say whether somebody types words in this field: they are not chosen from a list, and no dates or ids."""
    return field in _TYPED.get(entity, frozenset()) or field.startswith("wording/")


def add(entity: str, entity_id: str, values: Mapping[str, Plain]) -> Step:
    """Add one entity with these fields."""
    return Step(f"add {_WORDS.get(entity, entity)}", (Put(entity, entity_id, values),))


def remove(entity: str, entity_id: str) -> Step:
    """Remove one entity; it stays in the log and can be brought back by undo."""
    return Step(f"remove {_WORDS.get(entity, entity)}", (Set(entity, entity_id, "deleted", True),))


def placing(entity: str, keys: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the changes that give things of a kind these order keys, by id (`visit/ordering.py`)."""
    return tuple(Set(entity, entity_id, "order", key) for entity_id, key in keys.items())


def move(entity: str, keys: Mapping[str, str]) -> Step:
    """Move one thing among others of its kind, by the keys that put it there."""
    return Step(f"move {_WORDS.get(entity, entity)}", placing(entity, keys))


def new_record(
    record_id: str,
    kind: RecordKind,
    *,
    author: str,
    day: date,
    start: str | None,
    written_at: str,
    order: str,
    values: Mapping[str, Plain] | None = None,
    details: Mapping[str, Plain] | None = None,
) -> Step:
    """Begin a record with day, time (HH:MM) and author in place."""
    record: dict[str, Plain] = {
        "kind": kind,
        "author": author,
        "day": day.isoformat(),
        "start": start,
        "written_at": written_at,
        "order": order,
        **(values or {}),
    }
    return Step(f"new {kind}", (Put("record", record_id, record), Put(kind, record_id, details or {})))


def record_begun(step: Step) -> Record:
    """Return the record that a step begins, as it will be read: it is shown at once, whatever the disk gives back."""
    record, details = (change for change in step.changes if isinstance(change, Put))
    values: dict[str, Any] = dict(record.values)
    values["day"] = date.fromisoformat(values["day"])
    for name in ("start", "end"):
        if values.get(name) is not None:
            values[name] = time.fromisoformat(values[name])
    return Record(id=record.id, details=ENTITIES[details.entity](id=details.id, **details.values), **values)


def write_answer(record_id: str, prompt: str, answer: str, order: str, nth: int = 0) -> Step:
    """Write the answer to a prompt of an interview."""
    entity_id = answer_id(record_id, prompt, nth)
    values: dict[str, Plain] = {"record": record_id, "prompt": prompt, "answer": answer, "order": order}
    return Step("write an answer", (Put("answer", entity_id, values),), typing=True)


def answer_check(record_id: str, check: str, field: str, value: Plain, order: str) -> Step:
    """Answer a check of a case (`field` "answer"), or write its note (`field` "note")."""
    entity_id = case_check_id(record_id, check)
    values: dict[str, Plain] = {"record": record_id, "check": check, field: value, "order": order}
    return Step("answer a check", (Put("check", entity_id, values),), typing=field == "note")


def link_evidence(
    finding: str, evidence: str, order: str, bearing: Bearing = "supports", ties: Mapping[str, str] | None = None
) -> Step:
    """Put a piece of evidence on a finding; `ties` says which sentences it backs, None leaves that as it was."""
    put = _link(finding, evidence, order, bearing)
    if ties is not None:
        put = Put(put.entity, put.id, {**put.values, "ties": dict(ties)})
    return Step("put evidence on a finding", (put,))


def unlink_evidence(finding: str, evidence: str) -> Step:
    """Take a piece of evidence off a finding."""
    return Step("take evidence off a finding", (Set("link", link_id(finding, evidence), "deleted", True),))


def move_card(
    evidence: str, from_finding: str | None, to_finding: str | None, order: str, bearing: Bearing = "supports"
) -> Step:
    """Move a card from one finding (None: unsorted) to another (None: back to unsorted)."""
    changes: list[Change] = []
    if from_finding is not None and from_finding != to_finding:
        changes.append(Set("link", link_id(from_finding, evidence), "deleted", True))
    if to_finding is not None:
        changes.append(_link(to_finding, evidence, order, bearing))
    return Step("move a card", tuple(changes))


def finding_from_card(finding_id: str, category: str, text: str, order: str, evidence: str) -> Step:
    """Make a finding from a card, held up by it."""
    changes = (
        Put("finding", finding_id, {"category": category, "text": text, "order": order}),
        _link(finding_id, evidence, "a0", "supports"),
    )
    return Step("make a finding", changes)


def move_finding(finding: str, category: str, order: str) -> Step:
    """Move a finding to a category, or to another place in its own."""
    changes = (Set("finding", finding, "category", category), Set("finding", finding, "order", order))
    return Step("move a finding", changes)


def accept_warning(finding: str, check: str, why: str, order: str) -> Step:
    """Let a finding stand against a warning, and say why."""
    values: dict[str, Plain] = {"finding": finding, "check": check, "why": why, "order": order}
    return Step("let a finding stand", (Put("acceptance", acceptance_id(finding, check), values),), typing=True)


def _link(finding: str, evidence: str, order: str, bearing: Bearing) -> Put:
    values: dict[str, Plain] = {"finding": finding, "evidence": evidence, "bearing": bearing, "order": order}
    return Put("link", link_id(finding, evidence), values)


_WORDS: Mapping[str, str] = {
    "visit": "the visit",
    "inspector": "an inspector",
    "addressee": "an addressee",
    "copy": "a copy",
    "record": "a record",
    "observation": "an observation",
    "interview": "an interview",
    "answer": "an answer",
    "case": "a case",
    "check": "a case check",
    "document": "a document",
    "evidence": "evidence",
    "finding": "a finding",
    "link": "evidence on a finding",
    "acceptance": "a reason",
    "concern": "a concern",
    "letter": "the letter",
    "attachment": "an attachment",
    "frame": "the council's list",
    "draw": "a draw",
    "agreement": "what an inspector says of a finding",
    "move": "why a finding was moved",
    "assignment": "who looks at a gap",
    "next_step": "a next step",
    "letter_acceptance": "why words of the letter may stand",
    "proposal": "what a second reader proposes",
    "issuing": "to whom the letter went",
}
