"""Copying from paper: a strip over any page that asks for the id on a form, and for its day and times."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from inspector_app.errors import InspectorError, PaperIdMistyped
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.records.open_records import PAGES
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.strip import Strip
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.fields import ChoiceField, DateField, FieldEditor, LineField
from inspector_app.gui.widgets.form_rows import column, in_order
from inspector_app.gui.widgets.headings import field_label, heading, hint
from inspector_app.gui.widgets.time_field import TimeField
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.happened import day_for_new
from inspector_app.visit.ordering import order_between
from inspector_app.visit.paper import PaperId, copy_from_paper, read_paper_id
from inspector_app.visit.steps import record_begun

_HOW = "The id stands at the top of the form. Enter goes on, Esc puts this away."
_SHORTEST = 7


class PaperStrip(Strip):
    """Begins the record of a form with the time on the form, or goes to the record that was copied from it already."""

    begun = Signal(object)
    """The Record that a form is copied into has been handed over; it is shown at once, so that no key is lost."""
    refused = Signal()
    """The visit would not take that record, which has been told: what was shown of it is not there."""
    forms_wanted = Signal()
    """Blank forms are to be printed."""

    def __init__(self, visit: OpenVisit, window: PageWindow, parent: QWidget) -> None:
        super().__init__("Copy from paper", parent)
        self._visit = visit
        self._shell = window
        self._saver = Saver(visit, self, self)
        self._saver.refused.connect(self._refused)
        self._id = LineField("Id on the form", "WK7M-23R")
        self._day = DateField("Day on the form", near=day_for_new(date.today(), visit.visit().days))
        self._start = TimeField("Start on the form")
        self._end = TimeField("End on the form")
        self._author = ChoiceField("Author on the form", [(each.id, each.name) for each in visit.inspectors()], "")
        self._said = hint(_HOW, self)
        self._id.edited.connect(lambda _words: self._look(complain=False))
        self._lay_out()

    def open_strip(self) -> None:
        """Show the strip, empty, with the cursor in the id."""
        self.take_cursor()
        for field in (self._id, self._day, self._start, self._end):
            field.set_value(None)
        self._author.set_value(self._visit.me)
        self._said.setText(_HOW)
        self.show()
        self._id.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away; Enter goes from field to field, and from the last one to the copy."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_back_cursor()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _want_forms(self) -> None:
        self.give_back_cursor()
        self.forms_wanted.emit()

    def _go_on(self) -> None:
        paper = self._look(complain=True)
        if paper is None:
            self._id.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        known = self._visit.record_of_paper(paper.text)
        if known is not None:
            self._shell.say(f"Form {paper.text} has been copied already; here it is.")
            self.hide_for_good()
            self._shell.go(PAGES[known.kind], f"record:{known.id}")
        elif (after := self._field_after_cursor()) is not None:
            after.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._day.value() is None:
            self._said.setText("On which day was it written? It stands at the top of the form.")
            self._day.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._copy(paper, date.fromisoformat(str(self._day.value())))

    def _field_after_cursor(self) -> FieldEditor | None:
        fields: list[FieldEditor] = [self._id, self._day, self._start, self._end]
        at = next((n for n, field in enumerate(fields) if field.isAncestorOf(QApplication.focusWidget() or self)), None)
        return fields[at + 1] if at is not None and at + 1 < len(fields) else None

    def _look(self, *, complain: bool) -> PaperId | None:
        """Say which form the id is of, or, once it is whole, what is wrong with it."""
        typed = str(self._id.value() or "")
        try:
            paper = read_paper_id(self._visit.id, typed)
        except PaperIdMistyped as fault:
            whole = complain or len(typed.replace("-", "").replace(" ", "")) >= _SHORTEST
            self._said.setText(f"{fault.sentence} {fault.next_step}" if whole else _HOW)
            return None
        kind = style.KIND_WORDS[paper.kind].lower()
        self._said.setText(f"{paper.text}: the form of {_article(kind)}. Day and times as they stand on it.")
        return paper

    def _copy(self, paper: PaperId, day: date) -> None:
        step = copy_from_paper(
            self._visit.id,
            paper,
            author=self._author.value() or self._visit.me,
            day=day,
            start=self._time(self._start),
            end=self._time(self._end),
            written_at=datetime.now().astimezone().isoformat(timespec="seconds"),
            order=order_between(self._visit.last_order("record"), None),
        )
        self._saver.act(step)
        self.hide_for_good()
        self.begun.emit(record_begun(step))

    def _refused(self, error: InspectorError) -> None:
        self.refused.emit()
        self._shell.tell(error)

    def _time(self, field: FieldEditor) -> str | None:
        value = field.value()
        return value if isinstance(value, str) else None

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading("Copy from paper", self))
        top.addWidget(self._said, 1)
        top.addWidget(icon_button("cross", "Put copying from paper away (Esc)", self.give_back_cursor, parent=self))
        fields = QHBoxLayout()
        fields.setSpacing(style.space(2))
        for words, field in (
            ("Id", self._id),
            ("Day", self._day),
            ("from", self._start),
            ("to", self._end),
            ("by", self._author),
        ):
            label = field_label(words, self)
            label.setBuddy(field)
            fields.addWidget(label)
            fields.addWidget(field)
        self._id.setMaximumWidth(style.space(40))
        begin = button("Begin the copy", self._go_on, parent=self)
        forms = button("Print blank forms…", self._want_forms, key="Ctrl+Shift+B", parent=self)
        fields.addWidget(begin)
        fields.addStretch(1)
        fields.addWidget(forms)
        rows = column(self, margin=3, spacing=1.5)
        rows.addLayout(top)
        rows.addLayout(fields)
        in_order(self._id, self._day, self._start, self._end, self._author, begin, forms)


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
