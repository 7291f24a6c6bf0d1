"""What bar and rail say of a visit, kept as it is: name and day, open concerns, what undo would take back, choices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from inspector_app.gui.concern_watch import ConcernWatch
from inspector_app.gui.rail import Rail
from inspector_app.gui.top_bar import TopBar
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import VisitChange
from inspector_app.visit.names import day_words


class BarKeeper(QObject):
    """Reads of the visit only what a change has touched: after each burst of typing the window has better to do."""

    def __init__(self, visit: OpenVisit, bar: TopBar, rail: Rail, say: Callable[[str], None]) -> None:
        super().__init__(bar)
        self._visit = visit
        self._bar = bar
        self._rail = rail
        self.concerns = ConcernWatch(self)
        self.concerns.counted.connect(self._counted)
        self.concerns.reminded.connect(say)
        self._about = visit.visit()
        self.take(None)

    def take(self, change: VisitChange | None) -> None:
        """Show what is so now. Raises DiskFault, DamagedFile."""
        if change is None or change.touches("visit"):
            self._about = self._visit.visit()
            self._show_day()
        if change is None or change.touches("concern"):
            self.concerns.take(self._visit.concerns())
        self._rail.show_waiting("team", len(self._visit.waiting_places()))
        self._bar.show_steps(self._visit.undo_action(), self._visit.redo_action())

    def _counted(self, count: int, oldest: str) -> None:
        self._bar.show_open_concerns(count, oldest)
        self._show_day()  # the watch looks at the clock, and midnight may have passed

    def _show_day(self) -> None:
        self._bar.show_visit(self._about.authority_name or "New visit", day_words(self._about.days, date.today()))
