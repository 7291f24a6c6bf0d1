"""The board's tree: columns, their findings, their cards. It alone holds the order, and says what may be dropped where.

It changes only by `show`; what a person drops becomes a step that is handed out (`asked`), written, and shown again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspector_app.frameworks.framework import Framework
from inspector_app.gui.judgement import acts, spoken
from inspector_app.gui.judgement.rows import UNSORTED, CardRow, ColumnRows, FindingRow, Row
from inspector_app.visit.change import Step
from inspector_app.visit.entities import Bearing, Finding
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_at

CARDS = "application/x-inspector-cards"
FINDINGS = "application/x-inspector-findings"

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_RESET_ABOVE = 60
"""More rows changed at once than this are shown as a new tree: cheaper than telling each."""

_COLUMN_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
_FINDING_FLAGS = _COLUMN_FLAGS | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_CARD_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class BoardRole(IntEnum):
    """The model's own role."""

    ROW = Qt.ItemDataRole.UserRole


@dataclass(eq=False, slots=True)
class _Node:
    key: str
    row: Row | None
    parent: _Node | None
    at: int = 0
    children: list[_Node] = field(default_factory=list)
    height: int = 0
    width: int = -1


class BoardModel(QAbstractItemModel):
    """Columns at the top; under unsorted its cards, under a category its findings, under a finding its cards."""

    asked = Signal(object, str)
    """A drop was made: the Step, and the key of the row that should then be current."""

    def __init__(self, framework: Framework, inspectors: dict[str, str]) -> None:
        super().__init__()
        self.framework = framework
        self.inspectors = inspectors
        self._root = _Node("", None, None)
        self._by_key: dict[str, _Node] = {}
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

    def _show(self, columns: Sequence[ColumnRows]) -> None:
        if self._far_from(columns):
            self.beginResetModel()
            self._root = _Node("", None, None)
            self._by_key = {}
            self._grow(self._root, columns)
            self.endResetModel()
        else:
            self._follow(self._root, columns)

    def row(self, index: Index) -> Row | None:
        """Return the row at an index, or None for the root."""
        return self._node(index).row

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a row by its key; an invalid one where it is not shown."""
        node = self._by_key.get(key)
        return self._index(node) if node is not None else QModelIndex()

    def picked(self, indexes: Sequence[QModelIndex]) -> list[acts.Picked]:
        """Return the cards among these indexes, in the order of the board."""
        rows = [self.row(index) for index in sorted(indexes, key=self._place)]
        return [acts.Picked(row.card, row.finding) for row in rows if isinstance(row, CardRow)]

    def picked_findings(self, indexes: Sequence[QModelIndex]) -> list[Finding]:
        """Return the findings among these indexes, in the order of the board."""
        rows = [self.row(index) for index in sorted(indexes, key=self._place)]
        return [row.finding for row in rows if isinstance(row, FindingRow)]

    def findings_in(self, category: str) -> list[Finding]:
        """Return the findings that are shown in a category, in order."""
        node = self._by_key.get(f"column:{category}")
        rows = [child.row for child in node.children] if node else []
        return [row.finding for row in rows if isinstance(row, FindingRow)]

    def all_findings(self) -> list[Finding]:
        """Return the findings that are shown, column by column."""
        return [finding for category in self.framework.categories for finding in self.findings_in(category.id)]

    def height(self, index: Index, width: int, measure: Callable[[Row], int]) -> int:
        """Return the height of a row at a column's width, measured once for each width and content."""
        node = self._node(index)
        if node.width != width and node.row is not None:
            node.height, node.width = measure(node.row), width
        return node.height

    # -- the tree, for the views

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        """Return the index of a row under its parent."""
        node = self._node(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    def parent(self, index: Index = _NONE) -> QModelIndex:  # type: ignore[override]
        """Return the index above."""
        above = self._node(index).parent
        return self._index(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return how many rows are under an index."""
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Return 1: the board's columns are branches, not Qt's columns."""
        return 1

    def hasChildren(self, parent: Index = _NONE) -> bool:
        """Say whether anything is under an index."""
        return bool(self._node(parent).children)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, its own words, or all that its drawing says in words."""
        row = self._node(index).row
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
        row = self._node(index).row
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

    def supportedDropActions(self) -> Qt.DropAction:
        """See `dropMimeData`."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry keys of rows only, no words: findings if one is among them, else cards."""
        rows = [self.row(index) for index in sorted(indexes, key=self._place)]
        findings = [row.key for row in rows if isinstance(row, FindingRow)]
        cards = [row.key for row in rows if isinstance(row, CardRow)]
        carried = QMimeData()
        kind, keys = (FINDINGS, findings) if findings else (CARDS, cards)
        carried.setData(kind, QByteArray(json.dumps(keys).encode()))
        return carried

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Cards may land anywhere; findings only in a category, not unsorted and not on another finding."""
        at = self._node(parent).row
        if data.hasFormat(CARDS):
            return at is not None
        return data.hasFormat(FINDINGS) and isinstance(at, ColumnRows) and at.id != UNSORTED

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Take a drop: copying keeps cards also where they were, linking lets them contradict."""
        bearing: Bearing | None = "contradicts" if action == Qt.DropAction.LinkAction else None
        return self.drop(data, parent, row, bearing, keep=action == Qt.DropAction.CopyAction)

    def drop(self, data: QMimeData, parent: Index, at: int, bearing: Bearing | None, *, keep: bool) -> bool:
        """Ask for the step that this drop means; `at` is the row before which it lands, -1 for the last."""
        if not self.canDropMimeData(data, Qt.DropAction.MoveAction, at, 0, parent):
            return False
        target = self._node(parent)
        if data.hasFormat(FINDINGS):
            return self._drop_findings([self._by_key.get(key) for key in _keys(data, FINDINGS)], target, at)
        nodes = [self._by_key.get(key) for key in _keys(data, CARDS)]
        picked = [acts.Picked(n.row.card, n.row.finding) for n in nodes if n and isinstance(n.row, CardRow)]
        return bool(picked) and self._drop_cards(picked, target, at, bearing, keep)

    def _drop_cards(
        self, picked: list[acts.Picked], target: _Node, at: int, bearing: Bearing | None, keep: bool
    ) -> bool:
        row = target.row
        first = picked[0].card.id
        if isinstance(row, CardRow):
            return target.parent is not None and self._drop_cards(picked, target.parent, target.at, bearing, keep)
        if isinstance(row, FindingRow):
            step = acts.put_on_finding(picked, row.finding, _position(row, at), bearing, keep)
            return self._ask(step, f"card:{first}@{row.finding.id}")
        if isinstance(row, ColumnRows) and row.id != UNSORTED:
            finding, order = new_id(), order_at(self.findings_in(row.id), len(target.children) if at < 0 else at)
            return self._ask(acts.new_finding(finding, row.id, order, picked, keep), f"finding:{finding}")
        return self._ask(acts.unsort(picked), f"card:{first}@")

    def _drop_findings(self, nodes: Sequence[_Node | None], target: _Node, at: int) -> bool:
        moved = [node.row.finding for node in nodes if node and isinstance(node.row, FindingRow)]
        if not moved or not isinstance(target.row, ColumnRows):
            return False
        among = self.findings_in(target.row.id)
        step = acts.move_findings(moved, target.row.id, among, len(among) if at < 0 else at)
        return self._ask(step, f"finding:{moved[0].id}")

    def _ask(self, step: Step | None, then: str) -> bool:
        if step is not None:
            self.asked.emit(step, then)
        return step is not None

    # -- following what is shown

    def _far_from(self, columns: Sequence[ColumnRows]) -> bool:
        if [node.key for node in self._root.children] != [column.key for column in columns]:
            return True
        pairs = zip(self._root.children, columns, strict=True)
        return sum(abs(len(column.rows) - len(node.children)) for node, column in pairs) > _RESET_ABOVE

    def _follow(self, node: _Node, rows: Sequence[Row]) -> None:
        """Make a node's children these rows: take away, put in, say what differs, and the same below.

        Most rows are the very same as before, and are told by that alone: ten thousand keys are not compared.
        """
        here = {id(child.row) for child in node.children}
        there = {id(row) for row in rows}
        changed = {row.key for row in rows if id(row) not in here}
        for at in range(len(node.children) - 1, -1, -1):
            child = node.children[at]
            if id(child.row) not in there and child.key not in changed:
                self._take_out(node, at)
        for at, row in enumerate(rows):
            mine = node.children[at] if at < len(node.children) else None
            if mine is not None and mine.row is row:
                continue
            if mine is None or mine.key != row.key:
                moved = next((n for n in node.children[at:] if n.key == row.key), None)
                if moved is not None:
                    self._take_out(node, moved.at)
                self._put_in(node, at, row)
            else:
                if mine.row != row:
                    mine.row, mine.width = row, -1
                    self.dataChanged.emit(self._index(mine), self._index(mine))
                self._follow(mine, _under(row))

    def _take_out(self, node: _Node, at: int) -> None:
        self.beginRemoveRows(self._index(node), at, at)
        gone = node.children.pop(at)
        _number(node, at)
        for inside in [gone, *gone.children]:
            if self._by_key.get(inside.key) is inside:
                del self._by_key[inside.key]
        self.endRemoveRows()

    def _put_in(self, node: _Node, at: int, row: Row) -> None:
        self.beginInsertRows(self._index(node), at, at)
        child = _Node(row.key, row, node, at)
        node.children.insert(at, child)
        _number(node, at)
        self._by_key[child.key] = child
        self._grow(child, _under(row))
        self.endInsertRows()

    def _grow(self, node: _Node, rows: Sequence[Row]) -> None:
        """Put rows, and all that is under them, under a node that has none yet."""
        for at, row in enumerate(rows):
            child = _Node(row.key, row, node, at)
            node.children.append(child)
            self._by_key[child.key] = child
            self._grow(child, _under(row))

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node.parent is None else self.createIndex(node.at, 0, node)

    def _node(self, index: Index) -> _Node:
        if not index.isValid():
            return self._root
        node: _Node = index.internalPointer()
        return node

    def _place(self, index: QModelIndex) -> tuple[int, ...]:
        node, place = self._node(index), []
        while node.parent is not None:
            place.append(node.at)
            node = node.parent
        return tuple(reversed(place))


def _under(row: Row) -> Sequence[Row]:
    """Return the rows that lie under a row."""
    if isinstance(row, CardRow):
        return ()
    return row.cards if isinstance(row, FindingRow) else row.rows


def _number(node: _Node, start: int) -> None:
    for at in range(start, len(node.children)):
        node.children[at].at = at


def _position(row: FindingRow, at: int) -> int | None:
    """Turn a place among the cards shown into one among all links of the finding."""
    if not 0 <= at < len(row.cards):
        return None
    shown = row.cards[at].card.id
    return next((n for n, link in enumerate(row.finding.evidence) if link.evidence == shown), None)


def _keys(data: QMimeData, kind: str) -> list[str]:
    return [str(key) for key in json.loads(bytes(data.data(kind).data()).decode())]
