"""The line under the second reading in which a phrase of the letter is commented on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.fields import LineField, LineInput
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit.letter_entities import Proposal


class CommentLine(QWidget):
    """Shown while it asks; says `written` with the comment (a Proposal) and its words as they are typed."""

    written = Signal(object, str)
    closed = Signal()
    """It is left by its keys."""
    waits = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._comment: Proposal | None = None
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self._about = ElidedLabel("", self)
        self.line = LineField("Comment", "What is to be said of it; Enter keeps it")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._about)
        rows.addWidget(self.line)
        self.line.edited.connect(self._typed)
        self.line.left.connect(self._close)
        self.hide()

    def ask(self, comment: Proposal) -> None:
        """Ask what is to be said of a phrase; what was typed of the one before is handed over."""
        self.flush()
        self._comment = comment
        about = f"Comment on “{' '.join(comment.before.split())}”"
        self._about.set_text(about)
        for line in self.line.findChildren(LineInput):
            line.setAccessibleDescription(about)
        self.line.set_value(comment.comment)
        self.show()
        self.line.setFocus()

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Enter and Esc; what was typed is kept."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._close()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str | None) -> None:
        comment = self._comment
        self._waiting.put("comment", lambda: self.written.emit(comment, words or ""))

    def _close(self) -> None:
        if self._comment is None:
            return
        self._comment = None
        self.flush()
        self.hide()
