"""Writing one step: rows, log entries and search index in the transaction of the caller's connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from inspector_app.errors import LetterLocked
from inspector_app.store import both_wrote_rows, change_log, search
from inspector_app.store.plain import Row, defaults, field_types, field_value, may_be_made, with_field
from inspector_app.store.rows import insert_row, read_row, update_row
from inspector_app.store.tables import TABLES
from inspector_app.visit.change import Change, LogEntry, Plain, Put, Set, Step
from inspector_app.visit.entities import MAP_FIELDS, Written
from inspector_app.visit.family import FAMILY
from inspector_app.visit.letter_state import LOCKED_STATES, back_to_draft_changes, is_of_the_words, unlocks
from inspector_app.visit.written_labels import refuse_milder, refuse_mixing

_LOCKED = frozenset(
    {
        "finding",
        "link",
        "acceptance",
        "letter",
        "letter_acceptance",
        "visit",
        "addressee",
        "copy",
        "inspector",
        "next_step",
        "proposal",
        "issuing",
    }
)
_LOCKED_EVIDENCE = frozenset({"text", "record", "source", "count", "deleted"})


@dataclass(frozen=True, slots=True)
class Burst:
    """The entry of the log that is still being typed: the place of its text, and the entry's number."""

    entity: str
    id: str
    field: str
    seq: int
    made: bool
    """Whether the entry made the entity; its value then holds all fields."""
    beside: bool = False
    """Whether other words stand, or stood, beside it: which do is found anew whenever it is typed on."""


@dataclass(slots=True)
class WrittenStep:
    """What a step came to: its number in the log (None: it changed nothing), and what it touched."""

    step: int | None = None
    touched: set[tuple[str, str]] = field(default_factory=set)
    burst: Burst | None = None
    joined: bool = False


