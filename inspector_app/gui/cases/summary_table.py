"""All sampled cases counted: a line for each question, a cell for each answer, and the framework's word for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHeaderView, QTableView, QWidget

from inspector_app.frameworks.framework import Proportion
from inspector_app.gui import style
from inspector_app.visit.case_summary import SummaryCell, SummaryLine
from inspector_app.visit.proportions import proportion_word

_PARTS = {"check": "Checks", "clock": "Time limits", "fact": "Facts", "quality": "Quality of practice"}

Index = QModelIndex | QPersistentModelIndex


class SummaryTable(QTableView):
    """Says `taken` with the line and cell that E makes evidence of, `moved` where the cursor goes to a cell."""

    taken = Signal(object, object)
    moved = Signal(object, object)
    entered = Signal()
    """Enter: to the cases behind the count."""
    strata_wanted = Signal()
    """S: by stratum, or no longer."""

    def __init__(self, proportions: Sequence[Proportion], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Summary of the sampled cases")
        self._model = _Model(proportions, self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Corner of the summary")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.measure("hit") + style.space(3))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: Sequence[SummaryLine]) -> None:
        """Show these counts; the cursor stays on its question and answer."""
        at, current = self.currentIndex(), self.current()
        self._model.show_lines(lines)
        self.clearSpans()
        for head in self._model.heads():
            self.setSpan(head, 0, 1, max(1, self._model.columnCount()))
            self.setRowHeight(head, style.measure("hit"))
        row = self._model.row_of(current[0]) if current is not None else None
        wanted = self._model.index(row, at.column()) if row is not None else self._model.first()
        if wanted.isValid():
            self.setCurrentIndex(wanted)

    def current(self) -> tuple[SummaryLine, SummaryCell] | None:
        """Return the line and cell with the cursor, or None."""
        return self._model.at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """E makes evidence, Enter goes to the cases."""
        current = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.strata_wanted.emit()
        elif event.key() == Qt.Key.Key_E and not event.modifiers() and current is not None:
            self.taken.emit(*current)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, now: Index, before: Index) -> None:
        """Say where the cursor is."""
        super().currentChanged(now, before)
        current = self._model.at(now)
        if current is not None:
            self.moved.emit(*current)


class _Model(QAbstractTableModel):
    """Heads of parts stand as rows of one cell; the first column is the question, the others its answers."""

    def __init__(self, proportions: Sequence[Proportion], parent: QObject) -> None:
        super().__init__(parent)
        self._proportions = tuple(proportions)
        self._rows: list[str | SummaryLine] = []
        self._columns = 1

    def show_lines(self, lines: Sequence[SummaryLine]) -> None:
        self.beginResetModel()
        self._rows = []
        part = ""
        for line in lines:
            if _PARTS[line.kind] != part:
                part = _PARTS[line.kind]
                self._rows.append(part)
            self._rows.append(line)
        self._columns = 1 + max((len(line.cells) for line in lines), default=0)
        self.endResetModel()

    def heads(self) -> list[int]:
        return [n for n, row in enumerate(self._rows) if isinstance(row, str)]

    def first(self) -> QModelIndex:
        row = next((n for n, each in enumerate(self._rows) if not isinstance(each, str)), None)
        return QModelIndex() if row is None else self.index(row, 1)

    def row_of(self, line: SummaryLine) -> int | None:
        """Return where a question stands for its stratum; where that is not counted by itself, for all cases."""
        rows = [(n, row) for n, row in enumerate(self._rows) if not isinstance(row, str)]
        same = [(n, row.stratum) for n, row in rows if (row.kind, row.id) == (line.kind, line.id)]
        return next((n for n, stratum in same if stratum == line.stratum), next((n for n, _ in same), None))

    def at(self, index: Index) -> tuple[SummaryLine, SummaryCell] | None:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        place = index.column() - 1
        if isinstance(row, str) or not 0 <= place < len(row.cells):
            return None
        return row, row.cells[place]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, str):
            return _head(row, index.column(), role)
        if index.column() == 0:
            return _question(row, role)
        found = self.at(index)
        if found is None:
            return None
        line, cell = found
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(cell)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.sentence(cell)
        if role == Qt.ItemDataRole.ForegroundRole and (not cell.n or not cell.counts):
            return style.colour("text_muted")
        return None

    def _words(self, cell: SummaryCell) -> str:
        label = cell.label[:1].upper() + cell.label[1:]
        if not cell.of:
            return f"{label}: –"
        count = f"{label}: {cell.n} of {cell.of}" if cell.counts else f"{label}: {cell.n}"
        word = proportion_word(self._proportions, cell.n, cell.of) if cell.counts and cell.n else ""
        return f"{count}\n{word}" if word else count


def _question(line: SummaryLine, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"      {line.stratum}" if line.stratum else line.label
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        return f"{line.label}, {line.stratum}" if line.stratum else line.label
    return style.colour("text_muted") if role == Qt.ItemDataRole.ForegroundRole and line.stratum else None


def _head(words: str, column: int, role: int) -> object:
    if column:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return words
    if role == Qt.ItemDataRole.FontRole:
        return QFont(style.font(bold=True))
    return style.colour("window") if role == Qt.ItemDataRole.BackgroundRole else None
