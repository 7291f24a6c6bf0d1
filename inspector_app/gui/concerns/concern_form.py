"""The form of one concern: what was raised, with whom, what came back, and when the child was known to be safe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.fields import ChoiceField, FieldEditor, LineField, TextField
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import hint
from inspector_app.gui.widgets.instant_field import InstantField
from inspector_app.visit.entities import Concern, Inspector

_ROLES = (
    "team manager",
    "service manager",
    "head of service",
    "assistant director",
    "director of children's services",
    "out-of-hours manager",
)
"""Whom concerns are taken to, by role [own]; any other can be typed."""
_FIELDS = ("case", "raised_at", "raised_by", "raised_with", "matter", "response", "safe_at", "closed_at")


class ConcernForm(QWidget):
    """Shows a concern; says what was typed (`typed` field, value), chosen (`chose` field, value), and `left`."""

    typed = Signal(str, object)
    chose = Signal(str, object)
    left = Signal()

    def __init__(self, inspectors: Sequence[Inspector], references: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName("Concern")
        self._shown = ""
        self._fields: dict[str, FieldEditor] = {
            "case": LineField("Case reference", "A reference, never a name", references),
            "raised_at": InstantField("Raised at", key="Ctrl+1"),
            "raised_by": ChoiceField("Raised by", [(person.id, person.name) for person in inspectors]),
            "raised_with": LineField("Raised with", "Role of the manager, such as head of service", _ROLES),
            "matter": TextField("Matter", "What is worrying, and what was asked for", lines=4),
            "response": TextField("Response", "What came back", lines=4),
            "safe_at": InstantField("Child known to be safe at", "not yet", "Ctrl+2"),
            "closed_at": InstantField("Closed at", "open", "Ctrl+Return"),
        }
        form = FormRows(self)
        form.setMaximumWidth(style.measure("notes") + style.space(40))
        for name, field in self._fields.items():
            form.add(self._label(name), field)
            field.edited.connect(lambda value, which=name: self.typed.emit(which, value))
            field.changed.connect(lambda value, which=name: self.chose.emit(which, value))
            field.left.connect(self.left)
        form.add_wide(
            hint(
                "A concern stays in sight on every page until it is closed. Name nobody: a reference is enough. "
                "Closed without a time at which the child was known to be safe, it says why under what came back."
            )
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(style.space(4), style.space(3), style.space(4), style.space(4))
        rows.addWidget(form)
        rows.addStretch(1)

    def show_concern(self, concern: Concern, day: date, unsaved: Sequence[str]) -> None:
        """Show a concern, but leave fields alone that hold unsaved typing; times typed are of `day`."""
        another, self._shown = concern.id != self._shown, concern.id
        for name, field in self._fields.items():
            if another:
                field.forget()
            if isinstance(field, InstantField):
                field.set_day(day)
            if name not in unsaved:
                field.set_value(getattr(concern, name))

    def focus(self, name: str, cursor: int | None = None) -> None:
        """Put the cursor into a field."""
        field = self._fields.get(name, self._fields["matter"])
        field.setFocus()
        if cursor is not None and isinstance(field, TextField):
            field.editor().set_cursor_place(cursor)

    def focused(self) -> str:
        """Return the field that has the cursor, with its place in it ("matter:12"), or nothing."""
        within = QApplication.focusWidget()
        for name, field in self._fields.items():
            if within is not None and field.isAncestorOf(within):
                return f"{name}:{field.editor().cursor_place()}" if isinstance(field, TextField) else name
        return ""

    @staticmethod
    def _label(name: str) -> str:
        words = {"case": "Case reference", "safe_at": "Child safe at"}
        return words.get(name, name.replace("_", " ").capitalize())


def field_names() -> tuple[str, ...]:
    """Return the fields of a concern that the form holds."""
    return _FIELDS