class StepWriting:
    """Writes the changes of one step, one after another."""

    def __init__(
        self,
        connection: Connection,
        *,
        laptop: str,
        inspector: str,
        action: str,
        undoes: str | None = None,
        sealing: bool = False,
        settles: bool = False,
        sight: int | None = None,
    ) -> None:
        self._connection = connection
        self._end = change_log.ChainEnd.read(connection, laptop)
        self._inspector = inspector
        self._action = action
        self._undoes = undoes
        self._settles = settles
        self._laptop = laptop
        self._sight = sight
        self._locked = not sealing and letter_is_locked(connection)
        self.result = WrittenStep()
        self._entries: list[tuple[str, str, str | None, int]] = []
        self._words_changed = self._state_set = self._beside = False

    def write(self, change: Change, *, always: bool = False) -> None:
        """Write one checked change; what differs from the present state only, or `always` where it must be on record.

        Raises ValueError where the entity is not there, LetterLocked, LabelStays.
        """
        present = read_row(self._connection, change.entity, change.id)
        if present is None:
            self._make(change)
            return
        wanted = dict(change.values) if isinstance(change, Put) else {change.field: change.value}
        if isinstance(change, Put) and present.get("deleted"):
            wanted["deleted"] = False
        for name, value in wanted.items():
            self._set_parts(change.entity, change.id, present, name, value, always or self._settles)

    def keep_what_was_in_sight(self) -> None:
        """Bring back what was written in while a colleague's removal of it, not in sight then, came in."""
        if self._sight is None:
            return
        known = change_log.known_after(self._connection, self._laptop, self._sight)
        for entity, entity_id in sorted(self.result.touched):
            row = read_row(self._connection, entity, entity_id) or {}
            owners = [(owner, row[name]) for owner, parts in FAMILY.items() for part, name in parts if part == entity]
            for thing, thing_id in ((entity, entity_id), *owners):
                if thing_id is not None and self._was_removed_unseen(thing, str(thing_id), known):
                    self.write(Set(thing, str(thing_id), "deleted", False))

    def finish(self) -> WrittenStep:
        """Bring the search index up to date and return what was done; an assured letter of other words is a draft."""
        if self._words_changed and not self._state_set:  # undo brings words and state back together
            self._undo_assurance()
        search.index_owners(self._connection, self.result.touched)
        if len(self._entries) == 1:
            entity, entity_id, name, seq = self._entries[0]
            self.result.burst = Burst(entity, entity_id, name or "", seq, made=name is None, beside=self._beside)
        return self.result

    def _undo_assurance(self) -> None:
        letter = TABLES["letter"].c
        assured = select(letter.id).where(letter.state == "quality-assured")
        for letter_id in self._connection.execute(assured).scalars().all():
            for change in back_to_draft_changes(letter_id):
                self.write(change)

    def _make(self, change: Change) -> None:
        if not may_be_made(change):
            raise ValueError(f"there is no {change.entity} {change.id}")
        given = change.values if isinstance(change, Put) else {change.field: change.value}
        self._refuse_locked(change.entity, None)
        row: Row = {**defaults(change.entity), "id": change.id}
        for name, value in given.items():
            with_field(row, name, value)
        missing = field_types(change.entity).keys() - row.keys()
        if missing:
            raise ValueError(f"a new {change.entity} needs {', '.join(sorted(missing))}")
        insert_row(self._connection, change.entity, row)
        value = {name: item for name, item in row.items() if name == "deleted" or name in _named(given)}
        self._log(change.entity, change.id, None, value, None)

    def _set_parts(self, entity: str, entity_id: str, present: Row, name: str, value: Plain, always: bool) -> None:
        if name in MAP_FIELDS.get(entity, frozenset()) and isinstance(value, Mapping):
            held = present[name]
            old_keys = held.keys() if isinstance(held, Mapping) else ()
            for key in sorted({*value.keys(), *old_keys}):
                self._set(entity, entity_id, present, f"{name}/{key}", value.get(key), always)
        else:
            self._set(entity, entity_id, present, name, value, always)

    def _set(self, entity: str, entity_id: str, present: Row, name: str, value: Plain, always: bool) -> None:
        if field_value(present, name) == value and not always:
            return
        self._refuse_locked(entity, name)
        if (entity, name) == ("record", "deleted") and value:
            self._refuse_taking_away(entity_id)
        if self._undoes is None:  # the act that set a label may be taken back, by undo alone
            self._refuse_unlabelled(entity, present, name, value)
        parent = change_log.parent_of(self._connection, entity, entity_id, name)
        side_by_side = both_wrote_rows.open_names(self._connection, entity, entity_id, name)
        in_sight = self._in_sight(entity, entity_id, name) or parent
        parent, unseen = in_sight, in_sight != parent
        before = self._taken_back(parent)
        if side_by_side and (self._settles or self._chooses_again(before)):
            parent = " ".join(side_by_side)
        with_field(present, name, value)
        column = name.split("/", 1)[0]
        update_row(self._connection, entity, entity_id, {column: present[column]})
        self._log(entity, entity_id, name, value, parent)
        if unseen or side_by_side or (before is not None and both_wrote_rows.is_choice(before)):
            self._beside = True
            both_wrote_rows.look_again(self._connection, entity, entity_id, name)

    def _in_sight(self, entity: str, entity_id: str, name: str) -> str | None:
        """What a field showed when it was begun to be typed in, where a colleague's words have come in since."""
        if self._sight is None:
            return None
        return change_log.parent_in_sight(
            self._connection, entity, entity_id, name, laptop=self._laptop, sight=self._sight
        )

    def _was_removed_unseen(self, entity: str, entity_id: str, known: Mapping[str, int]) -> bool:
        if not (read_row(self._connection, entity, entity_id) or {}).get("deleted"):
            return False
        removal = change_log.parent_of(self._connection, entity, entity_id, "deleted")
        laptop, seq = change_log.named_entry(removal) if removal is not None else (self._laptop, 0)
        return laptop != self._laptop and seq > known.get(laptop, 0)

    def _taken_back(self, parent: str | None) -> LogEntry | None:
        """The entry that undo or redo takes back in a field."""
        if self._undoes is None or parent is None:
            return None
        return change_log.read_entry(self._connection, *change_log.named_entry(parent))

    def _chooses_again(self, before: LogEntry | None) -> bool:
        """Whether this is a redo of a choice where both wrote."""
        if before is None or before.undoes is None or not before.parent:
            return False
        chosen = change_log.read_entry(self._connection, *change_log.named_entry(before.parent.split()[0]))
        return both_wrote_rows.is_choice(chosen)

    def _log(self, entity: str, entity_id: str, name: str | None, value: Plain, parent: str | None) -> None:
        entry = self._end.next_entry(
            inspector=self._inspector,
            action=self._action,
            step=self.result.step or 0,
            undoes=self._undoes,
            entity=entity,
            id=entity_id,
            field=name,
            value=value,
            parent=parent,
        )
        change_log.append(self._connection, [entry])
        self.result.step = self.result.step or self._end.seq
        self.result.touched.add((entity, entity_id))
        self._entries.append((entity, entity_id, name, self._end.seq))
        self._words_changed = self._words_changed or is_of_the_words(entity, name)
        self._state_set = self._state_set or (entity, name) == ("letter", "state")

    def _refuse_taking_away(self, record_id: str) -> None:
        """A record stays as long as a finding of a signed letter rests on it: its evidence would go with it."""
        if not self._locked:
            return
        link, evidence, finding = TABLES["link"].c, TABLES["evidence"].c, TABLES["finding"].c
        held = select(link.id).where(
            link.evidence == evidence.id,
            link.finding == finding.id,
            evidence.record == record_id,
            ~(link.deleted | evidence.deleted | finding.deleted),
        )
        if self._connection.execute(held.limit(1)).first() is not None:
            raise LetterLocked(
                "The letter is signed, and one of its findings rests on this record: it stays.",
                "What is wrong in it can be corrected in its notes.",
            )

    def _refuse_locked(self, entity: str, name: str | None) -> None:
        if (entity, name) == ("inspector", "lead"):  # handed over like any other time: who leads issues and corrects
            return
        if self._locked and (entity in _LOCKED or (entity == "evidence" and name in _LOCKED_EVIDENCE)):
            raise LetterLocked(
                "The letter is signed: its text, its findings and what they rest on are not changed any more.",
                "Records can still be added; a correction is a new version of the letter.",
            )

    def _refuse_unlabelled(self, entity: str, present: Row, name: str, value: Plain) -> None:
        if (entity, name) == ("record", "written"):
            refuse_milder(_label(present), _label({name: value}))
        elif (entity, name) == ("evidence", "record"):
            held, into = (self._record(present[name]), self._record(value))
            refuse_mixing(_label(held), _label(into))

    def _record(self, record_id: Plain) -> Row:
        found = read_row(self._connection, "record", record_id) if isinstance(record_id, str) else None
        return found or {}


