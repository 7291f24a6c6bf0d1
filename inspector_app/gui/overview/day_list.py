"""One day of the visit as a timeline: hour by hour what was captured, by whom, and where nothing was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.overview.day_rows import DayRow, Gap, Hour
from inspector_app.gui.overview.glance import Day
from inspector_app.gui.records.label_chip import label_chips
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.happened import written_later
from inspector_app.visit.lines import RecordLine

_DAY_ROW = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class DayList(QWidget):
    """Says `opened` with the kind and id of a record."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = heading("", self)
        self._count = hint("", self)
        self._model = _Model(self)
        self._list = _Rows(self)
        self._list.setModel(self._model)
        self._list.chosen.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._name)
        rows.addWidget(self._count)
        rows.addWidget(self._list, 1)

    def show_day(self, day: Day, authors: Mapping[str, str]) -> None:
        """Show a day under its name; `authors` are the names of the inspectors by id."""
        self._name.setText(day.name)
        self._list.setAccessibleName(day.name)
        count = day.records
        self._count.setText("1 record" if count == 1 else f"{count} records" if count else "Nothing yet")
        at = self._model.line(self._list.currentIndex())
        self._model.show_rows(day.rows, authors)
        place = self._model.place_of(at.id if at is not None else None)
        if place is not None:
            self._list.setCurrentIndex(self._model.index(place))

    def focus_rows(self) -> None:
        """Put the cursor among the records, on the first where it was on none."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first = self._model.place_of(None)
        if not self._list.currentIndex().isValid() and first is not None:
            self._list.setCurrentIndex(self._model.index(first))

    def _open(self) -> None:
        line = self._model.line(self._list.currentIndex())
        if line is not None:
            self.opened.emit(line.kind, line.id)


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[DayRow] = ()
        self._authors: Mapping[str, str] = {}

    def show_rows(self, rows: Sequence[DayRow], authors: Mapping[str, str]) -> None:
        """Show these rows."""
        if (rows, authors) == (self._rows, self._authors):
            return
        self.beginResetModel()
        self._rows, self._authors = rows, authors
        self.endResetModel()

    def line(self, index: Index) -> RecordLine | None:
        """Return the record of a row; None for what is none."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, RecordLine) else None

    def place_of(self, record_id: str | None) -> int | None:
        """Return the row of a record, or of the first one (None)."""
        lines = ((n, row) for n, row in enumerate(self._rows) if isinstance(row, RecordLine))
        return next((n for n, row in lines if record_id in (None, row.id)), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == _DAY_ROW:
            return row
        if isinstance(row, RecordLine) and role in (ROW, Qt.ItemDataRole.DisplayRole):
            shown = _row(row, self._authors)
            at = f"{row.start:%H:%M}" if row.start else "no time"
            return shown if role == ROW else f"{at}, {style.KIND_WORDS[row.kind]}, {shown.spoken()}"
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words() if isinstance(row, Gap) else row.words if isinstance(row, Hour) else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Rows(QListView):
    """A list that is opened by Enter or a double click."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class _Delegate(RowDelegate):
    """The time at the left along a line; hours are heads, gaps stand in the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sizes: dict[tuple[type, int], QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for hours and gaps; rows of a sort are alike, and of thousands one is measured."""
        row = index.data(_DAY_ROW)
        sort = (type(row), option.fontMetrics.height())
        if sort not in self._sizes:
            self._sizes[sort] = super().sizeHint(option, index) if isinstance(row, RecordLine) else self._line(row)
        return self._sizes[sort]

    @staticmethod
    def _line(row: Hour | Gap) -> QSize:
        line = QFontMetrics(style.font("small")).height()
        return QSize(style.space(40), line + style.space(2 if isinstance(row, Hour) else 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the margin with its line, then the row."""
        row = index.data(_DAY_ROW)
        rect: QRect = option.rect
        margin = QFontMetrics(style.font("small")).horizontalAdvance("00:00") + style.space(5)
        side = QRect(rect.left(), rect.top(), margin, rect.height())
        rest = rect.adjusted(margin, 0, 0, 0)
        painter.save()
        if isinstance(row, Hour):
            self._hour(painter, rect, row)
        elif isinstance(row, Gap):
            self._gap(painter, side, rest, row)
        else:
            self._moment(painter, side, row)
            option.rect = rest
            super().paint(painter, option, index)
        painter.restore()

    def _hour(self, painter: QPainter, rect: QRect, row: Hour) -> None:
        painter.fillRect(rect, style.colour("window"))
        inside = rect.adjusted(style.space(2), 0, -style.space(2), 0)
        painter.setFont(style.font("small", bold=True))
        painter.setPen(style.colour("text_muted"))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), row.words)
        painter.setFont(style.font("small"))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), str(row.records))

    def _gap(self, painter: QPainter, side: QRect, rest: QRect, row: Gap) -> None:
        pen = painter.pen()
        pen.setColor(style.colour("control_line"))
        pen.setStyle(Qt.PenStyle.DotLine)
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawLine(side.right() - style.space(1), side.top(), side.right() - style.space(1), side.bottom())
        painter.setPen(style.colour("text_muted"))
        painter.setFont(style.font("small"))
        inside = rest.adjusted(style.space(2), 0, -style.space(2), 0)
        words = painter.fontMetrics().elidedText(row.words(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _moment(self, painter: QPainter, side: QRect, row: RecordLine) -> None:
        pen = painter.pen()
        pen.setColor(style.colour("accent"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawLine(side.right() - style.space(1), side.top(), side.right() - style.space(1), side.bottom())
        painter.setPen(style.colour("text"))
        painter.setFont(style.font("small"))
        inside = side.adjusted(style.space(2), style.space(1.5), 0, 0)
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inside, flags, f"{row.start:%H:%M}" if row.start else "–")


def _row(line: RecordLine, authors: Mapping[str, str]) -> Row:
    chips = [Chip("to file", "pen", "development")] if line.unfiled else []
    chips += label_chips(line.written)
    if line.written == "at-the-time" and written_later(line.day, line.start, line.end, line.written_at):
        chips.append(Chip("", "clock", "development"))
    if line.evidence:
        chips.append(Chip(str(line.evidence), "quote"))
    title = line.title or line.label or line.opening or f"{style.KIND_WORDS[line.kind]} without a title"
    author = authors.get(line.author or "", "")
    more = line.label if line.label and line.label != title else line.opening if line.opening != title else ""
    detail = " · ".join(part for part in (author, more) if part)
    return Row(
        title, detail, f"to {line.end:%H:%M}" if line.end else "", style.KIND_ICONS[line.kind], chips=tuple(chips)
    )
