"""Long work off the GUI thread: frozen values in, frozen values out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from inspector_app.errors import InspectorError

T = TypeVar("T")
PATIENCE = 500
"""Milliseconds before work is said to be going on."""
_AT_THE_END = 0.5
"""Seconds in which a thread that has nothing to do says so."""


@dataclass(eq=False)
class _Job:
    what: str
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[InspectorError], None]
    given_up: Callable[[], None] | None = None
    to_the_end: bool = False


class Background(QObject):
    """Runs work one after another, and says what takes longer than half a second.

    What must run to its end has a thread of its own: work that never ends, on a share that does not answer, keeps
    nobody from unlocking, saving and closing.
    """

    shown = Signal(str, bool)
    """Work has gone on for half a second: what it is, and whether it can be cancelled."""
    finished = Signal()
    """The work that was shown has ended or been cancelled."""
    _ended = Signal(object)

    def __init__(self, tell: Callable[[InspectorError], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._rest = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._to_the_end = ThreadPoolExecutor(max_workers=1, thread_name_prefix="to-the-end")
        self._closed = False
        self._jobs: list[_Job] = []
        self._timed = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._show)
        # Queued also where the work ended before it could be waited for: `done` is never called within `run`.
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        failed: Callable[[InspectorError], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Run work; then `done` with what it gave, or `failed` with the error for a person, on the GUI thread.

        `given_up` is called instead where nobody waits for it any more: it may be going on.
        """
        self._begin(_Job(what, self._rest.submit(work), done, failed or self._tell, given_up))

    def run_to_the_end(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        what: str,
        failed: Callable[[InspectorError], None] | None = None,
    ) -> None:
        """Run work that nobody may cancel: the window would stand half open or half closed without its end."""
        job = _Job(what, self._to_the_end.submit(work), done, failed or self._tell, to_the_end=True)
        self._begin(job)

    def cancel(self) -> None:
        """Give up what can be given up: what has not begun is not begun, what has is let run and its result dropped."""
        self._give_up([job for job in self._jobs if not job.to_the_end])

    def rest_ended(self, seconds: float) -> bool:
        """Wait, on a thread that runs to the end, for the work that need not; say whether it ended in time."""
        return not wait([self._rest.submit(_nothing)], seconds).not_done

    def give_time(self, seconds: float, then: Callable[[], object]) -> None:
        """Let work that can be cancelled end, give up what does not in time, and go on."""

        def give_up_and_go_on(_ended: bool) -> None:
            self.cancel()
            then()

        self.run_to_the_end(lambda: self.rest_ended(seconds), give_up_and_go_on, "Ending what was begun")

    def runs_to_the_end(self) -> bool:
        """Say whether work goes on that nobody may cancel."""
        return any(job.to_the_end for job in self._jobs)

    def busy(self) -> bool:
        """Say whether work is going on."""
        return bool(self._jobs)

    def close(self) -> bool:
        """Drop what is going on, and say whether the threads have ended; work that was given up may never end."""
        if self._closed:
            return True
        self._closed = True
        self._give_up(list(self._jobs))
        ended = self.rest_ended(_AT_THE_END)
        self._rest.shutdown(wait=ended)
        self._to_the_end.shutdown()
        return ended

    def close_after(self, last: Callable[[], None]) -> None:
        """Drop what is going on and wait for nothing: the thread does this last, then ends."""
        self._closed = True
        self._give_up(list(self._jobs))
        self._rest.submit(last)
        self._rest.shutdown(wait=False)
        self._to_the_end.shutdown()

    def _begin(self, job: _Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._time()
        job.future.add_done_callback(lambda _future: self._say_ended(job))

    def _give_up(self, jobs: list[_Job]) -> None:
        self._jobs = [job for job in self._jobs if job not in jobs]
        for job in jobs:
            job.future.cancel()
            if job.given_up is not None:
                job.given_up()
        self._go_on()

    def _go_on(self) -> None:
        """Say that what was shown has ended, and time what is next; several jobs of one name are one work."""
        if any(job.what == self._timed for job in self._jobs):
            return
        self._timer.stop()
        if self._jobs:
            self._time()
        self.finished.emit()

    def _time(self) -> None:
        self._timed = self._jobs[0].what
        self._timer.start()

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
        job = next((job for job in self._jobs if job.what == self._timed), None)
        if job is not None:
            self.shown.emit(job.what, not job.to_the_end)


def _nothing() -> None:
    """What a thread does that is asked whether it is free."""
