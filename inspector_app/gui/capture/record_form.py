"""The form of one record, built from the framework: head, fields, and notes or, in an interview, questions too."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui import style
from inspector_app.gui.capture.questions import Questions
from inspector_app.gui.capture.roles_field import RolesField
from inspector_app.gui.records.bindings import Bindings, detail, editor_for
from inspector_app.gui.records.field_grid import FieldGrid
from inspector_app.gui.records.record_head import RecordHead
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.records.sources import SourceField
from inspector_app.gui.widgets.fields import FieldEditor, TextField
from inspector_app.gui.widgets.form_rows import column, scrolling
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Interview, Record

VIEWS = "What you make of it"
_APART = "Your own view, kept apart from what was said. It is searched and kept, and is no evidence."
_HEAD_FIELDS = ("title", "notes")


class CaptureForm(QWidget):
    """Shows a record and hands what is typed to the saver."""

    sources_changed = Signal()
    """The fields that evidence can be taken from are others now."""

    def __init__(self, visit: OpenVisit, kind: RecordKind, saver: Saver, near: date) -> None:
        super().__init__()
        form = visit.framework.form(kind)
        self.setAccessibleName(form.title)
        self._bindings = Bindings(saver, self)
        self.head = RecordHead(visit, self._bindings, form.title_hint, near)
        self._notes_label = heading(form.notes_label, self)
        self._growing = TextField(form.notes_label, lines=3) if kind == "interview" else None
        self.notes = self._growing.editor() if self._growing is not None else NotesEdit(form.notes_label, self)
        self._bindings.bind_text("record", "notes", self.notes, lambda record: record.notes)
        self._questions = Questions(visit, form.prompts, saver) if kind == "interview" else None
        fields = []
        for field in form.fields:
            if field.id not in _HEAD_FIELDS:
                if kind == "interview" and field.id == "role" and field.kind == "choice":
                    editor: FieldEditor = RolesField(field.label, field.choices, field.hint)
                else:
                    editor = editor_for(field, visit.framework, near)
                self._bindings.bind(kind, field.id, editor, detail(field.id))
                fields.append((field.label, editor))
        self._grid = FieldGrid(fields, 3)
        self.views = TextField(VIEWS, lines=2) if kind == "interview" else None
        if self.views is not None:
            self._bindings.bind_text("interview", "views", self.views.editor(), detail("views"))
        if self._questions is not None:
            self._questions.changed.connect(self.sources_changed)
            self._bindings.written.connect(self._role_chosen)
        self._record: Record | None = None
        self._area: QScrollArea | None = None
        self._lay_out()

    def widget(self) -> QWidget:
        """Return the form itself."""
        return self

    def begin(self) -> None:
        """Put the cursor in the notes."""
        self.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_record(self, record: Record) -> None:
        """Show a record; what is being typed is not disturbed."""
        self._record = record
        self._bindings.show(record)
        if self._questions is not None and isinstance(record.details, Interview):
            self._questions.show_interview(record.details)
        self.head.show_record(record)

    def sources(self) -> list[SourceField]:
        """Return the fields that evidence can be taken from."""
        notes = [SourceField("notes", self.notes)]
        return notes + (self._questions.sources() if self._questions is not None else [])

    def next_question(self, by: int) -> None:
        """Go to the next question (1) or the one before (-1); the notes stand before the first."""
        if self._questions is not None and not self._questions.step(by):
            self.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_question(self) -> None:
        """Go to the line in which a question of one's own is written."""
        if self._questions is not None:
            self._questions.focus_own()

    def _role_chosen(self, field: str) -> None:
        if field == "interview/role" and self._questions is not None and self._record is not None:
            role = self._questions.read_role(self._record.id)
            self._questions.set_role(role)

    def _lay_out(self) -> None:
        rows = column(self, margin=3, spacing=2)
        rows.addWidget(self.head)
        rows.addWidget(self._grid)
        if self._questions is None:
            self._notes_label.setBuddy(self.notes)
            rows.addLayout(self._above_notes())
            rows.addWidget(self.notes, 1)
            return
        inner = QWidget(self)
        inner.setAccessibleName("Notes and questions")
        writing = QVBoxLayout(inner)
        writing.setContentsMargins(0, 0, style.space(2), 0)
        writing.setSpacing(style.space(1))
        assert self._growing is not None
        self._notes_label.setBuddy(self._growing)
        writing.addLayout(self._above_notes())
        writing.addWidget(self._growing)
        writing.addWidget(self._questions)
        assert self.views is not None
        apart = heading(VIEWS, inner)
        apart.setContentsMargins(0, style.space(4), 0, 0)
        apart.setBuddy(self.views)
        writing.addWidget(apart)
        writing.addWidget(hint(_APART, inner))
        writing.addWidget(self.views)
        writing.addStretch(1)
        self._area = scrolling(inner)
        rows.addWidget(self._area, 1)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring the field with the cursor into sight: keys lead to fields below the window's edge."""
        if self._area is not None and now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, style.space(6))

    def _above_notes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(style.space(2))
        row.addWidget(self._notes_label)
        row.addWidget(self.head.marks, 1)
        return row
