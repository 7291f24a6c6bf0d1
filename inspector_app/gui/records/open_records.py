"""The records at hand: those begun or written in, across kinds and restarts, each with the place of its cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui.page import PageName, PageWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Record

MOST = 8
"""So many stay open; the one that was not looked at for longest gives way."""

PAGES: dict[RecordKind, PageName] = {
    "observation": "observations",
    "interview": "interviews",
    "case": "cases",
    "document": "documents",
}


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record that is open: its id, its kind, and the place of the cursor in it ("record:<id>@notes:120")."""

    id: str
    kind: RecordKind
    place: str


class OpenRecords:
    """Kept by the window under the visit's id, as ids, kinds and places only: no word of the visit."""

    def __init__(self, window: PageWindow, visit: OpenVisit) -> None:
        self._window = window
        self._visit = visit
        self._name = f"open-records/{visit.id}"

    def all(self) -> tuple[tuple[OpenRecord, Record], ...]:
        """Return the open records, and what they hold, as they were opened; not those that are removed since."""
        return tuple((each, record) for _seen, each, record in self._standing())

    def put(self, record: OpenRecord) -> None:
        """Open a record, or take note of where its cursor is; it is the one looked at last from now on."""
        kept = self._kept()
        last = max((seen for seen, _each in kept), default=0)
        if any(each.id == record.id for _seen, each in kept):
            kept = [(last + 1, record) if each.id == record.id else (seen, each) for seen, each in kept]
        else:
            kept.append((last + 1, record))
        if len(kept) > MOST:
            kept.remove(min(kept, key=lambda one: one[0]))
        self._keep(kept)

    def close(self, record_id: str) -> None:
        """Take a record from among the open ones."""
        self._keep([(seen, each) for seen, each in self._kept() if each.id != record_id])

    def has(self, record_id: str) -> bool:
        """Say whether a record is open."""
        return any(each.id == record_id for _seen, each in self._kept())

    def before(self, record_id: str | None) -> OpenRecord | None:
        """Return the record that was looked at last, other than this one, or None."""
        others = [(seen, each) for seen, each, _record in self._standing() if each.id != record_id]
        return max(others, key=lambda one: one[0])[1] if others else None

    def after(self, record_id: str | None) -> OpenRecord | None:
        """Return the open record beside this one to the right, from the last the first, or None."""
        kept = [each for each, _record in self.all()]
        at = next((n for n, each in enumerate(kept) if each.id == record_id), -1)
        return kept[(at + 1) % len(kept)] if kept else None

    def _standing(self) -> list[tuple[int, OpenRecord, Record]]:
        """Those that are still there, as what they are now: a quick note may have been filed as another kind."""
        standing = []
        for seen, each in self._kept():
            try:
                record = self._visit.record(each.id)
            except KeyError:
                continue
            now = each if each.kind == record.kind else OpenRecord(each.id, record.kind, each.place)
            standing.append((seen, now, record))
        return standing

    def _kept(self) -> list[tuple[int, OpenRecord]]:
        held = self._window.remembered(self._name)
        return [_read(each) for each in held if _is_entry(each)] if isinstance(held, list) else []

    def _keep(self, kept: Sequence[tuple[int, OpenRecord]]) -> None:
        self._window.remember(self._name, [[seen, each.id, each.kind, each.place] for seen, each in kept])


def _is_entry(held: object) -> bool:
    return isinstance(held, list) and len(held) == 4 and isinstance(held[0], int) and held[2] in PAGES


def _read(held: object) -> tuple[int, OpenRecord]:
    assert isinstance(held, list)
    return held[0], OpenRecord(str(held[1]), held[2], str(held[3]))
