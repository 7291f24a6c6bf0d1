"""Covering every window but one: while it is locked nothing else is in sight, whatever opens meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid


class Covering(QObject):
    """Hides dialogs, pop-ups and tips; what was half filled in comes back as it was.

    Dialogs that somebody waits for (print, save as, a question) are ended as if "Cancel" had been pressed.
    """

    def __init__(self, window: QWidget, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._app = app
        self._covered: list[QWidget] = []

    def cover(self) -> None:
        """Hide all that is in sight, and whatever comes."""
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible():
                self._hide(widget)
        self._app.installEventFilter(self)

    def uncover(self) -> None:
        """Show again what was hidden."""
        self._app.removeEventFilter(self)
        covered, self._covered = self._covered, []
        for widget in covered:
            if isValid(widget):
                widget.setWindowOpacity(1.0)
                widget.show()

    def stop(self) -> None:
        """Hide nothing more: the window is closing."""
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide a window that opens while all is covered: work in the background may have ended."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
        ):
            watched.setWindowOpacity(0.0)  # not even for the moment until it is hidden
            QTimer.singleShot(0, self, lambda: self._hide(watched))
        return False

    def _hide(self, widget: QWidget) -> None:
        if not isValid(widget) or not widget.isVisible():
            return
        if isinstance(widget, QDialog) and widget.windowModality() == Qt.WindowModality.ApplicationModal:
            widget.reject()
            return
        widget.hide()
        if widget.windowType() not in (Qt.WindowType.ToolTip, Qt.WindowType.Popup):
            self._covered.append(widget)
