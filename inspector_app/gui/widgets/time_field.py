"""A time of day, typed fast: "9", "940", "9.40" or "2pm"."""

from __future__ import annotations

from datetime import time

from inspector_app.gui import style
from inspector_app.gui.widgets.fields import FieldEditor, LineInput
from inspector_app.gui.widgets.quick_dates import read_time

_WRONG = "Not a time: write it as 9.40 or 940."


class TimeField(FieldEditor):
    """The value is ISO text ("09:40"), or None; words that are no time are marked and change nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._plain: str | None = None
        self._before: str | None = None
        self._line = LineInput(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText("9.40")
        self._line.setFixedWidth(self._line.fontMetrics().horizontalAdvance("00:00") + style.space(8))
        self._hold(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._tidy)

    def value(self) -> str | None:
        """Return the time as ISO text, or None."""
        return self._plain

    def set_value(self, value: object) -> None:
        """Show a time given as ISO text; what is being typed is not disturbed while it means the same."""
        plain = value if isinstance(value, str) else None
        if plain != self._plain or not self._line.hasFocus():
            self._plain = self._before = plain
            self._line.setText(plain or "")
            self._mark()

    def _typed(self, words: str) -> None:
        moment: time | None = read_time(words)
        wrong = moment is None and bool(words.strip())  # "2" of "25.30" was told as a time: take it back
        plain = self._before if wrong else None if moment is None else f"{moment:%H:%M}"
        if plain != self._plain:
            self._plain = plain
            self.edited.emit(plain)
        self._mark()

    def _tidy(self) -> None:
        if read_time(self._line.text()) is not None:
            self._before = self._plain
            self._line.setText(self._plain or "")
        self.left.emit()

    def _mark(self) -> None:
        words = self._line.text()
        wrong = bool(words.strip()) and read_time(words) is None
        self._line.setProperty("faulty", wrong)
        self._line.style().polish(self._line)
        self._line.setToolTip(_WRONG if wrong else "")
