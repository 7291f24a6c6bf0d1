"""Editors for the kinds of field of a form; values are plain: text, whole numbers, ISO dates, lists, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector_app.frameworks.framework import FieldKind
from inspector_app.gui import style
from inspector_app.gui.widgets.notes_edit import NotesEdit, is_heard
from inspector_app.gui.widgets.quick_dates import date_in_words, read_date

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class FieldEditor(QWidget):
    """One field: `edited` at each key, `changed` when a choice has been made, `left` when the cursor goes elsewhere.

    The signals carry the value; what is not filled in is None (for a list: an empty list).
    """

    edited = Signal(object)
    changed = Signal(object)
    left = Signal()

    def value(self) -> object:
        """Return the value shown."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value and say nothing; the cursor is not disturbed where it is shown already."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let Ctrl+Z bring back nothing that was typed before: another thing's value is shown next."""
        for line in self.findChildren(LineInput):
            line.forget()
        for notes in self.findChildren(NotesEdit):
            notes.forget()

    def _hold(self, inner: QWidget) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(inner)
        self.setFocusProxy(inner)


class LineInput(QLineEdit):
    """A line that says when it is left, and leaves Ctrl+Z to the window where it has nothing to take back."""

    left = Signal()

    def forget(self) -> None:
        """Let Ctrl+Z bring back nothing that was typed before."""
        self.setText(self.text())  # which is how a QLineEdit forgets

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field has been left, but not for its list of suggestions."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Shift+Z to the window where there is nothing of one's own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


