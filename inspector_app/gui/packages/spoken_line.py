"""A line for words that a colleague says: each is looked at as soon as it is typed."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inspector_app.errors import SpokenWordMistyped
from inspector_app.gui import style
from inspector_app.gui.widgets.headings import hint, say, trouble
from inspector_app.merging.spoken_words import tidy_spoken

_LAST_WORD = re.compile(r"[^\W\d_]*\Z")


class SpokenLine(QWidget):
    """Says `entered` where Enter is pressed with all the words there."""

    entered = Signal()

    def __init__(self, name: str, words: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = words
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._count = hint("", self)
        self._trouble = trouble("", self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        for part in (self.line, self._count, self._trouble):
            rows.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _text: self._look())
        self.line.returnPressed.connect(self._entered)
        self._look()

    def words(self) -> str | None:
        """Return the words in full, None where there are not as many as there must be."""
        try:
            words = tidy_spoken(self.line.text())
        except SpokenWordMistyped:
            return None
        return words if len(words.split()) == self._wanted else None

    def forget(self) -> None:
        """Forget what was typed."""
        self.line.clear()

    def _look(self) -> None:
        """Name a word that is none of those that are said; the one that is still being typed is let be."""
        typed = self.line.text()
        ended = _LAST_WORD.sub("", typed) if self._unfinished(typed) else typed
        try:
            count = len(tidy_spoken(ended).split())
        except SpokenWordMistyped as fault:
            say(self._trouble, f"{fault.sentence} {fault.next_step}")
            return
        say(self._trouble, "" if count <= self._wanted else f"These are more than {self._wanted} words.")
        ready = self.words() is not None
        self._count.setText(
            f"All {self._wanted} words are there. Enter goes on."
            if ready
            else f"{count} of {self._wanted} words. The first four letters of each are enough."
        )

    def _unfinished(self, typed: str) -> bool:
        return bool(typed) and typed[-1].isalpha() and self.words() is None

    def _entered(self) -> None:
        if self.words() is not None:
            self.entered.emit()
            return
        try:
            tidy_spoken(self.line.text())
        except SpokenWordMistyped as fault:
            say(self._trouble, f"{fault.sentence} {fault.next_step}")
