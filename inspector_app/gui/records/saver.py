"""Typing on its way to the disk: kept for 400 ms of silence, or until the field or the page is left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_app.errors import InspectorError
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
    """The visit would not take a step: the InspectorError."""

    def __init__(self, visit: OpenVisit, origin: object, parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._origin = origin
        self._waiting: dict[str, Step | Callable[[], Step]] = {}
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
        self._silence.start()
        if self._calm.isActive():
            self._calm.start()

    def pin(self) -> None:
        """Make the steps that wait to be made: their fields are about to show something else."""
        self._waiting = {key: step() if callable(step) else step for key, step in self._waiting.items()}

    def act(self, step: Step) -> None:
        """Hand over a step at once, after what is waiting."""
        self.flush()
        self._write(step)
        self.handed_over.emit()

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
        steps, self._waiting = list(self._waiting.values()), {}
        for step in steps:
            assert isinstance(step, Step)
            self._write(step)
        self._visit.typing_waits(self, False)
        self._calm.start()

    def _write(self, step: Step) -> None:
        self._visit.write(step, origin=self._origin).add_done_callback(self._written)

    def _written(self, future: Future[VisitChange]) -> None:
        if not future.cancelled() and isinstance(error := future.exception(), InspectorError):
            self.refused.emit(error)
