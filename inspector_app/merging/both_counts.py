"""How many fields wait for a choice between what several laptops wrote, and over how many one was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.visit.both_wrote import REMOVED
from inspector_app.visit.change import LogEntry
from inspector_app.visit.family import FAMILY
from inspector_app.visit.registers import Register, Seen, parents_of, registers, removal

Key = tuple[str, str]
"""An entity and an id."""


def both_counts(entries: Sequence[LogEntry]) -> tuple[int, int]:
    """Return how many fields wait for a choice, and over how many one was made that stands."""
    seen = Seen(entry for entry in entries if entry.entity == "taking")
    about: dict[Key, list[LogEntry]] = {}
    for entry in entries:
        if entry.entity != "taking":
            about.setdefault((entry.entity, entry.id), []).append(entry)
    fields = {key: registers(written, seen) for key, written in about.items()}
    waiting = {(key, name) for key, held in fields.items() for name, register in held.items() if register.is_open}
    families = _families(fields)
    for key, written in about.items():
        if any(entry.field == REMOVED and entry.value for entry in written):
            family = [entry for part in families.get(key, ()) for entry in about[part]]
            if removal(written, family, seen).overruled:
                waiting.add((key, REMOVED))
    chosen = {
        (key, entry.field)
        for key, written in about.items()
        for entry in written
        if entry.field is not None and len(parents_of(entry)) > 1
    }
    return len(waiting), len(chosen - waiting)


def _families(fields: Mapping[Key, Mapping[str, Register]]) -> dict[Key, list[Key]]:
    """What belongs to each thing, by the field that names it."""
    owners = {(part, field): owner for owner, parts in FAMILY.items() for part, field in parts}
    found: dict[Key, list[Key]] = {}
    for (entity, entity_id), held in fields.items():
        for (part, field), owner in owners.items():
            if part == entity:
                named = entity_id if field == "id" else held[field].value if field in held else None
                if isinstance(named, str):
                    found.setdefault((owner, named), []).append((entity, entity_id))
    return found
