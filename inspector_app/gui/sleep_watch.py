"""Noticing that the laptop has slept: its clock has leapt between two looks."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_EVERY = 1.0
"""Seconds between two looks: how long a woken screen may show what was on it."""
LEAP = 30.0
"""Seconds by which the clock must have leapt; what is less was a busy moment."""


class SleepWatch(QObject):
    """Says `woken` when the time of day has gone on much further than the event loop has.

    That is so after sleep and hibernation on every system, whether or not its other clocks go on meanwhile; a clock
    that is put forward by hand looks the same, and locks once too often.
    """

    woken = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(round(LOOK_EVERY * 1000))
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look at the clock."""
        before, self._last = self._last, self._clock()
        if self._last - before > LOOK_EVERY + LEAP:
            self.woken.emit()
