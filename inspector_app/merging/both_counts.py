"""How many fields wait for a choice between what several laptops wrote, and over how many one was made."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.merging.families import Key, families
from inspector_app.visit.both_wrote import REMOVED
from inspector_app.visit.change import LogEntry
from inspector_app.visit.registers import Seen, parents_of, registers, removal


def both_counts(entries: Sequence[LogEntry]) -> tuple[int, int]:
    """Return how many fields wait for a choice, and over how many one was made that stands."""
    seen = Seen(entry for entry in entries if entry.entity == "taking")
    about: dict[Key, list[LogEntry]] = {}
    for entry in entries:
        if entry.entity != "taking":
            about.setdefault((entry.entity, entry.id), []).append(entry)
    fields = {key: registers(written, seen) for key, written in about.items()}
    waiting = {(key, name) for key, held in fields.items() for name, register in held.items() if register.is_open}
    family = families(about, seen)
    for key, written in about.items():
        was_removed = any(entry.field == REMOVED and entry.value for entry in written)
        if was_removed and removal(written, family.get(key, ()), seen).overruled:
            waiting.add((key, REMOVED))
    chosen = {
        (key, entry.field)
        for key, written in about.items()
        for entry in written
        if entry.field is not None and len(parents_of(entry)) > 1
    }
    return len(waiting), len(chosen - waiting)
