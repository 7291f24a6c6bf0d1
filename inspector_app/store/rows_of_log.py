"""The tables made again from the log, for things about which entries of other laptops have come in.

The cost is in proportion to the entries about those things, whatever else the visit holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from inspector_app.store import both_wrote_rows, search
from inspector_app.store.assurance import draft_where_unread
from inspector_app.store.plain import Row, defaults, field_types, with_field
from inspector_app.store.tables import TABLES, both_wrote, log
from inspector_app.visit.both_wrote import REMOVED
from inspector_app.visit.change import LogEntry
from inspector_app.visit.family import FAMILY, MOVABLE, owners_named, written_in
from inspector_app.visit.registers import Register, Seen, registers, removal

Thing = tuple[str, str]
"""An entity and an id."""

_AT_ONCE = 400


class NeverMade(ValueError):
    """The log says something of a thing, and not what it was made with."""

    def __init__(self, thing: Thing, missing: Collection[str]) -> None:
        super().__init__(f"{thing[0]} {thing[1]} lacks {', '.join(sorted(missing))}")
        self.thing = thing


def make_again(connection: Connection, things: Collection[Thing]) -> set[Thing]:
    """Give the rows of these things what the log says of them now; return what else was changed by that.

    Raises NeverMade.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    seen = both_wrote_rows.seen_in(connection)
    by_entity: dict[str, list[str]] = {}
    for entity, entity_id in sorted(things):
        by_entity.setdefault(entity, []).append(entity_id)
    for entity, ids in by_entity.items():
        for chunk in _chunks(ids):
            _make_rows(connection, entity, chunk, seen)
    for entity, chunk in that_were_removed(connection, things):
        _remove_or_keep(connection, entity, chunk, seen)
    search.index_owners(connection, things)
    return draft_where_unread(connection, seen)


def _make_rows(connection: Connection, entity: str, ids: Sequence[str], seen: Seen) -> None:
    table = TABLES[entity]
    held = {row.id: dict(row._mapping) for row in connection.execute(select(table).where(table.c.id.in_(ids)))}
    new, changed = [], []
    _forget_open(connection, entity, ids)
    for entity_id, entries in _entries_of(connection, entity, ids):
        fields = registers(entries, seen)
        row = _row(entity, entity_id, held.get(entity_id), fields)
        if entity_id not in held:
            new.append(row)
        elif row != held[entity_id]:
            changed.append(row)
        _keep_open(connection, entity, entity_id, fields)
    if new:
        connection.execute(insert(table), new)
    if changed:
        values: dict[str, Any] = {
            column.name: bindparam(f"new_{column.name}") for column in table.c if column.name != "id"
        }
        statement = update(table).where(table.c.id == bindparam("new_id")).values(values)
        connection.execute(statement, [{f"new_{name}": value for name, value in row.items()} for row in changed])


def _row(entity: str, entity_id: str, held: Row | None, fields: Mapping[str, Register]) -> Row:
    row: Row = {**defaults(entity), "id": entity_id}
    if held is not None and "deleted" in held:
        row["deleted"] = held["deleted"]
    for name in sorted(fields):
        with_field(row, name, fields[name].value)
    if missing := field_types(entity).keys() - row.keys():
        raise NeverMade((entity, entity_id), missing)
    return row


def that_were_removed(connection: Connection, things: Iterable[Thing]) -> Iterator[tuple[str, list[str]]]:
    """These things, and those that they belong to, as far as they were ever removed."""
    wanted: dict[str, set[str]] = {}
    for entity, entity_id in things:
        wanted.setdefault(entity, set()).add(entity_id)
    for owner, parts in FAMILY.items():
        for part, field in parts:
            for chunk in _chunks(sorted(wanted.get(part, ()))):
                table = TABLES[part]
                found = connection.execute(select(table.c[field]).where(table.c.id.in_(chunk))).scalars()
                wanted.setdefault(owner, set()).update(str(each) for each in found if each is not None)
                for moved in _moved(connection, part, field, chunk).values():
                    wanted[owner].update(str(each) for each in owners_named(moved, field))
    for entity in sorted(wanted):
        for chunk in _chunks(sorted(wanted[entity])):
            removed = (log.c.entity == entity) & log.c.id.in_(chunk) & (log.c.field == REMOVED)
            ids = sorted(set(connection.execute(select(log.c.id).where(removed)).scalars()))
            if ids:
                yield entity, ids


