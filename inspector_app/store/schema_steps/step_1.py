"""Schema step 1."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from inspector_app.store.tables import BESIDE_TABLES, metadata


def upgrade(connection: Connection) -> None:
    """Make the tables of a visit, the change log and the search index."""
    metadata.create_all(connection)
    for statement in BESIDE_TABLES:
        connection.exec_driver_sql(statement)
