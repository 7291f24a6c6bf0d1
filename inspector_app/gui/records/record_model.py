"""The records of one kind as a list: arranged as the person asks, and kept up to date record by record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from inspector_app.gui.records.arranging import Arrangement, Head, Names, Rows, arranged, places_for
from inspector_app.gui.widgets.row_delegate import ROW, Row
from inspector_app.visit.entities import Case, Document, Interview, Observation, Record
from inspector_app.visit.lines import RecordLine

HEAD = Qt.ItemDataRole.UserRole + 2
"""The role under which the head of a group gives its `Head`; other rows give a `Row` under `ROW`."""

_OPENING = 120

Index = QModelIndex | QPersistentModelIndex


class RecordModel(QStringListModel):
    """Record lines under heads; `describe` says what a record's row shows.

    Qt counts the rows itself, as those of a list of empty strings: to lay out ten thousand it would ask Python for
    their number ten thousand times, which takes longer than all else.
    """

    def __init__(
        self,
        names: Names,
        describe: Callable[[RecordLine], Row],
        arrangement: Arrangement | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._names = names
        self._arrangement = arrangement or Arrangement()
        self._lines: dict[str, RecordLine] = {}
        self._rows: Rows = []
        self._words = ""
        self._found: Collection[str] = ()

    def set_lines(self, lines: Sequence[RecordLine]) -> None:
        """Show these records; where only their contents differ, rows stay where they are."""
        self._lines = {line.id: line for line in lines}
        self._arrange()

    def set_names(self, names: Names) -> None:
        """Take other words for days, authors and themes."""
        if names != self._names:
            self._names = names
            self._arrange()

    def names(self) -> Names:
        """Return the words for days, authors and themes."""
        return self._names

    def arrangement(self) -> Arrangement:
        """Return how the records are arranged."""
        return self._arrangement

    def set_arrangement(self, wanted: Arrangement) -> None:
        """Arrange the records otherwise."""
        if wanted != self._arrangement:
            self._arrangement = wanted
            self._arrange()

    def set_filter(self, words: str, found: Collection[str] = ()) -> None:
        """Show only records whose line holds each of these words, and those `found` to hold them in their texts."""
        if (words, found) != (self._words, self._found):
            self._words, self._found = words, found
            self._arrange()

    def update_record(self, record: Record, evidence: int) -> None:
        """Show what a record holds now, or a new record, without reading the others again."""
        line = record_line(record, evidence)
        before = self._lines.get(record.id)
        if before == line:
            return
        self._lines[record.id] = line
        if before is None:
            self._put(line)
            return
        if not self._stays(before, line):
            self._arrange()
            return
        for place in [at for at, row in enumerate(self._rows) if row is before]:
            self._rows[place] = line
            self.dataChanged.emit(self.index(place), self.index(place))

    def drop(self, record_id: str) -> None:
        """Show a record no more."""
        if self._lines.pop(record_id, None) is not None:
            self._arrange()

    def count(self) -> int:
        """Return how many records there are, whatever the filter."""
        return len(self._lines)

    def shown(self) -> int:
        """Return how many records are shown."""
        return len({row.id for row in self._rows if isinstance(row, RecordLine)})

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
        """Return where a record stands (first); not valid where it is not shown."""
        line = self._lines.get(record_id)
        place = next((at for at, row in enumerate(self._rows) if row is line), None)
        return self.index(place) if place is not None else QModelIndex()

    def next_to(self, record_id: str) -> str | None:
        """Return the record after one (the one before it, if it is the last), or None."""
        ids = list(dict.fromkeys(row.id for row in self._rows if isinstance(row, RecordLine)))
        if record_id not in ids:
            return ids[0] if ids else None
        at = ids.index(record_id)
        return next(iter(ids[at + 1 : at + 2] or ids[max(0, at - 1) : at]), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows under `ROW` or `HEAD`, and its words for a screen reader."""
        row = self._rows[index.row()]
        if isinstance(row, Head):
            return row if role == HEAD else row.words if role == Qt.ItemDataRole.DisplayRole else None
        if role == ROW:
            return self._describe(row)
        return self._describe(row).spoken() if role == Qt.ItemDataRole.DisplayRole else None

    def describe_again(self) -> None:
        """Draw all rows anew, because what `describe` says has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let records be chosen, heads not."""
        if isinstance(self._rows[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _stays(self, before: RecordLine, now: RecordLine) -> bool:
        """Say whether a record stands where it stood: nothing is sorted or grouped by what has changed."""
        if self._words or self._arrangement.leaves_out() or self._arrangement.order == "evidence":
            return False
        placed = (before.day, before.start, before.written_at, before.title, before.label, before.author, before.themes)
        return placed == (now.day, now.start, now.written_at, now.title, now.label, now.author, now.themes) or (
            self._arrangement.order in ("time", "latest")
            and self._arrangement.group in ("none", "day")
            and placed[:3] == (now.day, now.start, now.written_at)
        )

    def _put(self, line: RecordLine) -> None:
        """Let a new record in among ten thousand that stay where they are."""
        places = None if self._words else places_for(line, self._rows, self._arrangement, self._names)
        if places is None:
            self._arrange()
            return
        for place in reversed(places):
            self._rows.insert(place, line)
            self.insertRows(place, 1)
            self._count_in(place)

    def _count_in(self, place: int) -> None:
        """Let the head above a row that has come in count it."""
        for at in range(place, -1, -1):
            if isinstance(head := self._rows[at], Head):
                self._rows[at] = Head(head.words, head.records + 1)
                self.dataChanged.emit(self.index(at), self.index(at))
                return

    def _arrange(self) -> None:
        rows = arranged(self._lines.values(), self._arrangement, self._names, self._words, self._found)
        if len(rows) == len(self._rows) and all(map(_same, rows, self._rows)):
            changed = [n for n, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self._rows = rows
        self.setStringList([""] * len(rows))


def record_line(record: Record, evidence: int) -> RecordLine:
    """Return the line of a record that has so many pieces of evidence."""
    return RecordLine(
        id=record.id,
        kind=record.kind,
        author=record.author,
        title=record.title,
        label=_label(record),
        day=record.day,
        start=record.start,
        end=record.end,
        written_at=record.written_at,
        written=record.written,
        themes=record.themes,
        opening=" ".join(record.notes[: 2 * _OPENING].split())[:_OPENING],
        evidence=evidence,
        unfiled=record.unfiled,
    )


def _same(one: Head | RecordLine, other: Head | RecordLine) -> bool:
    """Say whether two rows are of the same record, or heads of the same group."""
    if isinstance(one, Head) or isinstance(other, Head):
        return isinstance(one, Head) and isinstance(other, Head) and one.words == other.words
    return one.id == other.id


def _label(record: Record) -> str:
    details = record.details
    if isinstance(details, Case):
        return details.reference
    if isinstance(details, Interview):
        return details.role or ""
    if isinstance(details, Document):
        return details.type or ""
    return ", ".join(details.roles) if isinstance(details, Observation) else ""
