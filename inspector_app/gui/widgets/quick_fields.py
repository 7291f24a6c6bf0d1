"""A day and a time of day, typed fast; shown in full when the field is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from inspector_app.gui import style
from inspector_app.gui.widgets.fields import FieldEditor, LineInput
from inspector_app.gui.widgets.quick_dates import date_in_words, read_date, read_time


class _QuickField(FieldEditor):
    """Holds a plain value behind the words typed; faulty words are marked and change nothing."""

    WRONG = ""

    def __init__(self, name: str, hint: str, longest: str) -> None:
        super().__init__()
        self._plain: str | None = None
        self._line = LineInput(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        width = self._line.fontMetrics().horizontalAdvance(longest) + style.space(6)
        self._line.setMinimumWidth(width)
        self._line.setMaximumWidth(width + style.space(6))
        self._hold(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._tidy)

    def value(self) -> str | None:
        """Return the value as ISO text, or None."""
        return self._plain

    def set_value(self, value: object) -> None:
        """Show a value given as ISO text."""
        plain = value if isinstance(value, str) else None
        if plain != self._plain or not self._line.hasFocus():
            self._plain = plain
            self._line.setText(self._words(plain))
            self._mark()

    def _typed(self, words: str) -> None:
        plain = self._read(words)
        empty = not words.strip()
        if plain is not None or empty:
            changed = plain != self._plain
            self._plain = plain
            if changed:
                self.edited.emit(plain)
        self._mark()

    def _tidy(self) -> None:
        if not self._faulty():
            self._line.setText(self._words(self._plain))
        self._mark()
        self.left.emit()

    def _faulty(self) -> bool:
        words = self._line.text()
        return bool(words.strip()) and self._read(words) is None and words != self._words(self._plain)

    def _mark(self) -> None:
        wrong = self._faulty()
        self._line.setProperty("faulty", wrong)
        self._line.style().polish(self._line)
        self._line.setToolTip(self.WRONG if wrong else self._words(self._plain))

    def _read(self, words: str) -> str | None:
        raise NotImplementedError

    def _words(self, plain: str | None) -> str:
        raise NotImplementedError


class QuickDateField(_QuickField):
    """A day, typed as "4.5", "4/5/10", "4 May" or "4"; what is left out is taken nearest to `near()`."""

    WRONG = "Not a day: write it as 4.5, 4/5/10 or 4 May. What was there before is kept."

    def __init__(self, name: str, near: Callable[[], date], hint: str = "") -> None:
        self._near = near
        super().__init__(name, hint or "4.5", "Wed 28 Mar 2010")

    def _read(self, words: str) -> str | None:
        day = read_date(words, self._near())
        return None if day is None else day.isoformat()

    def _words(self, plain: str | None) -> str:
        return date_in_words(date.fromisoformat(plain)) if plain else ""


class QuickTimeField(_QuickField):
    """A time of day, typed as "9", "940", "9.40" or "2pm"."""

    WRONG = "Not a time: write it as 9.40 or 940. What was there before is kept."

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint or "9.40", "23:59")

    def _read(self, words: str) -> str | None:
        moment = read_time(words)
        return None if moment is None else f"{moment:%H:%M}"

    def _words(self, plain: str | None) -> str:
        return f"{time.fromisoformat(plain):%H:%M}" if plain else ""
