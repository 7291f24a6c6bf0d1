"""What is asked when the window is to close and the disk has not taken everything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, danger_button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain


class ClosingDialog(QDialog):
    """Wait longer, keep working (the words stay in the window), or close and lose what is not saved."""

    wait_longer = Signal()
    give_up = Signal()

    def __init__(self, error: InspectorError, waiting: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not everything is saved")
        self.setMinimumWidth(style.measure("notes"))
        changes = "1 change is" if waiting == 1 else f"{waiting} changes are"
        rows = column(self)
        rows.addWidget(heading(f"{changes} not on the disk yet", self))
        rows.addWidget(plain(f"{error.sentence} {error.next_step}".strip(), self))
        rows.addWidget(
            plain("Your words stay in the window as long as it is open, and are saved when the disk allows.", self)
        )
        row = QHBoxLayout()
        row.addWidget(danger_button("Close and lose them", self._lose, parent=self))
        row.addStretch(1)
        row.addWidget(button("Keep working", self.reject, parent=self))
        wait = primary_button("Wait longer", self._wait, parent=self)
        row.addWidget(wait)
        rows.addLayout(row)
        wait.setFocus()

    def _wait(self) -> None:
        self.accept()
        self.wait_longer.emit()

    def _lose(self) -> None:
        self.reject()
        self.give_up.emit()
