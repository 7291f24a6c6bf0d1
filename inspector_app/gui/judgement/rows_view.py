"""A view of one column's rows that knows every height beforehand, so that ten thousand rows cost what is in sight.

Qt's own lists ask the model and the delegate for each row whenever one row comes or goes. This one is Qt's list by
kind, for a screen reader knows that, and leaves out all that Qt's would lay out by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from inspector_app.gui import style
from inspector_app.gui.judgement.delegate import BoardDelegate
from inspector_app.gui.judgement.model import BoardModel

Index = QModelIndex | QPersistentModelIndex


class RowsView(QListView):
    """The rows under one branch of the board, one under another, each with the height that the delegate reckons."""

    def __init__(self, model: BoardModel, column: str, delegate: BoardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = model
        self._column_key = f"column:{column}"
        self._delegate = delegate
        self._tops: list[int] | None = None
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        model.modelReset.connect(self._show_root)
        model.rowsInserted.connect(lambda parent, _first, _last: self._lay_out_again(parent))
        model.rowsRemoved.connect(lambda parent, _first, _last: self._lay_out_again(parent))
        model.dataChanged.connect(lambda first, _last, _roles: self._lay_out_again(first.parent()))
        self._show_root()

    def holds(self, index: Index) -> bool:
        """Say whether a row stands in this column."""
        return index.isValid() and index.parent() == self.rootIndex() and self.rootIndex().isValid()

    # -- where rows are

    def visualRect(self, index: Index) -> QRect:
        """Return where a row is in the viewport, whether in sight or not; an empty rectangle for another column's."""
        tops = self._laid_out()
        if not self.holds(index) or index.row() + 1 >= len(tops):
            return QRect()
        top, bottom = tops[index.row()], tops[index.row() + 1]
        return QRect(0, top - self.verticalOffset(), self.viewport().width(), bottom - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the viewport."""
        return self.board.index(self._row_at(point.y()), 0, self.rootIndex())

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into sight, by as little as it takes."""
        rect, bar, height = self.visualRect(index), self.verticalScrollBar(), self.viewport().height()
        if rect.isEmpty():
            return
        self.updateGeometries()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > height or hint == QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + min(rect.top(), rect.bottom() - height + 1))

    def horizontalOffset(self) -> int:
        """Return 0: a column is never wider than it is shown."""
        return 0

    def verticalOffset(self) -> int:
        """Return how many pixels are scrolled away above."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """Return False: folded cards are not in the model."""
        return False

    def updateGeometries(self) -> None:
        """Let the scroll bar span all rows, and ground under the last on which something can be dropped."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(style.space(8))
        bar.setRange(0, max(0, self._laid_out()[-1] + style.measure("hit") - height))
        QAbstractItemView.updateGeometries(self)

    def doItemsLayout(self) -> None:
        """Lay out anew where a row came, went or changed."""
        if self._tops is None:
            QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows take the height that their words need at the new width."""
        if event.size().width() != event.oldSize().width():
            self._tops = None
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()

    # -- moving and choosing

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row that a key leads to."""
        root, last = self.rootIndex(), self.board.rowCount(self.rootIndex()) - 1
        current = self.currentIndex()
        if last < 0 or not self.holds(current):
            return self.board.index(0, 0, root)
        actions, row = QAbstractItemView.CursorAction, current.row()
        page = self.viewport().height()
        tops = self._laid_out()
        to = {
            actions.MoveUp: row - 1,
            actions.MovePrevious: row - 1,
            actions.MoveDown: row + 1,
            actions.MoveNext: row + 1,
            actions.MoveHome: 0,
            actions.MoveEnd: last,
            actions.MovePageUp: min(row - 1, bisect_right(tops, tops[row] - page)),
            actions.MovePageDown: max(row + 1, bisect_right(tops, tops[row] + page) - 1),
        }.get(action, row)
        return self.board.index(max(0, min(last, to)), 0, root)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the rows that a rectangle of the viewport touches."""
        touched = rect.normalized()
        last = self.board.rowCount(self.rootIndex()) - 1
        first_row, last_row = max(0, self._row_at(touched.top())), self._row_at(touched.bottom())
        last_row = last if last_row < 0 <= touched.bottom() else last_row
        selection = QItemSelection()
        if 0 <= first_row <= last_row and touched.top() + self.verticalOffset() < self._laid_out()[-1]:
            root = self.rootIndex()
            selection.select(self.board.index(first_row, 0, root), self.board.index(last_row, 0, root))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return the part of the viewport that chosen rows cover."""
        region = QRegion()
        for number in range(selection.count()):
            chosen = selection.at(number)
            if chosen.parent() == self.rootIndex():
                rect = self.visualRect(chosen.topLeft()).united(self.visualRect(chosen.bottomRight()))
                region += QRegion(rect.intersected(self.viewport().rect()))
        return region

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Draw what is chosen now."""
        QAbstractItemView.selectionChanged(self, selected, deselected)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell a screen reader which row the keyboard is on."""
        QAbstractItemView.currentChanged(self, current, previous)
        if QAccessible.isActive() and self.holds(current) and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in sight."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, focused = option.state, self.hasFocus()
        root, current = self.rootIndex(), self.currentIndex()
        height = self.board.rowCount(root)
        row = max(0, self._row_at(event.rect().top()))
        while row < height:
            index = self.board.index(row, 0, root)
            option.rect = self.visualRect(index)
            if option.rect.top() > event.rect().bottom():
                break
            option.state = plain
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if focused and index == current:
                option.state |= QStyle.StateFlag.State_HasFocus
            self._delegate.paint(painter, option, index)
            row += 1
        painter.end()

    # -- heights

    def _show_root(self) -> None:
        self.setRootIndex(self.board.index_of(self._column_key))
        self._lay_out_again(self.rootIndex())

    def _lay_out_again(self, parent: Index) -> None:
        if parent == self.rootIndex():
            self._tops = None
            self.scheduleDelayedItemsLayout()

    def _laid_out(self) -> list[int]:
        """Return where each row begins, and where the last ends; reckoned once after a change."""
        if self._tops is None:
            heights = self._delegate.heights(self.board.rows_under(self.rootIndex()), self.viewport().width())
            self._tops = [0, *accumulate(heights)]
        return self._tops

    def _row_at(self, y: int) -> int:
        """Return the row at a height of the viewport, or -1."""
        tops, y = self._laid_out(), y + self.verticalOffset()
        return bisect_right(tops, y) - 1 if 0 <= y < tops[-1] else -1
