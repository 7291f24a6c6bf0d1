"""One column of the board: a heading that says what belongs here, and the rows of one branch of the model."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Category
from inspector_app.gui import style
from inspector_app.gui.judgement import spoken
from inspector_app.gui.judgement.delegate import BoardDelegate, fold_rect
from inspector_app.gui.judgement.landing import Landing, card_landing, carried, finding_landing, paint_landing
from inspector_app.gui.judgement.model import CARDS, FINDINGS, BoardModel, BoardRole
from inspector_app.gui.judgement.rows import ColumnRows, FindingRow
from inspector_app.gui.judgement.rows_view import RowsView
from inspector_app.gui.widgets.headings import heading, hint


class ColumnView(RowsView):
    """The rows of one column; draws where a drop would land; Left and Right leave it."""

    stepped_out = Signal(int)
    """Left (-1) or Right (1) was pressed."""
    opened = Signal()
    """Enter or a double click: the current row is to be worked on."""

    def __init__(self, model: BoardModel, column: str, delegate: BoardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(model, column, delegate, parent)
        self._column = column
        self._landing: Landing | None = None
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "board")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(False)
        self.setAutoScroll(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and where a drop would land."""
        super().paintEvent(event)
        if self._landing is not None:
            painter = QPainter(self.viewport())
            paint_landing(painter, self._landing)
            painter.end()

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next column, Space folds, Enter opens; the rest is the list's own."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped_out.emit(1 if key == Qt.Key.Key_Right else -1)
        elif plain and key == Qt.Key.Key_Space:
            self._turn(self.board.finding_of(self.currentIndex()))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row as soon as the keyboard is here; a press chooses its own, and nothing scrolls under it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.holds(self.currentIndex()):
            first = self.board.index(0, 0, self.rootIndex())
            if first.isValid():
                self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a finding's fold mark folds it."""
        index = self.indexAt(event.position().toPoint())
        if isinstance(index.data(BoardRole.ROW), FindingRow):
            mark = fold_rect(self.visualRect(index)).adjusted(*(2 * (-style.space(2),)), *(2 * (style.space(2),)))
            if mark.contains(event.position().toPoint()):
                self._turn(index)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit()

    def _turn(self, finding: QModelIndex) -> None:
        """Fold a finding, or unfold it, and be on it."""
        row = self.board.row(finding)
        if isinstance(row, FindingRow):
            self.setCurrentIndex(finding)
            self.board.fold([row.key], not self.board.is_folded(row.key))

    # -- drags and drops

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Carry what is chosen, said by a small tag below the pointer."""
        chosen = self.selectedIndexes()
        findings, cards = len(self.board.picked_findings(chosen)), len(self.board.picked(chosen))
        if findings or cards:
            dragged = QDrag(self)
            dragged.setMimeData(self.board.mimeData(chosen))
            words = spoken.number_of(findings, "finding") if findings else spoken.number_of(cards, "card")
            dragged.setPixmap(carried(words, self.devicePixelRatioF()))
            dragged.setHotSpot(QPoint(-style.space(4), -style.space(4)))
            dragged.exec(supportedActions, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards and findings."""
        if event.mimeData().hasFormat(CARDS) or event.mimeData().hasFormat(FINDINGS):
            self.setState(QAbstractItemView.State.DraggingState)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land, and scroll near the edges."""
        self._landing = self._landing_at(event)
        self.viewport().update()
        self._scroll_near_edges(event.position().toPoint())
        if self._landing is None:
            event.ignore()
        else:
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no landing any more."""
        self._end_drag()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Let the model ask for what the drop means; Ctrl keeps cards also where they were."""
        landing = self._landing_at(event)
        self._end_drag()
        if landing is None:
            event.ignore()
            return
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.board.drop(event.mimeData(), landing.onto, landing.at, landing.bearing, keep=keep)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _landing_at(self, event: QDropEvent) -> Landing | None:
        point = event.position().toPoint()
        if event.mimeData().hasFormat(FINDINGS):
            return finding_landing(self, self._column, point)
        against = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return card_landing(self, self._column, point, against=against)

    def _scroll_near_edges(self, point: QPoint) -> None:
        edge = style.measure("hit")
        bar = self.verticalScrollBar()
        if point.y() < edge:
            bar.setValue(bar.value() - style.space(2))
        elif point.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + style.space(2))

    def _end_drag(self) -> None:
        self._landing = None
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()


class ColumnHeader(QWidget):
    """The category's icon, label and number of findings; its definition as a tip."""

    def __init__(
        self, label: str, category: Category | None, number: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = label
        side = style.measure("icon")
        self.setMinimumHeight(2 * QFontMetrics(style.font("large", bold=True)).height() + style.space(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(1), style.space(1), style.space(3), style.space(1))
        row.setSpacing(style.space(1.5))
        picture = QLabel(self)
        name, tone = (style.TONE_ICONS[category.tone], f"tone_{category.tone}") if category else ("quote", "text_muted")
        picture.setPixmap(style.icon(name, tone).pixmap(side, side))
        words = heading(label, self)
        words.setWordWrap(True)
        self._count = hint("", self)
        self._count.setWordWrap(False)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        if category is not None:
            own = (
                ""
                if category.source == "published"
                else "\n(Wording of this program's own: no definition was published.)"
            )
            key = f"\nKey {number}" if number is not None else ""
            self.setToolTip(f"{category.definition}{own}{key}")
        else:
            self.setToolTip("Evidence that lies on no finding yet.\nKey 0 brings a card back here.")

    def show_count(self, total: int, shown: int) -> None:
        """Say how many there are, and how many of them the filters leave."""
        words = str(total) if shown == total else f"{shown} of {total}"
        self._count.setText(words)
        self.setAccessibleName(f"{self._label}, {words}")


class BoardColumn(QFrame):
    """A heading over a column's rows; empty, it is narrow and says what makes something here."""

    def __init__(
        self, model: BoardModel, column: str, label: str, category: Category | None, number: int | None
    ) -> None:
        super().__init__()
        self.id = column
        self.setProperty("role", "column")
        self.header = ColumnHeader(label, category, number, self)
        delegate = BoardDelegate(model)
        self.view = ColumnView(model, column, delegate, self)
        self.view.setAccessibleName(label)
        how = f"Drop a card here, or press {number}." if category else "Every card lies on a finding."
        self._empty = hint(how, self.view)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over = QVBoxLayout(self.view.viewport())
        over.setContentsMargins(style.space(1), style.space(4), style.space(1), 0)
        over.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(1), 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self.view, 1)

    def show_counts(self, column: ColumnRows) -> None:
        """Tell the number in the heading, and whether anything is here."""
        self.header.show_count(column.total, len(column.rows))
        self._empty.setVisible(not column.rows)
