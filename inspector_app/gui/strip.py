"""A strip over any page: it takes the cursor for a while, and gives it back where it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Strip(QWidget):
    """Hidden until it is wanted; subclasses fill it."""

    put_away = Signal()
    """The strip is gone, and the cursor's place before it is not there any more."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._before: QWidget | None = None
        self.hide()

    def take_cursor(self) -> None:
        """Take note of where the cursor is, unless the strip is in sight and has it already."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()

    def give_back_cursor(self) -> None:
        """Hide the strip, with the cursor where it was before."""
        before = self._before
        self.hide_for_good()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.put_away.emit()

    def hide_for_good(self) -> None:
        """Hide the strip; the cursor goes where the person goes."""
        self._before = None
        self.hide()
