"""Looking for words beside the window: one question at a time on a thread of its own, and the newest one wins."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from inspector_app.errors import InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.lines import Hit

PAGE = 50
"""How many things found come at a time."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of words, and the place from which on what is found is wanted."""

    line: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and whether there is more after it."""

    question: Question
    hits: tuple[Hit, ...]
    more: bool


class Finder(QObject):
    """Asks the visit; a question that comes while another is being answered takes the place of one that waits."""

    answered = Signal(object)
    """The `Answer` to the newest question; nothing of older ones is told."""
    failed = Signal(object)
    """The InspectorError for which the newest question has no answer."""
    _ended = Signal(object, object)

    def __init__(self, visit: OpenVisit, parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="finder")
        self._asked: Question | None = None
        self._next: Question | None = None
        self._going = False
        self._closed = False
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def ask(self, line: str, start: int = 0) -> None:
        """Look for the words of a line; `answered` or `failed` follows, unless something else is asked before."""
        self._asked = self._next = Question(line, start)
        if not self._going and not self._closed:
            self._begin()

    def forget(self) -> None:
        """Want no answer any more."""
        self._asked = self._next = None

    def close(self) -> None:
        """Look for nothing more; what is being read is let run, for a disk may not answer."""
        self.forget()
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> None:
        question, self._next = self._next, None
        if question is None or self._closed:
            return
        self._going = True
        self._thread.submit(self._answer, question).add_done_callback(lambda future: self._say_ended(question, future))

    def _answer(self, question: Question) -> Answer:
        found = self._visit.search(question.line, PAGE + 1, question.start)
        return Answer(question, found[:PAGE], len(found) > PAGE)

    def _say_ended(self, question: Question, future: Future[Answer]) -> None:
        # The window may be gone by now, and this object with it: nobody is left to tell.
        with contextlib.suppress(RuntimeError):
            self._ended.emit(question, future)

    def _finish(self, question: Question, future: Future[Answer]) -> None:
        self._going = False
        wanted = question is self._asked
        self._begin()
        if not wanted or future.cancelled():
            return
        fault = future.exception()
        if isinstance(fault, InspectorError):
            self.failed.emit(fault)
        elif fault is not None:
            raise fault
        else:
            self.answered.emit(future.result())
