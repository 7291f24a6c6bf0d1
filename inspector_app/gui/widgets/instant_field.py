"""A moment as it is typed ("11:20", "9 June 11:20"), or now at the press of a button."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import FieldEditor, LineInput
from inspector_app.gui.widgets.quick_dates import date_in_words, read_date, read_time


def now() -> str:
    """Return this moment as RFC 3339 text with this laptop's offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def moment_in_words(instant: str) -> str:
    """Return a moment by its own wall clock: "Wed 9 Jun 2010 11:20"."""
    moment = datetime.fromisoformat(instant)
    return f"{date_in_words(moment.date())} {moment:%H:%M}"


class InstantField(FieldEditor):
    """Day and time in a line; the value is RFC 3339 text or None. A time alone is of the day given by `set_day`.

    `key` is told beside "Now"; the page's command owns it.
    """

    def __init__(self, name: str, hint: str = "day and time", key: str = "") -> None:
        super().__init__()
        self._day = date.today()
        self._instant: str | None = None
        self._told: str | None = None
        self._before: str | None = None
        self._line = LineInput(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._line.setMinimumWidth(style.space(48))
        self._now = button("Now", self._take_now, key=key, parent=self)
        self._now.setAccessibleName(f"{name}: now")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self._line)
        row.addWidget(self._now)
        row.addStretch(1)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._tidy)

    def set_day(self, day: date) -> None:
        """Take a time without a day as of this day."""
        self._day = day

    def value(self) -> str | None:
        """Return the moment, or None."""
        return self._instant

    def set_value(self, value: object) -> None:
        """Show a moment; what is being typed is not disturbed by the moment that was told of it last."""
        instant = value if isinstance(value, str) else None
        if instant == self._told and self._line.hasFocus():
            return
        self._instant = self._told = self._before = instant
        self._line.setText(moment_in_words(instant) if instant else "")
        self._mark()

    def _take_now(self) -> None:
        self.set_value(now())
        self.changed.emit(self._instant)

    def _typed(self, text: str) -> None:
        self._instant = self._read(text)
        self._mark()
        if self._instant is not None or not text.strip():
            self._told = self._instant
            self.edited.emit(self._instant)
        elif self._told != self._before:  # "11.2" of "11.2x" was told as a moment: take it back
            self._told = self._before
            self.edited.emit(self._before)

    def _tidy(self) -> None:
        if self._instant is not None:
            self._before = self._instant
            self._line.setText(moment_in_words(self._instant))
        self.left.emit()

    def _read(self, text: str) -> str | None:
        words = text.split()
        if words and words[0][:3].lower() in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
            words = words[1:]
        if not words:
            return None
        moment = read_time(words[-1])
        day = read_date(" ".join(words[:-1]), self._day) if len(words) > 1 else self._day
        if moment is None or day is None:
            return None
        return datetime.combine(day, moment).astimezone().isoformat(timespec="seconds")

    def _mark(self) -> None:
        wrong = bool(self._line.text().strip()) and self._instant is None
        self._line.setProperty("faulty", wrong)
        self._line.style().polish(self._line)
        self._line.setToolTip("Not a day and time yet: write it as 9/6/2010 11:20, or 11:20." if wrong else "")
