"""Who is told of something: a listener's fault is reported and stops nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Listeners(Generic[T]):
    """Those who are told of a kind of news."""

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._listeners: list[Callable[[T], None]] = []

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Tell this listener from now on; the function returned ends it."""
        with self._lock:
            self._listeners.append(listener)

        def remove() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return remove

    def tell(self, news: T) -> None:
        """Tell all of them, on this thread."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(news)
            except Exception as fault:  # noqa: BLE001 - one view's fault must not keep the news from the others
                self._report(fault)
