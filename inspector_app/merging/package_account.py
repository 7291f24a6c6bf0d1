"""What a package brings, before anything of it is taken in: which things are new, changed or removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from inspector_app.merging.kinds import KINDS, Thing, Things, is_whole, value_given
from inspector_app.visit.change import LogEntry

What = Literal["new", "changed", "removed"]

_CALLED: Mapping[str, str] = {
    "record": "title",
    "case": "reference",
    "evidence": "text",
    "finding": "text",
    "concern": "case",
    "attachment": "name",
    "frame": "name",
    "inspector": "name",
    "addressee": "name",
    "copy": "name",
    "next_step": "what",
}
"""The field by which a thing is called, by entity."""


@dataclass(frozen=True, slots=True)
class KindAccount:
    """How many things of one kind are new here, changed, and removed."""

    new: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One thing that a package brings, with the first words of what it is called, where the entries tell them."""

    kind: str
    id: str
    what: What
    name: str


@dataclass(frozen=True, slots=True)
class PackageAccount:
    """What a package brings: thing by thing in the order of `KINDS`, and counted by kind (those that have any)."""

    lines: tuple[AccountLine, ...]

    @property
    def by_kind(self) -> dict[str, KindAccount]:
        """How much of each kind."""
        counts: dict[str, dict[str, int]] = {}
        for line in self.lines:
            of_kind = counts.setdefault(line.kind, {})
            of_kind[line.what] = of_kind.get(line.what, 0) + 1
        return {kind: KindAccount(**of_kind) for kind, of_kind in counts.items()}


def account_of(theirs: Iterable[LogEntry], mine: Iterable[LogEntry]) -> PackageAccount:
    """Return what entries that are new here bring.

    `mine` are the entries that are here about the same things. Parts count with the thing that they belong to. What was
    both made and removed since is not told. A removal that writing here will overrule is told as one all the same.
    """
    new, held = sorted(theirs, key=_clock), sorted(mine, key=_clock)
    things = Things([*held, *new])
    here = {things.of(entry) for entry in held if _makes_one(entry)}
    made: set[Thing] = set()
    removed: dict[Thing, bool] = {}
    for entry in new:
        thing = things.of(entry)
        if thing is not None:
            removed.setdefault(thing, False)
            if _makes_one(entry) and thing not in here:
                made.add(thing)
            if entry.field == "deleted" and is_whole(entry.entity):
                removed[thing] = bool(entry.value)
    names = _names(sorted([*held, *new], key=_clock), things)
    lines = [
        AccountLine(thing.kind, thing.id, _what(thing in made, gone), names.get(thing, ""))
        for thing, gone in removed.items()
        if not (gone and thing in made)
    ]
    order = list(KINDS)
    return PackageAccount(tuple(sorted(lines, key=lambda line: (order.index(line.kind), line.name, line.id))))


def _what(made: bool, gone: bool) -> What:
    if gone:
        return "removed"
    return "new" if made else "changed"


def _makes_one(entry: LogEntry) -> bool:
    return entry.field is None and is_whole(entry.entity)


def _names(entries: Iterable[LogEntry], things: Things) -> dict[Thing, str]:
    """What things are called, by the latest of these entries that say it; a case by its reference."""
    names: dict[Thing, str] = {}
    references: dict[Thing, str] = {}
    for entry in entries:
        thing, field = things.of(entry), _CALLED.get(entry.entity)
        words = value_given(entry, field) if field is not None else None
        if thing is not None and isinstance(words, str) and words.strip():
            (references if entry.entity == "case" else names)[thing] = " ".join(words.split())
    return {**names, **references}


def _clock(entry: LogEntry) -> tuple[str, str, int]:
    return entry.clock, entry.laptop, entry.seq
