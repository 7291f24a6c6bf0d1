"""Seeks the next underlined word of a text, a few lines at a time: a note may have thirty thousand words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.underlines import LONGEST_LINE, Underline

_SLICE = 0.05
"""Seconds for which lines are looked through at a time; keys are taken in between."""
_Found = tuple[int, Underline]
"""The number of a line, and what is underlined in it."""


class NextMark(QObject):
    """Seeks behind the cursor, and from the top again after the last line, until somebody types or moves on."""

    found = Signal(object, int, object)
    """The editor, the number of the line and its Underline."""
    nothing = Signal()
    """Nothing is underlined in the whole text."""

    def __init__(self, look_through: Callable[[str], tuple[Underline, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._look_through = look_through
        self._editor: NotesEdit | None = None
        self._begun_at: tuple[int, ...] = ()
        self._steps: Iterator[_Found | None] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def seek(self, editor: NotesEdit) -> None:
        """Begin at the cursor of an editor; `found` or `nothing` follows, or neither where the text changes before."""
        self._editor = editor
        self._begun_at = _state(editor)
        self._steps = self._one_by_one(editor)
        self._go_on()

    def stop(self) -> None:
        """Seek no more."""
        self._timer.stop()

    def _go_on(self) -> None:
        editor, until = self._editor, monotonic() + _SLICE
        if editor is None or not isValid(editor) or _state(editor) != self._begun_at:
            return
        for step in self._steps:
            if step is not None:
                self.found.emit(editor, *step)
                return
            if monotonic() > until:
                self._timer.start()
                return
        self.nothing.emit()

    def _one_by_one(self, editor: NotesEdit) -> Iterator[_Found | None]:
        """Yield for each line in turn what is next in it, or None."""
        cursor, document = editor.textCursor(), editor.document()
        after = cursor.position() + (1 if cursor.hasSelection() else 0)
        first = document.findBlock(cursor.position()).blockNumber()
        for number in range(first, document.blockCount()):
            yield self._in_line(editor, number, after)
        for number in range(first + 1):
            yield self._in_line(editor, number, 0)

    def _in_line(self, editor: NotesEdit, number: int, after: int) -> _Found | None:
        block = editor.document().findBlockByNumber(number)
        if block.length() > LONGEST_LINE:
            return None
        for underline in self._look_through(block.text()):
            if block.position() + underline.end >= after:
                return number, underline
        return None


def _state(editor: NotesEdit) -> tuple[int, ...]:
    """Return what is another as soon as somebody types or moves the cursor."""
    cursor, document = editor.textCursor(), editor.document()
    return document.revision(), document.characterCount(), cursor.position(), cursor.anchor()
