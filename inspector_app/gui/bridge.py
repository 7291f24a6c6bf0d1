"""What the visit's writer says on its own thread, brought to the GUI thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import groupby
from threading import Lock

from PySide6.QtCore import QObject, Signal

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import VisitChange


class VisitBridge(QObject):
    """Signals for a visit's announcements; `stop` it before the visit is closed.

    What is announced while the window is busy is told as one: a page that takes long to read is read once for it.
    """

    changed = Signal(object)
    _announced = Signal()
    save_state = Signal(object)
    refused = Signal(object)
    """An undo or redo was refused, or the program was at fault while writing: the exception."""

    def __init__(self, visit: OpenVisit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self._lock = Lock()
        self._untold: list[VisitChange] = []
        self._announced.connect(self._tell)
        self._unsubscribe = (
            visit.on_change(self._announce),
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

    def _announce(self, change: VisitChange) -> None:
        """Take an announcement, on whatever thread it is made."""
        with self._lock:
            self._untold.append(change)
            first = len(self._untold) == 1
        if first:
            self._announced.emit()

    def _tell(self) -> None:
        with self._lock:
            untold, self._untold = self._untold, []
        for change in _united(untold):
            if change.taking is not None:
                self._visit.taken_is_shown(change.taking)
            self.changed.emit(change)

    def _ended(self, future: Future[VisitChange]) -> None:
        if not future.cancelled() and (fault := future.exception()) is not None:
            self.refused.emit(fault)


def _united(changes: Iterable[VisitChange]) -> Iterator[VisitChange]:
    """Yield one announcement for those in a row that have the same origin: a page does not answer to its own."""
    for _, row in groupby(changes, key=lambda change: id(change.origin)):
        together = list(row)
        entities = {entity for change in together for entity in change.changed}
        changed = {
            entity: frozenset[str]().union(*(change.changed.get(entity, ()) for change in together))
            for entity in entities
        }
        takings = [change.taking for change in together if change.taking is not None]
        yield VisitChange(together[-1].action, changed, together[-1].origin, max(takings, default=None))
