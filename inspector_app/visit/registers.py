"""What a change log says that several laptops have written: for each field what stands, and what was written by both.

Everything here is a function of a set of entries, whatever the order in which they came together (`design.md` §2). A
change knows of what its laptop had taken in before. Where two changes of one field did not know of one another, both
stand, and the one with the later clock is shown, until a choice names both as its parents.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.entities import MAP_FIELDS
from inspector_app.visit.ordering import sets_apart

_AUTOMATIC: Mapping[str, frozenset[str]] = {
    "letter": frozenset({"assured_by", "assured_at"}),
    "link": frozenset({"ties"}),
    "signed_letter": frozenset({"version"}),
}
_ALWAYS_AUTOMATIC = frozenset({"order", "given"})
"""Fields over which nobody is asked: the later change stands."""
_STATES = ("quality-assured", "signed", "issued", "draft")
"""Of states of the letter that did not know of one another, with as many signings behind them, the last one stands."""


@dataclass(frozen=True, slots=True)
class Register:
    """What a field holds, and by which entries: several where laptops wrote different things, the shown one first."""

    value: Plain
    heads: tuple[LogEntry, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose."""
        return len(self.heads) > 1


@dataclass(frozen=True, slots=True)
class Removal:
    """Whether a thing is removed; else which removals were overruled, behind the writing that overruled them."""

    removed: bool
    overruled: tuple[LogEntry, ...] = ()


class Seen:
    """Which entries a laptop knew of when it wrote one: its own before, and what it had taken in."""

    def __init__(self, takings: Iterable[LogEntry]) -> None:
        self._heads: dict[str, list[tuple[int, Mapping[str, int]]]] = {}
        for entry in sorted(takings, key=lambda each: (each.laptop, each.seq)):
            held = entry.value if isinstance(entry.value, Mapping) else {}
            self._heads.setdefault(entry.laptop, []).append((entry.seq, held.get("heads") or {}))

    def by(self, later: LogEntry, earlier: LogEntry) -> bool:
        """Say whether who wrote `later` had seen `earlier`."""
        if later.laptop == earlier.laptop:
            return earlier.seq < later.seq
        return self.known(later).get(earlier.laptop, 0) >= earlier.seq

    def known(self, entry: LogEntry) -> Mapping[str, int]:
        """Return the number of the last entry of each other laptop that was known where this one was written."""
        takings = self._heads.get(entry.laptop, [])
        place = bisect_right(takings, entry.seq, key=lambda each: each[0])
        return takings[place - 1][1] if place else {}


def entry_name(laptop: str, seq: int) -> str:
    """Return the name by which `parent` and `undoes` refer to an entry or a step."""
    return f"{laptop}:{seq}"


def name_of(entry: LogEntry) -> str:
    """Return the name of an entry."""
    return entry_name(entry.laptop, entry.seq)


def parents_of(entry: LogEntry) -> tuple[str, ...]:
    """Return the names of the entries that an entry takes the place of: several for a choice, the shown one first."""
    return tuple((entry.parent or "").split())


def written_value(entry: LogEntry, field: str) -> Plain:
    """Return what an entry gives a field (`map/key` for a key of a map): None where it says nothing of it."""
    if entry.field == field:
        return entry.value
    name, _, key = field.partition("/")
    held = entry.value if entry.field is not None else _mapping(entry.value).get(name)
    return _mapping(held).get(key) if key else held


def registers(entries: Iterable[LogEntry], seen: Seen) -> dict[str, Register]:
    """Return what each field of one thing holds, from all entries about it; not whether it is removed."""
    writes: dict[str, list[LogEntry]] = {}
    for entry in entries:
        for field in _fields_of(entry):
            writes.setdefault(field, []).append(entry)
    return {field: register(field, written, seen) for field, written in writes.items() if field != "deleted"}


def register(field: str, written: Sequence[LogEntry], seen: Seen) -> Register:
    """Return what one field of one thing holds, from the entries that write it."""
    entity = written[0].entity
    if len(written) == 1:
        return Register(written_value(written[0], field), (written[0],))
    if (entity, field) == ("letter", "state"):
        shown = _state(written, seen)
    elif field == "order":
        shown = _place(written, seen)
    elif is_automatic(entity, field):
        shown = max(written, key=_clock)
    else:
        heads = _heads(field, written, seen)
        return Register(written_value(heads[0], field), heads)
    return Register(written_value(shown, field), (shown,))


def is_automatic(entity: str, field: str) -> bool:
    """Say whether nobody is asked where laptops wrote different things in this field."""
    name = field.partition("/")[0]
    return name in _ALWAYS_AUTOMATIC or name in _AUTOMATIC.get(entity, ()) or (entity, name) == ("letter", "state")


def removal(entries: Collection[LogEntry], family: Iterable[LogEntry], seen: Seen) -> Removal:
    """Return whether a thing is removed: writing in it, or in a part of it, that a removal did not know of wins.

    `entries` are those about the thing itself, `family` those about its parts and what was drawn from it.
    """
    removals = [entry for entry in entries if entry.field == "deleted" and entry.value]
    if not removals:
        return Removal(False)
    wrote = [entry for entry in (*entries, *family) if _is_writing(entry)]
    overruled: list[tuple[LogEntry, LogEntry]] = []
    for each in removals:
        keeping = [entry for entry in wrote if _keeps(entry, each, wrote, seen)]
        if not keeping:
            return Removal(True)
        overruled.append((each, max(keeping, key=_clock)))
    answers = [entry for entry in entries if entry.field == "deleted"]
    unanswered = [pair for pair in overruled if not any(seen.by(answer, pair[0]) for answer in answers)]
    if not unanswered:
        return Removal(False)
    last = max((keeper for _, keeper in unanswered), key=_clock)
    return Removal(False, (last, *sorted((each for each, _ in unanswered), key=_clock)))


