"""Waiting for a silence before what is typed is handed over, but not for long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

SILENCE = 400
"""Milliseconds without a key after which typing is handed over."""
LONGEST = 600
"""Milliseconds after which typing that knows no silence is handed over: a crash may take its last second, no more."""


class Debounce(QObject):
    """Calls `do` once, after a silence or `LONGEST` after the first `start`, or at once on `flush`."""

    def __init__(self, do: Callable[[], None], parent: QObject | None = None, silence: int = SILENCE) -> None:
        super().__init__(parent)
        self._do = do
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(do)
        self._silence = silence
        self._begun = QElapsedTimer()

    def start(self) -> None:
        """Begin the silence anew."""
        if not self._timer.isActive():
            self._begun.start()
        self._timer.start(max(0, min(self._silence, LONGEST - self._begun.elapsed())))

    def flush(self) -> None:
        """Do what is waiting now; nothing where nothing waits."""
        if self._timer.isActive():
            self._timer.stop()
            self._do()

    def drop(self) -> None:
        """Forget what is waiting."""
        self._timer.stop()

    def waiting(self) -> bool:
        """Say whether something waits."""
        return self._timer.isActive()
