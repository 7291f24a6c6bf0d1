"""What a change is: a step of puts and sets, the entry that the log keeps of it, and the announcement that follows.

Values inside a change are plain JSON values (text, numbers, true/false, lists, objects, None): dates as ISO text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

Plain = object
"""A JSON value."""


@dataclass(frozen=True, slots=True)
class Put:
    """Make an entity with these fields; where it is there already, even deleted, set what differs and revive it."""

    entity: str
    id: str
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Set:
    """Set one field of an entity; `field` may be `map/key` for a map field (None takes the key away)."""

    entity: str
    id: str
    field: str
    value: Plain


Change = Put | Set


@dataclass(frozen=True, slots=True)
class Step:
    """What one act of a person changes, all or nothing; `action` is shown beside Undo ("move a finding").

    A `typing` step may be joined with the one before it on the same field, as one entry of the log. A step that
    `settles` takes the place of everything that laptops wrote in its fields without having seen one another. `sight` is
    the number of the last taking whose words were shown when it was begun: it takes the place of none that came later.
    """

    action: str
    changes: tuple[Change, ...]
    typing: bool = False
    settles: bool = False
    sight: int | None = None


@dataclass(frozen=True, slots=True)
class VisitChange:
    """What has just been written to disk: ids by entity, the act, and who started it (None: not a view).

    `taking` is the number of the entry by which this laptop took in what is announced, where it did.
    """

    action: str
    changed: Mapping[str, frozenset[str]]
    origin: object | None = None
    taking: int | None = None

    def touches(self, *entities: str) -> bool:
        """Say whether anything of these kinds has changed."""
        return any(self.changed.get(entity) for entity in entities)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the change log, as `design.md` §2 describes it.

    `parent` is the (laptop, seq) of the entry that gave the field its value before, or None: with it, a merge can tell
    whether two changes of one field have seen each other; a choice where both wrote names all that it takes the place
    of, the shown one first, with blanks between. `field` None: the entity was made, `value` holds its fields.
    `step` is the seq of the first entry of its step; `undoes` is the (laptop, step) that the step takes back, if any.
    """

    laptop: str
    seq: int
    inspector: str
    clock: str
    action: str
    step: int
    undoes: str | None
    entity: str
    id: str
    field: str | None
    value: Plain
    parent: str | None
    hash: str

    @property
    def at(self) -> datetime:
        """When it was last written, in UTC, by the clock of its own laptop, which may be wrong."""
        return datetime.fromisoformat(own_time(self.clock))


def own_time(clock: str) -> str:
    """Return the instant in UTC at which a laptop wrote, by its own time, out of an entry's clock."""
    shared, _, own = clock.partition("~")
    return own or shared.partition("/")[0]


def digest_of_heads(heads: Iterable[tuple[str, int, str]]) -> str:
    """Return the SHA-256 (hex) of a whole log: over the last entry of each laptop's chain (laptop, seq, hash)."""
    return sha256(json.dumps([list(head) for head in sorted(heads)]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status line says: saving, saved at an instant, or not saved and why.

    `waiting` counts steps that are not on disk yet.
    """

    state: str
    at: str | None = None
    why: str = ""
    next_step: str = ""
    waiting: int = 0
