"""Which pieces of evidence no longer stand in the text that they were taken from: their source has moved on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from inspector_app.store.reader import Reader
from inspector_app.store.tables import TABLES

_TEXTS: Mapping[str, tuple[str, str]] = {
    "notes": ("record", "notes"), "answers": ("answer", "answer"), "checks": ("check", "note"),
}  # fmt: skip
"""Where the field of a source stands: the entity, and its text."""


def moved_on(reader: Reader) -> frozenset[str]:
    """Return the ids of the pieces whose words are not in their source any more.

    A piece whose own words were edited since is judged by the words with which it was made: the log has them.
    """
    columns = ("id", "record", "text", "source", "deleted")
    taken = [row for row in reader.rows("evidence", columns=columns).values() if row["source"] and not row["deleted"]]
    if not taken:
        return frozenset()
    texts = _texts(reader)
    gone = {str(row["id"]): row for row in taken if not _stands(row, str(row["text"]), texts)}
    first_words = reader.first_values("evidence", list(gone), "text")
    return frozenset(
        piece for piece, row in gone.items() if not _stands(row, str(first_words.get(piece, row["text"])), texts)
    )


def _texts(reader: Reader) -> Mapping[tuple[str, str], str]:
    """The texts that evidence was taken from, by entity and id; not the notes of records without any."""
    evidence, record = TABLES["evidence"].c, TABLES["record"].c
    used = record.id.in_(select(evidence.record).where(evidence.record.is_not(None)))
    rows: dict[tuple[str, str], str] = {}
    for entity, field in _TEXTS.values():
        read = reader.rows(entity, used if entity == "record" else None, ("id", field))
        rows |= {(entity, key): str(row[field] or "") for key, row in read.items()}
    return rows


def _stands(row: Any, words: str, texts: Mapping[tuple[str, str], str]) -> bool:
    source = row["source"]
    kind, _, entity_id = str(source["field"]).partition("/")
    text = texts.get((_TEXTS[kind][0], entity_id or str(row["record"])), "")
    if source.get("start") is None:
        return text.strip() == words.strip()
    return words in text
