"""What has not been looked at yet, as a list for the second morning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.visit.coverage import Gap

_NOTHING: Mapping[RecordKind, str] = {
    "observation": "nothing seen",
    "interview": "nobody asked",
    "case": "no case read for it",
    "document": "no paper read",
}
_ICONS: Mapping[RecordKind, str] = {"observation": "eye", "interview": "speech", "case": "folder", "document": "page"}


class GapList(QListWidget):
    """A row a gap; says `wanted` with the kind of record that would close it."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Not looked at yet")
        self.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(Qt.ItemDataRole.UserRole)))

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show these gaps; the cursor stays at its row."""
        at = max(self.currentRow(), 0)
        self.clear()
        for gap in gaps:
            item = QListWidgetItem(style.icon(_ICONS[gap.kind]), f"{gap.label}: {_words(gap)}")
            item.setData(Qt.ItemDataRole.UserRole, gap.kind)
            item.setToolTip(item.text())
            self.addItem(item)
        self.setCurrentRow(min(at, self.count() - 1))


def _words(gap: Gap) -> str:
    if not gap.records:
        return _NOTHING[gap.kind]
    return f"{gap.records} {gap.kind}{'s' if gap.records > 1 else ''}, no evidence yet"
