"""Measuring typing as it is felt: from the moment of a key to the paint of its glyph, and how long the loop is away."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

PACE = 6
"""Milliseconds between two keys: ten times as fast as a fast typist."""
SILENCE = 450
"""Milliseconds without a key at the end of each stretch, in which what is typed is handed over."""
BEAT = 4
"""Milliseconds between two beats of the event loop; what a beat comes later is a stall."""
STRETCH = 300
"""Characters that are typed without a silence."""
_WORDS = "Supervision is every six weeks, mostly about cases; little on risk. "


@dataclass(slots=True)
class Felt:
    """What typing came to, in milliseconds: from key to paint, and the stalls of the event loop."""

    keys: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)

    def p99(self) -> float:
        """Return what 99 in 100 keys were shown within."""
        return _at(self.keys, 0.99)

    def stall_p99(self) -> float:
        """Return what 99 in 100 stalls of the event loop kept within."""
        return _at(self.stalls, 0.99)

    def __str__(self) -> str:
        return (
            f"key to paint median {_at(self.keys, 0.5):.1f}, p99 {self.p99():.1f}, worst {max(self.keys):.1f} ms; "
            f"event loop stalls p99 {self.stall_p99():.1f}, worst {max(self.stalls):.1f} ms ({len(self.keys)} keys)"
        )


class Typist(QObject):
    """Types into an editor by a clock of its own: a key that comes late because the loop is away counts as late."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__()
        self.felt = Felt()
        self._editor = editor
        self._typed = 0
        self._waiting: list[float] = []
        self._painted = False
        self._loop = QEventLoop()
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.setInterval(BEAT)
        self._beat.timeout.connect(self._beaten)
        self._last_beat = 0.0

    def type(self, characters: int = STRETCH) -> None:
        """Type a stretch and keep a silence."""
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        self._editor.viewport().installEventFilter(self)
        dispatcher.aboutToBlock.connect(self._drawn)
        self._begun, self._last_beat = time.perf_counter(), time.perf_counter()
        self._beat.start()
        self._next(0, characters)
        self._loop.exec()
        self._beat.stop()
        dispatcher.aboutToBlock.disconnect(self._drawn)
        self._editor.viewport().removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that the text is being painted."""
        if event.type() == QEvent.Type.Paint:
            self._painted = True
        return False

    def _next(self, number: int, characters: int) -> None:
        left = self._begun + number * PACE / 1000 - time.perf_counter()
        QTimer.singleShot(max(0, round(left * 1000)), lambda: self._press(number, characters))

    def _press(self, number: int, characters: int) -> None:
        self._waiting.append(min(self._begun + number * PACE / 1000, time.perf_counter()))
        character = _WORDS[self._typed % len(_WORDS)]
        self._typed += 1
        key = Qt.Key.Key_Space if character == " " else Qt.Key.Key_A
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self._editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))
        if number + 1 < characters:
            self._next(number + 1, characters)
        else:
            QTimer.singleShot(SILENCE, self._loop.quit)

    def _beaten(self) -> None:
        now = time.perf_counter()
        self.felt.stalls.append(max(0.0, 1000 * (now - self._last_beat) - BEAT))
        self._last_beat = now

    def _drawn(self) -> None:
        if self._painted:
            self._painted = False
            now = time.perf_counter()
            self.felt.keys += [1000 * (now - pressed) for pressed in self._waiting]
            self._waiting.clear()


def _at(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]
