"""What a visit must hold after each act: the soak's own reckoning, made without the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inspector_app.store.plain import row_of
from inspector_app.visit.change import Set, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview

Place = tuple[str, str]
"""Entity and id."""
Rows = dict[Place, dict[str, Any]]
_GIVEN_BY_THE_STORE = frozenset({"order", "given", "framework_source"})
_MISSING = object()
"""Stands for a value that only the store knows, such as the order that a thing was given when it came in."""


def rows_of(contents: VisitContents) -> Rows:
    """Every entity of a visit as plain values."""
    return {(entity, row["id"]): row for entity, row in map(row_of, _things(contents))}


def _things(contents: VisitContents) -> Iterator[Any]:
    yield contents.visit
    yield contents.letter
    for kind in (contents.inspectors, contents.addressees, contents.copies, contents.evidence, contents.concerns):
        yield from kind
    for record in contents.records:
        yield record
        if record.details is not None:
            yield record.details
        yield from record.details.answers if isinstance(record.details, Interview) else ()
        yield from record.details.checks if isinstance(record.details, Case) else ()
    for finding in contents.findings:
        yield finding
        yield from finding.evidence
        yield from finding.accepted


@dataclass
class Model:
    """The visit as it must be: of what came in with the file, and after each act laid on it."""

    rows: Rows
    sealed: bytes | None = None
    """The letter's bytes, where they are known before it is signed; b"" where any will do."""
    _last: list[tuple[Place, str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, contents: VisitContents) -> Model:
        """The model of what was read from a visit file; what the store fills in by itself is not in it."""
        kept = {
            place: {name: value for name, value in row.items() if name not in _GIVEN_BY_THE_STORE}
            for place, row in rows_of(contents).items()
        }
        return cls(kept)

    def write(self, step: Step) -> None:
        """Lay a step on it."""
        self._last = []
        for change in step.changes:
            place = (change.entity, change.id)
            if isinstance(change, Set):
                self._set(place, change.field, change.value)
                continue
            row = self.rows.setdefault(place, {"deleted": _MISSING})
            for name, value in {**change.values, "deleted": False}.items():
                if name == "deleted" and row.get(name) is _MISSING:
                    self._last.append((place, name, True))
                    row[name] = False
                else:
                    self._set(place, name, value)

    def take_back(self) -> None:
        """Undo or redo: give each field that the last act touched the value that it had before."""
        last, self._last = self._last, []
        for place, name, value in reversed(last):
            self._set(place, name, value)

    def seal(self, letter: str, pdf: bytes) -> None:
        """Sign the letter."""
        self.sealed = pdf
        self._set(("letter", letter), "state", "signed")

    def _set(self, place: Place, name: str, value: Any) -> None:
        row = self.rows[place]
        base, _, key = name.partition("/")
        if key:
            row[base] = dict(row.get(base) or {})
            row = row[base]
        name = key or base
        before = row.get(name, None if key else _MISSING)
        self._last.append((place, f"{base}/{key}" if key else base, before))
        if value is _MISSING or (key and value is None):
            row.pop(name, None)
        else:
            row[name] = value

    def difference(self, found: Rows, joined: str) -> str | None:
        """Say in a few words where what was found differs, or None. `joined` may have joined the team by writing."""
        standing = {place: row for place, row in self.rows.items() if row.get("deleted") is not True}
        gone = standing.keys() - found.keys()
        if gone:
            return f"not there: {min(gone)[0]} ({len(gone)} in all)"
        strange = found.keys() - standing.keys() - {("inspector", joined)}
        if strange:
            return f"there, but must not be: {min(strange)[0]} ({len(strange)} in all)"
        for place, row in standing.items():
            there = found[place]
            for name, value in row.items():
                if name != "deleted" and there[name] != value:
                    return f"{place[0]}.{name} differs"
        return None
