"""Undo and redo, derived from the change log, so that they work over restarts.

Taking a step back writes a new step that gives each field the value it had before; `undoes` names the step taken back.
Redo takes back an undo in the same way. Things that were set apart from others of one key (`visit/ordering.py`) stay
so: a colleague may have put something between them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from inspector_app.errors import NothingToUndo
from inspector_app.store import change_log
from inspector_app.store.change_log import named_entry
from inspector_app.store.plain import defaults, field_types, field_value
from inspector_app.store.rows import read_row
from inspector_app.store.step_writing import StepWriting, WrittenStep
from inspector_app.store.tables import TABLES, log
from inspector_app.visit.change import LogEntry, Plain, Set
from inspector_app.visit.family import FAMILY
from inspector_app.visit.letter_state import is_of_the_state
from inspector_app.visit.ordering import sets_apart
from inspector_app.visit.registers import entry_name, parents_of


@dataclass(frozen=True, slots=True)
class Done:
    """A step that can be taken back: its number on this laptop, and the act in words."""

    step: int
    action: str


class UndoStack:
    """Which of this laptop's steps undo and redo would take back next."""

    def __init__(self) -> None:
        self._undoable: list[Done] = []
        self._redoable: list[Done] = []

    @classmethod
    def read(cls, connection: Connection, laptop: str) -> UndoStack:
        """Read it from the log. Steps that bring in a visit, join, take in, seal the letter, or place or lift a hold,
        which takes a reason, are not in it."""
        stack = cls()
        steps = select(log).where(log.c.laptop == laptop, log.c.seq == log.c.step).order_by(log.c.seq)
        for first in connection.execute(steps):
            made = None if first.field is not None else first.entity
            joined = made == "inspector" and first.id == first.inspector
            if made not in ("visit", "signed_letter", "taking") and not joined and first.entity != "hold":
                stack.note(first.step, first.action, first.undoes)
        return stack

    def note(self, step: int, action: str, undoes: str | None = None) -> None:
        """Take in a step that has been written."""
        taken_back = named_entry(undoes)[1] if undoes else None
        if taken_back is None:
            self._undoable.append(Done(step, action))
            self._redoable.clear()
        elif self._undoable and self._undoable[-1].step == taken_back:
            self._redoable.append(Done(step, self._undoable.pop().action))
        elif self._redoable and self._redoable[-1].step == taken_back:
            self._undoable.append(Done(step, self._redoable.pop().action))

    def next_undo(self) -> Done | None:
        """Return the step that undo would take back."""
        return self._undoable[-1] if self._undoable else None

    def next_redo(self) -> Done | None:
        """Return the undo that redo would take back."""
        return self._redoable[-1] if self._redoable else None


def take_back(connection: Connection, done: Done, *, laptop: str, inspector: str, action: str) -> WrittenStep:
    """Write the step that takes this one back. Raises NothingToUndo where something has been changed since."""
    undoes = entry_name(laptop, done.step)
    entries = [entry for entry in _entries_of(connection, laptop, done.step) if not sets_apart(entry)]
    of_the_state = is_of_the_state([(entry.entity, entry.field) for entry in entries])
    writing = StepWriting(
        connection, laptop=laptop, inspector=inspector, action=action, undoes=undoes, sealing=of_the_state
    )
    later_values = {(entry.entity, entry.id, entry.field): entry.value for entry in entries}
    earliest = {(entry.entity, entry.id, entry.field): entry for entry in reversed(entries)}
    for (entity, entity_id, field), entry in earliest.items():
        row = read_row(connection, entity, entity_id) or {}
        if field is not None:
            _refuse_unless(field_value(row, field) == later_values[entity, entity_id, field])
            writing.write(Set(entity, entity_id, field, _value_before(connection, entry)), always=True)
        elif "deleted" in field_types(entity):
            _refuse_unless(row["deleted"] is False and not _changed_elsewhere(connection, entry))
            writing.write(Set(entity, entity_id, "deleted", True), always=True)
        elif isinstance(entry.value, dict):
            for name, value in entry.value.items():
                _refuse_unless(row[name] == value)
                writing.write(Set(entity, entity_id, name, defaults(entity).get(name)))
    return writing.finish()


def _entries_of(connection: Connection, laptop: str, step: int) -> list[LogEntry]:
    query = select(log).where(log.c.laptop == laptop, log.c.seq >= step, log.c.step == step).order_by(log.c.seq)
    return [LogEntry(**row._mapping) for row in connection.execute(query)]


def _value_before(connection: Connection, entry: LogEntry) -> Plain:
    field = str(entry.field)
    if field == "deleted":  # writing elsewhere may have kept what the entry before removed
        return not entry.value
    if entry.parent is None:
        return None
    parent = change_log.read_entry(connection, *named_entry(parents_of(entry)[0]))
    if parent.field is None:
        held = parent.value if isinstance(parent.value, dict) else {}
        return field_value({**defaults(entry.entity), **held}, field)
    return parent.value if parent.field == field else field_value({parent.field: parent.value}, field)


def _changed_elsewhere(connection: Connection, made: LogEntry) -> bool:
    """Whether a colleague has written in a thing since, or hung something on it."""
    things = {made.entity: [made.id]}
    for part, field in FAMILY.get(made.entity, ()):
        table = TABLES[part]
        ids = connection.execute(select(table.c.id).where(table.c[field] == made.id)).scalars().all()
        things[part] = [*things.get(part, []), *ids]
    return any(
        connection.execute(
            select(log.c.seq)
            .where(log.c.entity == entity, log.c.id.in_(ids), log.c.laptop != made.laptop, log.c.clock > made.clock)
            .limit(1)
        ).first()
        is not None
        for entity, ids in things.items()
    )


def _refuse_unless(unchanged: bool) -> None:
    if not unchanged:
        raise NothingToUndo("This cannot be taken back: it has been changed since.", "Change it by hand instead.")
