"""One day by the hour: what was captured in each, and the gaps in which nothing was begun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from inspector_app.visit.lines import RecordLine

GAP = 60
"""Minutes without a record, after the end of the last one (or its start), from which on a gap is shown."""


@dataclass(frozen=True, slots=True)
class Hour:
    """The head of an hour: "09:00", or "No time", and how many records were begun in it."""

    words: str
    records: int


@dataclass(frozen=True, slots=True)
class Gap:
    """From the end of what was captured to the next record."""

    start: time
    end: time

    def words(self) -> str:
        """Return the gap in words."""
        hours, minutes = divmod(_minute(self.end) - _minute(self.start), 60)
        long = " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)
        return f"{self.start:%H:%M} to {self.end:%H:%M}: {long} without a new record"


DayRow = Hour | Gap | RecordLine


def day_rows(lines: Iterable[RecordLine]) -> list[DayRow]:
    """Return a day's records in the order in which they happened, with a head for each hour, and the gaps."""
    timed = sorted((line for line in lines if line.start is not None), key=_when)
    untimed = sorted((line for line in lines if line.start is None), key=_when)
    hours: dict[int, list[RecordLine]] = {}
    for line in timed:
        assert line.start is not None
        hours.setdefault(line.start.hour, []).append(line)
    rows: list[DayRow] = []
    until: time | None = None
    for hour, members in hours.items():
        rows += _gap(until, members[0].start)
        rows.append(Hour(f"{hour:02}:00", len(members)))
        for n, line in enumerate(members):
            rows += _gap(until, line.start) if n else []
            rows.append(line)
            until = max(each for each in (until, line.start, line.end) if each is not None)
    return [*rows, Hour("No time", len(untimed)), *untimed] if untimed else rows


def _gap(until: time | None, start: time | None) -> list[DayRow]:
    if until is None or start is None or _minute(start) - _minute(until) < GAP:
        return []
    return [Gap(until, start)]


def _minute(moment: time) -> int:
    return 60 * moment.hour + moment.minute


def _when(line: RecordLine) -> tuple[time, str]:
    return line.start or time.min, line.id
