"""A quiet strip above a note into which text from elsewhere was put: when was it written, and how?"""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.fields import DateField
from inspector_app.gui.widgets.form_rows import in_order
from inspector_app.gui.widgets.headings import field_label, plain
from inspector_app.gui.widgets.time_field import TimeField

_WHY = "Text from elsewhere. When was it written, and how? (Ctrl+Shift+W)"
_WHEN = "On which day and at what time was it written? About is enough."


class OriginStrip(QWidget):
    """Takes no key and no cursor until the person goes to it; stands until it is answered."""

    answered = Signal(str, object)
    """The label ("from-paper", "from-memory"), and the moment (datetime with an offset)."""
    moved_only = Signal()
    """The text was only moved within this program."""
    left = Signal()
    """The person goes back to the note."""

    def __init__(self, near: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("When was this text written?")
        self.setProperty("role", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said = plain(_WHY, self)
        self._day = DateField("Day it was written", near=near)
        self._time = TimeField("Time it was written")
        when = QHBoxLayout()
        when.setSpacing(style.space(2))
        for words, field in (("Written on", self._day), ("at", self._time)):
            label = field_label(words, self)
            label.setBuddy(field)
            when.addWidget(label)
            when.addWidget(field)
        when.addStretch(1)
        how = QHBoxLayout()
        how.setSpacing(style.space(2))
        answers = (
            button("Notes made at the time", lambda: self._answer("from-paper"), parent=self),
            button("Written from memory", lambda: self._answer("from-memory"), parent=self),
            button("Only moved within this program", self.moved_only.emit, parent=self),
        )
        for answer in answers:
            how.addWidget(answer)
        how.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._said)
        rows.addLayout(when)
        rows.addLayout(how)
        in_order(self._day, self._time, *answers)

    def begin(self, day: date) -> None:
        """Ask anew, with a day to begin with."""
        self._day.set_value(day.isoformat())
        self._time.set_value(None)
        self._said.setText(_WHY)

    def go_in(self) -> None:
        """Put the cursor where the answer begins."""
        self._time.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the note; the question stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _answer(self, written: str) -> None:
        day, moment = self._day.value(), self._time.value()
        if day is None or moment is None:
            self._said.setText(_WHEN)
            (self._day if day is None else self._time).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        at = datetime.combine(date.fromisoformat(day), time.fromisoformat(moment)).astimezone()
        self.answered.emit(written, at)
