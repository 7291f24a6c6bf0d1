"""Asking the search index: what holds the words, ranked, what waits to be written among it."""

from __future__ import annotations

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from inspector_app.store.pending import Rows
from inspector_app.store.plain import DETAILS, Row
from inspector_app.store.reader import Reader
from inspector_app.store.search import Words, attachment_words, own_words, record_words
from inspector_app.store.tables import TABLES
from inspector_app.visit.found_words import Query, holds, in_context, index_query, read_query
from inspector_app.visit.lines import Hit

RANKED = 1_000
"""Of so many of the newest things that hold the words the best come first; older ones are told only where the words
stand in their title. A word in 100,000 things would else take its time at each key, and nobody reads so many."""
_READ = 200_000
"""Characters of a thing in which its words are sought to be shown; after those, its beginning is shown."""
_TITLE_WEIGHT, _BODY_WEIGHT = 4.0, 1.0
_KEPT = ("evidence", "finding", "concern", "attachment")
_OF_THEIR_OWN = ("record", *_KEPT)

_ASK = text(
    """SELECT place.entity, place.id, newest.place
       FROM (SELECT rowid AS place, bm25(search, :title, :body) AS score FROM search
             WHERE search MATCH :query ORDER BY rowid DESC LIMIT :most) AS newest
       JOIN search_place AS place ON place.place = newest.place
       ORDER BY round(newest.score, 1), newest.place DESC"""
)
"""The score is rounded, so that of things that hold the words as well as each other the newest comes first."""
_ASK_ONE_KIND = text(
    """SELECT place.id FROM search JOIN search_place AS place ON place.place = search.rowid
       WHERE search MATCH :query AND place.entity = :entity"""
)

Thing = tuple[str, str]
"""An entity and an id."""


def search(reader: Reader, line: str, limit: int, start: int = 0) -> tuple[Hit, ...]:
    """Return what holds the words of a line, the best first, from the place `start` on.

    What waits to be written comes before all else, as the newest.
    """
    query = read_query(line)
    if not query:
        return ()
    waiting = _waiting(reader)
    found: dict[Thing, Words | int] = {
        thing: words for thing, words in waiting.items() if words is not None and holds(words, query)
    }
    gone = {(entity, each) for entity in ("evidence", "attachment") for each in reader.gone_with_record(entity)}
    for thing, place in _ranked(reader.connection, query).items():
        if thing not in waiting:
            found[thing] = place
    standing = [(thing, held) for thing, held in found.items() if thing not in gone]
    return _hits(reader, _with_words(reader.connection, standing[start : start + limit]), query)


def _ranked(connection: Connection, query: Query) -> dict[Thing, int]:
    """Return what holds the words on disk with its place in the index, the best first."""

    def ask(asked: str) -> dict[Thing, int]:
        values = {"query": asked, "title": _TITLE_WEIGHT, "body": _BODY_WEIGHT, "most": RANKED}
        return {(entity, each): place for entity, each, place in connection.execute(_ASK, values)}

    newest = ask(index_query(query))
    titled = ask(f"title : ({index_query(query)})") if len(newest) == RANKED else {}
    return {**titled, **newest}


def ids_with(reader: Reader, entity: str, line: str) -> frozenset[str]:
    """Return the ids of all things of one kind that hold the words of a line."""
    query = read_query(line)
    if not query:
        return frozenset()
    waiting = {each: words for (kind, each), words in _waiting(reader).items() if kind == entity}
    rows = reader.connection.execute(_ASK_ONE_KIND, {"query": index_query(query), "entity": entity})
    now = {each for each, words in waiting.items() if words is not None and holds(words, query)}
    return frozenset({row[0] for row in rows} - waiting.keys() | now)


def _waiting(reader: Reader) -> dict[Thing, Words | None]:
    """Return the words of what waits to be written, by thing, the newest first; None for what is removed by it."""
    things = [(entity, each) for entity in _OF_THEIR_OWN for each in reader.waiting(entity)]
    things += [("record", each) for details in DETAILS for each in reader.waiting(details)]
    things += [("attachment", each) for each in reader.waiting("attachment_text")]
    for entity in ("answer", "check"):
        ids = reader.waiting(entity)
        parts = reader.rows(entity, TABLES[entity].c.id.in_(ids), ("id", "record")) if ids else {}
        things += [("record", str(row["record"])) for row in parts.values()]
    return {thing: _words(reader, *thing) for thing in dict.fromkeys(things)}


def _words(reader: Reader, entity: str, entity_id: str) -> Words | None:
    try:
        row = reader.one(entity, entity_id)
    except KeyError:
        return None
    if entity == "record":
        kind = str(row["kind"])
        parts = [part for name in ("answer", "check") for part in reader.of(name, "record", entity_id)]
        return record_words(row, reader.rows(kind, TABLES[kind].c.id == entity_id).get(entity_id), parts)
    if entity == "attachment":
        return attachment_words(row, reader.attachment_text(entity_id))
    return own_words(entity, row)


def _with_words(connection: Connection, page: list[tuple[Thing, Words | int]]) -> list[tuple[Thing, Words]]:
    """Return a page with the words under which each thing stands in the index."""
    asked = [held for _, held in page if isinstance(held, int)]
    query = text("SELECT rowid, title, substr(body, 1, :most) FROM search WHERE rowid IN :places")
    values = {"places": asked, "most": _READ}
    rows = connection.execute(query.bindparams(bindparam("places", expanding=True)), values) if asked else ()
    words: dict[int, Words] = {place: (title, body) for place, title, body in rows}
    return [(thing, words[held] if isinstance(held, int) else held) for thing, held in page]


def _hits(reader: Reader, page: list[tuple[Thing, Words]], query: Query) -> tuple[Hit, ...]:
    rows = {entity: _rows(reader, entity, {each for (kind, each), _ in page if kind == entity}) for entity in _KEPT}
    within = {str(row["record"]) for kept in ("evidence", "attachment") for row in rows[kept].values() if row["record"]}
    records = _rows(reader, "record", within | {each for (entity, each), _ in page if entity == "record"})
    hits = []
    for (entity, entity_id), (_, body) in page:
        row = records[entity_id] if entity == "record" else rows[entity][entity_id]
        record = row if entity == "record" else records.get(str(row.get("record")))
        hits.append(
            Hit(
                entity=entity,
                id=entity_id,
                kind=str(record["kind"]) if record else str(row.get("category", "")),
                title=_title(reader, entity, row, record),
                snippet=in_context(body, query),
                record=str(record["id"]) if record else None,
            )
        )
    return tuple(hits)


def _rows(reader: Reader, entity: str, ids: set[str]) -> Rows:
    return reader.rows(entity, TABLES[entity].c.id.in_(sorted(ids))) if ids else {}


def _title(reader: Reader, entity: str, row: Row, record: Row | None) -> str:
    if entity in ("concern", "attachment"):
        return str(row["case" if entity == "concern" else "name"] or "")
    if record is None or record["title"] or record["kind"] != "case":
        return str(record["title"]) if record else ""
    case = reader.rows("case", TABLES["case"].c.id == record["id"]).get(str(record["id"]))
    return str(case["reference"]) if case else ""
