"""The recovery code in the settings: how it stands, a new one, and showing that it was kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.home.recovery_dialogs import ProveDialog, RecoveryCodeDialog
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import plain
from inspector_app.store.profile_keys import RecoveryState

STATES: dict[RecoveryState, str] = {
    "none": "There is no recovery code yet: should you forget the passphrase, nobody could open your visits.",
    "not-proved": "You have not shown yet that you kept the recovery code.",
    "proved": "There is a recovery code, and you have shown that you kept it.",
    "altered": "The recovery code’s file is not as it was: make a new code.",
}


class RecoveryPanel(QWidget):
    """Says `changed` when there is a new code, or it was shown to be kept."""

    changed = Signal()

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Recovery code")
        self._window = window
        self._words = plain("", self)
        self._prove = button("Show that I kept it…", self.prove, parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(style.space(2))
        foot.addWidget(button("Make a new recovery code…", self.make, parent=self))
        foot.addWidget(self._prove)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._words)
        rows.addLayout(foot)

    def reset(self) -> None:
        """Show how the code stands."""
        state = self._window.profile.keys.recovery_state()
        self._words.setText(STATES[state])
        self._prove.setEnabled(state in ("not-proved", "proved"))

    def make(self) -> None:
        """Make a new code and show it, after a word on the one before."""
        if self._window.profile.keys.recovery_state() == "none" or self._window.ask(
            "Make a new recovery code?", "The code that you have now opens nothing from then on.", "Make a new one"
        ):
            make_code(self._window, self, self._changed)

    def prove(self) -> None:
        """Ask for the code."""
        dialog = ProveDialog(self._window, self)
        dialog.kept.connect(self._changed)
        dialog.open()

    def _changed(self) -> None:
        self.reset()
        self.changed.emit()


def make_code(window: PageWindow, parent: QWidget, changed: Callable[[], None]) -> None:
    """Make a code and show it; `changed` is called when the dialog ends, however it does."""
    keys = window.profile.keys

    def show(code: str) -> None:
        dialog = RecoveryCodeDialog(code, window, parent)
        dialog.kept.connect(keys.note_code_kept)
        dialog.finished.connect(lambda _result: changed())
        dialog.open()

    window.run_in_background(keys.new_recovery_code, show, "Making a recovery code")
