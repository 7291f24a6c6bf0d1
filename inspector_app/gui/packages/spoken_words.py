"""Words that are said across a room: large, and read aloud with what they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from inspector_app.gui import style


class SpokenWords(QLabel):
    """Shows words, or that they are hidden."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "spoken")
        self.setWordWrap(True)
        self.setMaximumWidth(style.measure("notes"))

    def show_words(self, words: str) -> None:
        """Show these words."""
        self.setText(words)
        self.setAccessibleName(f"{self._name}: {words}")

    def hide_words(self) -> None:
        """Show that there are words, and not which."""
        self.setText("· · · · · ·")
        self.setAccessibleName(f"{self._name}: hidden")
