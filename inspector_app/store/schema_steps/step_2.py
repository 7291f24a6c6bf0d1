"""Schema step 2, as it was done to the first files; it is never changed."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Add attachments, the sampling frame and draws, and what records and cases say of where they come from."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


STATEMENTS = (
    "ALTER TABLE record ADD COLUMN unfiled BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE record ADD COLUMN paper_id TEXT",
    "ALTER TABLE record ADD COLUMN explained TEXT",
    "ALTER TABLE interview ADD COLUMN views TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE "case" ADD COLUMN draw TEXT',
    'ALTER TABLE "case" ADD COLUMN position INTEGER',
    'ALTER TABLE "case" ADD COLUMN replaces TEXT',
    'ALTER TABLE "case" ADD COLUMN left_reason TEXT',
    """CREATE TABLE attachment (
        id TEXT NOT NULL,
        record TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(record) REFERENCES record (id)
    )""",
    "CREATE INDEX attachment_by_record ON attachment (record)",
    """CREATE TABLE attachment_text (
        id TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(id) REFERENCES attachment (id)
    )""",
    """CREATE TABLE frame (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        sheet TEXT,
        file_sha256 TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        rows INTEGER NOT NULL,
        columns JSON NOT NULL,
        brought_in_at TEXT NOT NULL,
        brought_in_by TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE draw (
        id TEXT NOT NULL,
        frame TEXT NOT NULL,
        algorithm TEXT NOT NULL,
        seed TEXT NOT NULL,
        size INTEGER NOT NULL,
        stratum_columns JSON NOT NULL,
        proportion TEXT NOT NULL,
        strata JSON NOT NULL,
        positions JSON NOT NULL,
        drawn_at TEXT NOT NULL,
        drawn_by TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(frame) REFERENCES frame (id)
    )""",
    "CREATE INDEX draw_by_frame ON draw (frame)",
)
