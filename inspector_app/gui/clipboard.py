"""Clearing the clipboard a minute after words were copied in this program, where the person wants that."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard

CLEAR_AFTER = 60_000
"""Milliseconds for which copied words stay."""


class ClipboardCare(QObject):
    """Clears only what this program put there (`mine` tells), and only while it still holds that."""

    def __init__(
        self, clipboard: QClipboard, parent: QObject | None = None, mine: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._mine = mine or clipboard.ownsClipboard
        self._wanted = False
        self._copied: bytes | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLEAR_AFTER)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._changed)

    def want(self, wanted: bool) -> None:
        """Clear from now on, or no more."""
        self._wanted = wanted
        if not wanted:
            self._timer.stop()

    def wanted(self) -> bool:
        """Say whether words that are copied will be cleared."""
        return self._wanted

    def waiting(self) -> bool:
        """Say whether something will be cleared."""
        return self._timer.isActive()

    def clear(self) -> None:
        """Clear what was copied here, if it is still there."""
        self._timer.stop()
        if self._copied is not None and self._copied == _digest(self._clipboard.text()):
            self._clipboard.clear()
        self._copied = None

    def _changed(self) -> None:
        if self._wanted and self._mine() and self._clipboard.text():
            self._copied = _digest(self._clipboard.text())
            self._timer.start()
        else:
            self._timer.stop()


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
