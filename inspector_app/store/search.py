"""The search index, kept in the transaction of the change; `store/search_results.py` asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select, text
from sqlalchemy.engine import Connection

from inspector_app.store.plain import DETAILS, Row
from inspector_app.store.tables import TABLES, search_place
from inspector_app.visit.change import Plain

Words = tuple[str, str]
"""A title and a body."""

_DETAIL_TEXTS: Mapping[str, tuple[str, ...]] = {
    "observation": ("setting", "activity", "roles"),
    "interview": ("role", "team", "views"),
    "case": ("reference", "team", "chosen_stratum", "chosen_reason", "left_reason"),
    "document": ("type", "supplied_by"),
}


def record_words(record: Row, details: Row | None, parts: Sequence[Row]) -> Words:
    """Return what a record is found by; `parts` are its answers and case checks."""
    texts: list[Plain] = [record["notes"]]
    if details is not None:
        texts += [details[name] for name in _DETAIL_TEXTS[str(record["kind"])]]
    for part in parts:
        texts += [part.get("prompt"), part["answer"]] if "prompt" in part else [part["note"]]
    return str(record["title"]), _joined(texts)


def own_words(entity: str, row: Row) -> Words:
    """Return what a piece of evidence, a finding or a concern is found by."""
    if entity == "evidence":
        return "", _joined([row["text"]])
    if entity == "finding":
        return "", _joined([row["text"], row["points"]])
    return _joined([row["case"]]), _joined([row["matter"], row["response"], row["raised_with"]])


def attachment_words(attachment: Row, found_text: str) -> Words:
    """Return what an attachment is found by: its name, and the words in it."""
    return str(attachment["name"]), found_text


def _joined(texts: Iterable[Plain]) -> str:
    flat: list[str] = []
    for part in texts:
        flat += [str(item) for item in part] if isinstance(part, list) else [str(part)] if part else []
    return "\n".join(flat)


def index_owners(connection: Connection, touched: Iterable[tuple[str, str]]) -> None:
    """Index again whatever these entities are found under: a record's parts are found as the record."""
    owners: set[tuple[str, str]] = set()
    for entity, entity_id in touched:
        if entity in DETAILS:
            owners.add(("record", entity_id))
        elif entity in ("answer", "check"):
            table = TABLES[entity]
            record = connection.execute(select(table.c.record).where(table.c.id == entity_id)).scalar_one()
            owners.add(("record", record))
        elif entity == "attachment_text":
            owners.add(("attachment", entity_id))
        elif entity in ("attachment", "record", "evidence", "finding", "concern"):
            owners.add((entity, entity_id))
    for entity, entity_id in sorted(owners):
        _index(connection, entity, entity_id)


def _index(connection: Connection, entity: str, entity_id: str) -> None:
    row = _row(connection, entity, entity_id)
    if row is None or row["deleted"]:
        _remove(connection, entity, entity_id)
        return
    if entity == "record":
        details = _row(connection, str(row["kind"]), entity_id)
        words = record_words(row, details, _parts(connection, entity_id))
    elif entity == "attachment":
        held = _row(connection, "attachment_text", entity_id)
        words = attachment_words(row, str(held["text"]) if held else "")
    else:
        words = own_words(entity, row)
    place = _place(connection, entity, entity_id)
    if place is None:
        add(connection, [(entity, entity_id, words)])
    else:
        connection.execute(
            text("UPDATE search SET title = :title, body = :body WHERE rowid = :place"),
            {"title": words[0], "body": words[1], "place": place},
        )


def add(connection: Connection, things: Sequence[tuple[str, str, Words]]) -> None:
    """Index new things, the newest last."""
    if not things:
        return
    last = connection.execute(text("SELECT coalesce(max(place), 0) FROM search_place")).scalar_one()
    numbered = list(enumerate(things, start=last + 1))
    connection.execute(
        insert(search_place), [{"place": place, "entity": thing[0], "id": thing[1]} for place, thing in numbered]
    )
    connection.execute(
        text("INSERT INTO search (rowid, title, body) VALUES (:place, :title, :body)"),
        [{"place": place, "title": words[0], "body": words[1]} for place, (_, _, words) in numbered],
    )


def _remove(connection: Connection, entity: str, entity_id: str) -> None:
    place = _place(connection, entity, entity_id)
    if place is not None:
        connection.execute(text("DELETE FROM search WHERE rowid = :place"), {"place": place})
        connection.execute(delete(search_place).where(search_place.c.place == place))


def _place(connection: Connection, entity: str, entity_id: str) -> int | None:
    query = select(search_place.c.place).where(search_place.c.entity == entity, search_place.c.id == entity_id)
    return connection.execute(query).scalar_one_or_none()


def _row(connection: Connection, entity: str, entity_id: str) -> Row | None:
    table = TABLES[entity]
    row = connection.execute(select(table).where(table.c.id == entity_id)).first()
    return dict(row._mapping) if row else None


def _parts(connection: Connection, record_id: str) -> list[Row]:
    parts: list[Row] = []
    for entity in ("answer", "check"):
        table = TABLES[entity]
        query = select(table).where(table.c.record == record_id, table.c.deleted.is_(False)).order_by(table.c.order)
        parts += [dict(row._mapping) for row in connection.execute(query)]
    return parts
