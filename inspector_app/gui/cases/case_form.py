"""The form of one case: what it is, its dates and clocks, the checks, notes; built from the framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import FormField
from inspector_app.gui import style
from inspector_app.gui.cases.check_rows import CheckRows
from inspector_app.gui.cases.clock_bars import ClockBars
from inspector_app.gui.cases.form_keys import FormKeys
from inspector_app.gui.records.bindings import Bindings, detail, editor_for
from inspector_app.gui.records.field_grid import FieldGrid
from inspector_app.gui.records.record_head import RecordHead
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.fields import DateField, FieldEditor, TextField
from inspector_app.gui.widgets.form_rows import column, scrolling
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.clocks import case_clocks
from inspector_app.visit.entities import Case, CaseCheck, Record
from inspector_app.visit.identifiers import case_check_id
from inspector_app.visit.ordering import order_between
from inspector_app.visit.sampling_steps import DRAWN, ON_PURPOSE, REPLACEMENT

_FORWARD = timedelta(days=13)
"""A little less than half the shortest month: the day nearest to this much later is the same day, or one after it."""
_FIELD_KEYS = "Enter goes on, a number chooses, Y or N answers (Ctrl+1)"
_DATE_KEYS = "4.5, 0405 or 4 May; Enter goes on (Ctrl+2)"
_CHECK_KEYS = "{numbers}; N: note, Backspace: none (Ctrl+3)"
_FIRST = ("reference", "pathway", "status", "team")
"""What stands on the cover of a paper file; dates follow, then the rest, and last how the case was chosen."""
_CHOSEN = ("chosen_how", "chosen_stratum", "chosen_reason")


class CaseForm(QWidget):
    """Shows a case and hands what is typed to the saver; the clocks follow the dates as they are typed."""

    touched = Signal()
    """Something is being written of the case."""

    def __init__(self, visit: OpenVisit, saver: Saver, near: date) -> None:
        super().__init__()
        form = visit.framework.form("case")
        self.setAccessibleName(form.title)
        self._visit = visit
        self._saver = saver
        self._near = near
        self._case: Case | None = None
        self._titled = ""
        self._bindings = Bindings(saver, self)
        self._bindings.written.connect(lambda _field: self.touched.emit())
        self._head = RecordHead(visit, self._bindings, form.title_hint, near)
        self._fields: dict[str, FieldEditor] = {}
        self._dates: dict[str, DateField] = {}
        self._bars = ClockBars()
        self._checks = CheckRows(visit.framework.checks, visit.framework.answers)
        self._question = ElidedLabel("")
        self._chosen_words = ElidedLabel("")
        self._chosen_words.setProperty("role", "hint")
        self._growing = TextField(form.notes_label, lines=5)
        self.notes = self._growing.editor()
        self._bind(form.fields)
        self._area = self._lay_out(form.fields, form.notes_label)

    def widget(self) -> QWidget:
        """Return the form itself."""
        return self

    def begin(self) -> None:
        """Put the cursor in the first field that is empty, which in a new case is the reference."""
        self._area.verticalScrollBar().setValue(0)
        empty = next((each for each in self._in_order() if each.value() in (None, [])), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.to_checks()

    def to_first(self) -> None:
        """Go to the first field."""
        self._area.verticalScrollBar().setValue(0)
        next(iter(self._in_order())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_record(self, record: Record) -> None:
        """Show a case; what is being typed is not disturbed."""
        if not isinstance(record.details, Case):
            return
        if self._case is None or self._case.id != record.id:
            self._titled = record.details.reference
            self._checks.forget()
        self._case = record.details
        self._bindings.show(record)
        self._chosen_words.set_text(_how_chosen(record.details))
        checks = {check.check: check for check in record.details.checks}
        typing = [c.id for c in self._visit.framework.checks if self._saver.waits(_note_key(record.id, c.id))]
        self._checks.show_checks(checks, typing)
        self._head.show_record(record)
        self._show_clocks()

    def sources(self) -> list[SourceField]:
        """Return the notes and the notes on checks as fields that evidence can be taken from."""
        checks = self._checks.sources(self._case.id) if self._case is not None else []
        return [SourceField("notes", self.notes), *checks]

    def to_dates(self) -> None:
        """Go to the first date that is not filled in."""
        field = next((each for each in self._dates.values() if each.value() is None), None)
        field = field or next(iter(self._dates.values()), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_checks(self) -> None:
        """Go to the first check without an answer."""
        self._area.verticalScrollBar().setValue(self._checks_head.y())
        self._checks.focus_first()

    def to_notes(self) -> None:
        """Go to the notes."""
        self._area.ensureWidgetVisible(self._growing)
        self.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bind(self, fields: tuple[FormField, ...]) -> None:
        for field in fields:
            if field.id in ("title", "notes"):
                continue
            editor = editor_for(field, self._visit.framework, self._near)
            self._bindings.bind("case", field.id, editor, detail(field.id))
            self._fields[field.id] = editor
        if "reference" in self._fields:
            self._fields["reference"].edited.connect(self._reference_typed)
        for choice in self._visit.framework.case_dates:
            date_field = DateField(choice.label, "4.5", self._near)
            self._bindings.bind("case", f"dates/{choice.id}", date_field, _case_date(choice.id))
            date_field.edited.connect(lambda _value: self._show_clocks())
            self._dates[choice.id] = date_field
        for name in ("pathway", "status"):
            if name in self._fields:
                self._fields[name].changed.connect(lambda _value: self._show_clocks())
        self._bindings.bind_text("record", "notes", self.notes, lambda record: record.notes)
        keys = FormKeys(self._in_order(), self)
        keys.finished.connect(self.to_checks)
        keys.reached.connect(self._field_reached)
        self._checks.answered.connect(self._answer)
        self._checks.noted.connect(self._note)
        self._checks.note_left.connect(self._saver.left)
        self._checks.finished.connect(self.to_notes)
        self._checks.reached.connect(self._check_reached)

    def _in_order(self) -> list[FieldEditor]:
        """Return the fields in the order of a paper file; how the case was chosen is no part of it."""
        rest = [name for name in self._fields if name not in (*_FIRST, *_CHOSEN)]
        first = [self._fields[name] for name in _FIRST if name in self._fields]
        return [*first, *self._dates.values(), *(self._fields[name] for name in rest)]

    def _field_reached(self, field: FieldEditor) -> None:
        if field in self._dates.values():
            self._area.ensureWidgetVisible(self._bars)
        self._area.ensureWidgetVisible(field)

    def _show_clocks(self) -> None:
        if self._case is None:
            return
        dates = self._dates_as_typed()
        pathway, status = self._chosen("pathway", self._case.pathway), self._chosen("status", self._case.status)
        typed = replace(self._case, dates=dates, pathway=pathway, status=status)
        self._bars.show_readings(case_clocks(typed, self._visit.framework, self._visit.visit()))

    def _dates_as_typed(self) -> dict[str, date]:
        """Return the dates, and let each be read as the one before it or later: "6" after 30 April is 6 May."""
        dates, near = {}, self._near
        for name, field in self._dates.items():
            field.set_near(near)
            value = field.value()
            if value is not None:
                dates[name] = date.fromisoformat(value)
                near = dates[name] + _FORWARD
        return dates

    def _chosen(self, name: str, before: str | None) -> str | None:
        if name not in self._fields:
            return before
        value = self._fields[name].value()
        return value if isinstance(value, str) else None

    def _reference_typed(self, value: object) -> None:
        """Let the title follow the reference, unless it says something of its own."""
        if self._case is None:
            return
        title = self._head.title.value() or ""
        reference = value if isinstance(value, str) else ""
        if title in ("", self._case.reference, self._titled):
            self._titled = reference
            self._head.title.set_value(reference)
            step = steps.set_field("record", self._case.id, "title", reference)
            self._saver.typed(f"record/{self._case.id}/title", step)

    def _answer(self, check: str, answer: object) -> None:
        self._write_check(check, "answer", answer)

    def _note(self, check: str, words: str) -> None:
        self._write_check(check, "note", words or None)

    def _check_reached(self, row: QWidget, question: str) -> None:
        self._question.set_text(question)
        self._area.ensureWidgetVisible(row, 0, 2 * row.height())

    def _write_check(self, check: str, field: str, value: object) -> None:
        if self._case is None:
            return
        self.touched.emit()
        known = next((each for each in self._case.checks if each.check == check), None)
        if known is None:
            last = max((each.order for each in self._case.checks if each.order), default=None)
            made = case_check_id(self._case.id, check)
            known = CaseCheck(id=made, record=self._case.id, check=check, order=order_between(last, None))
            self._case = replace(self._case, checks=(*self._case.checks, known))
        if known.id == case_check_id(self._case.id, check):
            step = steps.answer_check(self._case.id, check, field, value, known.order)
        else:
            step = steps.set_field("check", known.id, field, value)
        if field == "note":
            self._saver.typed(_note_key(self._case.id, check), step)
        else:
            self._saver.act(step)

    def _lay_out(self, fields: tuple[FormField, ...], notes_label: str) -> QScrollArea:
        inner = QWidget(self)
        inner.setAccessibleName("Case file")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, style.space(2), 0)
        rows.setSpacing(style.space(2))
        labels = {field.id: field.label for field in fields}
        choices = self._visit.framework.case_dates
        rest = [name for name in self._fields if name not in (*_FIRST, *_CHOSEN)]
        rows.addWidget(self._heading("The file", _FIELD_KEYS))
        rows.addWidget(self._chosen_words)
        rows.addWidget(self._grid(_FIRST, labels))
        rows.addWidget(self._heading("Dates and time limits", _DATE_KEYS))
        rows.addWidget(FieldGrid([(choice.label, self._dates[choice.id]) for choice in choices], 3))
        rows.addWidget(self._bars)
        rows.addWidget(self._heading("What the file shows", "Quality is judged apart from timeliness."))
        rows.addWidget(self._grid(rest, labels))
        answers = self._visit.framework.answers
        numbers = ", ".join(f"{n} {choice.label.lower()}" for n, choice in enumerate(answers, 1))
        self._checks_head = self._heading("Checks", _CHECK_KEYS.format(numbers=numbers))
        rows.addWidget(self._checks_head)
        rows.addWidget(self._question)
        rows.addWidget(self._checks)
        notes_head = self._heading(notes_label, "")
        rows.addWidget(notes_head)
        rows.addWidget(self._growing)
        rows.addWidget(heading("How it was chosen", self))
        rows.addWidget(self._grid(_CHOSEN, labels))
        rows.addWidget(heading("When and how it was read", self))
        rows.addWidget(self._head)
        rows.addWidget(self._head.marks)
        rows.addStretch(1)
        area = scrolling(inner)
        outer = column(self, margin=3, spacing=2)
        outer.addWidget(area)
        return area

    def _grid(self, names: Sequence[str], labels: Mapping[str, str]) -> FieldGrid:
        return FieldGrid([(labels[name], self._fields[name]) for name in names if name in self._fields], 3)

    def _heading(self, words: str, how: str) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, style.space(2), 0, 0)
        row.setSpacing(style.space(3))
        row.addWidget(heading(words, made))
        row.addWidget(hint(how, made), 1, Qt.AlignmentFlag.AlignBottom)
        return made


def _how_chosen(case: Case) -> str:
    """Return how a case came into the sample and why it left it, where that is so."""
    if case.left_reason is not None:
        return f"Left the sample: {case.left_reason}"
    row = f", row {case.position:,} of the list" if case.position is not None else ""
    stratum = f", stratum {case.chosen_stratum}" if case.chosen_stratum else ""
    how = {DRAWN: "Drawn at random", ON_PURPOSE: "Picked on purpose", REPLACEMENT: "Stands in for another case"}
    words = how.get(case.chosen_how or "", "")
    return f"{words}{stratum}{row}{': ' + case.chosen_reason if case.chosen_reason else ''}" if words else ""


def _case_date(name: str) -> Callable[[Record], object]:
    return lambda record: record.details.dates.get(name) if isinstance(record.details, Case) else None


def _note_key(record: str, check: str) -> str:
    return f"check/{record}/{check}/note"
