"""Long work off the GUI thread: frozen values in, frozen values out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_app.errors import InspectorError

T = TypeVar("T")
PATIENCE = 500
"""Milliseconds before work is said to be going on."""


@dataclass(eq=False)
class _Job:
    what: str
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[InspectorError], None]
    to_the_end: bool


class Background(QObject):
    """Runs work one after another on a thread of its own; says what takes longer than half a second."""

    shown = Signal(str, bool)
    """Work has gone on for half a second: what it is, and whether it can be cancelled."""
    finished = Signal()
    """The work that was shown has ended or been cancelled."""
    _ended = Signal(object)

    def __init__(self, tell: Callable[[InspectorError], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._jobs: list[_Job] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._show)
        self._ended.connect(self._finish)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        failed: Callable[[InspectorError], None] | None = None,
    ) -> None:
        """Run work; then `done` with what it gave, or `failed` with the error for a person, on the GUI thread."""
        self._begin(_Job(what, self._threads.submit(work), done, failed or self._tell, to_the_end=False))

    def run_to_the_end(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        failed: Callable[[InspectorError], None] | None = None,
    ) -> None:
        """Run work that nobody may cancel: the window would stand half open or half closed without its end."""
        self._begin(_Job(what, self._threads.submit(work), done, failed or self._tell, to_the_end=True))

    def cancel(self) -> None:
        """Give up what can be given up: what has not begun is not begun, what has is let run and its result dropped."""
        self._give_up([job for job in self._jobs if not job.to_the_end])

    def runs_to_the_end(self) -> bool:
        """Say whether work goes on that nobody may cancel."""
        return any(job.to_the_end for job in self._jobs)

    def busy(self) -> bool:
        """Say whether work is going on."""
        return bool(self._jobs)

    def close(self) -> None:
        """Drop what is going on and wait for the thread to end."""
        self._give_up(list(self._jobs))
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _begin(self, job: _Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._timer.start()
        job.future.add_done_callback(lambda _future: self._say_ended(job))

    def _give_up(self, jobs: list[_Job]) -> None:
        self._jobs = [job for job in self._jobs if job not in jobs]
        for job in jobs:
            job.future.cancel()
        self._go_on()

    def _go_on(self) -> None:
        """Say that what was shown has ended, and time what is next."""
        self._timer.stop()
        if self._jobs:
            self._timer.start()
        self.finished.emit()

    def _say_ended(self, job: _Job) -> None:
        # The window may be gone by now, and this object with it: nobody is left to tell.
        with contextlib.suppress(RuntimeError):
            self._ended.emit(job)

    def _finish(self, job: _Job) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        self._go_on()
        if job.future.cancelled():
            return
        fault = job.future.exception()
        if isinstance(fault, InspectorError):
            job.failed(fault)
        elif fault is not None:
            raise fault
        else:
            job.done(job.future.result())

    def _show(self) -> None:
        if self._jobs:
            self.shown.emit(self._jobs[0].what, not self._jobs[0].to_the_end)
