"""A new visit: which kind, which authority, which days, who comes; the rest is written in the visit's details."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.library import installed_frameworks
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import ChoiceField, DateField, LineField, ListField
from inspector_app.gui.widgets.form_rows import FormRows, column, scrolling
from inspector_app.gui.widgets.headings import hint, say, title, trouble
from inspector_app.store.profile import Profile
from inspector_app.visit.entities import Inspector
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.names import visit_dates_in_words
from inspector_app.visit.ordering import orders
from inspector_app.visit.starting import following_days, start_visit


class NewVisitPage(QWidget):
    """Says `ready` with the contents of a new visit, or `cancelled`."""

    ready = Signal(object)
    cancelled = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.setAccessibleName("New visit")
        self._profile = profile
        self._frameworks = {each.id: each for each in installed_frameworks(profile.places.frameworks)}
        choices = [(each.id, each.name) for each in self._frameworks.values()]
        self._framework = ChoiceField("Kind of inspection", choices, none="Choose one")
        self._focuses = {each.id: _focus_field(each) for each in self._frameworks.values() if each.focuses}
        self._focus_rows: dict[str, tuple[QWidget, ...]] = {}
        self._name = LineField("Authority", "City of York Council")
        self._area = LineField("Area", "City of York, as it stands in running text")
        self._article = LineField("Article", "the, where it belongs before the name")
        self._first = DateField("First day", near=date.today())
        self._days = hint("", self)
        self._team = ListField("Others in the team", "Names, a line each")
        self._trouble = trouble("", self)
        self._proposed = ""
        self._lay_out()
        self._first.edited.connect(lambda _day: self._show_days())
        self._framework.changed.connect(lambda _id: self._show_kind())
        self._name.edited.connect(self._propose_area)
        self.setFocusProxy(self._name)

    def reset(self) -> None:
        """Begin with an empty form for a visit that starts today."""
        for field in (self._name, self._area, self._article, self._team):
            field.set_value(None)
        self._proposed = ""
        self._framework.set_value(next(iter(self._frameworks), None))
        self._first.set_value(date.today().isoformat())
        for focus in self._focuses.values():
            focus.set_value(None)
        say(self._trouble, "")
        self._show_kind()

    def _lay_out(self) -> None:
        inner = QWidget(self)
        inner.setAccessibleName("New visit")
        form = FormRows(inner)
        form.add("Kind of inspection", self._framework)
        for framework, focus in self._focuses.items():
            self._focus_rows[framework] = (form.add("What is looked at", focus), focus)
        form.add_heading("Authority")
        form.add("Full name", self._name)
        form.add("Area", self._area)
        form.add("Article", self._article)
        form.add_heading("Days")
        form.add("First day", self._first)
        form.add_wide(self._days)
        form.add_heading("Team")
        form.add_wide(hint(f"You, {self._profile.name}, lead the visit; the team can be changed later."))
        form.add("Others in the team", self._team)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.cancelled.emit, parent=inner))
        foot.addWidget(primary_button("Start the visit", self._start, parent=inner))
        rows = column(inner, margin=6, spacing=3)
        rows.addWidget(title("New visit", inner))
        rows.addWidget(form)
        rows.addWidget(self._trouble)
        rows.addLayout(foot)
        rows.addStretch(1)
        inner.setMaximumWidth(style.measure("notes") + style.space(40))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner, 8)
        across.addStretch(1)
        held = QWidget(self)
        held.setLayout(across)
        held.setAccessibleName("New visit")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(held))

    def _chosen(self) -> Framework | None:
        return self._frameworks.get(self._framework.value() or "")

    def _planned_days(self) -> tuple[date, ...]:
        framework, first = self._chosen(), self._first.value()
        if framework is None or first is None:
            return ()
        return following_days(date.fromisoformat(first), framework.visit_days)

    def _show_kind(self) -> None:
        """Ask for the focus where this kind of inspection has a choice, and show its days."""
        for framework, row in self._focus_rows.items():
            for widget in row:
                widget.setVisible(framework == self._framework.value())
        self._show_days()

    def _show_days(self) -> None:
        days = self._planned_days()
        self._days.setText(f"The visit days are {visit_dates_in_words(days)}." if days else "The first day is missing.")

    def _propose_area(self, name: object) -> None:
        """Follow the name with the area, until the area has been written by hand."""
        before, self._proposed = self._proposed, str(name or "").removesuffix(" Council").removesuffix(" County")
        if (self._area.value() or "") == before:
            self._area.set_value(self._proposed or None)

    def _start(self) -> None:
        framework, days, name = self._chosen(), self._planned_days(), (self._name.value() or "").strip()
        if framework is None or not days or not name:
            missing = "kind of inspection" if framework is None else "authority’s name" if not name else "first day"
            say(self._trouble, f"The {missing} is missing. Everything else can be written later.")
            return
        contents = start_visit(
            framework,
            authority_name=name,
            authority_area=(self._area.value() or name).strip(),
            authority_article=(self._article.value() or "").strip(),
            days=days,
            team=self._team_members(framework),
            focus=self._focuses[framework.id].value() if framework.id in self._focuses else None,
        )
        self.ready.emit(contents)

    def _team_members(self, framework: Framework) -> list[Inspector]:
        others = self._team.value()
        keys = orders(1 + len(others))
        me = Inspector(
            id=self._profile.inspector_id,
            name=self._profile.name,
            designation=self._profile.designation,
            lead=True,
            order=keys[0],
        )
        designation = framework.designations[0] if framework.designations else ""
        return [
            me,
            *(
                Inspector(id=new_id(), name=other, designation=designation, order=key)
                for other, key in zip(others, keys[1:], strict=True)
            ),
        ]


def _focus_field(framework: Framework) -> ChoiceField:
    choices = [(each.id, each.label) for each in framework.focuses]
    return ChoiceField("What is looked at", choices, none="Not decided yet")
