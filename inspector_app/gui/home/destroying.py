"""Destroying a visit: asked for by typing the authority's name, and certified afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, danger_button, primary_button
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain
from inspector_app.visit.destroyed import DestructionNote


class DestroyDialog(QDialog):
    """Accepted only once the authority's name has been typed as it stands."""

    def __init__(self, authority: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Destroy this visit")
        self.setMinimumWidth(style.measure("notes"))
        self._authority = authority
        self._line = LineField("Name of the authority", authority)
        rows = column(self)
        rows.addWidget(heading("Destroy this visit for good?", self))
        rows.addWidget(
            plain(
                "Its key is destroyed first, then its files and every backup on this laptop. Nobody can bring it back: "
                "not the notes, not the evidence, not the signed letter. Copies elsewhere are not touched.",
                self,
            )
        )
        rows.addWidget(plain(f"To go on, type the name of the authority: {authority}", self))
        rows.addWidget(self._line)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Keep the visit", self.reject, parent=self))
        self._destroy = danger_button("Destroy", self.accept, parent=self)
        self._destroy.setEnabled(False)
        foot.addWidget(self._destroy)
        rows.addLayout(foot)
        self._line.edited.connect(lambda typed: self._destroy.setEnabled(_same(typed, authority)))
        self._line.setFocus()


class NoteDialog(QDialog):
    """The certificate of what was destroyed; it can be kept as a text file."""

    def __init__(self, note: DestructionNote, window: PageWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Destroyed")
        self.setMinimumWidth(style.measure("notes"))
        self._note = note
        self._window = window
        text = QPlainTextEdit(certificate(note), self)
        text.setReadOnly(True)
        text.setAccessibleName("Certificate of destruction")
        rows = column(self)
        rows.addWidget(heading("The visit has been destroyed", self))
        rows.addWidget(text)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Keep this certificate…", self._keep, parent=self))
        foot.addWidget(primary_button("Close", self.accept, parent=self))
        rows.addLayout(foot)

    def _keep(self) -> None:
        path = self._window.ask_to_save("Keep the certificate", "destroyed.txt", "Text (*.txt)")
        if path is not None:
            path.write_text(certificate(self._note), encoding="utf-8")


def certificate(note: DestructionNote) -> str:
    """Return the certificate as text: what, when, by whom, and the fingerprints of the files."""
    lines = [
        "Certificate of destruction",
        "",
        f"Visit: {note.authority} ({note.id})",
        f"Destroyed: {note.at} by {note.by}",
        "",
        "Files (SHA-256 before they were destroyed):",
        *(f"{digest}  {name}" for name, digest in note.files.items()),
    ]
    return "\n".join(lines) + "\n"


def _same(typed: object, authority: str) -> bool:
    return isinstance(typed, str) and " ".join(typed.casefold().split()) == " ".join(authority.casefold().split())
