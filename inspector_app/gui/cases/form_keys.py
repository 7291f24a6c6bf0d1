"""A case file is keyed like a form at a counter: a number chooses, Y or N answers, Enter goes on to the next field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from inspector_app.gui.widgets.fields import ChoiceField, FieldEditor, YesNoField

_ANSWERS = {"y": True, "1": True, "n": False, "2": False}
_TAKES_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0)


class FormKeys(QObject):
    """Ties fields together in their order; says `reached` with a field, `finished` when the last one is left."""

    reached = Signal(object)
    finished = Signal()

    def __init__(self, editors: Sequence[FieldEditor], parent: QObject) -> None:
        super().__init__(parent)
        self._editors = tuple(editors)
        for editor in self._editors:
            if isinstance(editor, ChoiceField):
                _number(editor)
            for control in editor.findChildren(QWidget):
                if isinstance(control, QLineEdit | QComboBox | QAbstractButton):
                    control.installEventFilter(self)
                if isinstance(control, QLineEdit):
                    self._let_enter_go_on(control, editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of choices and of yes and no; say which field the cursor has come to."""
        editor = self._editor_of(watched)
        if event.type() == QEvent.Type.FocusIn and editor is not None:
            self.reached.emit(editor)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and editor is not None:
            return self._took(editor, event)
        return super().eventFilter(watched, event)

    def _let_enter_go_on(self, line: QLineEdit, editor: FieldEditor) -> None:
        """Where a suggestion is chosen, Enter takes that first, and then goes on."""
        line.returnPressed.connect(lambda: None if _suggests(line) else self._on_from(editor))
        if line.completer() is not None:
            line.completer().activated.connect(lambda _words: self._on_from(editor))

    def _took(self, editor: FieldEditor, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if not isinstance(editor, ChoiceField | YesNoField):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_from(editor)
        elif event.key() in _TAKES_BACK:
            _choose(editor, None)
        elif isinstance(editor, YesNoField) and event.text().lower() in _ANSWERS:
            _choose(editor, _ANSWERS[event.text().lower()])
            self._on_from(editor)
        elif isinstance(editor, ChoiceField) and 1 <= _digit(event) < _combo(editor).count():
            _choose(editor, _combo(editor).itemData(_digit(event)))
            self._on_from(editor)
        else:
            return False
        return True

    def _on_from(self, editor: FieldEditor) -> None:
        after = self._editors.index(editor) + 1
        if after < len(self._editors):
            self._editors[after].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _editor_of(self, watched: QObject) -> FieldEditor | None:
        return next((e for e in self._editors if isinstance(watched, QWidget) and e.isAncestorOf(watched)), None)


def _suggests(line: QLineEdit) -> bool:
    popup = line.completer().popup() if line.completer() is not None else None
    return popup is not None and popup.isVisible() and popup.currentIndex().isValid()


def _choose(editor: FieldEditor, value: object) -> None:
    if editor.value() != value:
        editor.set_value(value)
        editor.changed.emit(value)


def _digit(event: QKeyEvent) -> int:
    return int(event.text()) if event.text() in tuple("123456789") else 0


def _number(field: ChoiceField) -> None:
    """Show the key of each choice before it."""
    combo = _combo(field)
    for place in range(1, min(combo.count(), 10)):
        combo.setItemText(place, f"{place}  {combo.itemText(place)}")


def _combo(field: ChoiceField) -> QComboBox:
    return next(each for each in field.findChildren(QComboBox))
