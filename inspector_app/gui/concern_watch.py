"""Open concerns kept in mind: how many and since when, and a quiet word while a child is not known to be safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_app.visit.concern_rules import age, is_due, open_concerns, subject
from inspector_app.visit.entities import Concern

_LOOK_EVERY = 20_000
"""Milliseconds between two looks at the clock."""


def _now() -> datetime:
    return datetime.now().astimezone()


class ConcernWatch(QObject):
    """Says what the bar above shows, and reminds; it reads nothing, `take` gives it the visit's concerns."""

    counted = Signal(int, str)
    """How many concerns are open, and how long ago the first of them was raised ("35 min")."""
    reminded = Signal(str)
    """A sentence about a concern that has waited."""

    def __init__(self, parent: QObject, clock: Callable[[], datetime] = _now) -> None:
        super().__init__(parent)
        self._clock = clock
        self._open: tuple[Concern, ...] = ()
        self._reminded: dict[str, datetime] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def take(self, concerns: Sequence[Concern]) -> None:
        """Watch these concerns from now on."""
        self._open = open_concerns(concerns)
        self.look()

    def first(self) -> Concern | None:
        """Return the open concern that was raised first, or None."""
        return self._open[0] if self._open else None

    def look(self) -> None:
        """Look at the clock: say what is to be shown, and remind of what is due."""
        now = self._clock()
        self.counted.emit(len(self._open), age(self._open[0], now) if self._open else "")
        due = [concern for concern in self._open if is_due(concern, now, self._reminded.get(concern.id))]
        if due:
            self._reminded.update({concern.id: now for concern in due})
            about = subject(due[0])
            about = about[0].upper() + about[1:]
            more = f" (and {len(due) - 1} more)" if len(due) > 1 else ""
            self.reminded.emit(f"{about}: raised {age(due[0], now)} ago, child not yet known to be safe{more}.")

    def left_over(self) -> str:
        """Return a sentence about concerns that are open since a day before today; empty where there are none."""
        today = self._clock().date()
        old = [one for one in self._open if one.raised_at and datetime.fromisoformat(one.raised_at).date() < today]
        if not old:
            return ""
        names = ", ".join(subject(one) for one in old[:3]) + (" and others" if len(old) > 3 else "")
        return f"Still open from a day before: the {'concern' if len(old) == 1 else 'concerns'} about {names}."

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
