"""Fields of a form tied to fields of the record at hand: shown from it, saved to it while they are typed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time
from functools import partial

from PySide6.QtCore import QObject, Signal

from inspector_app.frameworks.framework import FormField, Framework
from inspector_app.gui.records.saver import Saver
from inspector_app.gui.widgets.fields import DateField, FieldEditor, make_field
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.visit import steps
from inspector_app.visit.change import Step
from inspector_app.visit.entities import ENTITIES, Record

Read = Callable[[Record], object]


class Bindings(QObject):
    """Each field names the entity (record, interview, case …) and the field of it; the id is always the record's."""

    written = Signal(str)
    """A field has a new value, which waits for the silence or is handed over: "entity/field"."""

    def __init__(self, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self._saver = saver
        self._record: str | None = None
        self._shown: list[tuple[str, str, Callable[[object], None], Read]] = []
        self._editors: list[FieldEditor | NotesEdit] = []

    def bind(self, entity: str, field: str, editor: FieldEditor, read: Read) -> None:
        """Tie a field's editor to a field of the record."""
        self._shown.append((entity, field, editor.set_value, read))
        self._editors.append(editor)
        editor.edited.connect(lambda value: self._typed(entity, field, value))
        editor.changed.connect(lambda value: self.act(entity, field, value))
        editor.left.connect(self._saver.left)

    def bind_text(self, entity: str, field: str, editor: NotesEdit, read: Read) -> None:
        """Tie an editor of notes to a field of the record."""
        self._shown.append((entity, field, lambda value: editor.set_value(str(value or "")), read))
        self._editors.append(editor)
        editor.touched.connect(lambda: self._written_in(entity, field, editor))
        editor.left.connect(self._saver.left)

    def bind_choice(self, entity: str, field: str, show: Callable[[object], None], read: Read) -> None:
        """Tie something that is chosen, and calls `act` itself, to a field of the record."""
        self._shown.append((entity, field, show, read))

    def show(self, record: Record) -> None:
        """Show the record's values; a field whose typing is not handed over yet stays as it is."""
        if record.id != self._record:
            self._saver.pin()
            for editor in self._editors:
                editor.forget()
        self._record = record.id
        for entity, field, show, read in self._shown:
            if not self._saver.waits(f"{entity}/{record.id}/{field}"):
                show(plain(read(record)))

    def act(self, entity: str, field: str, value: object) -> None:
        """Write a field at once: a choice has been made."""
        if self._record is not None:
            self._saver.act(steps.set_field(entity, self._record, field, _stored(entity, field, value)))
            self.written.emit(f"{entity}/{field}")

    def _written_in(self, entity: str, field: str, editor: NotesEdit) -> None:
        """Let the text be read when it is handed over: notes may be long, and a key must not wait for that."""
        record = self._record
        if record is not None:
            make = partial(self._text_step, entity, record, field, editor)
            self._saver.typed(f"{entity}/{record}/{field}", make)
            self.written.emit(f"{entity}/{field}")

    def _text_step(self, entity: str, record: str, field: str, editor: NotesEdit) -> Step:
        return steps.set_field(entity, record, field, editor.value())

    def _typed(self, entity: str, field: str, value: object) -> None:
        if self._record is not None:
            step = steps.set_field(entity, self._record, field, _stored(entity, field, value))
            self._saver.typed(f"{entity}/{self._record}/{field}", step)
            self.written.emit(f"{entity}/{field}")


def plain(value: object) -> object:
    """Return a value of an entity as the plain value that editors take: days and times as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return list(value) if isinstance(value, tuple) else value


def detail(field: str) -> Read:
    """Return what reads one field of a record's details."""
    return lambda record: getattr(record.details, field, None)


def editor_for(field: FormField, framework: Framework, near: date) -> FieldEditor:
    """Return the editor of one field of a framework's form; days without month or year are taken near to `near`."""
    if field.kind == "date":
        return DateField(field.label, field.hint, near)
    choices = _choices(framework).get(field.id) or tuple((value, sentence_case(value)) for value in field.choices)
    hint = "" if field.kind == "number" else field.hint
    made = make_field(field.kind, field.label, hint=hint, choices=choices, suggestions=field.suggestions)
    made.setToolTip(field.hint)
    return made


def sentence_case(value: str) -> str:
    """Return an id or a role as words that begin a line: "on-purpose" is "On purpose"."""
    words = value.replace("-", " ") if " " not in value else value
    return words[:1].upper() + words[1:]


def _choices(framework: Framework) -> Mapping[str, tuple[tuple[str, str], ...]]:
    lists = {"pathway": framework.pathways, "status": framework.statuses, "quality": framework.qualities}
    return {name: tuple((choice.id, choice.label) for choice in choices) for name, choices in lists.items()}


def _stored(entity: str, field: str, value: object) -> object:
    """Return the value as the entity keeps it: where empty text is its way to say nothing, None becomes that."""
    if value is not None or "/" in field:
        return value
    default = next(each.default for each in fields(ENTITIES[entity]) if each.name == field)
    return "" if default == "" else None
