"""The search index, kept in the transaction of the change; `store/search_results.py` asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import insert, select, text
from sqlalchemy.engine import Connection

from inspector_app.store.plain import DETAILS, Row
from inspector_app.store.tables import TABLES, search_place
from inspector_app.visit.change import Plain

Words = tuple[str, str]
"""A title and a body."""

_AT_ONCE = 400
_PARTS = ("answer", "check")
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
    for entity, ids in _owners(connection, touched).items():
        for chunk in _chunks(sorted(ids)):
            _index(connection, entity, chunk)


def _owners(connection: Connection, touched: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The ids of what these entities are found under, by its entity."""
    owners: dict[str, set[str]] = {}
    parts: dict[str, list[str]] = {}
    for entity, entity_id in touched:
        if entity in DETAILS:
            owners.setdefault("record", set()).add(entity_id)
        elif entity in _PARTS:
            parts.setdefault(entity, []).append(entity_id)
        elif entity == "attachment_text":
            owners.setdefault("attachment", set()).add(entity_id)
        elif entity in ("attachment", "record", "evidence", "finding", "concern"):
            owners.setdefault(entity, set()).add(entity_id)
    for entity, ids in parts.items():
        for chunk in _chunks(ids):
            table = TABLES[entity]
            records = connection.execute(select(table.c.record).where(table.c.id.in_(chunk))).scalars()
            owners.setdefault("record", set()).update(records)
    return {entity: owners[entity] for entity in sorted(owners)}


def _index(connection: Connection, entity: str, ids: Sequence[str]) -> None:
    rows = [row for row in _rows(connection, entity, ids).values() if not row["deleted"]]
    words = _words(connection, entity, rows)
    mine = (search_place.c.entity == entity) & search_place.c.id.in_(ids)
    places = {
        row.id: row.place for row in connection.execute(select(search_place.c.id, search_place.c.place).where(mine))
    }
    gone = [{"place": place} for thing, place in places.items() if thing not in words]
    if gone:
        connection.execute(text("DELETE FROM search WHERE rowid = :place"), gone)
        connection.execute(text("DELETE FROM search_place WHERE place = :place"), gone)
    changed = [
        {"title": title, "body": body, "place": places[thing]}
        for thing, (title, body) in words.items()
        if thing in places
    ]
    if changed:
        connection.execute(text("UPDATE search SET title = :title, body = :body WHERE rowid = :place"), changed)
    add(connection, [(entity, thing, each) for thing, each in words.items() if thing not in places])


def _words(connection: Connection, entity: str, rows: Sequence[Row]) -> dict[str, Words]:
    """What things of one entity are found by, by id."""
    ids = [str(row["id"]) for row in rows]
    if entity == "record":
        details = _details(connection, rows)
        parts = _parts(connection, ids)
        return {
            str(row["id"]): record_words(row, details.get(str(row["id"])), parts.get(row["id"], [])) for row in rows
        }
    if entity == "attachment":
        held = _rows(connection, "attachment_text", ids)
        found = {thing: str(row["text"]) for thing, row in held.items()}
        return {str(row["id"]): attachment_words(row, found.get(str(row["id"]), "")) for row in rows}
    return {str(row["id"]): own_words(entity, row) for row in rows}


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


def _rows(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, Row]:
    table = TABLES[entity]
    found = connection.execute(select(table).where(table.c.id.in_(ids)).order_by(table.c.id))
    return {row.id: dict(row._mapping) for row in found}


def _details(connection: Connection, records: Sequence[Row]) -> dict[str, Row]:
    of_kind: dict[str, list[str]] = {}
    for row in records:
        of_kind.setdefault(str(row["kind"]), []).append(str(row["id"]))
    found: dict[str, Row] = {}
    for kind, ids in of_kind.items():
        found |= _rows(connection, kind, ids)
    return found


def _parts(connection: Connection, records: Sequence[str]) -> dict[Plain, list[Row]]:
    parts: dict[Plain, list[Row]] = {}
    for entity in _PARTS:
        table = TABLES[entity]
        query = select(table).where(table.c.record.in_(records), table.c.deleted.is_(False)).order_by(table.c.order)
        for row in connection.execute(query):
            parts.setdefault(row.record, []).append(dict(row._mapping))
    return parts


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    source = iter(ids)
    while chunk := list(islice(source, _AT_ONCE)):
        yield chunk
