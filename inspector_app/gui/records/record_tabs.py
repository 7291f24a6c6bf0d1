"""The open records as tabs above the form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.open_records import OpenRecord
from inspector_app.gui.widgets.buttons import icon_button


class RecordTabs(QTabBar):
    """Says `chosen` where the person goes to a tab, `closed` where one is to be put away; hidden below two."""

    chosen = Signal(object)
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Open records")
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        for inside in self.findChildren(QToolButton):
            inside.setAccessibleName("More open records")
        self._shown: tuple[OpenRecord, ...] = ()
        self.tabBarClicked.connect(self._clicked)
        self.hide()

    def show_open(self, records: Sequence[OpenRecord], titles: Sequence[str], current: str | None) -> None:
        """Show these records under their titles; the current one is marked, and no tab where it is not open."""
        if [(each.id, each.kind) for each in records] != [(each.id, each.kind) for each in self._shown]:
            while self.count():
                self.removeTab(0)
            for record in records:
                at = self.addTab(style.icon(style.KIND_ICONS[record.kind]), "")
                close = icon_button("cross", "Put away (Ctrl+W)", partial(self.closed.emit, record.id), parent=self)
                close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                self.setTabButton(at, QTabBar.ButtonPosition.RightSide, close)
        self._shown = tuple(records)
        for at, title in enumerate(titles):
            self._name(at, title)
        at = next((n for n, each in enumerate(records) if each.id == current), -1)
        self.setCurrentIndex(at)
        if self.property("none") != (at < 0):  # a bar of tabs always has a current one: it is not to be seen then
            self.setProperty("none", at < 0)
            self.style().polish(self)
        self.setVisible(len(records) > 1)

    def name(self, record_id: str, title: str) -> None:
        """Show another title of a record."""
        for at, record in enumerate(self._shown):
            if record.id == record_id:
                self._name(at, title)

    def tabSizeHint(self, index: int) -> QSize:
        """Return a width that a title fits in, and that lets several stand side by side."""
        size = super().tabSizeHint(index)
        return QSize(min(size.width(), style.space(44)), max(size.height(), style.measure("hit")))

    def _name(self, at: int, title: str) -> None:
        shown = title.replace("&", "&&")
        if self.tabText(at) != shown:
            self.setTabText(at, shown)
            self.setTabToolTip(at, title)

    def _clicked(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            self.chosen.emit(self._shown[at])
