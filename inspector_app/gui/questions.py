"""The few things that the window asks or tells in a dialog: errors that need reading, and what cannot be undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidget, QWidget

from inspector_app.errors import FaultyFile, InspectorError
from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, danger_button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, plain


class ErrorDialog(QDialog):
    """An error for a person: the sentence, the next step, and a faulty file's faults."""

    def __init__(self, error: InspectorError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not done")
        self.setMinimumWidth(style.measure("notes"))
        rows = column(self)
        self._sentence = heading(error.sentence, self)
        self._sentence.setWordWrap(True)
        rows.addWidget(self._sentence)
        if isinstance(error, FaultyFile) and error.faults:
            faults = QListWidget(self)
            faults.setAccessibleName("Faults in the file")
            faults.setWordWrap(True)
            faults.addItems([str(fault) for fault in error.faults])
            faults.setMinimumHeight(style.measure("row") * 4)
            rows.addWidget(faults)
        if error.next_step:
            rows.addWidget(plain(error.next_step, self))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(primary_button("Close", self.accept, parent=self))
        rows.addLayout(row)


class Question(QDialog):
    """Something that cannot be undone: what would happen, and two buttons that say what they do."""

    def __init__(self, question: str, explanation: str, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setMinimumWidth(style.measure("field") + style.space(20))
        rows = column(self)
        asked = heading(question, self)
        asked.setWordWrap(True)
        rows.addWidget(asked)
        rows.addWidget(plain(explanation, self))
        row = QHBoxLayout()
        row.addStretch(1)
        keep = button(no, self.reject, parent=self)
        row.addWidget(keep)
        row.addWidget(danger_button(yes, self.accept, parent=self))
        rows.addLayout(row)
        keep.setFocus()


def tell(error: InspectorError, parent: QWidget | None = None) -> ErrorDialog:
    """Show an error without stopping the program; it closes by itself when the window does."""
    dialog = ErrorDialog(error, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def ask(question: str, explanation: str, yes: str, no: str, parent: QWidget | None = None) -> bool:
    """Ask, and wait for the answer."""
    dialog = Question(question, explanation, yes, no, parent)
    answer = dialog.exec()
    dialog.deleteLater()  # else a lock that ended it would bring it back, with nobody waiting for the answer
    return answer == int(QDialog.DialogCode.Accepted)


def ask_to_save(title: str, file_name: str, kind: str, parent: QWidget | None = None) -> Path | None:
    """Ask where to save a file."""
    path, _kind = QFileDialog.getSaveFileName(parent, title, file_name, kind)
    return Path(path) if path else None


def ask_to_open(title: str, kind: str, parent: QWidget | None = None) -> Path | None:
    """Ask which file to read."""
    path, _kind = QFileDialog.getOpenFileName(parent, title, "", kind)
    return Path(path) if path else None


def ask_for_folder(title: str, parent: QWidget | None = None) -> Path | None:
    """Ask for a folder. None: not now."""
    path = QFileDialog.getExistingDirectory(parent, title)
    return Path(path) if path else None
