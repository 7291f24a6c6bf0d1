"""Fields that evidence is taken from, and where its words stand in them now."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import LogEntry
from inspector_app.visit.entities import Evidence, Source
from inspector_app.visit.passages import find_passage

_TEXT_FIELDS = {"notes": ("record", "notes"), "answers": ("answer", "answer"), "checks": ("check", "note")}


@dataclass(frozen=True, slots=True)
class SourceField:
    """One text field of a record: `field` as a `Source` names it, and the themes that evidence from it begins with."""

    field: str
    editor: NotesEdit
    themes: tuple[str, ...] = ()


class Passages:
    """Where the passages of pieces of evidence stand in their sources' texts.

    Where a piece's own words have been edited since, the words it was taken with are looked up in the change log: once,
    for they stay what they are, and each look ends the entry that is being typed.
    """

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit
        self._taken: dict[str, str | None] = {}

    def where_now(self, piece: Evidence, text: str) -> tuple[int, int] | None:
        """Return where a passage stands in its source's text now, in code points; None: the source has moved on."""
        source = piece.source
        if source is None:
            return None
        found = find_passage(text, piece.text, source.start, source.end)
        if found is not None:
            return found
        words = self._words_taken(piece, source)
        return None if words is None or words == piece.text else find_passage(text, words, source.start, source.end)

    def _words_taken(self, piece: Evidence, source: Source) -> str | None:
        """Return the words of the passage as the source stood when the evidence was made."""
        if piece.id in self._taken:
            return self._taken[piece.id]
        made = next((entry for entry in self._visit.history("evidence", piece.id) if entry.field is None), None)
        if made is None or piece.record is None:
            return None  # its making waits for a slow disk: it is looked for again
        kind, _, entity_id = source.field.partition("/")
        entity, field = _TEXT_FIELDS[kind]
        before = [e for e in self._visit.history(entity, entity_id or piece.record) if e.clock <= made.clock]
        values = [value for entry in before if (value := _value(entry, field)) is not None]
        words = self._taken[piece.id] = None if not values else values[-1][source.start : source.end]
        return words


def _value(entry: LogEntry, field: str) -> str | None:
    if entry.field == field:
        return entry.value if isinstance(entry.value, str) else None
    if entry.field is None and isinstance(entry.value, dict):
        value = entry.value.get(field)
        return value if isinstance(value, str) else None
    return None
