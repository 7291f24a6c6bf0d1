"""Who is talked to: one role, or several where a group is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from inspector_app.gui.capture.asked import roles_of
from inspector_app.gui.records.bindings import sentence_case
from inspector_app.gui.widgets.fields import FieldEditor
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.theme_picker import ThemePicker


class RolesField(FieldEditor):
    """Ticks, with the first free letter of each role as its key; the value is text: "social worker, manager"."""

    def __init__(self, name: str, roles: Sequence[str], hint: str = "") -> None:
        super().__init__()
        self._picker = ThemePicker(_options(roles), name, self)
        self.setToolTip(hint)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._picker)
        self.setFocusProxy(self._picker)
        self._picker.changed.connect(lambda _chosen: self.changed.emit(self.value()))

    def value(self) -> str | None:
        """Return the roles as text, or None."""
        return ", ".join(self._picker.value()) or None

    def set_value(self, value: object) -> None:
        """Show the roles that a text names."""
        self._picker.set_value(roles_of(str(value or "")))


def _options(roles: Sequence[str]) -> list[Option]:
    taken: set[str] = set()
    options = []
    for role in roles:
        key = next((letter for letter in role.lower() if letter.isalpha() and letter not in taken), "")
        taken.add(key)
        options.append(Option(role, sentence_case(role), key))
    return options
