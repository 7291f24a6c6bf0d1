"""The fields of the visit itself: the authority, what is looked at, the visit days, and limits of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import ChoiceField, DateField, FieldEditor, LineField, NumberField
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import hint
from inspector_app.visit.entities import Visit
from inspector_app.visit.names import visit_dates_in_words, with_article

_NAMES = (
    ("authority_name", "Full name", "City of York Council"),
    ("authority_area", "Area, in running text", "City of York"),
    ("authority_article", "Article before both", "the, or nothing"),
)


class VisitFields(QWidget):
    """Says `typed` with a field of the visit and its value; days are given whole, as a list."""

    typed = Signal(str, object)
    left = Signal()

    def __init__(self, framework: Framework) -> None:
        super().__init__()
        self.setAccessibleName("Authority and days")
        self._framework = framework
        self._names: dict[str, FieldEditor] = {}
        self._days: list[DateField] = []
        self._limits: dict[str, NumberField] = {}
        self._form = FormRows(self)
        self._form.add_heading("Authority")
        for name, label, example in _NAMES:
            self._names[name] = LineField(label, example)
            self._names[name].edited.connect(lambda value, which=name: self.typed.emit(which, value or ""))
            self._add(label, self._names[name])
        self._sentence = hint("", self)
        self._form.add_wide(self._sentence)
        self._focus: ChoiceField | None = None
        if framework.focuses:
            self._focus = ChoiceField(
                "What is looked at", [(each.id, each.label) for each in framework.focuses], "Choose one"
            )
            self._focus.changed.connect(lambda value: self.typed.emit("focus", value))
            self._form.add_heading("Focus of the visit")
            self._add("What is looked at", self._focus)
        self._form.add_heading("Visit days")
        self._day_rows = FormRows(self)
        self._form.add_wide(self._day_rows)
        more = QHBoxLayout()
        more.addWidget(button("Add a day", lambda: self._add_day().setFocus(), icon="plus", parent=self))
        more.addStretch(1)
        day_foot = QWidget(self)
        day_foot.setLayout(more)
        more.setContentsMargins(0, 0, 0, 0)
        self._form.add_wide(day_foot)
        self._form.add_heading("Time limits of this authority, in working days")
        self._form.add_wide(hint("Only where the authority keeps another limit than the framework's."))
        for clock in framework.clocks:
            field = NumberField(clock.label, str(clock.limits[-1].working_days))
            field.edited.connect(lambda value, which=clock.id: self.typed.emit(f"time_limits/{which}", value))
            self._limits[clock.id] = field
            self._add(clock.label, field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(self._form)

    def show_visit(self, visit: Visit, unsaved: Sequence[str]) -> None:
        """Show a visit; fields named in `unsaved` are left as they are typed."""
        for name, field in self._names.items():
            if name not in unsaved:
                field.set_value(getattr(visit, name))
        if self._focus is not None and "focus" not in unsaved:
            self._focus.set_value(visit.focus)
        while len(self._days) < max(len(visit.days), self._framework.visit_days):
            self._add_day()
        if "days" not in unsaved:
            for at, editor in enumerate(self._days):
                editor.set_value(visit.days[at].isoformat() if at < len(visit.days) else None)
        for clock, limit in self._limits.items():
            if f"time_limits/{clock}" not in unsaved:
                limit.set_value(visit.time_limits.get(clock))
        place = with_article(visit.authority_article, visit.authority_area or "…")
        when = visit_dates_in_words(visit.days) or "…"
        self._sentence.setText(f"In running text: “children’s services within {place} on {when}”.")

    def focus(self) -> None:
        """Put the cursor into the first field."""
        self._names["authority_name"].setFocus()

    def _add(self, label: str, field: FieldEditor) -> None:
        field.left.connect(self.left)
        self._form.add(label, field)

    def _add_day(self) -> DateField:
        label = f"Day {len(self._days) + 1}"
        field = DateField(label)
        field.edited.connect(lambda _value: self.typed.emit("days", self._days_written()))
        field.left.connect(self.left)
        self._days.append(field)
        self._day_rows.add(label, field)
        return field

    def _days_written(self) -> list[str]:
        return sorted({day for field in self._days if (day := field.value()) is not None}, key=date.fromisoformat)
