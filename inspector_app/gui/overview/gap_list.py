"""What has not been looked at yet, as a list for the second morning: a digit says who looks at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.assigning import GapLine
from inspector_app.visit.coverage import Gap

_NOTHING: Mapping[RecordKind, str] = {
    "observation": "nothing seen",
    "interview": "nobody asked",
    "case": "no case read for it",
    "document": "no paper read",
}
_LINE = Qt.ItemDataRole.UserRole + 2


class GapList(QListWidget):
    """A row a gap. Says which one is `wanted` to be looked at, and the `key` pressed on it: a digit, "N" or "M"."""

    wanted = Signal(object)
    key = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Not looked at yet")
        self.setItemDelegate(_GapDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(_LINE)))

    def show_lines(self, lines: Sequence[GapLine], names: Mapping[str, str]) -> None:
        """Show these gaps; the cursor stays on its gap, or at its row where that is gone."""
        at, before = max(self.currentRow(), 0), self.line()
        self.clear()
        for line in lines:
            item = QListWidgetItem(self)
            row = _row(line, names)
            item.setText(row.spoken())
            item.setToolTip(row.spoken())
            item.setData(ROW, row)
            item.setData(_LINE, line)
        same = [n for n, line in enumerate(lines) if before is not None and _key(line) == _key(before)]
        self.setCurrentRow(same[0] if same else min(at, self.count() - 1))

    def line(self) -> GapLine | None:
        """Return the gap that the cursor is on, or None."""
        item = self.currentItem()
        held: GapLine | None = item.data(_LINE) if item is not None else None
        return held

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give digits and letters that mean something to the panel."""
        letter = "0" if event.key() == Qt.Key.Key_Delete else event.text().upper()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and letter and letter in "0123456789NM":
            self.key.emit(letter)
        else:
            super().keyPressEvent(event)


class _GapDelegate(RowDelegate):
    """Draws a gap in one line, or in two where there is a note."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row as high as what it says."""
        size = super().sizeHint(option, index)
        row: Row = index.data(ROW)
        if not row.detail:
            size.setHeight(style.measure("hit"))
        return size


def _row(line: GapLine, names: Mapping[str, str]) -> Row:
    note = line.assignment.note if line.assignment is not None else ""
    who = names.get(line.inspector or "", "")
    if line.done:
        pieces = "1 piece of evidence" if line.pieces == 1 else f"{line.pieces} pieces of evidence"
        source = style.KIND_WORDS[line.gap.kind].lower()
        return Row(f"{line.gap.label}, {source}: {pieces} since", note, who, "tick", "tone_strength")
    return Row(f"{line.gap.label}: {_words(line.gap)}", note, who, style.KIND_ICONS[line.gap.kind])


def _key(line: GapLine) -> tuple[str, str]:
    return line.gap.theme, line.gap.kind


def _words(gap: Gap) -> str:
    if not gap.records:
        return _NOTHING[gap.kind]
    return f"{gap.records} {gap.kind}{'s' if gap.records > 1 else ''}, no evidence yet"
