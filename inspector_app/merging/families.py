"""What was written in the parts of each thing, from the entries of a log: it can keep what was removed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.visit.change import LogEntry
from inspector_app.visit.family import owners_named, owners_of, written_in
from inspector_app.visit.registers import Seen

Key = tuple[str, str]
"""An entity and an id."""


def families(about: Mapping[Key, Sequence[LogEntry]], seen: Seen) -> dict[Key, list[LogEntry]]:
    """Return, by thing, the entries about its parts that are writing in it, from all entries by thing."""
    found: dict[Key, list[LogEntry]] = {}
    for (entity, entity_id), entries in about.items():
        for owner, field in owners_of(entity):
            for named in {entity_id} if field == "id" else owners_named(entries, field):
                written = written_in(entries, field, str(named), seen)
                found.setdefault((owner, str(named)), []).extend(written)
    return found
