"""How a record is begun where the person is: with day, time, author and order, also while the disk cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from inspector_app.errors import DamagedFile, DiskFault
from inspector_app.frameworks.framework import RecordKind
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import Plain, Step
from inspector_app.visit.happened import day_for_new
from inspector_app.visit.ordering import order_between


class Beginning:
    """Makes the steps that begin records; what it needs of the visit is read before, and a read that fails is one less.

    Words typed in that moment must find their record: better one day or place to be put right than a lost note.
    """

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit
        self._days: tuple[date, ...] = ()
        self._last: str | None = None
        self._holds = False

    def read(self) -> None:
        """Read the visit's days and the place of a new record, unless what was read still holds: among ten thousand
        records that takes 30 ms. Where the disk fails, those read last stand."""
        if self._holds:
            return
        try:
            self._days = self._visit.visit().days
            self._last = self._visit.last_order("record")
            self._holds = True
        except (DiskFault, DamagedFile):
            return

    def outdated(self) -> None:
        """The visit or its records have changed elsewhere: the next `read` reads again."""
        self._holds = False

    def step(self, record_id: str, kind: RecordKind, values: Mapping[str, Plain] | None = None) -> Step:
        """Return the step that begins a record now, behind those there are."""
        now = datetime.now().astimezone()
        self._last = order_between(self._last, None)
        return steps.new_record(
            record_id,
            kind,
            author=self._visit.me,
            day=day_for_new(date.today(), self._days),
            start=f"{now:%H:%M}",
            written_at=now.isoformat(timespec="seconds"),
            order=self._last,
            values=values,
        )
