"""The fields that several laptops wrote without having seen one another's words, as the visit's file keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from inspector_app.store import change_log
from inspector_app.store.tables import both_wrote
from inspector_app.visit.both_wrote import REMOVED, BothWrote, WaitingPlace
from inspector_app.visit.both_wrote import both_wrote as both_wrote_of
from inspector_app.visit.change import LogEntry
from inspector_app.visit.registers import Seen, name_of, registers

Heads = Mapping[str, Sequence[LogEntry]]
"""The entries that stand side by side, by field."""


def seen_in(connection: Connection) -> Seen:
    """Return which entries a laptop knew of when it wrote one."""
    return Seen(change_log.entries(connection, "taking"))


def open_names(connection: Connection, entity: str, entity_id: str, field: str) -> tuple[str, ...]:
    """Return the names of the entries that stand side by side in a field, the shown one first; mostly none."""
    mine = (both_wrote.c.entity == entity) & (both_wrote.c.id == entity_id) & (both_wrote.c.field == field)
    found = connection.execute(select(both_wrote.c.heads).where(mine)).scalar_one_or_none()
    return tuple(found or ())


def keep_open(connection: Connection, entity: str, entity_id: str, heads: Heads) -> None:
    """Take note that these entries stand side by side in fields of one thing, of which no note was taken yet."""
    rows = [
        {"entity": entity, "id": entity_id, "field": field, "heads": [name_of(entry) for entry in entries]}
        for field, entries in sorted(heads.items())
    ]
    connection.execute(insert(both_wrote), rows)


def look_again(connection: Connection, entity: str, entity_id: str, field: str) -> None:
    """Find anew what stands in one field, after it was written here."""
    mine = (both_wrote.c.entity == entity) & (both_wrote.c.id == entity_id) & (both_wrote.c.field == field)
    connection.execute(delete(both_wrote).where(mine))
    if field == REMOVED:
        return  # whoever writes it has seen the removals that were overruled
    entries = change_log.entries(connection, entity, entity_id)
    found = registers(entries, seen_in(connection)).get(field)
    if found is not None and found.is_open:
        keep_open(connection, entity, entity_id, {field: found.heads})


def read_all(connection: Connection) -> tuple[BothWrote, ...]:
    """Return every field that waits for a choice."""
    rows = connection.execute(
        select(both_wrote).order_by(both_wrote.c.entity, both_wrote.c.id, both_wrote.c.field)
    ).all()
    entries = change_log.named_entries(connection, {name for row in rows for name in row.heads})
    return tuple(
        both_wrote_of(row.entity, row.id, row.field, tuple(entries[name] for name in row.heads)) for row in rows
    )


def read_places(connection: Connection) -> tuple[WaitingPlace, ...]:
    """Return where a choice waits, without what was written there: a thousand take a few milliseconds."""
    places = select(both_wrote.c.entity, both_wrote.c.id, both_wrote.c.field)
    return tuple(WaitingPlace(*row) for row in connection.execute(places.order_by(*both_wrote.primary_key)))


def is_choice(entry: LogEntry) -> bool:
    """Say whether an entry took the place of several."""
    return " " in (entry.parent or "")
