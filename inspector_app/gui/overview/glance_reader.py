"""Reading the overview beside the window, on a thread of its own: what was asked for last is what is told."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor, wait

from PySide6.QtCore import QObject, Qt, Signal

from inspector_app.errors import InspectorError
from inspector_app.gui.overview.glance import Glance, read_glance
from inspector_app.open_visit import OpenVisit


class GlanceReader(QObject):
    """Reads a visit; what was being read when it is asked for once more is read again, and only that is told."""

    glanced = Signal(object)
    """The `Glance` that was asked for last."""
    failed = Signal(object)
    """The InspectorError for which it could not be read."""
    _ended = Signal(object)

    def __init__(self, visit: OpenVisit, parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="overview")
        self._going: Future[Glance] | None = None
        self._again = False
        self._closed = False
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def ask(self, patience: float = 0.0) -> None:
        """Read; `glanced` or `failed` follows: before this returns where it takes no longer than `patience` (seconds),
        so that a visit of the usual size is there at once."""
        if self._closed:
            return
        if self._going is None:
            self._begin()
        else:
            self.overtake()
        if patience and self._going is not None and not self._again:
            wait((self._going,), patience)
            if self._going.done():
                self._finish(self._going)

    def overtake(self) -> None:
        """Something was done that is not in what is being read, if anything is: that is not told, but read again."""
        self._again = self._going is not None

    def close(self) -> None:
        """Read nothing more; what is being read is let run, for a disk may not answer."""
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> None:
        self._again = False
        self._going = self._thread.submit(read_glance, self._visit)
        self._going.add_done_callback(self._say_ended)

    def _say_ended(self, future: Future[Glance]) -> None:
        # The window may be gone by now, and this object with it: nobody is left to tell.
        with contextlib.suppress(RuntimeError):
            self._ended.emit(future)

    def _finish(self, future: Future[Glance]) -> None:
        if future is not self._going or self._closed:  # told already, while it was waited for; or wanted no more
            return
        self._going = None
        if self._again:
            self._begin()
            return
        fault = future.exception()
        if isinstance(fault, InspectorError):
            self.failed.emit(fault)
        elif fault is not None:
            raise fault
        else:
            self.glanced.emit(future.result())
