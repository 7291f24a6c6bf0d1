"""The band on Home that reminds of visits whose time to be kept is over; nothing happens to them by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import plain
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.retention import due_words, is_due

_KEPT_FOR_NOW = "kept-for-now"
"""Under this setting, with the visit's id: until which day nothing is said of it."""
_FOR_NOW = timedelta(days=90)


class RetentionBand(QWidget):
    """Says `wanted` with the id of the visit that is to be looked at; shown as long as one is due."""

    wanted = Signal(str)

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Visits that need not be kept any more")
        self.setProperty("role", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._due: list[VisitSummary] = []
        self._words = plain("", self)
        self._keep = button("Keep it for now", self._keep_for_now, parent=self)
        self._keep.setToolTip("Reminds again in three months")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(8), style.space(2), style.space(8), style.space(2))
        row.setSpacing(style.space(2))
        row.addWidget(self._words, 1)
        row.addWidget(self._keep)
        row.addWidget(button("Look at it", lambda: self.wanted.emit(self._due[0].id), icon="clock", parent=self))
        self.hide()

    def show_visits(self, visits: Sequence[VisitSummary]) -> None:
        """Remind of the first visit that is due, or of none."""
        today = date.today()
        self._due = [visit for visit in visits if is_due(visit, today) and not self._is_kept(visit, today)]
        self._due.sort(key=lambda visit: visit.retention_until or today)
        if self._due:
            more = f" ({len(self._due) - 1} more after it.)" if len(self._due) > 1 else ""
            self._words.setText(due_words(self._due[0]) + more)
        self.setVisible(bool(self._due))

    def _is_kept(self, visit: VisitSummary, today: date) -> bool:
        until = self._window.profile.setting(f"{_KEPT_FOR_NOW}/{visit.id}")
        return isinstance(until, str) and today <= date.fromisoformat(until)

    def _keep_for_now(self) -> None:
        until = date.today() + _FOR_NOW
        self._window.profile.set_setting(f"{_KEPT_FOR_NOW}/{self._due[0].id}", until.isoformat())
        self.show_visits(self._due)
