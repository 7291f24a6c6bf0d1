"""Places in a page of records: a record, a text of it and the cursor there, an attachment, or a piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`field` as a `Source` names it; `cursor` in code points; `evidence` instead of a record leads to its record;
    `attachment` is shown beside its record."""

    record: str | None = None
    field: str = "notes"
    cursor: int | None = None
    evidence: str | None = None
    attachment: str | None = None

    def __str__(self) -> str:
        return f"record:{self.record}@{self.field}:{self.cursor or 0}" if self.record else ""


def read_place(place: str | None) -> Place:
    """Return what a place says ("record:<id>", "record:<id>@notes:120", "record:<id>@attachment:<id>",
    "evidence:<id>"); anything else: nowhere."""
    if not place:
        return Place()
    head, _, tail = place.partition("@")
    kind, _, entity_id = head.partition(":")
    if kind == "evidence":
        return Place(evidence=entity_id)
    if kind not in ("record", "case"):
        return Place()
    field, _, cursor = tail.rpartition(":")
    if field == "attachment":
        return Place(entity_id, attachment=cursor)
    return Place(entity_id, field or "notes", int(cursor) if cursor.isdigit() else None)
