"""Noticing that nobody is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Says `idle` when no key, mouse or touch has been felt in any of our windows for so long.

    It feels them where they come to a window, before widgets share them out: were it asked about each of the forty
    events that a key makes, each would wait for its turn while the thread that writes is at work.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        app.focusWindowChanged.connect(self._attend)
        self._attend(app.focusWindow())

    def watch(self, milliseconds: int) -> None:
        """Watch from now on, with this much patience."""
        self._timer.start(milliseconds)

    def patience(self) -> int:
        """Return the milliseconds after which idleness is told; 0 while nothing is watched."""
        return self._timer.interval() if self._timer.isActive() else 0

    def rest(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin anew at each sign of life; never swallow anything."""
        if self._timer.isActive() and event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False

    def _attend(self, window: QWindow | None) -> None:
        """Feel what comes to a window that has the keys now; one that is felt already stays so."""
        if window is not None:
            window.installEventFilter(self)
