"""The tables of a visit's file: one an entity, derived from `visit/entities.py`, and the store's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from inspector_app.store.plain import DETAILS, defaults, field_types, is_scalar
from inspector_app.visit.entities import ENTITIES

metadata = MetaData()

REFERENCES: Mapping[tuple[str, str], str] = {
    ("answer", "record"): "record",
    ("check", "record"): "record",
    ("evidence", "record"): "record",
    ("link", "finding"): "finding",
    ("link", "evidence"): "evidence",
    ("acceptance", "finding"): "finding",
    ("attachment", "record"): "record",
    ("attachment_text", "id"): "attachment",
    ("draw", "frame"): "frame",
    ("agreement", "finding"): "finding",
    ("move", "finding"): "finding",
    ("issuing", "signed_letter"): "signed_letter",
    **{(details, "id"): "record" for details in DETAILS},
}
"""Fields that must name something that is there. Authors are not among them: a team may shrink."""


def _column(entity: str, name: str, hint: Any) -> Column[Any]:
    if not is_scalar(hint):
        kind: Any = JSON(none_as_null=True)
    elif hint in (bool, bool | None):
        kind = Boolean
    elif hint in (int, int | None):
        kind = Integer
    else:
        kind = Text
    refers_to = REFERENCES.get((entity, name))
    constraints = [ForeignKey(f"{refers_to}.id")] if refers_to else []
    may_be_null = name != "id" and defaults(entity).get(name, "") is None
    return Column(name, kind, *constraints, primary_key=name == "id", nullable=may_be_null)


def _table(entity: str) -> Table:
    columns = [_column(entity, name, hint) for name, hint in field_types(entity).items()]
    return Table(entity, metadata, *columns)


TABLES: Mapping[str, Table] = {entity: _table(entity) for entity in ENTITIES}
"""The table of each entity."""

for _entity, _field in REFERENCES:
    if _field != "id":
        Index(f"{_entity}_by_{_field}", TABLES[_entity].c[_field])

for _entity in ("record", "evidence"):
    _gone = TABLES[_entity].c.deleted.is_(True)
    Index(f"{_entity}_gone", TABLES[_entity].c.id, sqlite_where=_gone)

log = Table(
    "log",
    metadata,
    Column("laptop", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("inspector", Text, nullable=False),
    Column("clock", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("undoes", Text),
    Column("entity", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("field", Text),
    Column("value", JSON, nullable=False),
    Column("parent", Text),
    Column("hash", Text, nullable=False),
    Index("log_by_entity", "entity", "id", "clock"),
    Index("log_by_clock", "clock"),
)
Index("log_by_removal", log.c.entity, log.c.id, sqlite_where=log.c.field == "deleted")
"""The change log (`visit/change.py`, LogEntry)."""

signed_pdf = Table(
    "signed_pdf",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
)
"""Signed letters, byte for byte."""

search_place = Table(
    "search_place",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("entity", Text, nullable=False),
    Column("id", Text, nullable=False),
    Index("search_place_of", "entity", "id", unique=True),
)
"""Where each entity stands in the search index: the row number of `search`, later ones for newer things."""

both_wrote = Table(
    "both_wrote",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("heads", JSON, nullable=False),
)
"""Fields that were written on several laptops that had not seen one another's words: names of the entries, the one that
is shown first. What a merge finds in the log, kept because it is asked for on every page."""

statement = Table(
    "statement",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("way", Text, primary_key=True),
    Column("laptop", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("signed", JSON, nullable=False),
)
"""What laptops signed of their logs when they gave, by `way`: "given", "taken", "passed-on", or "archived".

It is no part of the log.
"""
