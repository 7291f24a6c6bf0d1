"""What the visit's writer says on its own thread, brought to the GUI thread."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import VisitChange


class VisitBridge(QObject):
    """Signals for a visit's announcements; `stop` it before the visit is closed."""

    changed = Signal(object)
    save_state = Signal(object)
    refused = Signal(object)
    """An undo or redo was refused, or the program was at fault while writing: the exception."""

    def __init__(self, visit: OpenVisit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = (
            visit.on_change(self.changed.emit),
            visit.on_save_state(self.save_state.emit),
            visit.on_fault(self.refused.emit),
        )

    def follow(self, future: Future[VisitChange]) -> None:
        """Say `refused` where what was begun fails."""
        future.add_done_callback(self._ended)

    def stop(self) -> None:
        """Hear no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def _ended(self, future: Future[VisitChange]) -> None:
        if not future.cancelled() and (fault := future.exception()) is not None:
            self.refused.emit(fault)
