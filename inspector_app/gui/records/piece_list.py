"""The pieces of evidence of one record as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One piece of evidence as the list shows it; `findings` counts those that it lies on."""

    id: str
    text: str
    themes: str
    leaning: str | None
    findings: int
    in_confidence: bool
    moved_on: bool

    def row(self) -> Row:
        """Return what is drawn."""
        leaning = self.leaning or ""
        chips = []
        if self.moved_on:
            chips.append(Chip("source moved on", tone="development"))
        if self.in_confidence:
            chips.append(Chip("", "confidence"))
        if self.findings:
            chips.append(Chip(str(self.findings), "link", "satisfactory"))
        return Row(
            title=self.text,
            detail=self.themes,
            icon=style.LEANING_ICONS.get(leaning, "quote"),
            tone=style.LEANING_TONES.get(leaning, "text_muted"),
            chips=tuple(chips),
        )

    def spoken(self) -> str:
        """Return the piece as words, for a screen reader."""
        on = f"on {self.findings} findings" if self.findings else "on no finding"
        parts = [self.text, self.themes, self.leaning or "no leaning", on]
        parts += ["in confidence"] if self.in_confidence else []
        return ", ".join(parts + (["source has moved on"] if self.moved_on else []))


class PieceList(QWidget):
    """Says which piece is chosen, opened (Enter: on the board), to be removed (Delete), or left (Escape)."""

    chosen = Signal(str)
    opened = Signal(str)
    removed = Signal(str)
    left = Signal()
    keys_wanted = Signal()
    """The cursor should go to the themes of the chosen piece (Right, or Space)."""

    def __init__(self) -> None:
        super().__init__()
        self._heading = heading("Evidence", self)
        self._heading.setContentsMargins(style.space(2), style.space(2), 0, 0)
        self._model = _Model(self)
        self._view = _View(self)
        self._view.setModel(self._model)
        self._view.setItemDelegate(RowDelegate(self))
        self._empty = hint("Mark words and press Ctrl+E: they become evidence. Nothing marked: the whole note.", self)
        self._empty.setContentsMargins(style.space(2), 0, style.space(2), 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._view)
        rows = column(self, margin=0, spacing=1)
        rows.addWidget(self._heading)
        rows.addWidget(self._stack, 1)
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.key.connect(self._key)
        self._view.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].id))

    def set_rows(self, rows: Sequence[PieceRow]) -> None:
        """Show these pieces."""
        self._model.set_rows(rows)
        self._heading.setText(f"Evidence ({len(rows)})" if rows else "Evidence")
        self._stack.setCurrentWidget(self._view if rows else self._empty)

    def choose(self, piece_id: str | None) -> None:
        """Choose a piece and say nothing; None: none."""
        row = next((n for n, each in enumerate(self._model.rows) if each.id == piece_id), None)
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        if row is None:
            selection.clear()
        else:
            index = self._model.index(row)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._view.scrollTo(index)
        selection.blockSignals(False)
        self._view.viewport().update()

    def focus_rows(self) -> None:
        """Put the cursor in the list, on the first piece where none is chosen."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._view.currentIndex().isValid() and self._model.rows:
            self._view.setCurrentIndex(self._model.index(0))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self._model.rows[now.row()].id)

    def _key(self, key: int) -> None:
        index = self._view.currentIndex()
        piece = self._model.rows[index.row()].id if index.isValid() else None
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif piece is None:
            return
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(piece)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(piece)
        else:
            self.keys_wanted.emit()


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[PieceRow] = []

    def set_rows(self, rows: Sequence[PieceRow]) -> None:
        """Show these rows; where the pieces are the same ones, the place in the list stays."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.spoken()
        return row.text if role == Qt.ItemDataRole.ToolTipRole else None


class _View(QListView):
    key = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pieces of evidence from this record")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Delete)
        if event.key() in (*keys, Qt.Key.Key_Right, Qt.Key.Key_Space):
            self.key.emit(event.key())
        else:
            super().keyPressEvent(event)
