"""An upgrade to be killed in: a schema step of the soak's own, laid after those that the program has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from inspector_app.store import schema_steps, visit_summary

SAMPLE_TABLE = "soak_words"


def sample_step(connection: Connection) -> None:
    """Add a column to the records, count the words of each, and copy the evidence into a table of its own."""
    connection.exec_driver_sql("ALTER TABLE record ADD COLUMN soak_count INTEGER")
    rows = connection.exec_driver_sql("SELECT id, notes FROM record").all()
    for row in rows:
        connection.exec_driver_sql("UPDATE record SET soak_count = ? WHERE id = ?", (len(row.notes.split()), row.id))
    connection.exec_driver_sql(f"CREATE TABLE {SAMPLE_TABLE} (id TEXT PRIMARY KEY, words TEXT NOT NULL)")
    connection.exec_driver_sql(f"INSERT INTO {SAMPLE_TABLE} SELECT id, text || randomblob(20000) FROM evidence")


@contextmanager
def next_version() -> Iterator[None]:
    """Run as the next version of the program would, whose files have one schema step more."""
    steps, version = schema_steps.STEPS, schema_steps.SCHEMA_VERSION
    _be((*steps, sample_step), version + 1)
    try:
        yield
    finally:
        _be(steps, version)


def _be(steps: tuple[object, ...], version: int) -> None:
    schema_steps.STEPS = steps
    schema_steps.SCHEMA_VERSION = visit_summary.SCHEMA_VERSION = version
