"""What would stand side by side once two logs were one: found before anything is taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from inspector_app.visit.both_wrote import REMOVED, BothWrote, both_wrote
from inspector_app.visit.change import LogEntry
from inspector_app.visit.registers import Seen, name_of, registers


def would_meet(mine: Iterable[LogEntry], theirs: Iterable[LogEntry]) -> tuple[BothWrote, ...]:
    """Return the fields that both logs wrote without having seen one another's words.

    `mine` are the entries here about the things that `theirs`, those that are new, are about, and all takings. Removals
    that writing overrules are not among them: which those are is told once it is taken in.
    """
    entries = {name_of(entry): entry for entry in (*mine, *theirs)}
    seen = Seen(entry for entry in entries.values() if entry.entity == "taking")
    new = {name_of(entry) for entry in theirs}
    found: list[BothWrote] = []
    for (entity, entity_id), about in _by_thing(entries.values()):
        for field, register in sorted(registers(about, seen).items()):
            if register.is_open and field != REMOVED and any(name_of(head) in new for head in register.heads):
                found.append(both_wrote(entity, entity_id, field, register.heads))
    return tuple(found)


def _by_thing(entries: Collection[LogEntry]) -> Iterable[tuple[tuple[str, str], list[LogEntry]]]:
    def thing(entry: LogEntry) -> tuple[str, str]:
        return entry.entity, entry.id

    for key, group in groupby(sorted(entries, key=thing), key=thing):
        yield key, list(group)
