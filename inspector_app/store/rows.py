"""Reading and writing single rows of the entities' tables as plain values."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from inspector_app.store.plain import Row
from inspector_app.store.tables import TABLES
from inspector_app.visit.change import Plain


def read_row(connection: Connection, entity: str, entity_id: str) -> Row | None:
    """Return one entity's row, deleted or not; None where it was never made."""
    table = TABLES[entity]
    row = connection.execute(select(table).where(table.c.id == entity_id)).first()
    return dict(row._mapping) if row else None


def insert_row(connection: Connection, entity: str, row: Row) -> None:
    """Make an entity's row, whole."""
    connection.execute(insert(TABLES[entity]).values(row))


def update_row(connection: Connection, entity: str, entity_id: str, values: Mapping[str, Plain]) -> None:
    """Set columns of an entity's row."""
    table = TABLES[entity]
    connection.execute(update(table).where(table.c.id == entity_id).values(dict(values)))
