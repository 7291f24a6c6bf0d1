"""A line for what nobody should read over a shoulder, or from what a keyboard has learnt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


def secret_line(name: str) -> QLineEdit:
    """Return a line that shows dots."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    made.setAccessibleName(name)
    return made


def code_line(name: str) -> QLineEdit:
    """Return a line for a code, in capitals and shown: it is read off paper, and nobody can type it blind."""
    made = QLineEdit()
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhUppercaseOnly
    )
    made.setAccessibleName(name)
    return made
