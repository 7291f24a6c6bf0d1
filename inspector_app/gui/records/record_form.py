"""What a page of records asks of the form in its middle."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from inspector_app.gui.records.sources import SourceField
from inspector_app.visit.entities import Record


class RecordForm(Protocol):
    """What a page of records asks of its form."""

    def widget(self) -> QWidget:
        """Return the form itself."""

    def show_record(self, record: Record) -> None:
        """Show a record; what is being typed is not disturbed."""

    def sources(self) -> list[SourceField]:
        """Return the fields that evidence can be taken from; the notes are among them as "notes"."""

    def begin(self) -> None:
        """Put the cursor where the writing of a new record begins."""
