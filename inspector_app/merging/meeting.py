"""What would stand side by side once two logs were one: found before anything is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspector_app.merging.families import Key, families
from inspector_app.visit.both_wrote import REMOVED, BothWrote, both_wrote
from inspector_app.visit.change import LogEntry
from inspector_app.visit.registers import Seen, name_of, registers, removal


def would_meet(mine: Iterable[LogEntry], theirs: Iterable[LogEntry]) -> tuple[BothWrote, ...]:
    """Return the fields that both logs wrote without having seen one another's words, and the removals that writing
    overrules.

    `mine` are the entries here about the things that `theirs`, those that are new, are about, about what was removed
    of these or of what they belong to, with all its parts, and all takings.
    """
    entries = {name_of(entry): entry for entry in (*mine, *theirs)}
    seen = Seen(entry for entry in entries.values() if entry.entity == "taking")
    new = {name_of(entry) for entry in theirs}
    about: dict[Key, list[LogEntry]] = {}
    for entry in entries.values():
        about.setdefault((entry.entity, entry.id), []).append(entry)
    family = families(about, seen)
    found: list[BothWrote] = []
    for key in sorted(about):
        for field, heads in _side_by_side(about[key], family.get(key, ()), seen):
            if any(name_of(head) in new for head in heads):
                found.append(both_wrote(*key, field, heads))
    return tuple(found)


def _side_by_side(
    entries: list[LogEntry], family: Iterable[LogEntry], seen: Seen
) -> Iterator[tuple[str, tuple[LogEntry, ...]]]:
    """The fields of one thing in which a choice waits, each with what stands in it."""
    for field, register in sorted(registers(entries, seen).items()):
        if register.is_open:
            yield field, register.heads
    if overruled := removal(entries, family, seen).overruled:
        yield REMOVED, overruled
