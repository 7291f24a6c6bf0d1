"""A signed letter is to be corrected: why, before a new version of it is begun."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import TextField
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import field_label, heading, hint, plain


class CorrectAsk(QDialog):
    """Says `begun` with the reason, and closes; `number` is that of the new version."""

    begun = Signal(str)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Correct the letter")
        self.setMinimumWidth(style.measure("notes"))
        self.why = TextField("Why it is corrected", "What was wrong, and who noticed it")
        self.begin = primary_button(f"Begin version {number}", self._begin, parent=self)
        self.begin.setEnabled(False)
        rows = column(self)
        rows.addWidget(heading(f"Version {number} replaces the letter that was signed.", self))
        rows.addWidget(
            plain(
                "It begins as a draft with the same words, says which letter it replaces, waits for a date of its own, "
                "and has to be assured and signed again. What was signed is kept under “Signed versions”.",
                self,
            )
        )
        rows.addWidget(field_label("Why is it corrected?", self))
        rows.addWidget(self.why)
        rows.addWidget(hint("The reason is kept with the visit; it does not stand in the letter.", self))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.reject, parent=self))
        foot.addWidget(self.begin)
        rows.addLayout(foot)
        self.why.edited.connect(lambda _words: self.begin.setEnabled(bool(self._reason())))
        self.why.setFocus()

    def _reason(self) -> str:
        return str(self.why.value() or "").strip()

    def _begin(self) -> None:
        if reason := self._reason():
            self.begun.emit(reason)
            self.accept()
