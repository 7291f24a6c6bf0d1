"""A text with what is proposed for it: what would go struck out, what would come underlined; spoken in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from inspector_app.gui import style
from inspector_app.visit.second_reading import Stretch, StretchKind

_SPOKEN: dict[StretchKind, str] = {
    "same": "{}",
    "taken": "[out: {}]",
    "put": "[in: {}]",
    "commented": "[comment at: {}]",
}


class DifferenceLabel(QLabel):
    """Shown while there is a difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("role", "plain")
        self.hide()

    def show_differences(self, stretches: Sequence[Stretch]) -> None:
        """Show a text in its stretches, or nothing where it is as it was."""
        different = any(each.kind != "same" for each in stretches)
        self.setText("".join(map(_html, stretches)) if different else "")
        self.setAccessibleName("".join(_SPOKEN[each.kind].format(each.text) for each in stretches) if different else "")
        self.setVisible(different)


def _html(stretch: Stretch) -> str:
    words = escape(stretch.text).replace("\n", "<br>")
    if stretch.kind == "same":
        return words
    if stretch.kind == "taken":
        return _dressed(words, f"color: {_hex('error')}; text-decoration: line-through")
    if stretch.kind == "put":
        return _dressed(words, f"color: {_hex('good')}; text-decoration: underline")
    return _dressed(words, f"background-color: {_hex('highlight')}; color: {_hex('highlight_text')}")


def _dressed(words: str, look: str) -> str:
    return f'<span style="{look}">{words}</span>'


def _hex(colour: str) -> str:
    return style.colour(colour).name()
