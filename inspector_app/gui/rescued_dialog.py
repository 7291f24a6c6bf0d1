"""A look at what is in a rescue copy, beside what stands in the visit now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import primary_button
from inspector_app.gui.widgets.form_rows import column, scrolling
from inspector_app.gui.widgets.headings import field_label, heading, hint
from inspector_app.visit.typed_words import words

if TYPE_CHECKING:
    from inspector_app.store.rescue import RescuedText


class RescuedDialog(QDialog):
    """Each text that differs: now, and as it was kept. It changes nothing; the words can be copied."""

    def __init__(self, texts: Sequence[RescuedText], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("What was kept")
        self.setMinimumSize(style.measure("notes"), style.space(100))
        rows = column(self)
        inner = QWidget(self)
        inner.setAccessibleName("What was kept")
        held = QVBoxLayout(inner)
        if not texts:
            held.addWidget(hint("No text in it differs from what stands in the visit now.", inner))
        for text in texts:
            name = f"{text.entity}: {text.field.partition('/')[0].replace('_', ' ')}"
            held.addWidget(heading(f"{name[:1].upper()}{name[1:]} ({words(text.words())} more)", inner))
            for label, value in (("Now", text.present), ("Kept", text.kept)):
                held.addWidget(field_label(label, inner))
                held.addWidget(_shown(f"{label}, {name}", value, inner))
        held.addStretch(1)
        rows.addWidget(scrolling(inner), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(primary_button("Close", self.accept, parent=self))
        rows.addLayout(row)


def _shown(name: str, text: str, parent: QWidget) -> QPlainTextEdit:
    made = QPlainTextEdit(text, parent)
    made.setReadOnly(True)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(style.space(24))
    return made
