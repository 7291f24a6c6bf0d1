"""Typing on its way to the disk: kept for 400 ms of silence, or until the field or the page is left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_app.errors import InspectorError, LetterLocked
from inspector_app.gui.records.refused_words import keep_refused
from inspector_app.gui.widgets.debounce import SILENCE, Debounce
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Step, VisitChange


class Saver(QObject):
    """Hands steps to the visit in the name of one page.

    A step of typing replaces the one that waits under the same key; any other act hands over what waits before it.
    """

    handed_over = Signal()
    """Something has been handed to the writer; lists may show it. While hands type it waits for a silence."""
    refused = Signal(object)
    """The visit would not take a step: the InspectorError. Words that the signed letter would not take are kept."""

    def __init__(self, visit: OpenVisit, origin: object, parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._origin = origin
        self._waiting: dict[str, Step | Callable[[], Step]] = {}
        self._sights: dict[str, int] = {}
        self._newest: dict[str, Step] = {}
        self._told: set[str] = set()
        self._silence = Debounce(self._hand_over, self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(SILENCE)
        self._calm.timeout.connect(self.handed_over)

    def typed(self, key: str, step: Step | Callable[[], Step]) -> None:
        """Keep a step of typing until there is a silence; `key` names the field.

        What makes the step when it is handed over must still say the same then: `pin` comes before its field shows
        anything else.
        """
        if not self._waiting:
            self._visit.typing_waits(self, True)
        self._waiting[key] = step
        self._sights.setdefault(key, self._visit.shown_taking)
        self._silence.start()
        if self._calm.isActive():
            self._calm.start()

    def pin(self) -> None:
        """Make the steps that wait to be made: their fields are about to show something else.

        One that cannot be made keeps no other from the disk: it goes on waiting, so that nothing is called saved, and
        what went wrong is raised once the page's hands are free.
        """
        for key, step in self._waiting.items():
            if callable(step):
                try:
                    self._waiting[key] = step()
                except Exception as fault:  # noqa: BLE001 - whatever it is, the words of the other fields come first
                    self._tell_once(key, fault)

    def act(self, step: Step) -> Future[VisitChange]:
        """Hand over a step at once, after what is waiting, and return what becomes of it."""
        self.flush()
        future = self._write(step)
        self.handed_over.emit()
        return future

    def flush(self) -> None:
        """Hand over what is waiting, and let lists show it."""
        self._silence.drop()
        self._hand_over()
        if self._calm.isActive():
            self._calm.stop()
            self.handed_over.emit()

    def left(self) -> None:
        """The field has been left: hand over, and close its entry of the log."""
        self.flush()
        self._visit.field_left()

    def waits(self, key: str) -> bool:
        """Say whether typing in a field is still waiting, so that a refresh must not replace it."""
        return key in self._waiting

    def _hand_over(self) -> None:
        if not self._waiting:
            return
        self.pin()
        made = {key: step for key, step in self._waiting.items() if isinstance(step, Step)}
        self._waiting = {key: step for key, step in self._waiting.items() if key not in made}
        for key, step in made.items():
            # A colleague's words may have come in while these were typed: they were not seen then.
            self._newest[key] = step = replace(step, sight=self._sights.pop(key))
            self._write(step, key)
        if not self._waiting:
            self._visit.typing_waits(self, False)
        self._calm.start()

    def _tell_once(self, key: str, fault: Exception) -> None:
        if key not in self._told:
            self._told.add(key)
            QTimer.singleShot(0, self, partial(_raise, fault))

    def _write(self, step: Step, key: str = "") -> Future[VisitChange]:
        future = self._visit.write(step, origin=self._origin)
        future.add_done_callback(partial(self._written, step, key))
        return future

    def _written(self, step: Step, key: str, future: Future[VisitChange]) -> None:
        if future.cancelled() or not isinstance(error := future.exception(), InspectorError):
            return
        if isinstance(error, LetterLocked):
            if self._newest.get(key, step) is not step:
                return  # more of the same words is on its way, and told of
            error = keep_refused(self._visit, step, error)
        self.refused.emit(error)


def _raise(fault: Exception) -> None:
    raise fault
