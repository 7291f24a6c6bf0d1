"""Whose writing keeps a thing that was removed elsewhere: its parts, and what was drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.registers import Seen, written_value

FAMILY: Mapping[str, tuple[tuple[str, str], ...]] = {
    "record": (
        ("observation", "id"), ("interview", "id"), ("case", "id"), ("document", "id"), ("answer", "record"),
        ("check", "record"), ("evidence", "record"), ("attachment", "record"),
    ),
    "finding": (("link", "finding"), ("acceptance", "finding")),
    "evidence": (("link", "evidence"),),
    "attachment": (("attachment_text", "id"),),
}  # fmt: skip
"""By entity: the entities that belong to it, each with the field that names it."""
MOVABLE = frozenset({"evidence", "attachment"})
"""Parts that can be put under another owner."""


def owners_of(part: str) -> list[tuple[str, str]]:
    """Return the entities that a part can belong to, each with the field that names it."""
    return [(owner, field) for owner, parts in FAMILY.items() for entity, field in parts if entity == part]


def owners_in(entries: Iterable[LogEntry]) -> set[tuple[str, str]]:
    """Return the things (entity and id) under which these entries put parts."""
    return {
        (owner, str(named))
        for entry in entries
        for owner, field in owners_of(entry.entity)
        for named in ({entry.id} if field == "id" else owners_named([entry], field))
    }


def owners_named(entries: Sequence[LogEntry], field: str) -> set[Plain]:
    """Return the owners under which the entries about one part ever put it; `field` is the one that names the owner."""
    return {written_value(entry, field) for entry in _naming(entries, field)}


def written_in(entries: Sequence[LogEntry], field: str, owner: str, seen: Seen) -> list[LogEntry]:
    """Return which entries about one part are writing in an owner: where who wrote them saw the part under it.

    It does not change with what is written later, elsewhere or here.
    """
    if field == "id":
        return list(entries)
    naming = sorted(_naming(entries, field), key=lambda each: (each.clock, each.laptop, each.seq))

    def under(entry: LogEntry) -> Plain:
        last = next((each for each in reversed(naming) if each is entry or seen.by(entry, each)), None)
        return written_value(last, field) if last is not None else None

    return [entry for entry in entries if under(entry) == owner]


def _naming(entries: Sequence[LogEntry], field: str) -> list[LogEntry]:
    return [entry for entry in entries if entry.field in (None, field) and written_value(entry, field) is not None]
