"""Schema step 3, as it was done to the first files; it is never changed."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Add how the team comes to its judgement, what holds its sentences up, and what the letter asks for next."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


STATEMENTS = (
    "ALTER TABLE visit ADD COLUMN focus TEXT",
    "ALTER TABLE link ADD COLUMN ties JSON NOT NULL DEFAULT '{}'",
    "ALTER TABLE finding ADD COLUMN trigger TEXT",
    "ALTER TABLE concern ADD COLUMN open_because TEXT",
    "ALTER TABLE letter ADD COLUMN enclosures JSON NOT NULL DEFAULT '[]'",
    "ALTER TABLE letter ADD COLUMN assured_by TEXT",
    "ALTER TABLE letter ADD COLUMN assured_at TEXT",
    "ALTER TABLE letter ADD COLUMN replaces TEXT",
    "ALTER TABLE letter ADD COLUMN correction TEXT",
    "ALTER TABLE signed_letter ADD COLUMN adds_to TEXT",
    "ALTER TABLE signed_letter ADD COLUMN replaces TEXT",
    "ALTER TABLE signed_letter ADD COLUMN correction TEXT",
    """CREATE TABLE agreement (
        id TEXT NOT NULL,
        finding TEXT NOT NULL,
        inspector TEXT NOT NULL,
        agreed BOOLEAN,
        note TEXT NOT NULL,
        judged TEXT NOT NULL,
        at TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(finding) REFERENCES finding (id)
    )""",
    "CREATE INDEX agreement_by_finding ON agreement (finding)",
    """CREATE TABLE move (
        id TEXT NOT NULL,
        finding TEXT NOT NULL,
        from_category TEXT NOT NULL,
        to_category TEXT NOT NULL,
        why TEXT NOT NULL,
        "by" TEXT,
        at TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(finding) REFERENCES finding (id)
    )""",
    "CREATE INDEX move_by_finding ON move (finding)",
    """CREATE TABLE assignment (
        id TEXT NOT NULL,
        theme TEXT NOT NULL,
        kind TEXT,
        inspector TEXT,
        note TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE next_step (
        id TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        "where" TEXT,
        "by" TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE letter_acceptance (
        id TEXT NOT NULL,
        "check" TEXT NOT NULL,
        about TEXT NOT NULL,
        words TEXT NOT NULL,
        why TEXT NOT NULL,
        "by" TEXT,
        at TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE proposal (
        id TEXT NOT NULL,
        about TEXT NOT NULL,
        text_field TEXT NOT NULL,
        start INTEGER NOT NULL,
        "before" TEXT NOT NULL,
        "after" TEXT,
        comment TEXT NOT NULL,
        "by" TEXT,
        at TEXT,
        answer TEXT,
        answered_by TEXT,
        answered_at TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE issuing (
        id TEXT NOT NULL,
        signed_letter TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        "to" JSON NOT NULL,
        "by" TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(signed_letter) REFERENCES signed_letter (id)
    )""",
    "CREATE INDEX issuing_by_signed_letter ON issuing (signed_letter)",
)
