"""The board's rows: columns, and in each its findings and cards, one under another; what may be dropped where.

It changes only by `show` and `fold`; what a person drops becomes a step that is handed out (`asked`), written, and
shown again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import compress, count
from operator import is_not

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspector_app.frameworks.framework import Framework
from inspector_app.gui.judgement import acts, spoken
from inspector_app.gui.judgement.rows import UNSORTED, CardRow, ColumnRows, FindingRow, Row
from inspector_app.visit.change import Step
from inspector_app.visit.entities import Bearing, Finding
from inspector_app.visit.identifiers import new_id

CARDS = "application/x-inspector-cards"
FINDINGS = "application/x-inspector-findings"

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_RESET_ABOVE = 60
"""More rows changed at once than this are shown as new rows: cheaper than telling each."""

_COLUMN_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
_FINDING_FLAGS = (
    _COLUMN_FLAGS | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
)
_CARD_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class BoardRole(IntEnum):
    """The model's own role."""

    ROW = Qt.ItemDataRole.UserRole


@dataclass
class _Column:
    """A column as it is shown: its rows one under another, without the cards of folded findings."""

    shown: ColumnRows
    rows: list[CardRow | FindingRow]


class BoardModel(QAbstractItemModel):
    """Columns at the top; under unsorted its cards, under a category each finding followed by its cards."""

    asked = Signal(object, str)
    """A drop was made: the Step, and the key of the row that should then be current."""

    def __init__(self, framework: Framework, inspectors: dict[str, str]) -> None:
        super().__init__()
        self.framework = framework
        self.inspectors = inspectors
        self._columns: list[_Column] = []
        self._folded: frozenset[str] = frozenset()
        self._wanted: Sequence[ColumnRows] | None = None
        self._showing = False

    # -- what is shown

    def show(self, columns: Sequence[ColumnRows]) -> None:
        """Show these columns; rows that are the same stay, so that selection and scroll place hold.

        A row that goes can take the cursor out of a text, whose words are written then and ask for the board again:
        that is shown once this is.
        """
        self._wanted = columns
        if self._showing:
            return
        self._showing = True
        try:
            while self._wanted is not None:
                wanted, self._wanted = self._wanted, None
                self._show(wanted)
        finally:
            self._showing = False

    def fold(self, findings: Iterable[str], folded: bool) -> None:
        """Leave the cards of these findings (keys) out, or bring them back."""
        keys = frozenset(findings)
        self._folded = self._folded | keys if folded else self._folded - keys
        self.show([column.shown for column in self._columns])
        for at, column in enumerate(self._columns):
            if any(row.key in keys for row in column.shown.rows):
                self.dataChanged.emit(self.createIndex(0, 0, at + 1), self.createIndex(len(column.rows) - 1, 0, at + 1))

    def is_folded(self, key: str) -> bool:
        """Say whether a finding is folded."""
        return key in self._folded

    def reveal(self, key: str) -> QModelIndex:
        """Return the index of a row, unfolded where it is a card of a folded finding; an invalid one if not shown."""
        finding = f"finding:{key.partition('@')[2]}"
        if finding in self._folded:
            self.fold([finding], False)
        return self.index_of(key)

    def row(self, index: Index) -> Row | None:
        """Return the row at an index, or None for the root."""
        if not index.isValid():
            return None
        under = index.internalId()
        return self._columns[under - 1].rows[index.row()] if under else self._columns[index.row()].shown

    def rows_under(self, parent: Index) -> Sequence[CardRow | FindingRow]:
        """Return all rows of a column."""
        return self._columns[parent.row()].rows if parent.isValid() and not parent.internalId() else ()

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a row by its key; an invalid one where it is not shown."""
        for at, column in enumerate(self._columns):
            if column.shown.key == key:
                return self.createIndex(at, 0, 0)
            keys = [row.key for row in column.rows]
            if key in keys:
                return self.createIndex(keys.index(key), 0, at + 1)
        return QModelIndex()

    def finding_of(self, index: Index) -> QModelIndex:
        """Return the finding that a row is, or that a card lies on; an invalid one for an unsorted card."""
        row = self.row(index)
        if isinstance(row, CardRow) and row.finding:
            return self.index_of(f"finding:{row.finding}")
        return self.createIndex(index.row(), 0, index.internalId()) if isinstance(row, FindingRow) else QModelIndex()

    def place_among_findings(self, index: Index) -> int:
        """Return how many findings stand above a row in its column."""
        above = self._columns[index.internalId() - 1].rows[: index.row()]
        return sum(1 for row in above if isinstance(row, FindingRow))

    def picked(self, indexes: Sequence[QModelIndex]) -> list[acts.Picked]:
        """Return the cards among these indexes, in the order of the board."""
        rows = [self.row(index) for index in sorted(indexes, key=_place)]
        return [acts.Picked(row.card, row.finding) for row in rows if isinstance(row, CardRow)]

    def picked_findings(self, indexes: Sequence[QModelIndex]) -> list[Finding]:
        """Return the findings among these indexes, in the order of the board."""
        rows = [self.row(index) for index in sorted(indexes, key=_place)]
        return [row.finding for row in rows if isinstance(row, FindingRow)]

    def finding_rows(self, category: str) -> list[FindingRow]:
        """Return the findings that are shown in a category with their cards, in order."""
        shown = next((column.shown for column in self._columns if column.shown.id == category), None)
        return [row for row in shown.rows if isinstance(row, FindingRow)] if shown else []

    def findings_in(self, category: str) -> tuple[Finding, ...]:
        """Return the findings of a category, also those that the filter hides, in order."""
        return next((column.shown.findings for column in self._columns if column.shown.id == category), ())

    def place_in_category(self, category: str, at: int) -> int:
        """Turn a place among the findings shown in a category into one among all of them; -1 is the last."""
        shown, every = self.finding_rows(category), self.findings_in(category)
        return every.index(shown[at].finding) if 0 <= at < len(shown) else len(every)

    def all_findings(self) -> list[Finding]:
        """Return the findings that are shown, column by column."""
        return [row.finding for category in self.framework.categories for row in self.finding_rows(category.id)]

    def every_finding(self) -> list[Finding]:
        """Return the findings, also those that the filter hides, column by column."""
        return [finding for category in self.framework.categories for finding in self.findings_in(category.id)]

    # -- for the views

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        """Return the index of a row under its parent."""
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NONE) -> QModelIndex:  # type: ignore[override]
        """Return the column that a row stands in."""
        under = index.internalId() if index.isValid() else 0
        return self.createIndex(under - 1, 0, 0) if under else QModelIndex()

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return how many rows are under an index."""
        return len(self.rows_under(parent)) if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Return 1: the board's columns are branches, not Qt's columns."""
        return 1

    def hasChildren(self, parent: Index = _NONE) -> bool:
        """Say whether anything is under an index."""
        return self.rowCount(parent) > 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, its own words, or all that its drawing says in words."""
        row = self.row(index)
        if role == BoardRole.ROW:
            return row
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return spoken.short_text(row, self.framework)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken.row_in_words(row, self.framework, self.inspectors)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards and findings can be dragged; findings and columns are dropped on."""
        row = self.row(index)
        if isinstance(row, CardRow):
            return _CARD_FLAGS
        return _FINDING_FLAGS if isinstance(row, FindingRow) else _COLUMN_FLAGS

    # -- drag and drop

    def mimeTypes(self) -> list[str]:
        """Return the two kinds that are carried."""
        return [CARDS, FINDINGS]

    def supportedDragActions(self) -> Qt.DropAction:
        """Cards and findings are moved; cards can be left also where they were."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry keys of rows only, no words: findings if one is among them, else cards."""
        rows = [self.row(index) for index in sorted(indexes, key=_place)]
        findings = [row.key for row in rows if isinstance(row, FindingRow)]
        cards = [row.key for row in rows if isinstance(row, CardRow)]
        carried = QMimeData()
        kind, keys = (FINDINGS, findings) if findings else (CARDS, cards)
        carried.setData(kind, QByteArray(json.dumps(keys).encode()))
        return carried

    def drop(self, data: QMimeData, target: Index, at: int, bearing: Bearing | None, *, keep: bool) -> bool:
        """Ask for the step that a drop means, on a column or a finding; say whether it means one.

        `at` is the place among the column's findings or the finding's cards before which it lands, -1 the last. Cards
        may land anywhere, findings only in a category.
        """
        onto = self.row(target)
        shown = {row.key: row for column in self._columns for row in column.rows}
        rows = [shown[key] for key in _keys(data) if key in shown]
        findings = [row.finding for row in rows if isinstance(row, FindingRow)]
        picked = [acts.Picked(row.card, row.finding) for row in rows if isinstance(row, CardRow)]
        if findings and isinstance(onto, ColumnRows) and onto.id != UNSORTED:
            among, place = self.findings_in(onto.id), self.place_in_category(onto.id, at)
            step = acts.move_findings(findings, onto.id, among, place)
            return self._ask(step, f"finding:{findings[0].id}")
        if not picked or onto is None:
            return False
        first = picked[0].card.id
        if isinstance(onto, FindingRow):
            step = acts.put_on_finding(picked, onto.finding, _position(onto, at), bearing, keep)
            return self._ask(step, f"card:{first}@{onto.finding.id}")
        if isinstance(onto, ColumnRows) and onto.id != UNSORTED:
            finding = new_id()
            among, place = self.findings_in(onto.id), self.place_in_category(onto.id, at)
            return self._ask(acts.new_finding(finding, onto.id, picked, among, place, keep), f"finding:{finding}")
        return self._ask(acts.unsort(picked), f"card:{first}@")

    def _ask(self, step: Step | None, then: str) -> bool:
        if step is not None:
            self.asked.emit(step, then)
        return step is not None

    # -- following what is shown

    def _show(self, columns: Sequence[ColumnRows]) -> None:
        wanted = [_Column(column, self._one_under_another(column)) for column in columns]
        if self._far_from(wanted):
            self.beginResetModel()
            self._columns = wanted
            self.endResetModel()
            return
        for at, column in enumerate(wanted):
            self._columns[at].shown = column.shown
            self._follow(at, column.rows)

    def _one_under_another(self, column: ColumnRows) -> list[CardRow | FindingRow]:
        rows: list[CardRow | FindingRow] = []
        for row in column.rows:
            rows.append(row)
            if isinstance(row, FindingRow) and row.key not in self._folded:
                rows.extend(row.cards)
        return rows

    def _far_from(self, wanted: Sequence[_Column]) -> bool:
        if [column.shown.key for column in self._columns] != [column.shown.key for column in wanted]:
            return True
        pairs = zip(self._columns, wanted, strict=True)
        return any(_differing(mine.rows, new.rows) > _RESET_ABOVE for mine, new in pairs)

    def _follow(self, at: int, wanted: Sequence[CardRow | FindingRow]) -> None:
        """Make a column's rows these: take away, put in, say what differs. Most are the very same as before."""
        mine = self._columns[at].rows
        first, last = _same_ends(mine, wanted)
        middle = wanted[first : len(wanted) - last]
        keys = {row.key for row in middle}
        for place in range(len(mine) - last - 1, first - 1, -1):
            if mine[place].key not in keys:
                self._take_out(at, place)
        for place, row in enumerate(middle, start=first):
            if place == len(mine) - last or mine[place].key != row.key:
                self._bring_here(at, place, len(mine) - last, row)
            elif mine[place] is not row:
                mine[place] = row
                index = self.createIndex(place, 0, at + 1)
                self.dataChanged.emit(index, index)

    def _bring_here(self, at: int, place: int, end: int, row: CardRow | FindingRow) -> None:
        """Put a row in at a place; before `end` it may stand further down, or the one here may have moved down."""
        mine = self._columns[at].rows
        here = [each.key for each in mine[place:end]]
        if row.key in here:
            self._take_out(at, place if here[1] == row.key else place + here.index(row.key))
        if not (row.key in here and here[1] == row.key):
            self._put_in(at, place, row)

    def _take_out(self, at: int, place: int) -> None:
        self.beginRemoveRows(self.createIndex(at, 0, 0), place, place)
        del self._columns[at].rows[place]
        self.endRemoveRows()

    def _put_in(self, at: int, place: int, row: CardRow | FindingRow) -> None:
        self.beginInsertRows(self.createIndex(at, 0, 0), place, place)
        self._columns[at].rows.insert(place, row)
        self.endInsertRows()


