"""What stands around a record's form: the open records as tabs, and a band where something is to be said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.record_tabs import RecordTabs


class RecordFrame(QWidget):
    """The form held to the left, so that on a wide screen no label is far from its field."""

    def __init__(self, form: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs = RecordTabs(self)
        inside = QWidget(self)
        inside.setMaximumWidth(style.measure("notes") + style.space(60))
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.tabs)
        self._rows.addWidget(form, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1000)
        row.addStretch(1)

    def add_below(self, strip: QWidget) -> None:
        """Put a strip below the form."""
        self._rows.addWidget(strip)

    def add_band(self, band: QWidget) -> None:
        """Put a band between the tabs and the form."""
        band.setContentsMargins(style.space(3), style.space(2), style.space(3), 0)
        self._rows.insertWidget(1, band, 0, Qt.AlignmentFlag.AlignTop)
