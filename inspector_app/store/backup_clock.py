"""Backups while a visit is open: every ten minutes in which something was written, on a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

EVERY = 600.0
"""Seconds between two backups of work that goes on."""


class BackupClock:
    """Backs up whenever the time has come and something was written since; `stop` it before the visit is closed.

    `written` tells how much has been written so far. Neither it nor the backup makes typing wait: the copy is read
    through a connection of its own, beside the writer.
    """

    def __init__(self, written: Callable[[], int], back_up: Callable[[], None], *, every: float = EVERY) -> None:
        self._written = written
        self._back_up = back_up
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Make no more backups; waits for one that is being made."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        last = self._written()
        while not self._stopped.wait(self._every):
            now = self._written()
            if now != last:
                last = now
                self._back_up()
