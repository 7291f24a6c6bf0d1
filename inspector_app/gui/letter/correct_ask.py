"""A signed letter is to be corrected: why, before a new version of it is begun."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.fields import TextField
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import field_label, heading, hint, plain


class KeptReason(TextField):
    """A text that is kept while it is typed, after a silence: the dialog does not hold its only copy."""

    def __init__(self, kept: str, keep: Callable[[str], None]) -> None:
        super().__init__("Why it is corrected", "What was wrong, and who noticed it")
        self.set_value(kept)
        self._keeping = Debounce(lambda: keep(self.words()), self)
        self.edited.connect(lambda _words: self._keeping.start())

    def words(self) -> str:
        """Return what is written."""
        return str(self.value() or "").strip()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._keeping.flush()


class CorrectAsk(QDialog):
    """Says `begun` with the reason, and closes; `number` is that of the new version.

    `kept` is what was written of the reason before, `keep` takes it as it is typed: it is there again after a kill,
    and after Cancel.
    """

    begun = Signal(str)

    def __init__(self, number: int, kept: str, keep: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Correct the letter")
        self.setMinimumWidth(style.measure("notes"))
        self.why = KeptReason(kept, keep)
        self.begin = primary_button(f"Begin version {number}", self._begin, parent=self)
        self.begin.setEnabled(bool(self.why.words()))
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
        self.why.edited.connect(lambda _words: self.begin.setEnabled(bool(self.why.words())))
        self.why.setFocus()

    def done(self, result: int) -> None:
        """Keep the last words too, however it is closed."""
        self.why.flush()
        super().done(result)

    def _begin(self) -> None:
        if reason := self.why.words():
            self.accept()
            self.begun.emit(reason)