def in_families(connection: Connection, things: Iterable[Thing]) -> Iterator[LogEntry]:
    """Yield the entries about these things and about all that is, or was, a part of one."""
    by_entity: dict[str, list[str]] = {}
    for entity, entity_id in sorted(things):
        by_entity.setdefault(entity, []).append(entity_id)
    for entity, ids in by_entity.items():
        parts: dict[str, set[str]] = {entity: set(ids)}
        for part, field in FAMILY.get(entity, ()):
            table = TABLES[part]
            for chunk in _chunks(ids):
                found = connection.execute(select(table.c.id).where(table.c[field].in_(chunk))).scalars()
                parts.setdefault(part, set()).update(found)
            parts.setdefault(part, set()).update(_moved(connection, part, field))
        for part, held in parts.items():
            for _, entries in _entries_of(connection, part, sorted(held)):
                yield from entries


def _remove_or_keep(connection: Connection, entity: str, ids: Sequence[str], seen: Seen) -> None:
    table = TABLES[entity]
    for entity_id, entries in _entries_of(connection, entity, ids):
        found = removal(entries, list(_family(connection, entity, entity_id, seen)), seen)
        connection.execute(update(table).where(table.c.id == entity_id).values(deleted=found.removed))
        mine = (both_wrote.c.entity == entity) & (both_wrote.c.id == entity_id) & (both_wrote.c.field == REMOVED)
        connection.execute(delete(both_wrote).where(mine))
        if found.overruled:
            both_wrote_rows.keep_open(connection, entity, entity_id, {REMOVED: found.overruled})
    search.index_owners(connection, [(entity, entity_id) for entity_id in ids])


def _family(connection: Connection, entity: str, entity_id: str, seen: Seen) -> Iterator[LogEntry]:
    for part, field in FAMILY.get(entity, ()):
        table = TABLES[part]
        ids = connection.execute(select(table.c.id).where(table.c[field] == entity_id)).scalars().all()
        for _, entries in _entries_of(connection, part, ids):
            yield from written_in(entries, field, entity_id, seen)
        for moved, entries in _moved(connection, part, field).items():
            if moved not in ids and entity_id in owners_named(entries, field):
                yield from written_in(entries, field, entity_id, seen)


def _moved(
    connection: Connection, part: str, field: str, among: Sequence[str] | None = None
) -> dict[str, list[LogEntry]]:
    """The entries about parts that were put under another owner: few ever are."""
    if part not in MOVABLE:
        return {}
    set_anew = (log.c.entity == part) & (log.c.field == field)
    query = select(log.c.id).where(set_anew if among is None else set_anew & log.c.id.in_(among)).distinct()
    return dict(_entries_of(connection, part, connection.execute(query).scalars().all()))


def _entries_of(connection: Connection, entity: str, ids: Sequence[str]) -> Iterator[tuple[str, list[LogEntry]]]:
    for chunk in _chunks(ids):
        rows = connection.execute(select(log).where(log.c.entity == entity, log.c.id.in_(chunk)).order_by(log.c.id))
        entries = (LogEntry(**row._mapping) for row in rows.all())
        for entity_id, group in groupby(entries, key=attrgetter("id")):
            yield entity_id, list(group)


def _forget_open(connection: Connection, entity: str, ids: Sequence[str]) -> None:
    connection.execute(delete(both_wrote).where(both_wrote.c.entity == entity, both_wrote.c.id.in_(ids)))


def _keep_open(connection: Connection, entity: str, entity_id: str, fields: Mapping[str, Register]) -> None:
    heads = {field: register.heads for field, register in fields.items() if register.is_open}
    if heads:
        both_wrote_rows.keep_open(connection, entity, entity_id, heads)


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    source = iter(ids)
    while chunk := list(islice(source, _AT_ONCE)):
        yield chunk
