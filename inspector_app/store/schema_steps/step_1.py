"""Schema step 1, as it was done to the first files; it is never changed."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Make the tables of a visit, the change log and the search index."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


STATEMENTS = (
    """CREATE TABLE visit (
        id TEXT NOT NULL,
        framework TEXT NOT NULL,
        framework_source JSON NOT NULL,
        authority_name TEXT NOT NULL,
        authority_area TEXT NOT NULL,
        authority_article TEXT NOT NULL,
        days JSON NOT NULL,
        time_limits JSON NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE inspector (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        designation TEXT NOT NULL,
        lead BOOLEAN NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE addressee (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        salutation TEXT NOT NULL,
        post TEXT,
        organisation TEXT,
        address JSON NOT NULL,
        postcode TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE copy (
        id TEXT NOT NULL,
        role TEXT NOT NULL,
        name TEXT,
        post TEXT,
        organisation TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE record (
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        author TEXT,
        day TEXT,
        start TEXT,
        "end" TEXT,
        written_at TEXT,
        written TEXT NOT NULL,
        title TEXT NOT NULL,
        themes JSON NOT NULL,
        notes TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE INDEX record_gone ON record (id) WHERE deleted IS 1""",
    """CREATE TABLE finding (
        id TEXT NOT NULL,
        category TEXT NOT NULL,
        text TEXT NOT NULL,
        points JSON NOT NULL,
        themes JSON NOT NULL,
        risk JSON,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE concern (
        id TEXT NOT NULL,
        "case" TEXT,
        raised_at TEXT,
        raised_by TEXT,
        raised_with TEXT,
        matter TEXT NOT NULL,
        response TEXT,
        safe_at TEXT,
        closed_at TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE letter (
        id TEXT NOT NULL,
        date TEXT,
        signatories JSON NOT NULL,
        wording JSON NOT NULL,
        state TEXT NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE signed_letter (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        signed_at TEXT NOT NULL,
        signed_by TEXT NOT NULL,
        pdf_sha256 TEXT NOT NULL,
        log_digest TEXT NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE log (
        laptop TEXT NOT NULL,
        seq INTEGER NOT NULL,
        inspector TEXT NOT NULL,
        clock TEXT NOT NULL,
        action TEXT NOT NULL,
        step INTEGER NOT NULL,
        undoes TEXT,
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        field TEXT,
        value JSON NOT NULL,
        parent TEXT,
        hash TEXT NOT NULL,
        PRIMARY KEY (laptop, seq)
    )""",
    """CREATE INDEX log_by_clock ON log (clock)""",
    """CREATE INDEX log_by_entity ON log (entity, id, clock)""",
    """CREATE TABLE signed_pdf (
        sha256 TEXT NOT NULL,
        pdf BLOB NOT NULL,
        PRIMARY KEY (sha256)
    )""",
    """CREATE TABLE search_place (
        place INTEGER NOT NULL,
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (place)
    )""",
    """CREATE UNIQUE INDEX search_place_of ON search_place (entity, id)""",
    """CREATE TABLE observation (
        id TEXT NOT NULL,
        setting TEXT,
        activity TEXT,
        roles JSON NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(id) REFERENCES record (id)
    )""",
    """CREATE TABLE interview (
        id TEXT NOT NULL,
        role TEXT,
        team TEXT,
        people INTEGER,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(id) REFERENCES record (id)
    )""",
    """CREATE TABLE answer (
        id TEXT NOT NULL,
        record TEXT NOT NULL,
        prompt TEXT NOT NULL,
        answer TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(record) REFERENCES record (id)
    )""",
    """CREATE INDEX answer_by_record ON answer (record)""",
    """CREATE TABLE "case" (
        id TEXT NOT NULL,
        reference TEXT NOT NULL,
        pathway TEXT,
        status TEXT,
        team TEXT,
        chosen_how TEXT,
        chosen_stratum TEXT,
        chosen_reason TEXT,
        dates JSON NOT NULL,
        child_seen_on TEXT,
        child_seen_alone BOOLEAN,
        manager_sign_off BOOLEAN,
        ethnicity_recorded BOOLEAN,
        quality TEXT,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(id) REFERENCES record (id)
    )""",
    """CREATE TABLE "check" (
        id TEXT NOT NULL,
        record TEXT NOT NULL,
        "check" TEXT NOT NULL,
        answer TEXT,
        note TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(record) REFERENCES record (id)
    )""",
    """CREATE INDEX check_by_record ON "check" (record)""",
    """CREATE TABLE document (
        id TEXT NOT NULL,
        type TEXT,
        dated TEXT,
        supplied_by TEXT,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(id) REFERENCES record (id)
    )""",
    """CREATE TABLE evidence (
        id TEXT NOT NULL,
        record TEXT,
        author TEXT,
        text TEXT NOT NULL,
        source JSON,
        count JSON,
        themes JSON NOT NULL,
        leaning TEXT,
        in_confidence BOOLEAN NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(record) REFERENCES record (id)
    )""",
    """CREATE INDEX evidence_gone ON evidence (id) WHERE deleted IS 1""",
    """CREATE INDEX evidence_by_record ON evidence (record)""",
    """CREATE TABLE acceptance (
        id TEXT NOT NULL,
        finding TEXT NOT NULL,
        "check" TEXT NOT NULL,
        why TEXT NOT NULL,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(finding) REFERENCES finding (id)
    )""",
    """CREATE INDEX acceptance_by_finding ON acceptance (finding)""",
    """CREATE TABLE link (
        id TEXT NOT NULL,
        finding TEXT NOT NULL,
        evidence TEXT NOT NULL,
        bearing TEXT NOT NULL,
        weighed TEXT,
        "order" TEXT NOT NULL,
        deleted BOOLEAN NOT NULL,
        given JSON,
        extra JSON NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(finding) REFERENCES finding (id),
        FOREIGN KEY(evidence) REFERENCES evidence (id)
    )""",
    """CREATE INDEX link_by_finding ON link (finding)""",
    """CREATE INDEX link_by_evidence ON link (evidence)""",
    """CREATE VIRTUAL TABLE search
       USING fts5(title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')""",
    """CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log
       BEGIN SELECT RAISE(ABORT, 'the change log is never deleted from'); END""",
    """CREATE TRIGGER log_is_never_altered BEFORE UPDATE ON log
       WHEN OLD.seq <> (SELECT max(seq) FROM log WHERE laptop = OLD.laptop)
         OR NEW.laptop <> OLD.laptop OR NEW.seq <> OLD.seq OR NEW.entity <> OLD.entity OR NEW.id <> OLD.id
         OR NEW.field IS NOT OLD.field OR NEW.parent IS NOT OLD.parent OR NEW.step <> OLD.step
       BEGIN SELECT RAISE(ABORT, 'only the entry still being typed may be rewritten'); END""",
)
