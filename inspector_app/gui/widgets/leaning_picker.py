"""Strength, neutral or weakness: three buttons of which one, or none, is down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from inspector_app.gui import style

LEANINGS = ("strength", "neutral", "weakness")


class LeaningPicker(QWidget):
    """Says `changed` with "strength", "neutral", "weakness", or None when the one that was down is pressed again."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Leaning")
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(1))
        for leaning in LEANINGS:
            made = QToolButton(self)
            made.setText(style.LEANING_WORDS[leaning])
            made.setAccessibleName(f"Leaning: {style.LEANING_WORDS[leaning]}")
            made.setIcon(style.icon(style.LEANING_ICONS[leaning], style.LEANING_TONES[leaning]))
            made.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            made.setCheckable(True)
            made.setProperty("role", "segment")
            made.clicked.connect(lambda _checked=False, which=leaning: self._pressed(which))
            row.addWidget(made)
            self._buttons[leaning] = made
        row.addStretch(1)

    def value(self) -> str | None:
        """Return the leaning that is down, or None."""
        return next((name for name, made in self._buttons.items() if made.isChecked()), None)

    def set_value(self, leaning: str | None) -> None:
        """Show a leaning; says nothing."""
        for name, made in self._buttons.items():
            made.setChecked(name == leaning)

    def _pressed(self, which: str) -> None:
        chosen = which if self._buttons[which].isChecked() else None
        self.set_value(chosen)
        self.changed.emit(chosen)
