"""The grid of themes and kinds of record: how much evidence there is, which way it leans, and where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from inspector_app.gui import style
from inspector_app.visit.coverage import COLUMNS, NO_THEME, CoverageCell, CoverageRow
from inspector_app.visit.written_labels import counted_in_words

Index = QModelIndex | QPersistentModelIndex
_HEADS = {
    "observation": "Seen",
    "interview": "Told",
    "case": "Cases",
    "document": "Papers",
    "counted": "Counts",
    "alone": "Other",
}
_CELL = Qt.ItemDataRole.UserRole + 1
_LEANINGS = ("strength", "neutral", "weakness")
_DASH = 3
"""Pixels of a dash, and of the gap behind it."""


class CoverageModel(QAbstractTableModel):
    """A row a theme, a column a kind; the vertical heads are the themes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[CoverageRow, ...] = ()

    def show_rows(self, rows: Sequence[CoverageRow]) -> None:
        """Show these rows; evidence without a theme only where there is some."""
        self.beginResetModel()
        self._rows = tuple(row for row in rows if row.theme != NO_THEME or not row.is_gap)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of themes."""
        return len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of kinds."""
        return len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell, or its words for a screen reader and a tip."""
        row = self._rows[index.row()]
        cell = row.cells[COLUMNS[index.column()]]
        if role == _CELL:
            return (row, cell)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.label}, {_HEADS[COLUMNS[index.column()]].lower()}: {_words(cell)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return kinds above, themes at the left; a theme without any evidence says so."""
        if orientation == Qt.Orientation.Horizontal:
            return _HEADS[COLUMNS[section]] if role == Qt.ItemDataRole.DisplayRole else None
        row = self._rows[section]
        words = f"{row.label} – nothing yet" if row.is_gap else row.label
        if role == Qt.ItemDataRole.DisplayRole:
            room = style.measure("grid_head") - style.space(5)
            return QFontMetrics(style.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.ForegroundRole:
            return style.colour("warning" if row.is_gap else "text")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class CoverageGrid(QTableView):
    """The grid; cells are only looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence by theme and kind of source")
        self._model = CoverageModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(style.measure("grid_row"))
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)

    def show_rows(self, rows: Sequence[CoverageRow]) -> None:
        """Show these rows, with the themes in full where there is room."""
        self._model.show_rows(rows)
        metrics = QFontMetrics(self.verticalHeader().font())
        longest = max((metrics.horizontalAdvance(f"{row.label} – nothing yet") for row in rows), default=0)
        self.verticalHeader().setFixedWidth(min(longest + style.space(4), style.measure("grid_head")))


class _CellDelegate(QStyledItemDelegate):
    """A number, and under it a bar of how the evidence leans; a record without evidence is a hollow dot."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the least size of a cell."""
        return QSize(style.space(10), style.measure("grid_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row, cell = index.data(_CELL)
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.fillRect(rect, style.colour("warning_soft" if row.is_gap else "raised" if cell.pieces else "surface"))
        painter.setPen(style.colour("text" if cell.pieces else "text_muted"))
        painter.setFont(style.font("small", bold=bool(cell.pieces)))
        memory = "*" if cell.from_memory else ""
        words = f"{cell.pieces}{memory}" if cell.pieces else "○" if cell.records else "–"
        painter.drawText(rect.adjusted(0, 0, 0, -3), int(Qt.AlignmentFlag.AlignCenter), words)
        if cell.pieces:
            _bar(painter, QRect(rect.x(), rect.bottom() - 3, rect.width(), 4), cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(style.colour("focus"))
            painter.drawRect(rect)
        painter.restore()


def _bar(painter: QPainter, rect: QRect, cell: CoverageCell) -> None:
    """Draw how the evidence leans, told apart without colour: strengths solid, what is neutral thin, weaknesses cut."""
    counts = {"strength": cell.strength, "neutral": cell.neutral, "weakness": cell.weakness}
    total = sum(counts.values())
    x = rect.x()
    for leaning in _LEANINGS:
        if not counts[leaning]:
            continue
        width = rect.width() * counts[leaning] // total
        colour = style.colour(style.LEANING_TONES[leaning])
        if leaning == "strength":
            painter.fillRect(x, rect.y(), width, rect.height(), colour)
        elif leaning == "neutral":
            painter.fillRect(x, rect.bottom() - 1, width, 2, colour)
        else:
            for dash in range(x, x + width, 2 * _DASH):
                painter.fillRect(dash, rect.y(), min(_DASH, x + width - dash), rect.height(), colour)
        x += width


def _words(cell: CoverageCell) -> str:
    if not cell.pieces:
        return f"{cell.records} records, no evidence yet" if cell.records else "nothing yet"
    labels = counted_in_words(cell.from_paper, cell.from_memory)
    of_them = f", {labels}" if labels else ""
    return (
        f"{cell.pieces} pieces of evidence from {cell.records} records "
        f"({cell.strength} strength, {cell.neutral} neutral, {cell.weakness} weakness){of_them}"
    )
