"""The line under a finding's words: the figure behind each word for a quantity, and the word for a count just typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector_app.frameworks.framework import Proportion
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.visit.entities import Evidence
from inspector_app.visit.quantity_counts import TypedCount, read_quantities, typed_count

WORD_KEY = "Ctrl+Shift+H"
_WORST_FIRST = ("disagrees", "too-small", "unclear", "no-count", "fits")


class QuantityLine(ElidedLabel):
    """Follows an editor as words are typed in it; hidden while there is nothing to say."""

    def __init__(self, text: NotesEdit, proportions: Sequence[Proportion], parent: QWidget) -> None:
        super().__init__("", parent)
        self.setProperty("role", "hint")
        self.hide()
        self._text = text
        self._proportions = proportions
        self._counted: tuple[Evidence, ...] = ()
        self._points: tuple[str, ...] = ()
        text.textChanged.connect(self._follow)
        text.cursorPositionChanged.connect(self._follow)
        text.left.connect(self._follow)

    def show_counts(self, counted: Sequence[Evidence], points: Sequence[str]) -> None:
        """Show the figures of this counted evidence; `points` stand under the text and are read with it."""
        self._counted = tuple(counted)
        self._points = tuple(points)
        self._follow()

    def write_word(self) -> bool:
        """Put the word in the place of the count before the cursor; False: there is none."""
        offered = self._offered()
        if offered is None:
            return False
        self._text.select(offered.start, offered.end)
        self._text.textCursor().insertText(offered.words)
        return True

    def _offered(self) -> TypedCount | None:
        if self._text.isReadOnly() or not self._text.hasFocus():
            return None
        return typed_count(self._text.value()[: self._text.cursor_place()], self._proportions)

    def _follow(self) -> None:
        offered = self._offered()
        if offered is not None:
            words = f"{offered.typed}: {WORD_KEY} writes “{offered.words}”"
        else:
            read = read_quantities((self._text.value(), *self._points), self._counted, self._proportions)
            ordered = sorted(read, key=lambda reading: _WORST_FIRST.index(reading.verdict))
            words = " · ".join(reading.line() for reading in ordered)
        self.set_text(words)
        self.setVisible(bool(words))
