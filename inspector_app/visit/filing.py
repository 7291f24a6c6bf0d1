"""Filing a quick note: it becomes a record of a kind, or part of a record that is there already."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.entities import Details, Evidence, Observation, Record
from inspector_app.visit.file_entities import Attachment


def file_as(note: Record, kind: RecordKind) -> Step:
    """File a quick note as a record of this kind; day, time, author and evidence stay as they are.

    What was written beside its notes, and has no field in a record of the other kind, stands below the notes.
    """
    changes: list[Change] = [Set("record", note.id, "unfiled", False)]
    if note.kind != kind:
        changes = [Put(kind, note.id, {}), Set("record", note.id, "kind", kind), *changes]
        beside = _beside_notes(note.details)
        if beside:
            above = f"{note.notes}\n\n" if note.notes.strip() else ""  # as it is: passages are counted in it
            changes.append(Set("record", note.id, "notes", above + "\n".join(beside)))
    return Step("file a quick note", tuple(changes))


def add_to(note: Record, target: Record, evidence: Sequence[Evidence], attachments: Sequence[Attachment]) -> Step:
    """Add a quick note to the end of another record's notes, under lines that say when it was noted, and what was
    written beside its notes.

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
    """The lines above an added note: what was noted at another time than the rest must say so (`domain.md` §2)."""
    when = ""
    if note.day is not None:
        at = f", {note.start:%H:%M}" if note.start is not None else ""
        when = f"[{note.day.day} {note.day:%B %Y}{at}]"
    head = ": ".join(part for part in (when, note.title.strip()) if part)
    why = (note.explained or "").strip()
    lines = [head, f"Written later: {why}" if why else "", *_beside_notes(note.details)]
    return "".join(f"{line}\n" for line in lines if line)


def _beside_notes(details: Details | None) -> list[str]:
    """The words in the fields of a quick note, which is an observation until it is filed, each as a line."""
    if not isinstance(details, Observation):
        return []
    fields = (("Setting", details.setting), ("Activity", details.activity), ("Roles", ", ".join(details.roles)))
    return [f"{name}: {words.strip()}" for name, words in fields if words and words.strip()]
