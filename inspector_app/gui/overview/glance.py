"""What the overview shows of a visit, made ready to be shown: nothing of it needs the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector_app.frameworks.framework import RECORD_KINDS
from inspector_app.gui.overview.day_rows import DayRow, day_rows
from inspector_app.gui.overview.next_steps import NextStep, next_steps
from inspector_app.gui.widgets.quick_dates import date_in_words
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.coverage import CoverageRow, coverage
from inspector_app.visit.judging_entities import Assignment
from inspector_app.visit.lines import RecordLine
from inspector_app.visit.weight import written_of
from inspector_app.visit.written_labels import counted_in_words


@dataclass(frozen=True, slots=True)
class Day:
    """One day under its name: how many records it has, and its rows."""

    name: str
    records: int
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The visit at a glance; `counted` is a sentence, `authors` are the names of the inspectors by id."""

    name: str
    counted: str
    steps: tuple[NextStep, ...]
    unfiled: tuple[RecordLine, ...]
    days: tuple[Day, ...]
    authors: Mapping[str, str]
    coverage: tuple[CoverageRow, ...]
    assignments: tuple[Assignment, ...]


def read_glance(visit: OpenVisit) -> Glance:
    """Read the whole visit, which takes seconds where it is large. Raises DamagedFile, DiskFault."""
    contents, lines = visit.contents_and_lines()
    return Glance(
        name=contents.visit.authority_name or "New visit",
        counted=_counted(contents),
        steps=next_steps(contents, visit.framework, visit.own_words()),
        unfiled=tuple(line for line in lines if line.unfiled),
        days=tuple(_days(contents.visit.days, lines)),
        authors={each.id: each.name for each in contents.inspectors},
        coverage=coverage(contents, visit.framework),
        assignments=contents.assignments,
    )


def _days(days: Sequence[date], lines: Sequence[RecordLine]) -> Iterator[Day]:
    for at, day in enumerate(days, 1):
        yield _day(f"Day {at} · {date_in_words(day)}", [line for line in lines if line.day == day])
    others = [line for line in lines if line.day not in days]
    if others or not days:
        yield _day("Other days", others)


def _day(name: str, lines: Sequence[RecordLine]) -> Day:
    return Day(name, len(lines), tuple(day_rows(lines)))


def _counted(contents: VisitContents) -> str:
    kinds = [record.kind for record in contents.records]
    records = contents.records_by_id()
    written = Counter(written_of(piece, records) for piece in contents.evidence)
    labels = counted_in_words(written["from-paper"], written["from-memory"])
    pieces = len(contents.evidence)
    amounts = [
        *(_amount(kinds.count(kind), kind) for kind in RECORD_KINDS),
        _amount(pieces, "piece of evidence", "pieces of evidence") + (f" ({labels})" if labels else ""),
        _amount(len(contents.findings), "finding"),
    ]
    return "  ·  ".join(amounts)


def _amount(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