def _label(record: Row) -> Written:
    label: Any = record.get("written", "at-the-time")
    written: Written = label
    return written


def _named(given: Mapping[str, Plain]) -> set[str]:
    return {name.split("/", 1)[0] for name in given}


def letter_is_locked(connection: Connection) -> bool:
    """Say whether the letter has been signed."""
    return connection.execute(select(TABLES["letter"].c.state)).scalar_one_or_none() in LOCKED_STATES


def write_step(
    connection: Connection, step: Step, *, laptop: str, inspector: str, sight: int | None = None
) -> WrittenStep:
    """Write a step (checked by `plain.checked_step`) in the transaction of this connection.

    `sight` is the step's, where something was taken in since.
    Raises ValueError, LetterLocked, LabelStays; nothing may be kept then.
    """
    writing = StepWriting(
        connection,
        laptop=laptop,
        inspector=inspector,
        action=step.action,
        sealing=unlocks(step.changes),
        settles=step.settles,
        sight=sight,
    )
    for change in step.changes:
        writing.write(change)
    writing.keep_what_was_in_sight()
    return writing.finish()


def join_burst(connection: Connection, step: Step, burst: Burst, laptop: str) -> WrittenStep | None:
    """Join a typing step with the entry of this burst, or return None where it is about anything else as well."""
    changed = _one_text(connection, step)
    if changed is None:
        return None
    change, name, value = changed
    if name == "written":
        return None
    if (change.entity, change.id) != (burst.entity, burst.id):
        return None
    if burst.made:
        if "/" in name:
            return None
        held = change_log.read_entry(connection, laptop, burst.seq).value
        new_value: Plain = {**held, name: value} if isinstance(held, Mapping) else value
    elif name == burst.field:
        new_value = value
    else:
        return None
    if letter_is_locked(connection):
        return None
    row = read_row(connection, change.entity, change.id) or {}
    with_field(row, name, value)
    column = name.split("/", 1)[0]
    update_row(connection, change.entity, change.id, {column: row[column]})
    change_log.rewrite_last(connection, laptop, burst.seq, new_value)
    if burst.beside:
        both_wrote_rows.look_again(connection, change.entity, change.id, name)
    search.index_owners(connection, {(change.entity, change.id)})
    return WrittenStep(step=burst.seq, touched={(change.entity, change.id)}, burst=burst, joined=True)


def _one_text(connection: Connection, step: Step) -> tuple[Change, str, Plain] | None:
    """The one field that a typing step changes, if it is one of an entity that stands."""
    if len(step.changes) != 1:
        return None
    change = step.changes[0]
    row = read_row(connection, change.entity, change.id)
    if row is None or row.get("deleted"):
        return None
    given = change.values if isinstance(change, Put) else {change.field: change.value}
    different = [(name, value) for name, value in given.items() if field_value(row, name) != value]
    if len(different) != 1:
        return None
    return change, different[0][0], different[0][1]
