"""The tables of an office's database: many visits side by side, for those who look across them.

It holds references and roles, and nothing of it is encrypted. That means [own reading]:
- a case by its reference code, a person by what they are (their role, post or designation), a member of the team by a
  number within the visit. No text in which a name is recognised, be it of those whom the published letter names; a name
  that is not recognised may stand here;
- evidence and findings in their words, but for words that were said in confidence or are recognised as telling who
  somebody is (`office_words.py`). Evidence in confidence has no record and no author either: a role and a day may be
  one person;
- of a concern its times, its case and the role that it was raised with;
- no notes, answers, titles, views or comments: evidence is what was drawn from them. No attachments, no council's list,
  no letter as a file, no change log.

Each thing is known by its visit's id and its own. Instants are UTC, times of day those of the visit's place. Texts that
are null were not recorded, or left out, which `words_left_out` tells where there is one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Time,
)
from sqlalchemy.types import TypeDecorator

OFFICE_VERSION = 1
"""The version of these tables; a database of another one is not written to."""

office_metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Instant(TypeDecorator[datetime]):
    """An instant with its offset, kept as UTC also where the database knows no offsets."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value if value is None or value.tzinfo is not None else value.replace(tzinfo=UTC)


class _Words(TypeDecorator[str]):
    """A text; the character NUL, which PostgreSQL has none of, becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.replace("\x00", "\ufffd")


office_mark = Table(
    "inspector_app_office",
    office_metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("about", Text, nullable=False),
    comment="Which version of these tables this is, and what they hold.",
)
"""One row; by it a database is known to be ours."""

visit = Table(
    "visit",
    office_metadata,
    Column("id", _Words, primary_key=True),
    Column("framework", _Words, nullable=False),
    Column("framework_version", _Words, nullable=False),
    Column("framework_name", _Words, nullable=False),
    Column("authority", _Words, nullable=False),
    Column("area", _Words, nullable=False),
    Column("focus", _Words),
    Column("first_day", Date, index=True),
    Column("last_day", Date),
    Column("letter_state", _Words, nullable=False),
    Column("letter_date", Date),
    Column("keep_until", Date),
    Column("on_hold", Boolean, nullable=False),
    Column("log_digest", _Words, nullable=False),
    Column("written_at", _Instant, nullable=False),
    comment="One visit; log_digest says which state of it was written here, keep_until and on_hold its retention.",
)


def _key(name: str, kind: Any = _Words) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _text(name: str, *, needed: bool = False) -> Column[Any]:
    return Column(name, _Words, nullable=not needed)


def _of_a_visit(name: str, *parts: Column[Any] | ForeignKeyConstraint | Index, comment: str) -> Table:
    """Return a table whose rows belong to a visit."""
    mine = Column("visit", _Words, ForeignKey("visit.id"), primary_key=True)
    return Table(name, office_metadata, mine, *parts, comment=comment)


def _refers(to: str, by: str) -> tuple[ForeignKeyConstraint, Index]:
    """Return that a column names a row of another table in the same visit, and the index by which those are found."""
    key = "number" if to == "inspector" else "id"
    return ForeignKeyConstraint(["visit", by], [f"{to}.visit", f"{to}.{key}"]), Index(None, "visit", by)


def _themes_of(entity: str) -> Table:
    """Return the table of the themes of an entity; `place` 1 is the first."""
    return _of_a_visit(
        f"{entity}_theme",
        _key(entity),
        _key("theme"),
        Column("place", Integer, nullable=False),
        *_refers(entity, entity),
        *_refers("theme", "theme"),
        comment=f"What each {entity} is about.",
    )


visit_day = _of_a_visit("visit_day", _key("day", Date), comment="The days of a visit.")
theme = _of_a_visit(
    "theme",
    _key("id"),
    _text("label", needed=True),
    Column("place", Integer, nullable=False),
    comment="The themes of the visit's framework, in its order.",
)
category = _of_a_visit(
    "category",
    _key("id"),
    _text("label", needed=True),
    Column("is_priority", Boolean, nullable=False),
    Column("place", Integer, nullable=False),
    comment="The headings of the letter in the visit's framework, strongest first.",
)
case_question = _of_a_visit(
    "case_question",
    _key("id"),
    _text("label", needed=True),
    _text("question", needed=True),
    comment="What the visit's framework asks of every sampled case.",
)
inspector = _of_a_visit(
    "inspector",
    _key("number", Integer),
    _text("designation"),
    Column("lead", Boolean, nullable=False),
    comment="The team, by number within the visit.",
)
recipient = _of_a_visit(
    "recipient",
    _key("place", Integer),
    _text("how", needed=True),
    _text("role"),
    _text("post"),
    _text("organisation"),
    comment="Whom the letter goes to, by post: how is addressee or copy.",
)
record = _of_a_visit(
    "record",
    _key("id"),
    _text("kind", needed=True),
    Column("inspector", Integer),
    Column("day", Date),
    Column("starts", Time),
    Column("ends", Time),
    Column("written_at", _Instant),
    _text("written", needed=True),
    _text("team"),
    Column("people", BigInteger),
    _text("document_type"),
    Column("document_dated", Date),
    *_refers("inspector", "inspector"),
    comment="What was captured on site; written says whether at the time, from paper or from memory.",
)
record_role = _of_a_visit(
    "record_role",
    _key("record"),
    _key("place", Integer),
    _text("role", needed=True),
    *_refers("record", "record"),
    comment="The roles of those who were observed or talked to, or who supplied a document.",
)
record_theme = _themes_of("record")
case_file = _of_a_visit(
    "case_file",
    _key("id"),
    _text("reference"),
    _text("pathway"),
    _text("status"),
    _text("chosen_how"),
    Column("in_sample", Boolean, nullable=False),
    Column("child_seen_on", Date),
    Column("child_seen_alone", Boolean),
    Column("manager_sign_off", Boolean),
    Column("ethnicity_recorded", Boolean),
    _text("quality"),
    ForeignKeyConstraint(["visit", "id"], ["record.visit", "record.id"]),
    Index(None, "visit", "reference"),
    comment="A sampled child's case file; its id is its record's. in_sample is false where it left the sample unread.",
)
case_date = _of_a_visit(
    "case_date",
    _key("case_file"),
    _key("what"),
    Column("day", Date, nullable=False),
    *_refers("case_file", "case_file"),
    comment="The days on which the steps of a case were taken.",
)
case_clock = _of_a_visit(
    "case_clock",
    _key("case_file"),
    _key("clock"),
    _text("label", needed=True),
    Column("started", Date, nullable=False),
    Column("stopped", Date),
    Column("working_days", Integer, nullable=False),
    Column("allowed", Integer, nullable=False),
    _text("allowed_by", needed=True),
    _text("state", needed=True),
    *_refers("case_file", "case_file"),
    comment="Time limits in working days, as worked out when this was written; one that runs, to the last visit day.",
)
case_answer = _of_a_visit(
    "case_answer",
    _key("case_file"),
    _key("question"),
    _text("answer"),
    *_refers("case_file", "case_file"),
    *_refers("case_question", "question"),
    comment="The answers to what is asked of every sampled case.",
)
evidence = _of_a_visit(
    "evidence",
    _key("id"),
    Column("record", _Words),
    Column("inspector", Integer),
    _text("source_kind"),
    _text("leaning"),
    Column("in_confidence", Boolean, nullable=False),
    _text("words"),
    _text("words_left_out"),
    Column("count_n", BigInteger),
    Column("count_of", BigInteger),
    *_refers("record", "record"),
    *_refers("inspector", "inspector"),
    comment="Statements drawn from records; count_n of count_of cases where it stands for many.",
)
evidence_theme = _themes_of("evidence")
finding = _of_a_visit(
    "finding",
    _key("id"),
    Column("category", _Words, nullable=False),
    Column("place", Integer, nullable=False),
    _text("words"),
    _text("words_left_out"),
    _text("risk_who"),
    _text("risk_of_what"),
    Column("risk_systemic", Boolean),
    _text("trigger_met"),
    *_refers("category", "category"),
    comment="What the letter says or will say, in the order of each category; its points stand on lines of their own.",
)
finding_theme = _themes_of("finding")
link = _of_a_visit(
    "link",
    _key("id"),
    Column("finding", _Words, nullable=False),
    Column("evidence", _Words, nullable=False),
    _text("bearing", needed=True),
    Column("weighed", Boolean, nullable=False),
    *_refers("finding", "finding"),
    *_refers("evidence", "evidence"),
    comment="Which evidence supports or contradicts which finding; weighed: a contradiction that was answered.",
)
concern = _of_a_visit(
    "concern",
    _key("id"),
    _text("case_reference"),
    Column("raised_at", _Instant),
    Column("raised_by", Integer),
    _text("raised_with"),
    Column("safe_at", _Instant),
    Column("closed_at", _Instant),
    *_refers("inspector", "raised_by"),
    comment="Worries about one child's safety that were taken to managers there and then: when, and to which role.",
)
signed_letter = _of_a_visit(
    "signed_letter",
    _key("id"),
    Column("version", Integer, nullable=False),
    Column("signed_at", _Instant, nullable=False),
    Column("signed_by", Integer),
    _text("pdf_sha256", needed=True),
    _text("log_digest", needed=True),
    _text("adds_to"),
    _text("replaces"),
    *_refers("inspector", "signed_by"),
    comment="Each signed file of the letter by its SHA-256, and the state of the visit's log that it was made from.",
)
issuing = _of_a_visit(
    "issuing",
    _key("id"),
    Column("signed_letter", _Words, nullable=False),
    Column("issued_at", _Instant, nullable=False),
    *_refers("signed_letter", "signed_letter"),
    comment="When a signed letter was sent.",
)
