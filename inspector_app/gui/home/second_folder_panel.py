"""The second folder for backups, such as a stick, in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import questions, style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import hint, plain, say
from inspector_app.settings import SETTINGS_KEY, Settings, settings_from, settings_to


class SecondFolderPanel(QWidget):
    """Shows the folder, chooses another, or none."""

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Backups")
        self._window = window
        self._words = plain("", self)
        self._note = hint("", self)
        self._none = button("Use no second folder", lambda: self.use(""), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(style.space(2))
        foot.addWidget(button("Choose a second folder…", self._choose, icon="folder", parent=self))
        foot.addWidget(self._none)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(
            plain("Every visit is backed up on this laptop, encrypted: when it is closed, and as you work.", self)
        )
        rows.addWidget(self._words)
        rows.addWidget(self._note)
        rows.addLayout(foot)

    def reset(self) -> None:
        """Show what is set."""
        folder = self._settings().second_backup_folder
        self._words.setText(f"Copies go to {folder} whenever it is there." if folder else "There is no second folder.")
        self._none.setEnabled(bool(folder))
        say(self._note, self._window.profile.safekeeping.note)

    def use(self, folder: str) -> None:
        """Use this folder from now on; empty: none."""
        profile = self._window.profile
        kept = settings_to(replace(self._settings(), second_backup_folder=folder))
        profile.set_setting(SETTINGS_KEY, kept)
        self._window.run_in_background(
            profile.safekeeping.look_for_second_folder, lambda _none: self.reset(), "Copying the backups"
        )

    def _choose(self) -> None:
        path = questions.ask_for_folder("Choose a second folder for backups", self)
        if path is not None:
            self.use(str(path))

    def _settings(self) -> Settings:
        return settings_from(self._window.profile.setting(SETTINGS_KEY, {}))
