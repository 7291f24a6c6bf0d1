"""The line under the checks in which somebody says why a problem may stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.fields import LineField, LineInput
from inspector_app.gui.widgets.headings import field_label, hint
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit.problem import Problem


class ReasonLine(QWidget):
    """Shown while it asks; says `written` with the Problem and the reason as it is typed."""

    written = Signal(object, str)
    closed = Signal(bool)
    """It is left: by its keys, or because the cursor went elsewhere."""
    waits = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._problem: Problem | None = None
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self._about = field_label("", self)
        self._about.setWordWrap(True)
        self.line = LineField("Why it may stand", "It may stand, because …")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, style.space(1), style.space(2), 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._about)
        rows.addWidget(self.line)
        rows.addWidget(hint("Enter closes the line; a reason that is emptied is taken back.", self))
        self.line.edited.connect(self._typed)
        self.line.left.connect(lambda: self._close(by_key=False))
        self.hide()

    def ask(self, problem: Problem, why: str) -> None:
        """Ask why a problem may stand; `why` is what was said before."""
        self._problem = problem
        self._about.setText(f"Why may it stand? {problem.message}")
        for line in self.line.findChildren(LineInput):
            line.setAccessibleDescription(problem.message)
        self.line.set_value(why)
        self.show()
        self.line.setFocus()

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Enter and Esc; what was typed is kept."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._close(by_key=True)
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str | None) -> None:
        problem = self._problem
        self._waiting.put("why", lambda: self.written.emit(problem, words or ""))

    def _close(self, by_key: bool) -> None:
        if self._problem is None:
            return
        self._problem = None
        self.flush()
        self.hide()
        self.closed.emit(by_key)
