"""Short forms for lists and the board, without reading what they do not show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from inspector_app.frameworks.framework import RecordKind
from inspector_app.store.moved_on import moved_on
from inspector_app.store.pending import Rows
from inspector_app.store.plain import Row
from inspector_app.store.reader import Reader, in_order
from inspector_app.store.tables import TABLES
from inspector_app.visit.lines import Card, CardLink, RecordLine

OPENING_LENGTH = 120
"""How many characters of its notes a record's line shows."""

_LINE_COLUMNS = (
    "id", "kind", "title", "author", "day", "start", "end", "written_at", "written", "themes", "notes", "unfiled",
    "order", "deleted",
)  # fmt: skip
_LABEL_FIELDS: Mapping[str, str] = {
    "observation": "roles", "interview": "role", "case": "reference", "document": "type",
}  # fmt: skip
_CARD_COLUMNS = (
    "id", "text", "themes", "leaning", "in_confidence", "author", "record", "count", "order", "deleted",
)  # fmt: skip


def record_lines(reader: Reader, kind: RecordKind | None = None) -> tuple[RecordLine, ...]:
    """Return a line for each record, or for each of one kind, in order."""
    labels = {
        details: reader.rows(details, columns=("id", field))
        for details, field in _LABEL_FIELDS.items()
        if kind in (None, details)
    }
    counts = reader.counts_by("evidence", "record")
    shortened = {"notes": 2 * OPENING_LENGTH}
    wanted = None if kind is None else TABLES["record"].c.kind == kind
    rows = in_order(reader.rows("record", wanted, _LINE_COLUMNS, shortened).values())
    return tuple(
        _line(row, labels[str(row["kind"])].get(str(row["id"])), counts.get(row["id"], 0))
        for row in rows
        if kind in (None, row["kind"])
    )


def _line(row: Any, details: Row | None, evidence: int) -> RecordLine:
    kind = row["kind"]
    label = details[_LABEL_FIELDS[kind]] if details else ""
    return RecordLine(
        id=row["id"],
        kind=kind,
        title=row["title"],
        label=", ".join(label) if isinstance(label, list) else str(label or ""),
        author=row["author"],
        day=_day(row["day"]),
        start=time.fromisoformat(row["start"]) if row["start"] else None,
        written_at=row["written_at"],
        written=row["written"],
        themes=tuple(row["themes"]),
        opening=" ".join(row["notes"][: 2 * OPENING_LENGTH].split())[:OPENING_LENGTH],
        evidence=evidence,
        end=time.fromisoformat(row["end"]) if row["end"] else None,
        unfiled=row["unfiled"],
    )


def cards(reader: Reader) -> tuple[Card, ...]:
    """Return a card for each piece of evidence, in order, with the findings on which it lies."""
    records = reader.rows("record", columns=("id", "kind", "title", "day", "written", "deleted"))
    findings = reader.rows("finding", columns=("id", "deleted"))
    links: dict[object, list[CardLink]] = {}
    link_columns = ("id", "finding", "evidence", "bearing", "weighed", "order", "deleted")
    for link in in_order(reader.rows("link", columns=link_columns).values()):
        if not findings.get(str(link["finding"]), {"deleted": True})["deleted"]:
            links.setdefault(link["evidence"], []).append(_card_link(link))
    rows = in_order(reader.rows("evidence", columns=_CARD_COLUMNS).values())
    changed = moved_on(reader)
    return tuple(
        _card(row, records, links.get(row["id"], []), moved=row["id"] in changed)
        for row in rows
        if not _went_with_record(row, records)
    )


def _went_with_record(row: Row, records: Rows) -> bool:
    return row["record"] is not None and bool(records.get(str(row["record"]), {}).get("deleted"))


def _card_link(link: Any) -> CardLink:
    return CardLink(finding=link["finding"], bearing=link["bearing"], weighed=link["weighed"], order=link["order"])


def _card(row: Any, records: Rows, links: list[CardLink], *, moved: bool) -> Card:
    record: Any = records.get(row["record"], {})
    return Card(
        id=row["id"],
        text=row["text"],
        themes=tuple(row["themes"]),
        leaning=row["leaning"],
        in_confidence=row["in_confidence"],
        author=row["author"],
        record=row["record"],
        kind=record.get("kind"),
        record_title=record.get("title", ""),
        day=_day(record.get("day")),
        written=record.get("written", "at-the-time"),
        counted=row["count"] is not None,
        order=row["order"],
        links=tuple(links),
        moved_on=moved,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
