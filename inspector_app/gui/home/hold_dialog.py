"""Placing a hold on a visit, or lifting it: always with a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import heading, plain, say, trouble
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.retention import reasons_in_words


class HoldDialog(QDialog):
    """Says `answered` with the reason; of a visit that is held it asks why it is no more."""

    answered = Signal(str)

    def __init__(self, visit: VisitSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        held = bool(visit.held_because)
        self.setWindowTitle("Lift the hold" if held else "Place a hold")
        self.setMinimumWidth(style.measure("notes"))
        self._line = LineField(
            "Reason", "Why it need not be kept any more" if held else "Such as: complaint of 3 June, with the ombudsman"
        )
        self._trouble = trouble("", self)
        rows = column(self)
        rows.addWidget(heading(f"{'Lift the hold on' if held else 'Keep'} {visit.authority or 'this visit'}?", self))
        rows.addWidget(
            plain(f"It is held because: {reasons_in_words(visit.held_because)}", self)
            if held
            else plain(f"As long as a visit is on hold nobody can destroy it on this laptop. {_where(visit)}", self)
        )
        form = FormRows(self)
        form.add("Reason", self._line)
        rows.addWidget(form)
        rows.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.reject, parent=self))
        foot.addWidget(primary_button("Lift the hold" if held else "Place the hold", self._answer, parent=self))
        rows.addLayout(foot)
        self._line.setFocus()

    def _answer(self) -> None:
        reason = (self._line.value() or "").strip()
        if not reason:
            say(self._trouble, "Say why, in a few words.")
            self._line.setFocus()
            return
        self.accept()
        self.answered.emit(reason)


def _where(visit: VisitSummary) -> str:
    if visit.fault:
        return "This one cannot be opened now: the reason is kept beside it, and goes into its change log once it can."
    return "The reason, your name and the time go into its change log."
