"""The band on Home that reminds of the recovery code, and says quietly what backups wait for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.home.recovery_dialogs import ProveDialog
from inspector_app.gui.home.recovery_panel import STATES, make_code
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import hint, plain, say


class SafetyBand(QWidget):
    """Shown as long as there is something to remind of."""

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("What keeps your visits safe")
        self.setProperty("role", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._words = plain("", self)
        self._note = hint("", self)
        self._prove = button("I have it…", self._ask, parent=self)
        self._make = button("Make a recovery code…", self.make_code, icon="key", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(8), style.space(2), style.space(8), style.space(2))
        row.setSpacing(style.space(2))
        row.addWidget(self._words, 3)
        row.addWidget(self._note, 2)
        row.addWidget(self._prove)
        row.addWidget(self._make)

    def refresh(self) -> None:
        """Show what there is to remind of, or nothing."""
        state = self._window.profile.keys.recovery_state()
        note = self._window.profile.safekeeping.note
        say(self._words, "" if state == "proved" else STATES[state])
        say(self._note, note)
        self._prove.setVisible(state == "not-proved")
        self._make.setVisible(state != "proved")
        self.setVisible(state != "proved" or bool(note))

    def make_code(self) -> None:
        """Make a code, show it, and ask it back."""
        make_code(self._window, self, self.refresh)

    def _ask(self) -> None:
        dialog = ProveDialog(self._window, self)
        dialog.kept.connect(self.refresh)
        dialog.open()
