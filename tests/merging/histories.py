"""Laptops as plain values: logs that are written, given and taken in by the rules of `visit/registers.py` alone.

What a laptop knew when it wrote an entry is kept apart (`knew`), so that the rules can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta

from inspector_app.store.change_log import next_clock
from inspector_app.visit.change import LogEntry, Plain
from inspector_app.visit.log_chain import FIRST_HASH, entry_hash
from inspector_app.visit.registers import Register, Removal, Seen, entry_name, name_of, registers, removal

NOW = datetime(2010, 4, 20, 9, tzinfo=UTC)
PARTS = {"finding": ("link", "finding")}
"""The parts whose writing keeps a thing: the entity, and the field that names the thing."""

Log = dict[str, LogEntry]
"""Entries by name."""


@dataclass
class Laptop:
    """One laptop's log; its clock is wrong by so many hours."""

    name: str
    wrong_by: int = 0
    log: Log = field(default_factory=dict)
    knew: dict[str, frozenset[str]] = field(default_factory=dict)
    seq: int = 0
    last_hash: str = FIRST_HASH
    ticks: int = 0

    def make(self, entity: str, thing: str, values: Mapping[str, Plain]) -> None:
        """Make a thing, or where it is there set what differs and bring it back, as a step of the program does."""
        present = self.state().get((entity, thing))
        if present is None:
            self._write(entity, thing, None, {**values, "deleted": False}, None)
            return
        if present.removal.removed:
            self.set(entity, thing, "deleted", False)
        for name, value in values.items():
            if present.value(name) != value:
                self.set(entity, thing, name, value)

    def set(self, entity: str, thing: str, name: str, value: Plain, *, undoes: str | None = None) -> None:
        """Set a field of a thing that is there."""
        latest = self._latest(entity, thing, name)
        parent = name_of(latest) if latest else None
        if undoes is not None and latest is not None and latest.undoes is not None:
            before = self.log[str(latest.parent).split()[0]]
            heads = self.state()[entity, thing].heads(name)
            if " " in (before.parent or "") and len(heads) > 1:  # a choice is done again
                parent = " ".join(heads)
        self._write(entity, thing, name, value, parent, undoes)

    def choose(self, entity: str, thing: str, name: str, value: Plain) -> None:
        """Choose where both wrote."""
        self._write(entity, thing, name, value, " ".join(self.state()[entity, thing].heads(name)))

    def undo(self, entity: str, thing: str, name: str) -> None:
        """Take back what this laptop wrote last in a field, where it still stands."""
        latest = self._latest(entity, thing, name)
        if latest is None or latest.laptop != self.name or latest.field is None or latest.parent is None:
            return
        before = self.log[latest.parent.split()[0]]
        value = before.value if before.field == name else dict(before.value).get(name)  # type: ignore[call-overload]
        self.set(entity, thing, name, value, undoes=name_of(latest))

    def take(self, log: Log, upto: Mapping[str, int] | None = None) -> None:
        """Take in another laptop's log, or a package of it that ends at these numbers."""
        new = [
            entry
            for name, entry in log.items()
            if name not in self.log and (upto is None or entry.seq <= upto.get(entry.laptop, 0))
        ]
        if not new:
            return
        self.log.update({name_of(entry): entry for entry in new})
        if any(entry.entity != "taking" for entry in new):
            self._write("taking", f"{self.name}-{self.seq}", None, {"heads": self.heads()}, None)

    def heads(self) -> dict[str, int]:
        """The number of each laptop's last entry."""
        found: dict[str, int] = {}
        for entry in self.log.values():
            found[entry.laptop] = max(found.get(entry.laptop, 0), entry.seq)
        return found

    def state(self) -> dict[tuple[str, str], Thing]:
        """What the log says of each thing."""
        return state_of(self.log.values())

    def _latest(self, entity: str, thing: str, name: str) -> LogEntry | None:
        about = [entry for entry in self.log.values() if (entry.entity, entry.id) == (entity, thing)]
        saying = [
            entry
            for entry in about
            if entry.field == name or (entry.field is None and isinstance(entry.value, dict) and name in entry.value)
        ]
        made = [entry for entry in about if entry.field is None]
        return max(saying or made, key=lambda entry: (entry.clock, entry.laptop), default=None)

    def _write(
        self, entity: str, thing: str, name: str | None, value: Plain, parent: str | None, undoes: str | None = None
    ) -> None:
        self.seq += 1
        self.ticks += 1
        last = max((entry.clock for entry in self.log.values()), default=None)
        clock = next_clock(last, NOW + timedelta(hours=self.wrong_by, seconds=self.ticks))
        fields = {
            "laptop": self.name, "seq": self.seq, "inspector": self.name, "clock": clock, "action": "",
            "step": self.seq, "undoes": undoes, "entity": entity, "id": thing, "field": name, "value": value,
            "parent": parent,
        }  # fmt: skip
        self.last_hash = entry_hash(fields, self.last_hash)
        entry = LogEntry(**fields, hash=self.last_hash)  # type: ignore[arg-type]
        self.knew[name_of(entry)] = frozenset(self.log)
        self.log[name_of(entry)] = entry


@dataclass(frozen=True)
class Thing:
    """What a log says of one thing."""

    fields: Mapping[str, Register]
    removal: Removal

    def value(self, name: str) -> Plain:
        """What a field holds."""
        held = self.fields.get(name)
        return held.value if held is not None else None

    def heads(self, name: str) -> tuple[str, ...]:
        """The names of the entries that stand in a field, the shown one first."""
        held = self.fields.get(name)
        return tuple(name_of(entry) for entry in held.heads) if held is not None else ()


def state_of(entries: Iterable[LogEntry]) -> dict[tuple[str, str], Thing]:
    """What a set of entries says of each thing, whatever their order; takings are not part of it."""
    about: dict[tuple[str, str], list[LogEntry]] = {}
    takings = []
    for entry in entries:
        if entry.entity == "taking":
            takings.append(entry)
        else:
            about.setdefault((entry.entity, entry.id), []).append(entry)
    seen = Seen(takings)
    found: dict[tuple[str, str], Thing] = {}
    family: dict[str, list[LogEntry]] = {}
    for (entity, _), written in about.items():
        if entity == "link":
            owner = next(str(each.value["finding"]) for each in written if isinstance(each.value, dict))
            family.setdefault(owner, []).extend(written)
    for (entity, thing), written in about.items():
        parts = family.get(thing, []) if entity == "finding" else []
        found[entity, thing] = Thing(registers(written, seen), removal(written, parts, seen))
    return found


def broken_chain(log: Log) -> str | None:
    """The first entry that does not go on from the one before it."""
    runs: dict[str, list[LogEntry]] = {}
    for entry in sorted(log.values(), key=lambda each: (each.laptop, each.seq)):
        runs.setdefault(entry.laptop, []).append(entry)
    for laptop, run in runs.items():
        before = FIRST_HASH
        for number, entry in enumerate(run, start=1):
            if entry.seq != number or entry_hash(asdict(entry), before) != entry.hash:
                return entry_name(laptop, number)
            before = entry.hash
    return None
