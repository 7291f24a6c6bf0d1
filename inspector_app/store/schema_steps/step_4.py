"""Schema step 4, as it was done to the first files; it is never changed."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Add what two laptops need to become one visit, what keeps it from destruction, and what a letter rests on."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


STATEMENTS = (
    "ALTER TABLE signed_letter ADD COLUMN heads JSON NOT NULL DEFAULT '{}'",
    """CREATE TABLE taking (
        id TEXT NOT NULL,
        heads JSON NOT NULL,
        giver TEXT,
        at TEXT,
        "by" TEXT,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE hold (
        id TEXT NOT NULL,
        reason TEXT NOT NULL,
        placed_by TEXT,
        placed_at TEXT,
        lifted_by TEXT,
        lifted_at TEXT,
        lifted_because TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE both_wrote (
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        field TEXT NOT NULL,
        heads JSON NOT NULL,
        PRIMARY KEY (entity, id, field)
    )""",
    """CREATE TABLE statement (
        digest TEXT NOT NULL,
        way TEXT NOT NULL,
        laptop TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        signed JSON NOT NULL,
        PRIMARY KEY (digest, way)
    )""",
    "CREATE INDEX log_by_removal ON log (entity, id) WHERE field = 'deleted'",
)
