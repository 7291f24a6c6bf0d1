"""The line at the foot: what is saved, what has just been done, what is going on."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.visit.change import SaveState

_SHOWN_FOR = 8000
"""Milliseconds for which a sentence stays."""


def save_words(state: SaveState) -> str:
    """Return what the line says of a save state."""
    if state.state == "saving":
        return "Saving…"
    if state.state == "not-saved":
        return f"Not saved: {state.why} {state.next_step}".strip()
    if state.at is None:
        return "Saved"
    return f"Saved {state.at}"


class StatusLine(QWidget):
    """Save state left, a passing sentence in the middle, long work right."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Status")
        self._save = ElidedLabel("", self)
        self._save.setObjectName("save-state")
        self._said = ElidedLabel("", self)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._work = QLabel("", self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(style.space(24))
        self._bar.setAccessibleName("Work is going on")
        self._cancel = button("Cancel", self.cancelled.emit, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(3), style.space(1), style.space(3), style.space(1))
        row.setSpacing(style.space(3))
        row.addWidget(self._save, 3)
        row.addWidget(self._said, 2)
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self.setMinimumHeight(style.measure("hit") + style.space(2))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_FOR)
        self._timer.timeout.connect(lambda: self._said.set_text(""))
        self.show_work("")

    def show_save_state(self, state: SaveState) -> None:
        """Tell the truth about what is on disk."""
        words = save_words(state)
        self._save.set_text(words)
        self._save.setAccessibleName(words)
        if self._save.property("state") != state.state:
            self._save.setProperty("state", state.state)
            self._save.style().polish(self._save)

    def show_nothing_open(self) -> None:
        """Say nothing of saving while no visit is open."""
        self._save.set_text("")
        self._save.setAccessibleName("No visit is open")

    def say(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self._said.set_text(sentence)
        self._said.setAccessibleName(sentence)
        self._timer.start()

    def show_work(self, what: str, cancellable: bool = True) -> None:
        """Show that work goes on, with a way to cancel where there is one; empty: none does."""
        self._work.setText(f"{what}…" if what else "")
        for part in (self._work, self._bar):
            part.setVisible(bool(what))
        self._cancel.setVisible(bool(what) and cancellable)

    def save_text(self) -> str:
        """Return what is said of saving."""
        return self._save.text()

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._said.text()
