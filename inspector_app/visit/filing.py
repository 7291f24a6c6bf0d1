"""Filing a quick note: it becomes a record of a kind, or part of a record that is there already."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.entities import Evidence, Record
from inspector_app.visit.file_entities import Attachment


def file_as(note: Record, kind: RecordKind) -> Step:
    """File a quick note as a record of this kind; day, time, author and evidence stay as they are."""
    changes: list[Change] = [Set("record", note.id, "unfiled", False)]
    if note.kind != kind:
        changes = [Put(kind, note.id, {}), Set("record", note.id, "kind", kind), *changes]
    return Step("file a quick note", tuple(changes))


def add_to(note: Record, target: Record, evidence: Sequence[Evidence], attachments: Sequence[Attachment]) -> Step:
    """Add a quick note to the end of another record's notes, under a line that says when it was noted.

    `evidence` and `attachments` are those of the note: they go along, and the passages of the evidence with them.
    """
    head = _noted(note)
    before = f"{target.notes.rstrip()}\n\n" if target.notes.strip() else ""
    shift = len(before) + len(head)
    changes: list[Change] = [Set("record", target.id, "notes", f"{before}{head}{note.notes}")]
    for piece in evidence:
        changes.append(Set("evidence", piece.id, "record", target.id))
        source = piece.source
        if source is not None and source.field == "notes":
            # Without a passage it was the whole note, which is a passage of the other record's notes now.
            start = shift + (source.start or 0)
            end = shift + (len(note.notes) if source.end is None else source.end)
            changes.append(Set("evidence", piece.id, "source", {"field": "notes", "start": start, "end": end}))
    changes += [Set("attachment", each.id, "record", target.id) for each in attachments]
    themes = [*target.themes, *(theme for theme in note.themes if theme not in target.themes)]
    if themes != list(target.themes):
        changes.append(Set("record", target.id, "themes", themes))
    changes.append(Set("record", note.id, "deleted", True))
    return Step("add a quick note to a record", tuple(changes))


def _noted(note: Record) -> str:
    """The line above an added note: what was noted at another time than the rest must say so (`domain.md` §2)."""
    if note.day is None:
        return ""
    at = f", {note.start:%H:%M}" if note.start is not None else ""
    title = f": {note.title}" if note.title.strip() else ""
    return f"[{note.day.day} {note.day:%B %Y}{at}]{title}\n"
