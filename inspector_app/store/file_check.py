"""A look at the files kept with an open visit, beside the work: whether they are there and sound."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from inspector_app.errors import InspectorError
from inspector_app.store.cipher import DATABASE_ERRORS
from inspector_app.store.listeners import Listeners

_log = logging.getLogger(__name__)


class FileCheck:
    """Looks once, on a thread of its own; no thread where nothing is named. `stop` it before the visit is closed.

    `look` reads the named files until the event is set, and returns those that are lacking (SHA-256, hex).
    """

    def __init__(
        self,
        named: frozenset[str],
        look: Callable[[frozenset[str], threading.Event], tuple[str, ...]],
        report: Callable[[BaseException], None],
    ) -> None:
        self._named = named
        self._look = look
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="attached files", daemon=True) if named else None
        self.lacking: tuple[str, ...] | None = None if named else ()
        """What is lacking; None as long as it is not known."""
        self.looked: Listeners[tuple[str, ...]] = Listeners(report)
        if self._thread is not None:
            self._thread.start()

    def stop(self) -> None:
        """Look no further; waits for the file that is being read."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            lacking = self._look(self._named, self._stopped)
        except (InspectorError, OSError, *DATABASE_ERRORS) as error:
            _log.info("the attached files could not be looked at: %s", type(error).__name__)
            return
        if not self._stopped.is_set():
            self.lacking = lacking
            self.looked.tell(lacking)
