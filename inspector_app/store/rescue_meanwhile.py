"""A rescue copy of what is handed over while something long is written: a kill then takes none of it away."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from inspector_app.errors import DiskFault
from inspector_app.store.rescue_file import Waiting
from inspector_app.visit.change import Step

_LOOKED = 0.05
"""Seconds between two looks at what waits."""
_APART = 1.0
"""Seconds at least between two copies."""

_log = logging.getLogger(__name__)


class Meanwhile:
    """Keeps the copy on a thread of its own until all that was handed over is on disk; then it is removed."""

    def __init__(self, waiting: Callable[[], Waiting], keep: Callable[[Waiting], Path], long: Future[Any]) -> None:
        self._waiting = waiting
        self._keep = keep
        self._long = long
        self._kept: tuple[Path, tuple[Step, ...]] | None = None
        self._tried = -_APART
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rescue-meanwhile", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wait until the copy is removed: all that was handed over is on disk."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            held = self._waiting()
            if not held.steps:
                self._remove()
                if self._long.done() or self._ended.is_set():
                    return
            elif (self._kept is None or self._kept[1] != held.steps) and time.monotonic() - self._tried >= _APART:
                self._keep_anew(held)
            self._ended.wait(_LOOKED)

    def _keep_anew(self, held: Waiting) -> None:
        self._tried = time.monotonic()
        try:
            path = self._keep(held)
        except DiskFault as fault:
            _log.warning("no rescue copy could be kept meanwhile: %s", fault.sentence)
            return
        self._remove()
        self._kept = path, held.steps

    def _remove(self) -> None:
        if self._kept is not None:
            with suppress(OSError):
                self._kept[0].unlink(missing_ok=True)
        self._kept = None
