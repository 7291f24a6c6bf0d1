"""The code of an archive that is to be brought back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from inspector_app.errors import InspectorError, RecoveryCodeMistyped, WrongRecoveryCode
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain, say, trouble
from inspector_app.gui.widgets.secret_line import code_line


class ArchiveCodeDialog(QDialog):
    """Asks for the code, brings the visit back, and says `brought_back` with its id; a wrong code may be mended."""

    brought_back = Signal(str)

    def __init__(self, path: Path, window: PageWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bring back an archive")
        self.setMinimumWidth(style.measure("notes"))
        self._path = path
        self._window = window
        self._line = code_line("Recovery code of the archive")
        self._trouble = trouble("", self)
        self._go = primary_button("Bring it back", self._bring_back, parent=self)
        self._rows = rows = column(self)
        rows.addWidget(heading("Type the archive’s recovery code", self))
        rows.addWidget(plain(f"It was shown when {path.name} was written: eight groups of five letters.", self))
        rows.addWidget(self._line)
        rows.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", self.reject, parent=self))
        foot.addWidget(self._go)
        rows.addLayout(foot)
        self._line.setFocus()

    def _bring_back(self) -> None:
        archives, path, code = self._window.profile.archives, self._path, self._line.text()
        self._go.setEnabled(False)
        self._window.run_in_background(
            lambda: archives.bring_back(path, code),
            self._back,
            "Bringing the visit back",
            self._failed,
            given_up=self.reject,
        )

    def _back(self, visit_id: str) -> None:
        self.accept()
        self.brought_back.emit(visit_id)

    def _failed(self, error: InspectorError) -> None:
        self._go.setEnabled(True)
        if isinstance(error, (RecoveryCodeMistyped, WrongRecoveryCode)):
            say(self._trouble, f"{error.sentence} {error.next_step}".strip())
            self.resize(self.width(), self._rows.totalHeightForWidth(self.width()))
            self._line.setFocus()
            return
        self.reject()
        self._window.tell(error)