class LineField(FieldEditor):
    """A line of text, with suggestions where there are any."""

    def __init__(self, name: str, hint: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__()
        self._line = LineInput(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._hold(self._line)
        self.set_suggestions(suggestions)
        self._line.textEdited.connect(lambda _text: self.edited.emit(self.value()))
        self._line.left.connect(self.left)

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Offer words as they are typed; anything else may be written."""
        if not suggestions:
            return
        completer = QCompleter(self)
        completer.setModel(QStringListModel(list(suggestions), completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _text: self.edited.emit(self.value()))
        self._line.setCompleter(completer)

    def value(self) -> str | None:
        """Return the text, or None where there is none."""
        return self._line.text() or None

    def set_value(self, value: object) -> None:
        """Show a text."""
        text = "" if value is None else str(value)
        if text != self._line.text():
            self._line.setText(text)
            if not self._line.hasFocus():
                self._line.home(False)


class TextField(FieldEditor):
    """Several lines of text, in an editor that grows with them."""

    def __init__(self, name: str, hint: str = "", lines: int = 3, most: int | None = None) -> None:
        """Stand `lines` high when empty, and grow to `most` lines (four times as many), then scroll."""
        super().__init__()
        self._notes = NotesEdit(name, self)
        self._notes.setPlaceholderText(hint)
        self._lines = lines
        self._most = most or 4 * lines
        self._hold(self._notes)
        self._fit()
        self._notes.touched.connect(self._touched)
        self._notes.textChanged.connect(self._fit)
        self._notes.laid_out.connect(self._fit)
        self._notes.left.connect(self.left)

    def editor(self) -> NotesEdit:
        """Return the editor inside, for its marked words and highlights."""
        return self._notes

    def value(self) -> str | None:
        """Return the text, or None where there is none."""
        return self._notes.value() or None

    def set_value(self, value: object) -> None:
        """Show a text."""
        self._notes.set_value("" if value is None else str(value))

    def _touched(self) -> None:
        if is_heard(self, "edited"):
            self.edited.emit(self.value())

    def _fit(self) -> None:
        wanted = self._notes.lines_height(self._lines, self._most)
        if self._notes.minimumHeight() != wanted:
            self._notes.setFixedHeight(wanted)


class ListField(FieldEditor):
    """Several short things, a line each; the value is a list."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self._text = TextField(name, hint or "One on each line", lines=2)
        self._hold(self._text)
        self._text.edited.connect(lambda _value: self.edited.emit(self.value()))
        self._text.left.connect(self.left)

    def value(self) -> list[str]:
        """Return the lines that are not empty."""
        return [line.strip() for line in (self._text.value() or "").split("\n") if line.strip()]

    def set_value(self, value: object) -> None:
        """Show a list."""
        lines = [str(each) for each in value] if isinstance(value, (list, tuple)) else []
        if lines != self.value():
            self._text.set_value("\n".join(lines))


class NumberField(FieldEditor):
    """A whole number from 0."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self._line = LineInput(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._line.setValidator(QIntValidator(0, 999_999, self._line))
        self._line.setMaximumWidth(style.space(24))
        self._hold(self._line)
        self._line.textEdited.connect(lambda _text: self.edited.emit(self.value()))
        self._line.left.connect(self.left)

    def value(self) -> int | None:
        """Return the number, or None."""
        return int(self._line.text()) if self._line.text().isdigit() else None

    def set_value(self, value: object) -> None:
        """Show a number."""
        text = str(value) if isinstance(value, int) else ""
        if text != self._line.text():
            self._line.setText(text)


class DateField(FieldEditor):
    """A day as it is typed fast ("20/4", "20 April 2010", "2004"): the value is ISO text, or None."""

    def __init__(self, name: str, hint: str = "", near: date | None = None) -> None:
        super().__init__()
        self._near = near or date.today()
        self._iso: str | None = None
        self._told: str | None = None
        self._before: str | None = None
        self._line = LineInput(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint or "day/month/year")
        self._line.setMaximumWidth(style.space(44))
        self._hold(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._tidy)

    def set_near(self, near: date) -> None:
        """Take a day whose month or year is left out as the one nearest to this."""
        self._near = near

    def value(self) -> str | None:
        """Return the day as ISO text, or None."""
        return self._iso

    def set_value(self, value: object) -> None:
        """Show a day given as ISO text; what is being typed is not disturbed by the day that was told of it last.

        "9" is told as a day while "9 June" is still being typed; what came to no day stays to be mended.
        """
        iso = value if isinstance(value, str) else None
        if iso != self._told or not (self._line.hasFocus() or self._is_wrong()):
            self._iso = self._told = self._before = iso
            self._line.setText(self._words())
            self._mark()

    def forget(self) -> None:
        """Drop what came to no day: another thing's day is shown next."""
        self._iso = self._told
        self._line.setText(self._words())
        self._mark()
        super().forget()

    def _typed(self, text: str) -> None:
        day = read_date(text.partition(" ")[2] if text[:3].lower() in _WEEKDAYS else text, self._near)
        self._iso = day.isoformat() if day is not None else None
        self._mark()
        if day is not None or not text.strip():
            self._told = self._iso
            self.edited.emit(self._iso)
        elif self._told != self._before:  # "31" of "31.2" was told as a day: take it back
            self._told = self._before
            self.edited.emit(self._before)

    def _tidy(self) -> None:
        if not self._is_wrong():
            self._before = self._iso
            self._line.setText(self._words())
        self.left.emit()

    def _is_wrong(self) -> bool:
        return bool(self._line.text().strip()) and self._iso is None

    def _mark(self) -> None:
        wrong = self._is_wrong()
        if bool(self._line.property("faulty")) == wrong:  # to dress a line anew takes its time
            return
        self._line.setProperty("faulty", wrong)
        self._line.style().polish(self._line)
        self._line.setToolTip("Not a day yet: write it as 20/4/2010." if wrong else "")

    def _words(self) -> str:
        return date_in_words(date.fromisoformat(self._iso)) if self._iso else ""


class ChoiceField(FieldEditor):
    """One of several: pairs of value and words; the first line is "not recorded", unless `none` is empty."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], none: str = "Not recorded") -> None:
        super().__init__()
        self._none = none
        self._combo = CalmCombo(self)
        self._combo.setAccessibleName(name)
        self.set_choices(choices)
        self._hold(self._combo)
        self._combo.activated.connect(lambda _index: self.changed.emit(self.value()))

    def value(self) -> str | None:
        """Return the value chosen, or None."""
        chosen = self._combo.currentData()
        return None if chosen is None else str(chosen)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; what is chosen stays."""
        chosen = self.value()
        self._combo.clear()
        if self._none:
            self._combo.addItem(self._none, None)
        for value, words in choices:
            self._combo.addItem(words, value)
        if chosen is not None:
            self.set_value(chosen)

    def set_value(self, value: object) -> None:
        """Show a choice; a value that is not on offer is added, so that it is not lost."""
        index = self._combo.findData(value) if value is not None else 0
        if index < 0:
            self._combo.addItem(str(value), value)
            index = self._combo.count() - 1
        self._combo.setCurrentIndex(index)


class CalmCombo(QComboBox):
    """A list to choose from that the mouse wheel does not change in passing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around it."""
        event.ignore()


class YesNoField(FieldEditor):
    """Yes, no, or neither: pressed again, a button comes up."""

    def __init__(self, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(1))
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[bool, QToolButton] = {}
        for value, words in ((True, "Yes"), (False, "No")):
            made = QToolButton(self)
            made.setText(words)
            made.setAccessibleName(f"{name}: {words.lower()}")
            made.setCheckable(True)
            made.setProperty("role", "segment")
            made.clicked.connect(lambda _checked=False, which=value: self._pressed(which))
            self._group.addButton(made)
            self._buttons[value] = made
            row.addWidget(made)
        row.addStretch(1)
        self.setFocusProxy(self._buttons[True])

    def value(self) -> bool | None:
        """Return yes, no, or None."""
        return next((value for value, made in self._buttons.items() if made.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Show yes, no, or neither."""
        for each, made in self._buttons.items():
            made.setChecked(each is value)

    def _pressed(self, which: bool) -> None:
        chosen = which if self._buttons[which].isChecked() else None
        self.set_value(chosen)
        self.changed.emit(chosen)


def make_field(
    kind: FieldKind,
    name: str,
    *,
    hint: str = "",
    choices: Sequence[tuple[str, str]] = (),
    suggestions: Sequence[str] = (),
    none: str = "Not recorded",
) -> FieldEditor:
    """Return the editor for a kind of field; `name` is its accessible name, `none` what no choice is called."""
    if kind == "line":
        return LineField(name, hint, suggestions)
    if kind == "text":
        return TextField(name, hint)
    if kind == "choice":
        return ChoiceField(name, choices, none)
    if kind == "date":
        return DateField(name, hint)
    if kind == "number":
        return NumberField(name, hint)
    if kind == "list":
        return ListField(name, hint)
    return YesNoField(name)