def _same_ends(mine: Sequence[Row], new: Sequence[Row]) -> tuple[int, int]:
    """Return how many rows at the start, and how many of the rest at the end, are the very same."""
    shorter = min(len(mine), len(new))
    first = next(compress(count(), map(is_not, mine, new)), shorter)
    last = next(compress(count(), map(is_not, reversed(mine), reversed(new))), shorter)
    return first, min(last, shorter - first)


def _differing(mine: Sequence[Row], new: Sequence[Row]) -> int:
    """Return how many rows come that were not there, or go."""
    first, last = _same_ends(mine, new)
    here = {id(row) for row in mine[first : len(mine) - last]}
    there = {id(row) for row in new[first : len(new) - last]}
    return max(len(here - there), len(there - here))


def _position(row: FindingRow, at: int) -> int | None:
    """Turn a place among the cards shown into one among all links of the finding."""
    if not 0 <= at < len(row.cards):
        return None
    shown = row.cards[at].card.id
    return next((n for n, link in enumerate(row.finding.evidence) if link.evidence == shown), None)


def _place(index: QModelIndex) -> tuple[int, int]:
    return index.internalId(), index.row()


def _keys(data: QMimeData) -> list[str]:
    kind = FINDINGS if data.hasFormat(FINDINGS) else CARDS
    return [str(key) for key in json.loads(bytes(data.data(kind).data()).decode())]
