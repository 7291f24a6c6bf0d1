"""The framework's reminders for a kind of record, beside the notes: one press puts one into them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, hint


class Reminders(QWidget):
    """Says `picked` with the words of a reminder that is clicked, or chosen by Enter."""

    picked = Signal(str)
    left = Signal()

    def __init__(self, title: str, words: Sequence[str], how: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        rows = column(self, margin=2, spacing=1.5)
        rows.addWidget(heading(title, self))
        rows.addWidget(hint(how, self))
        self._list: _List | None = None
        if words:
            self._list = _List(title, words, self)
            self._list.picked.connect(self.picked)
            self._list.left.connect(self.left)
            rows.addWidget(self._list, 1)
        else:
            rows.addStretch(1)

    def focus_list(self) -> None:
        """Put the cursor among the reminders, if there are any."""
        if self._list is not None:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._list.setCurrentRow(max(0, self._list.currentRow()))


class _List(QListWidget):
    picked = Signal(str)
    left = Signal()

    def __init__(self, title: str, words: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setSpacing(style.space(0.5))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addItems(list(words))
        self.itemClicked.connect(lambda item: self.picked.emit(item.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.currentItem()
            if item is not None:
                self.picked.emit(item.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
