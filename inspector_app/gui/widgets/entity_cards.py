"""Cards for things of one kind that stand in an order, such as the members of a team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import FieldKind
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.fields import FieldEditor, make_field
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import heading


class Thing(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


@dataclass(frozen=True, slots=True)
class CardField:
    """One field of a card; `absent` is the value when nothing is written in it."""

    name: str
    label: str
    kind: FieldKind = "line"
    hint: str = ""
    absent: object = None
    choices: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()


class EntityCards(QWidget):
    """One card a thing, with its fields; each can be moved up or removed, and more added."""

    typed = Signal(str, str, object)
    chose = Signal(str, str, object)
    left = Signal()
    added = Signal()
    removed = Signal(str)
    moved_up = Signal(str)

    def __init__(self, title: str, one: str, fields: Sequence[CardField]) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._one = one
        self._fields = tuple(fields)
        self._cards: dict[str, dict[str, FieldEditor]] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.space(2))
        head = QHBoxLayout()
        head.addWidget(heading(title, self), 1)
        head.addWidget(button(f"Add {one}", self.added.emit, icon="plus", parent=self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addLayout(self._rows)

    def show_things(self, things: Sequence[Thing], unsaved: Sequence[str]) -> None:
        """Show these things in this order; fields named in `unsaved` ("<id>/<field>") are left as they are typed."""
        if [thing.id for thing in things] != list(self._cards):
            with self._cursor_kept(unsaved):
                self._build([thing.id for thing in things])
                self._fill(things, unsaved)
            return
        self._fill(things, unsaved)

    def _fill(self, things: Sequence[Thing], unsaved: Sequence[str]) -> None:
        for thing in things:
            for name, field in self._cards[thing.id].items():
                if f"{thing.id}/{name}" not in unsaved:
                    field.set_value(_plain(getattr(thing, name)))

    def focus(self, thing: str, name: str = "") -> None:
        """Put the cursor into a field of a thing, the first where none is named."""
        fields = self._cards.get(thing, {})
        field = fields.get(name) or next(iter(fields.values()), None)
        if field is not None:
            field.setFocus()

    @contextmanager
    def _cursor_kept(self, unsaved: Sequence[str]) -> Iterator[None]:
        """Let the cards be built anew, and have what is being typed, and the cursor where it was: what comes or goes
        elsewhere does not take it. Where its thing went it is in none of the others: a key would write into one."""
        before = {(thing, name): field for thing, fields in self._cards.items() for name, field in fields.items()}
        cursor = QApplication.focusWidget()
        had_cursor = cursor is not None and self.isAncestorOf(cursor)
        key = next((key for key, field in before.items() if cursor is not None and field.isAncestorOf(cursor)), None)
        at = _marked(cursor)
        typed = {key: field.value() for key, field in before.items() if "/".join(key) in unsaved}
        for field in before.values():
            field.blockSignals(True)  # it goes, but is not left: the typing goes on in the one in its place
        yield
        for (thing, name), value in typed.items():
            if thing in self._cards:
                self._cards[thing][name].set_value(value)
        if key is not None and key[0] in self._cards:
            self._cards[key[0]][key[1]].setFocus(Qt.FocusReason.OtherFocusReason)
            _mark(QApplication.focusWidget(), at)
        elif had_cursor:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, ids: Sequence[str]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cards = {}
        for at, thing in enumerate(ids):
            self._rows.addWidget(self._card(thing, at))

    def _card(self, thing: str, at: int) -> QWidget:
        card = QWidget(self)
        card.setProperty("role", "card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        form = FormRows(card)
        self._cards[thing] = {}
        for spec in self._fields:
            field = make_field(
                spec.kind,
                f"{self._one} {at + 1}: {spec.label}",
                hint=spec.hint,
                choices=spec.choices,
                suggestions=spec.suggestions,
                none="",
            )
            field.edited.connect(
                lambda value, s=spec: self.typed.emit(thing, s.name, s.absent if value is None else value)
            )
            field.changed.connect(
                lambda value, s=spec: self.chose.emit(thing, s.name, s.absent if value is None else value)
            )
            field.left.connect(self.left)
            form.add(spec.label, field)
            self._cards[thing][spec.name] = field
        sides = QVBoxLayout()
        if at > 0:
            sides.addWidget(icon_button("arrow-up", f"Move {self._one} {at + 1} up", lambda: self.moved_up.emit(thing)))
        sides.addWidget(icon_button("bin", f"Remove {self._one} {at + 1}", lambda: self.removed.emit(thing)))
        sides.addStretch(1)
        whole = column(card, margin=3)
        row = QHBoxLayout()
        row.addWidget(form, 1)
        row.addLayout(sides)
        whole.addLayout(row)
        return card


def _marked(field: QWidget | None) -> tuple[int, int]:
    """Where the marked words of a field begin, and where its cursor is: one place where nothing is marked."""
    if isinstance(field, QLineEdit):
        at = field.cursorPosition()
        return (field.selectionStart() + field.selectionEnd() - at if field.hasSelectedText() else at), at
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().anchor(), field.textCursor().position()
    return 0, 0


def _mark(field: QWidget | None, marked: tuple[int, int]) -> None:
    anchor, at = marked
    if isinstance(field, QLineEdit):
        field.setSelection(anchor, at - anchor)
    elif isinstance(field, QPlainTextEdit):
        cursor, end = field.textCursor(), field.document().characterCount() - 1
        cursor.setPosition(min(anchor, end))
        cursor.setPosition(min(at, end), cursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)


def _plain(value: object) -> object:
    """A value as a field takes it: a day as ISO text, several things as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
