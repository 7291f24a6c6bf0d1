"""What is asked when the window is to close and the disk has not taken everything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, danger_button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain, say, trouble

_EXPLAINED = (
    "Your words stay in the window as long as it is open, and are saved when the disk allows. A rescue copy is an "
    "encrypted file with what is not saved; it is offered when the visit is opened again."
)


class ClosingDialog(QDialog):
    """Wait longer, keep working, keep a rescue copy here or elsewhere, copy the words, or close and lose them."""

    wait_longer = Signal()
    keep_copy = Signal()
    keep_copy_elsewhere = Signal()
    copy_words = Signal()
    give_up = Signal()

    def __init__(self, error: InspectorError, waiting: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not everything is saved")
        self.setMinimumWidth(style.measure("notes"))
        changes = "1 change is" if waiting == 1 else f"{waiting} changes are"
        rows = column(self)
        rows.addWidget(heading(f"{changes} not on the disk yet", self))
        rows.addWidget(plain(f"{error.sentence} {error.next_step}".strip(), self))
        rows.addWidget(plain(_EXPLAINED, self))
        self._trouble = trouble("", self)
        rows.addWidget(self._trouble)
        self._keep = button("Keep a rescue copy and close", self._kept_here, parent=self)
        self._elsewhere = button("Keep it in another folder…", self.keep_copy_elsewhere.emit, parent=self)
        rows.addLayout(
            _row(self._keep, self._elsewhere, None, button("Copy the words", self.copy_words.emit, parent=self))
        )
        wait = primary_button("Wait longer", self._wait, parent=self)
        rows.addLayout(
            _row(
                danger_button("Close and lose them", self._lose, parent=self),
                None,
                button("Keep working", self.reject, parent=self),
                wait,
            )
        )
        wait.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Say why no copy could be kept; another folder can be chosen."""
        say(self._trouble, sentence)
        self._keep.setEnabled(True)

    def _kept_here(self) -> None:
        self._keep.setEnabled(False)
        say(self._trouble, "")
        self.keep_copy.emit()

    def _wait(self) -> None:
        self.accept()
        self.wait_longer.emit()

    def _lose(self) -> None:
        self.reject()
        self.give_up.emit()


def _row(*parts: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
