"""The search index: kept in the transaction of the change, asked with words that can never break its syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select, text
from sqlalchemy.engine import Connection

from inspector_app.store.plain import DETAILS, Row
from inspector_app.store.tables import TABLES, search_place
from inspector_app.visit.change import Plain
from inspector_app.visit.lines import Hit

Words = tuple[str, str]
"""A title and a body."""

_DETAIL_TEXTS: Mapping[str, tuple[str, ...]] = {
    "observation": ("setting", "activity", "roles"),
    "interview": ("role", "team", "views"),
    "case": ("reference", "team", "chosen_stratum", "chosen_reason", "left_reason"),
    "document": ("type", "supplied_by"),
}
_QUERY_PART = re.compile(r'"([^"]*)"|(\S+)')


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


def match_text(words: str) -> str:
    """Return the index's own query for what a person typed: all words, phrases in quotes, the last word begun only."""
    parts: list[str] = []
    for phrase, word in _QUERY_PART.findall(words.replace("\0", " ")):
        asked = phrase or word.replace('"', "")
        if any(letter.isalnum() for letter in asked):
            parts.append(f'"{asked}"')
    if parts and not words.rstrip(" ").endswith('"'):
        parts[-1] += "*"
    return " ".join(parts)


def find(connection: Connection, words: str, limit: int) -> list[tuple[str, str, str]]:
    """Return (entity, id, snippet) of what holds the words, newest first."""
    query = match_text(words)
    if not query:
        return []
    rows = connection.execute(
        text(
            """SELECT place.entity, place.id, snippet(search, -1, char(2), char(3), '…', 16) AS snippet
               FROM search JOIN search_place AS place ON place.place = search.rowid
               WHERE search MATCH :query ORDER BY search.rowid DESC LIMIT :limit"""
        ),
        {"query": query, "limit": limit},
    )
    return [(row.entity, row.id, row.snippet) for row in rows]


def hits(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """Return what holds the words, newest first, with its title and the words in their surroundings."""
    found = find(connection, words, limit)
    evidence_rows = _rows_of(connection, "evidence", found)
    records = {str(row["record"]) for row in evidence_rows.values() if row["record"]}
    attachment_rows = _rows_of(connection, "attachment", found)
    records |= {str(row["record"]) for row in attachment_rows.values()}
    record_rows = _rows_of(connection, "record", [*found, *(("record", record, "") for record in records)])
    finding_rows = _rows_of(connection, "finding", found)
    concern_rows = _rows_of(connection, "concern", found)
    result = []
    for entity, entity_id, snippet in found:
        if entity == "finding":
            finding = finding_rows[entity_id]
            result.append(Hit(entity=entity, id=entity_id, kind=str(finding["category"]), title="", snippet=snippet))
            continue
        if entity == "concern":
            title = str(concern_rows[entity_id]["case"] or "")
            result.append(Hit(entity=entity, id=entity_id, kind="", title=title, snippet=snippet))
            continue
        if entity == "attachment":
            result += _attachment_hit(attachment_rows[entity_id], record_rows, snippet)
            continue
        record_id = entity_id if entity == "record" else evidence_rows[entity_id]["record"]
        record = record_rows.get(str(record_id), {})
        result.append(
            Hit(
                entity=entity,
                id=entity_id,
                kind=str(record.get("kind", "")),
                title=str(record.get("title", "")),
                snippet=snippet,
                record=str(record_id) if record_id else None,
            )
        )
    return tuple(result)


def _attachment_hit(row: Row, record_rows: Mapping[str, Row], snippet: str) -> list[Hit]:
    """Return the hit of an attachment, of the kind of its record; none where that was removed."""
    record = record_rows[str(row["record"])]
    if record["deleted"]:
        return []
    kind, name = str(record["kind"]), str(row["name"])
    return [
        Hit(entity="attachment", id=str(row["id"]), kind=kind, title=name, snippet=snippet, record=str(row["record"]))
    ]


def _rows_of(connection: Connection, entity: str, found: Iterable[tuple[str, str, str]]) -> dict[str, Row]:
    ids = sorted({entity_id for kind, entity_id, _ in found if kind == entity})
    table = TABLES[entity]
    rows = connection.execute(select(table).where(table.c.id.in_(ids))) if ids else ()
    return {row.id: dict(row._mapping) for row in rows}
