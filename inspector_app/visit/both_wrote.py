"""What several laptops wrote in one place without having seen one another's words: all of it stands, side by side,
until someone chooses."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.visit.change import LogEntry, Plain, Set, Step
from inspector_app.visit.registers import written_value
from inspector_app.visit.steps import is_typed

CHOICE = "choose where both wrote"
"""The act by which somebody chooses."""
REMOVED = "deleted"
"""The field of a thing that one laptop removed while another went on writing in it: the writing wins."""
_OF_SEVERAL_LINES = frozenset(
    {
        ("record", "notes"),
        ("interview", "views"),
        ("answer", "answer"),
        ("check", "note"),
        ("evidence", "text"),
        ("finding", "text"),
        ("concern", "matter"),
        ("concern", "response"),
    }
)


@dataclass(frozen=True, slots=True)
class Version:
    """What one laptop wrote: the entry of the log, and the value that it gave the field."""

    entry: LogEntry
    value: Plain


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """One field in which a choice waits."""

    entity: str
    id: str
    field: str

    @property
    def was_removed(self) -> bool:
        """Whether this is about a removal that was overruled."""
        return self.field == REMOVED


@dataclass(frozen=True, slots=True)
class BothWrote(WaitingPlace):
    """One field that was written on several laptops; the first version is the one that is shown meanwhile.

    For the field `REMOVED` the versions are the last writing, which won, and the removals that it overruled.
    """

    versions: tuple[Version, ...]


def both_wrote(entity: str, entity_id: str, field: str, entries: tuple[LogEntry, ...]) -> BothWrote:
    """Return the versions that these entries of the log hold, the shown one first."""
    versions = tuple(Version(entry, written_value(entry, field)) for entry in entries)
    return BothWrote(entity, entity_id, field, versions)


def choose(both: BothWrote, value: Plain) -> Step:
    """Choose what stands: the value of a version, both, or something new; the choice travels like any change."""
    return Step(CHOICE, (Set(both.entity, both.id, both.field, value),), settles=True)


def both_texts(both: BothWrote) -> str | None:
    """Return all versions one below the other, in a field of one line one after the other with strokes between, or None
    where they are not words that somebody typed."""
    texts = [version.value for version in both.versions]
    if not is_typed(both.entity, both.field) or not all(isinstance(text, str) for text in texts):
        return None
    return ("\n\n" if holds_lines(both) else " / ").join(str(text) for text in texts if text)


def holds_lines(place: WaitingPlace) -> bool:
    """Say whether the words of a place may have several lines."""
    return (place.entity, place.field) in _OF_SEVERAL_LINES or place.field.startswith("wording/")
