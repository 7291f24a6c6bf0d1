"""Which pieces of evidence no longer stand in the text that they were taken from: their source has moved on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from inspector_app.store.reader import Reader
from inspector_app.store.tables import TABLES

_TEXTS: Mapping[str, tuple[str, str]] = {
    "notes": ("record", "notes"), "answers": ("answer", "answer"), "checks": ("check", "note"),
}  # fmt: skip
"""Where the field of a source stands: the entity, and its text."""
_AT_ONCE = 500
"""So many texts are asked for in one query."""


def moved_on(reader: Reader) -> frozenset[str]:
    """Return the ids of the pieces whose words are not in their source any more.

    A piece whose own words were edited since is judged by the words with which it was made: the log has them.
    """
    columns = ("id", "record", "text", "source", "deleted")
    read = reader.rows("evidence", or_(_not_found(), *_waiting(reader)), columns).values()
    taken = [row for row in read if row["source"] and not row["deleted"]]
    texts = _texts(reader, taken)
    gone = {str(row["id"]): row for row in taken if not _stands(row, str(row["text"]), texts)}
    first_words = reader.first_values("evidence", list(gone), "text")
    return frozenset(
        piece for piece, row in gone.items() if not _stands(row, str(first_words.get(piece, row["text"])), texts)
    )


def _not_found() -> ColumnElement[bool]:
    """The pieces on disk that must be looked at: the database finds the words of most, and no text is read for them."""
    evidence, record, answer, check = (TABLES[entity].c for entity in ("evidence", "record", "answer", "check"))
    field = evidence.source["field"].as_string()
    text = case(
        (field == "notes", select(record.notes).where(record.id == evidence.record).scalar_subquery()),
        (field.startswith("answers/"), _part(answer.answer, answer.id, field, "answers/")),
        else_=_part(check.note, check.id, field, "checks/"),
    )
    found = case(
        (evidence.source["start"].as_integer().is_(None), text == evidence.text),
        else_=func.instr(text, evidence.text) > 0,
    )
    return and_(evidence.source.is_not(None), evidence.deleted.is_(False), not_(func.coalesce(found, False)))


def _part(text: ColumnElement[str], part: ColumnElement[str], field: ColumnElement[str], kind: str) -> Any:
    return select(text).where(part == func.substr(field, len(kind) + 1)).scalar_subquery()


def _waiting(reader: Reader) -> list[ColumnElement[bool]]:
    """The pieces whose source waits to be written: the database does not have its words yet."""
    evidence = TABLES["evidence"].c
    fields = [f"{kind}/{each}" for kind in ("answers", "checks") for each in reader.waiting(_TEXTS[kind][0])]
    records = list(reader.waiting("record"))
    return [
        *([evidence.record.in_(records)] if records else []),
        *([evidence.source["field"].as_string().in_(fields)] if fields else []),
    ]


def _texts(reader: Reader, taken: Iterable[Any]) -> Mapping[tuple[str, str], str]:
    """The texts that these pieces were taken from, by entity and id."""
    wanted: dict[str, set[str]] = {}
    for row in taken:
        entity, entity_id = _source(row)
        wanted.setdefault(entity, set()).add(entity_id)
    texts: dict[tuple[str, str], str] = {}
    for entity, field in _TEXTS.values():
        ids = sorted(wanted.get(entity, ()))
        for start in range(0, len(ids), _AT_ONCE):
            those = TABLES[entity].c.id.in_(ids[start : start + _AT_ONCE])
            read = reader.rows(entity, those, ("id", field))
            texts |= {(entity, key): str(row[field] or "") for key, row in read.items()}
    return texts


def _source(row: Any) -> tuple[str, str]:
    """The entity and id of the text that a piece was taken from."""
    kind, _, entity_id = str(row["source"]["field"]).partition("/")
    return _TEXTS[kind][0], entity_id or str(row["record"])


def _stands(row: Any, words: str, texts: Mapping[tuple[str, str], str]) -> bool:
    text = texts.get(_source(row), "")
    if row["source"].get("start") is None:
        return text.strip() == words.strip()
    return words in text
