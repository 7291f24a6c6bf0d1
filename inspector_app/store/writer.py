"""The single writer: one thread owns the writing connection; nobody else ever waits for the disk."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from inspector_app.errors import DiskFault, InspectorError
from inspector_app.store.cipher import DATABASE_ERRORS, told
from inspector_app.store.rescue_file import Waiting
from inspector_app.visit.change import SaveState, Set, Step, VisitChange

Work = Callable[[Connection], Callable[[], VisitChange]]
"""Does a job inside a transaction; what it returns is called once that is on disk, and gives the announcement."""

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
PATIENCE = 5.0
"""How long (seconds) `settle` without a timeout lets the disk fail before it says so."""

_FAULT = "A fault of the program kept the last change from being saved."
_AFTER_FAULT = "What you typed is still in its field: copy it, or type on."

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Job:
    """Something to be written, handed over at `since`. `step` is what reads lay over; `joins` lets typing join it."""

    work: Work
    step: Step | None = None
    joins: int | None = None
    since: datetime = field(default_factory=lambda: datetime.now().astimezone())
    futures: list[Future[Any]] = field(default_factory=list)


class Writer:
    """Writes jobs in the order in which they were handed over, and never loses one to a failing disk.

    `check_in_place` raises DiskFault where the file that is open is not the one that will be found there.
    """

    def __init__(
        self,
        engine: Engine,
        check_in_place: Callable[[], None],
        announce: Callable[[VisitChange], None],
        announce_state: Callable[[SaveState], None],
        report: Callable[[BaseException], None],
    ) -> None:
        self._engine = engine
        self._check_in_place = check_in_place
        self._announce = announce
        self._announce_state = announce_state
        self._report = report
        self._condition = threading.Condition()
        self._queue: deque[Job] = deque()
        self._in_hand: Job | None = None
        self._busy = False
        self._closing = False
        self._failing_since: float | None = None
        self._typing: set[object] = set()
        self._state = SaveState("saved")
        self.written = 0
        self._thread = threading.Thread(target=self._run, name="visit-writer", daemon=True)
        self._thread.start()

    def hand_over(self, job: Job) -> Future[VisitChange]:
        """Hand over a job and return at once."""
        future: Future[VisitChange] = Future()
        future.set_running_or_notify_cancel()
        with self._condition:
            if self._closing:
                raise RuntimeError("the visit is closed")
            last = self._queue[-1] if self._queue else None
            if last is not None and last is not self._in_hand and _joins(last, job):
                last.step, last.work = job.step, job.work
                last.futures.append(future)
            else:
                job.futures.append(future)
                self._queue.append(job)
            self._state = replace(self._state, waiting=len(self._queue))
            if self._failing_since is None:
                self._state = SaveState("saving", self._state.at, waiting=len(self._queue))
            self._condition.notify_all()
        return future

    def typing_waits(self, where: object, waits: bool) -> None:
        """Take note that words were typed somewhere that are not handed over yet, or are so now.

        Until they are on the disk nothing is called saved.
        """
        with self._condition:
            (self._typing.add if waits else self._typing.discard)(where)
            before = self._state
            if self._failing_since is None and (waits or before.state == "saving"):
                self._state = SaveState(self._how_far(), before.at, waiting=before.waiting)
            state = self._state
        if state != before:
            self._tell_state(state)

    def fault_met(self) -> None:
        """Take note that a fault of the program kept a step from being written: that is not called saved."""
        with self._condition:
            state = self._state = self._faulty()
        self._tell_state(state)

    def pending(self) -> tuple[int, tuple[Step, ...]]:
        """Return how many jobs have been written so far, and the steps that wait."""
        with self._condition:
            return self.written, tuple(job.step for job in self._queue if job.step is not None)

    def waiting(self) -> Waiting:
        """Return what is not on disk, for a rescue copy."""
        with self._condition:
            jobs = list(self._queue)
        steps = tuple(job.step for job in jobs if job.step is not None)
        since = jobs[0].since if jobs else datetime.now().astimezone()
        return Waiting(since, steps, others=len(jobs) - len(steps))

    def last_waiting(self) -> Job | None:
        """Return the job handed over last, if it is not on disk yet."""
        with self._condition:
            return self._queue[-1] if self._queue else None

    def state(self) -> SaveState:
        """Return what the status line says."""
        with self._condition:
            return self._state

    def settle(self, timeout: float | None) -> None:
        """Wait until all is on disk and announced. Raises DiskFault where it is not in time (seconds)."""
        if threading.current_thread() is self._thread:
            return
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._condition:
            while self._queue or self._busy:
                if deadline is None and self._failing_for() > PATIENCE:
                    raise self._fault()
                left = 0.1 if deadline is None else deadline - time.monotonic()
                if left <= 0:
                    raise self._fault()
                self._condition.wait(min(left, 0.1) if deadline is None else left)

    def stop(self) -> None:
        """End the thread; everything must have settled."""
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        self._thread.join()

    def _failing_for(self) -> float:
        return 0.0 if self._failing_since is None else time.monotonic() - self._failing_since

    def _fault(self) -> DiskFault:
        why = self._state.why or "The disk has not answered in time."
        return DiskFault(f"Not everything is saved. {why}", self._state.next_step or "Wait, or check the disk.")

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._queue or self._closing)
                if not self._queue:
                    return
                job = self._in_hand = self._queue[0]
                self._busy = True
                state = self._state
            self._tell_state(state)
            try:
                finish = self._write(job)
            except DiskFault as fault:
                self._hold(fault)
                with self._condition:
                    self._condition.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            except Exception as error:  # noqa: BLE001 - a fault in one step must not stop the writer
                self._fail(job, error)
            else:
                self._done(job, finish)
            pause = FIRST_PAUSE

    def _write(self, job: Job) -> Callable[[], VisitChange]:
        try:
            with self._engine.connect() as connection, connection.begin():
                finish = job.work(connection)
                # A file that was moved or removed still takes what is written, into the void.
                self._check_in_place()
                return finish
        except DiskFault:
            self._engine.dispose()
            raise
        except DATABASE_ERRORS as error:
            known = told(error, "The visit's file")
            if known is None:
                raise
            self._engine.dispose()
            raise DiskFault(known.sentence, known.next_step) from error

    def _hold(self, fault: DiskFault) -> None:
        with self._condition:
            self._in_hand = None
            self._failing_since = self._failing_since or time.monotonic()
            news = self._state.why != fault.sentence
            self._state = SaveState(
                "not-saved", self._state.at, fault.sentence, fault.next_step, waiting=len(self._queue)
            )
            state = self._state
        if news:
            _log.warning("not saved: %s", fault.sentence)
        self._tell_state(state)

    def _fail(self, job: Job, error: Exception) -> None:
        self._take_off()
        for future in job.futures:
            future.set_exception(error)
        if not isinstance(error, InspectorError):
            self._report(error)
        self._end_job(self._state.at, faulty=not isinstance(error, InspectorError))

    def _done(self, job: Job, finish: Callable[[], VisitChange]) -> None:
        change = finish()
        self._take_off()
        for future in job.futures:
            future.set_result(change)
        if change.changed:
            self._announce(change)
        self._end_job(datetime.now().strftime("%H:%M:%S"))

    def _take_off(self) -> None:
        with self._condition:
            self._queue.popleft()
            self._in_hand = None
            self.written += 1
            self._failing_since = None

    def _end_job(self, at: str | None, *, faulty: bool = False) -> None:
        with self._condition:
            self._busy = False
            self._state = self._faulty() if faulty else SaveState(self._how_far(), at, waiting=len(self._queue))
            state = self._state
            self._condition.notify_all()
        self._tell_state(state)

    def _faulty(self) -> SaveState:
        return SaveState("not-saved", self._state.at, _FAULT, _AFTER_FAULT, waiting=len(self._queue))

    def _how_far(self) -> str:
        return "saving" if self._queue or self._busy or self._typing else "saved"

    def _tell_state(self, state: SaveState) -> None:
        self._announce_state(state)


def _joins(last: Job, job: Job) -> bool:
    """Say whether typing may take the place of typing that waits: one field of one thing, in the same burst."""
    if job.joins is None or last.joins != job.joins or last.step is None or job.step is None:
        return False
    if last.step.sight != job.step.sight:
        return False
    places = [_place(step) for step in (last.step, job.step)]
    return places[0] is not None and places[0] == places[1]


def _place(step: Step) -> tuple[object, ...] | None:
    if len(step.changes) != 1:
        return None
    change = step.changes[0]
    if isinstance(change, Set):
        return change.entity, change.id, change.field
    return change.entity, change.id, frozenset(change.values)
