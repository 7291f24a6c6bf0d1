"""Labels with a part to play: the style sheet dresses them by their role."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def title(text: str, parent: QWidget | None = None) -> QLabel:
    """Return the title of a page."""
    return _label(text, "title", parent)


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """Return the heading of a section."""
    return _label(text, "heading", parent)


def field_label(text: str, parent: QWidget | None = None) -> QLabel:
    """Return the label of a field."""
    return _label(text, "field", parent)


def plain(text: str, parent: QWidget | None = None) -> QLabel:
    """Return running text that wraps."""
    return _label(text, "plain", parent, wraps=True)


def hint(text: str, parent: QWidget | None = None) -> QLabel:
    """Return quiet text that helps."""
    return _label(text, "hint", parent, wraps=True)


def trouble(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a line that says what is wrong; hidden while it is empty (use `say`)."""
    made = _label(text, "trouble", parent, wraps=True)
    made.setVisible(bool(text))
    return made


def say(label: QLabel, text: str) -> None:
    """Show a text in a label, or hide the label where it is empty."""
    label.setText(text)
    label.setVisible(bool(text))


def _label(text: str, role: str, parent: QWidget | None, *, wraps: bool = False) -> QLabel:
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made
