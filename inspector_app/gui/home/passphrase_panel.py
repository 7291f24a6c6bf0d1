"""Changing the passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.passphrase_strength import strength_of
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import hint, say, trouble


class PassphrasePanel(QWidget):
    """The old one, the new one twice; nothing changes until all three are right."""

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Passphrase")
        self._window = window
        self._old, self._new, self._again = (
            _secret("Passphrase now"),
            _secret("New passphrase"),
            _secret("New passphrase again"),
        )
        self._strength = hint("", self)
        self._trouble = trouble("", self)
        form = FormRows(self)
        for line in (self._old, self._new, self._again):
            form.add(line.accessibleName(), line)
        self._new.textChanged.connect(lambda text: self._strength.setText(strength_of(text).words if text else ""))
        foot = QHBoxLayout()
        foot.addWidget(button("Change the passphrase", self._change, parent=self))
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(form)
        rows.addWidget(self._strength)
        rows.addWidget(self._trouble)
        rows.addLayout(foot)

    def reset(self) -> None:
        """Forget what was typed."""
        for line in (self._old, self._new, self._again):
            line.clear()
        say(self._trouble, "")

    def _change(self) -> None:
        old, new = self._old.text(), self._new.text()
        strength = strength_of(new)
        if strength.step == 0:
            say(self._trouble, strength.words)
        elif new != self._again.text():
            say(self._trouble, "The two new passphrases differ. Type the second one again.")
        else:
            profile = self._window.profile
            self._window.run_in_background(
                lambda: profile.keys.change_passphrase(old, new),
                lambda _none: self._changed(),
                "Changing the passphrase",
                self._failed,
            )

    def _changed(self) -> None:
        self.reset()
        self._window.say("The passphrase has been changed.")

    def _failed(self, error: InspectorError) -> None:
        say(self._trouble, f"{error.sentence} {error.next_step}".strip())


def _secret(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    made.setMaximumWidth(style.measure("field"))
    return made
