"""Why a case comes into the sample or leaves it: asked in a line at the foot of the page, never in a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import LineInput
from inspector_app.gui.widgets.headings import heading, hint

Answered = Callable[[str, str], None]


class ReasonBar(QWidget):
    """Hidden until `ask`; Enter answers where there is a reason, Escape or another question gives it up."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answered: Answered | None = None
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._question = heading("", self)
        self._told = hint("", self)
        self._reference = LineInput(self)
        self._reference.setAccessibleName("Reference of the case")
        self._reference.setPlaceholderText("Reference")
        self._reference.setMaximumWidth(style.space(44))
        self._reason = LineInput(self)
        self._reference.returnPressed.connect(self._reason.setFocus)
        self._reason.setAccessibleName("Reason")
        self._reason.returnPressed.connect(self._answer)
        self._does = primary_button("Say why", self._answer, parent=self)
        self._lay_out()
        self.hide()

    def ask(self, question: str, told: str, does: str, answered: Answered, *, reference: bool = False) -> None:
        """Ask for a reason (and a reference); `does` is what the button does, `answered` gets reference and reason."""
        self._answered = answered
        self._question.setText(question)
        self._told.setText(told)
        self._does.setText(does)
        self._does.setAccessibleName(does)
        for line in (self._reference, self._reason):
            line.clear()
        self._reason.setPlaceholderText("Reason, in a few words" + ("" if not reference else "; then Enter"))
        self._reference.setVisible(reference)
        self.show()
        (self._reference if reference else self._reason).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_up(self) -> None:
        """Ask no longer."""
        self._answered = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives it up."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        reference, reason, answered = self._reference.text().strip(), self._reason.text().strip(), self._answered
        missing = self._reference if self._reference.isVisible() and not reference else self._reason
        if answered is None or not reason or (missing is self._reference):
            missing.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.give_up()
        answered(reference, reason)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(style.space(2))
        for part in (self._reference, self._reason):
            asked.addWidget(part, 1)
        asked.addWidget(self._does)
        asked.addWidget(button("Cancel", self.give_up, key="Esc", parent=self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(4 * (style.space(3),)))
        rows.setSpacing(style.space(2))
        rows.addWidget(self._question)
        rows.addWidget(self._told)
        rows.addLayout(asked)
