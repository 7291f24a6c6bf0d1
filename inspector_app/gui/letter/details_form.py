"""The letter's date, who signs it, and what is enclosed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.gui.letter.signatory_list import SignatoryList
from inspector_app.gui.widgets.fields import DateField, ListField
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.visit.entities import Inspector
from inspector_app.visit.letter_entities import Letter


class DetailsForm(QWidget):
    """Says `edited` with a field of the letter and its value, and `chosen` with one that was not typed."""

    edited = Signal(str, object)
    chosen = Signal(str, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Date, signatories, enclosures")
        self._date = DateField("Date of the letter")
        self.people = SignatoryList(self)
        self._enclosures = ListField("Enclosures", "What goes with the letter, a line each")
        form = FormRows(self)
        form.add("Date of the letter", self._date)
        form.add("Signed by", self.people)
        form.add("Enclosures", self._enclosures)
        rows = QVBoxLayout(self)
        rows.addWidget(heading("Date, signatories, enclosures", self))
        rows.addWidget(form)
        rows.addWidget(hint("Addressees and those who are sent a copy are among the visit's details.", self))
        rows.addStretch(1)
        self.setFocusProxy(self._date)
        self._date.edited.connect(lambda day: self.edited.emit("date", day))
        self._enclosures.edited.connect(lambda lines: self.edited.emit("enclosures", lines))
        self.people.changed.connect(lambda people: self.chosen.emit("signatories", people))
        for field in (self._date, self._enclosures):
            field.left.connect(self.left)

    def show_letter(self, letter: Letter, team: Sequence[Inspector], typed: Sequence[str]) -> None:
        """Show a letter; fields named in `typed` are left as they are being typed."""
        if "date" not in typed:
            self._date.set_value(letter.date.isoformat() if letter.date else None)
        if "enclosures" not in typed:
            self._enclosures.set_value(letter.enclosures)
        self.people.show_people(team, letter.signatories)
