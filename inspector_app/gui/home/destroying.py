"""Destroying a visit: asked for by typing the authority's name, and certified afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button, danger_button, primary_button
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain, say, trouble
from inspector_app.visit.destroyed import DestructionNote
from inspector_app.visit.destruction_words import copies_in_words
from inspector_app.visit.names import in_words

if TYPE_CHECKING:
    from inspector_app.destroying import Destroyed


class DestroyDialog(QDialog):
    """Accepted only once the authority's name has been typed as it stands."""

    def __init__(self, authority: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Destroy this visit")
        self.setMinimumWidth(style.measure("notes"))
        self._authority = authority
        self._line = LineField("Name of the authority")
        rows = column(self)
        rows.addWidget(heading("Destroy this visit for good?", self))
        rows.addWidget(
            plain(
                "Its key is destroyed first, then its files and every backup on this laptop. Nobody can bring it back: "
                "not the notes, not the evidence, not the signed letter. Copies elsewhere are not touched. A signed "
                "certificate says what was destroyed: you are asked where to keep it first.",
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
    """What was destroyed, where its certificate is, and what copies may exist elsewhere."""

    def __init__(self, destroyed: Destroyed, window: PageWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Destroyed")
        self.setMinimumWidth(style.measure("notes"))
        self._destroyed = destroyed
        self._window = window
        self._trouble = trouble(destroyed.trouble, self)
        text = QPlainTextEdit(summary(destroyed.note), self)
        text.setReadOnly(True)
        text.setAccessibleName("What was destroyed")
        rows = column(self)
        rows.addWidget(heading("The visit has been destroyed", self))
        rows.addWidget(plain("" if destroyed.trouble else f"The signed certificate is in {destroyed.kept}.", self))
        rows.addWidget(self._trouble)
        rows.addWidget(text)
        foot = QHBoxLayout()
        keep = button("Keep the certificate…", self._keep, parent=self)
        keep.setEnabled(bool(destroyed.certificate))
        foot.addWidget(keep)
        foot.addStretch(1)
        foot.addWidget(primary_button("Close", self.accept, parent=self))
        rows.addLayout(foot)

    def _keep(self) -> None:
        from inspector_app.exchange.private_file import write_private_file

        path = self._window.ask_to_save("Keep the certificate", "destroyed.pdf", "PDF (*.pdf)")
        if path is None:
            return
        try:
            write_private_file(path, self._destroyed.certificate)
        except InspectorError as error:
            say(self._trouble, str(error))
            return
        say(self._trouble, "")
        self._window.say(f"The certificate is in {path.name}.")


def summary(note: DestructionNote) -> str:
    """Return what was destroyed, when, by whom, and what copies may exist elsewhere."""
    count, at = len(note.files), datetime.fromisoformat(note.at)
    lines = [
        f"Visit: {note.authority} ({note.id})",
        f"Destroyed: {in_words(at.date())} at {at:%H:%M} by {note.by}",
        f"Its key, then {count} {'file' if count == 1 else 'files'}: the visit, what was attached, and their backups.",
        "",
        "Copies that may exist elsewhere",
        *(f"• {sentence}" for sentence in copies_in_words(note)),
    ]
    return "\n".join(lines) + "\n"


def _same(typed: object, authority: str) -> bool:
    return isinstance(typed, str) and " ".join(typed.casefold().split()) == " ".join(authority.casefold().split())