def _keeps(entry: LogEntry, removed: LogEntry, wrote: Sequence[LogEntry], seen: Seen) -> bool:
    """Whether this writing keeps a thing that was removed: unknown to the removal, or bringing it back."""
    if seen.by(removed, entry):
        return False
    if seen.by(entry, removed):
        return entry.field == "deleted" and (entry.entity, entry.id) == (removed.entity, removed.id)
    return not (entry.field is None and any(_made_alike(entry, other) and seen.by(removed, other) for other in wrote))


def _is_writing(entry: LogEntry) -> bool:
    return entry.field != "order" and not (entry.field == "deleted" and entry.value)


def _fields_of(entry: LogEntry) -> Iterator[str]:
    if entry.field is not None:
        yield entry.field
        return
    maps = MAP_FIELDS.get(entry.entity, frozenset())
    for name, value in _mapping(entry.value).items():
        if name in maps:
            yield from (f"{name}/{key}" for key in _mapping(value))
        else:
            yield name


def _heads(field: str, written: Sequence[LogEntry], seen: Seen) -> tuple[LogEntry, ...]:
    """The entries in whose place no other stands, one for each value, the latest first."""
    replaced = _replaced(field, written, seen)
    gone = [entry for entry in written if name_of(entry) in replaced]
    standing = [entry for entry in written if name_of(entry) not in replaced and not _was_made_as(entry, gone, field)]
    heads: list[LogEntry] = []
    for entry in sorted(standing or gone, key=_clock, reverse=True):
        if all(written_value(entry, field) != written_value(head, field) for head in heads):
            heads.append(entry)
    return tuple(heads)


def _replaced(field: str, written: Sequence[LogEntry], seen: Seen) -> set[str]:
    """The names of the entries in whose place another stands: its parents, and what it had seen that said the same."""
    undone = {name for entry in written if entry.undoes for name in parents_of(entry)}
    named = {name_of(entry): entry for entry in written}
    alike = _by_value(field, written) if len({entry.laptop for entry in written}) > 1 else {}
    replaced: set[str] = set()
    for entry in written:
        names = parents_of(entry)
        # Taking a choice back opens it again: it then took the place of what was shown only.
        names = names[:1] if name_of(entry) in undone else names
        replaced.update(names)
        for parent in (named[name] for name in names if name in named):
            same = alike.get(_comparable(written_value(parent, field)), ())
            reopened = parents_of(parent)[1:] if name_of(parent) in undone else ()
            replaced.update(
                name_of(other)
                for other in same
                if other is not entry and seen.by(entry, other) and name_of(other) not in reopened
            )
    return replaced


def _by_value(field: str, written: Sequence[LogEntry]) -> Mapping[str, list[LogEntry]]:
    found: dict[str, list[LogEntry]] = {}
    for entry in written:
        found.setdefault(_comparable(written_value(entry, field)), []).append(entry)
    return found


def _comparable(value: Plain) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _was_made_as(entry: LogEntry, gone: Sequence[LogEntry], field: str) -> bool:
    """Whether a thing was made here with what it was made with elsewhere: where that was written over, so is this."""
    if entry.field is not None:
        return False
    return any(each.field is None and written_value(each, field) == written_value(entry, field) for each in gone)


def _made_alike(one: LogEntry, other: LogEntry) -> bool:
    return one is not other and other.field is None and (one.entity, one.id) == (other.entity, other.id)


def _place(written: Sequence[LogEntry], seen: Seen) -> LogEntry:
    """Where a thing was moved to stands, also against a laptop that did not know and told it from its neighbours."""
    last = {entry.laptop: entry for entry in sorted(written, key=_clock)}.values()
    heads = [entry for entry in last if not any(seen.by(other, entry) for other in last if other is not entry)]
    return max(heads, key=lambda entry: (not sets_apart(entry), _clock(entry)))


def _state(written: Sequence[LogEntry], seen: Seen) -> LogEntry:
    """The state of the letter: a signature is undone by nobody who did not know of it."""
    heads = [entry for entry in written if not any(seen.by(other, entry) for other in written)]
    signings = [entry for entry in written if written_value(entry, "state") == "signed"]

    def rank(entry: LogEntry) -> tuple[int, int, tuple[str, str, int]]:
        known = sum(signing is entry or seen.by(entry, signing) for signing in signings)
        state = str(written_value(entry, "state"))
        return known, _STATES.index(state) if state in _STATES else 0, _clock(entry)

    return max(heads, key=rank)


def _clock(entry: LogEntry) -> tuple[str, str, int]:
    return entry.clock, entry.laptop, entry.seq


def _mapping(value: Plain) -> Mapping[str, Plain]:
    return value if isinstance(value, (dict, Mapping)) else {}  # a dict is told sooner
