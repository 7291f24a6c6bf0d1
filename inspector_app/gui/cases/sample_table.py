"""The sample as a table: a line for each case, with its state in words and by an icon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHeaderView, QTableView, QWidget

from inspector_app.gui import style
from inspector_app.gui.cases.sample_rows import STATE_ICONS, STATE_WORDS, SampleRow

_HEADINGS = ("Case", "Row in the list", "Stratum", "How it came in", "State", "Why")

Index = QModelIndex | QPersistentModelIndex


class SampleTable(QTableView):
    """Says `opened` with a case's record on Enter, and `key` with the letter of an act ("Del" for Delete)."""

    opened = Signal(str)
    pressed_key = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Cases of the sample")
        self._keys = tuple(keys)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Corner of the sample")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.measure("hit"))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((34, 28, 56, 36, 34)):
            self.setColumnWidth(column, style.space(width))
        self.doubleClicked.connect(lambda _index: self._open())

    def show_rows(self, rows: Sequence[SampleRow]) -> None:
        """Show these cases; the cursor stays on its case."""
        before = self.current()
        self._model.show_rows(rows)
        ids = [row.case.id for row in rows]
        row = ids.index(before.case.id) if before is not None and before.case.id in ids else 0
        if rows:
            self.setCurrentIndex(self._model.index(row, 0))

    def choose(self, record: str) -> None:
        """Put the cursor on a case."""
        row = self._model.row_of(record)
        if row is not None:
            self.setCurrentIndex(self._model.index(row, 0))

    def current(self) -> SampleRow | None:
        """Return the case with the cursor, or None."""
        return self._model.row_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case; letters are acts."""
        key = "Del" if event.key() == Qt.Key.Key_Delete else event.text().upper()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key in self._keys and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pressed_key.emit(key)
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row.case.id)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[SampleRow, ...] = ()

    def show_rows(self, rows: Sequence[SampleRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> SampleRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, record: str) -> int | None:
        return next((n for n, row in enumerate(self._rows) if row.case.id == record), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADINGS[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        words = _words(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = zip(_HEADINGS, words, strict=True)
            return "; ".join(f"{heading}: {said}" for heading, said in told if said) if not index.column() else None
        if role == Qt.ItemDataRole.DecorationRole and _HEADINGS[index.column()] == "State":
            return style.icon(STATE_ICONS[row.state], "text_muted" if row.state != "read" else "tone_strength")
        if role == Qt.ItemDataRole.ForegroundRole and row.state in ("left", "replaced"):
            return style.colour("text_muted")
        return None


def _words(row: SampleRow) -> tuple[str, ...]:
    position = "" if row.position is None else f"{row.position:,}"
    stratum = row.case.chosen_stratum or ""
    return (row.case.reference or "?", position, stratum, row.how, STATE_WORDS[row.state], row.why)
