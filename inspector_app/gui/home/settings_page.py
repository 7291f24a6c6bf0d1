"""Settings: how the window looks, when it locks, who you are, and with what you sign."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.home.identity_panel import IdentityPanel
from inspector_app.gui.home.passphrase_panel import PassphrasePanel
from inspector_app.gui.home.recovery_panel import RecoveryPanel
from inspector_app.gui.home.second_folder_panel import SecondFolderPanel
from inspector_app.gui.home.writing_panel import WritingPanel
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import primary_button
from inspector_app.gui.widgets.fields import ChoiceField, LineField
from inspector_app.gui.widgets.form_rows import FormRows, column, scrolling
from inspector_app.gui.widgets.headings import heading, title
from inspector_app.settings import SETTINGS_KEY, THEMES, Settings, Theme, settings_from, settings_to

_THEME_WORDS = {"system": "As the system", "light": "Light", "dark": "Dark", "high-contrast": "High contrast"}
_SCALES = (0.9, 1.0, 1.15, 1.3, 1.5)
_MINUTES = (1, 2, 5, 10, 15, 30)


class SettingsPage(QWidget):
    """Changes take effect at once; says `changed` then, and `done` when the person goes back."""

    changed = Signal()
    done = Signal()

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Settings")
        self._window = window
        self._theme = ChoiceField(
            "Appearance", [(name, _THEME_WORDS[name]) for name in THEMES[1:]], none=_THEME_WORDS["system"]
        )
        self._scale = ChoiceField(
            "Text size", [(str(s), f"{s:.0%} of the system’s") for s in _SCALES if s != 1.0], none="As the system"
        )
        self._minutes = ChoiceField(
            "Lock by itself",
            [(str(m), f"After {m} minute{'s' if m > 1 else ''} without a key") for m in _MINUTES],
            none="Never",
        )
        self._clipboard = ChoiceField(
            "Words that you copy", [("clear", "Are cleared from the clipboard after a minute")], none="Stay there"
        )
        self._name = LineField("Your name")
        self._designation = LineField("Designation")
        self._identity = IdentityPanel(window)
        self._passphrase = PassphrasePanel(window)
        self._recovery = RecoveryPanel(window)
        self._second_folder = SecondFolderPanel(window)
        self._writing = WritingPanel(window)
        for field in (self._theme, self._scale, self._minutes, self._clipboard):
            field.changed.connect(lambda _value: self._keep())
        for line in (self._name, self._designation):
            line.left.connect(self._rename)
        self._lay_out()
        self.setFocusProxy(self._theme)

    def reset(self) -> None:
        """Show what is set."""
        settings = self._settings()
        self._theme.set_value(None if settings.theme == "system" else settings.theme)
        self._scale.set_value(None if settings.text_scale == 1.0 else str(settings.text_scale))
        self._minutes.set_value(str(settings.autolock_minutes) if settings.autolock_minutes else None)
        self._clipboard.set_value("clear" if settings.clear_clipboard else None)
        self._name.set_value(self._window.profile.name)
        self._designation.set_value(self._window.profile.designation)
        self._identity.reset()
        self._passphrase.reset()
        self._recovery.reset()
        self._second_folder.reset()
        self._writing.reset()

    def _settings(self) -> Settings:
        return settings_from(self._window.profile.setting(SETTINGS_KEY, {}))

    def _keep(self) -> None:
        theme: Theme = next((name for name in THEMES if name == self._theme.value()), "system")
        settings = replace(
            self._settings(),
            theme=theme,
            text_scale=float(self._scale.value() or 1.0),
            autolock_minutes=int(self._minutes.value() or 0),
            clear_clipboard=self._clipboard.value() is not None,
        )
        self._window.profile.set_setting(SETTINGS_KEY, settings_to(settings))
        self.changed.emit()

    def _rename(self) -> None:
        name, designation = (self._name.value() or "").strip(), (self._designation.value() or "").strip()
        profile = self._window.profile
        if name and (name, designation) != (profile.name, profile.designation):
            profile.rename(name=name, designation=designation)
            self._window.say("Visits that you join from now on have this name.")

    def _lay_out(self) -> None:
        inner = QWidget(self)
        inner.setAccessibleName("Settings")
        inner.setMaximumWidth(style.measure("notes") + style.space(60))
        look, person = FormRows(inner), FormRows(inner)
        look.setMaximumWidth(style.measure("notes"))
        person.setMaximumWidth(style.measure("notes"))
        look.add("Appearance", self._theme)
        look.add("Text size", self._scale)
        look.add("Lock by itself", self._minutes)
        look.add("Words that you copy", self._clipboard)
        person.add("Your name", self._name)
        person.add("Designation", self._designation)
        head = QHBoxLayout()
        head.addWidget(title("Settings", inner), 1)
        head.addWidget(primary_button("Back to the visits", self.done.emit, parent=inner))
        rows = column(inner, margin=6, spacing=4)
        rows.addLayout(head)
        for words, part in (
            ("Window", look),
            ("You", person),
            ("Writing", self._writing),
            ("Signing", self._identity),
            ("Passphrase", self._passphrase),
            ("Recovery code", self._recovery),
            ("Backups", self._second_folder),
        ):
            rows.addWidget(heading(words, inner))
            rows.addWidget(part)
        rows.addStretch(1)
        held = QWidget(self)
        held.setAccessibleName("Settings")
        across = QHBoxLayout(held)
        across.addStretch(1)
        across.addWidget(inner, 8)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(held))
