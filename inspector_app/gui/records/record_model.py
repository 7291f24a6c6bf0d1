"""The records of one kind as a list: groups by day, in the order in which things happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector_app.gui.widgets.row_delegate import ROW, Row
from inspector_app.visit.entities import Case, Document, Interview, Observation, Record
from inspector_app.visit.lines import RecordLine

DAY = Qt.ItemDataRole.UserRole + 2
"""The role under which the head of a day gives its DayRow; other rows give a `Row` under `ROW`."""

_OPENING = 120

Index = QModelIndex | QPersistentModelIndex
Order = Literal["time", "label"]


@dataclass(frozen=True, slots=True)
class DayRow:
    """The head of a group of records: "Day 1", and how many there are."""

    words: str
    records: int


class RecordModel(QAbstractListModel):
    """Record lines with a head for each day; filtered by words in title, label and opening.

    `describe` says what a record's row shows. `order` "label" puts cases by their reference, without groups.
    """

    def __init__(
        self,
        visit_days: Sequence[date],
        describe: Callable[[RecordLine], Row],
        order: Order = "time",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._days = tuple(visit_days)
        self._order = order
        self._lines: dict[str, RecordLine] = {}
        self._rows: list[DayRow | RecordLine] = []
        self._places: dict[str, int] = {}
        self._words = ""

    def set_lines(self, lines: Sequence[RecordLine]) -> None:
        """Show these records; where only their contents differ, rows stay where they are."""
        self._lines = {line.id: line for line in lines}
        self._arrange()

    def set_days(self, visit_days: Sequence[date]) -> None:
        """Take other visit days for the heads of the groups."""
        if tuple(visit_days) != self._days:
            self._days = tuple(visit_days)
            self._arrange()

    def set_filter(self, words: str) -> None:
        """Show only records that hold each of these words; empty shows all."""
        self._words = words
        self._arrange()

    def update_record(self, record: Record, evidence: int) -> None:
        """Show what a record holds now, or a new record, without reading the others again."""
        before = self._lines.get(record.id)
        line = RecordLine(
            id=record.id,
            kind=record.kind,
            author=record.author,
            title=record.title,
            label=_label(record),
            day=record.day,
            start=record.start,
            written_at=record.written_at,
            written=record.written,
            themes=record.themes,
            opening=" ".join(record.notes[: 2 * _OPENING].split())[:_OPENING],
            evidence=evidence,
        )
        self._lines[record.id] = line
        place = self._places.get(record.id)
        if before is None or place is None or self._words or self._sorted_by(before) != self._sorted_by(line):
            self._arrange()
        elif before != line:
            self._rows[place] = line
            self.dataChanged.emit(self.index(place), self.index(place))

    def last(self) -> str | None:
        """Return the id of the record that was read or added last, or None."""
        return next(reversed(self._lines), None)

    def count(self) -> int:
        """Return how many records there are, whatever the filter."""
        return len(self._lines)

    def has(self, record_id: str) -> bool:
        """Say whether a record is among these, whatever the filter."""
        return record_id in self._lines

    def first(self) -> str | None:
        """Return the first record shown, or None."""
        return next((row.id for row in self._rows if isinstance(row, RecordLine)), None)

    def line(self, index: Index) -> RecordLine | None:
        """Return the record of a row; None for a head of a group."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, RecordLine) else None

    def index_of(self, record_id: str) -> QModelIndex:
        """Return where a record stands; not valid where it is not shown."""
        place = self._places.get(record_id)
        return QModelIndex() if place is None else self.index(place)

    def next_to(self, record_id: str) -> str | None:
        """Return the record after one (the one before it, if it is the last), or None."""
        ids = [row.id for row in self._rows if isinstance(row, RecordLine)]
        if record_id not in ids:
            return ids[0] if ids else None
        at = ids.index(record_id)
        return next(iter(ids[at + 1 : at + 2] or ids[max(0, at - 1) : at]), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows, heads included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows under `ROW` or `DAY`, and its words for a screen reader."""
        row = self._rows[index.row()]
        if isinstance(row, DayRow):
            return row if role == DAY else row.words if role == Qt.ItemDataRole.DisplayRole else None
        if role == ROW:
            return self._describe(row)
        return self._describe(row).spoken() if role == Qt.ItemDataRole.DisplayRole else None

    def describe_again(self) -> None:
        """Draw all rows anew, because what `describe` says has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let records be chosen, heads not."""
        if isinstance(self._rows[index.row()], DayRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _arrange(self) -> None:
        rows = self._grouped(self._wanted())
        same = [_identity(row) for row in rows] == [_identity(row) for row in self._rows]
        if same:
            changed = [n for n, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self._rows = rows
        self._places = {row.id: n for n, row in enumerate(rows) if isinstance(row, RecordLine)}
        self.endResetModel()

    def _wanted(self) -> list[RecordLine]:
        words = self._words.casefold().split()
        lines = [line for line in self._lines.values() if all(word in _searched(line) for word in words)]
        return sorted(lines, key=self._sorted_by)

    def _sorted_by(self, line: RecordLine) -> tuple[object, ...]:
        if self._order == "label":
            return not line.label, line.label, line.id
        return line.day or date.max, line.start or time.min, line.written_at or "", line.id

    def _grouped(self, lines: list[RecordLine]) -> list[DayRow | RecordLine]:
        if self._order == "label":
            return list(lines)
        groups: dict[date | None, list[RecordLine]] = {}
        for line in lines:
            groups.setdefault(line.day, []).append(line)
        rows: list[DayRow | RecordLine] = []
        for day, members in groups.items():
            rows.append(DayRow(self._day_in_words(day), len(members)))
            rows.extend(members)
        return rows

    def _day_in_words(self, day: date | None) -> str:
        if day is None:
            return "No day"
        words = f"{day:%A} {day.day} {day:%B %Y}"
        return f"Day {self._days.index(day) + 1} · {words}" if day in self._days else words


def _identity(row: DayRow | RecordLine) -> str:
    return row.words if isinstance(row, DayRow) else row.id


def _searched(line: RecordLine) -> str:
    return f"{line.title} {line.label} {line.opening}".casefold()


def _label(record: Record) -> str:
    details = record.details
    if isinstance(details, Case):
        return details.reference
    if isinstance(details, Interview):
        return details.role or ""
    if isinstance(details, Document):
        return details.type or ""
    return ", ".join(details.roles) if isinstance(details, Observation) else ""
