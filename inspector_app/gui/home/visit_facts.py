"""The facts of the visit that is chosen, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.home.visit_list import facts
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import field_label, heading, plain, say, trouble
from inspector_app.visit.lines import VisitSummary


class VisitFacts(QWidget):
    """Says what is wanted of the visit that is shown."""

    open_wanted = Signal()
    export_wanted = Signal()
    destroy_wanted = Signal()
    backups_wanted = Signal()
    archive_wanted = Signal()
    hold_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The visit that is chosen")
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = heading("", self)
        self._name.setWordWrap(True)
        self._trouble = trouble("", self)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(style.space(4))
        self._facts.setVerticalSpacing(style.space(1))
        self._open = primary_button("Open", self.open_wanted.emit, parent=self)
        self._export = button("Export…", self.export_wanted.emit, icon="send-out", key="Ctrl+E", parent=self)
        self._destroy = button("Destroy…", self.destroy_wanted.emit, icon="bin", parent=self)
        self._backups = button("Backups…", self.backups_wanted.emit, icon="clock", key="Ctrl+B", parent=self)
        self._archive = button("Archive…", self.archive_wanted.emit, icon="folder", key="Ctrl+Shift+A", parent=self)
        self._hold = button("Hold…", self.hold_wanted.emit, icon="shield", key="Ctrl+Shift+H", parent=self)
        self._repair = primary_button("Repair…", self.repair_wanted.emit, parent=self)
        safe = QHBoxLayout()
        safe.addWidget(self._backups)
        safe.addWidget(self._archive)
        safe.addWidget(self._hold)
        safe.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._open)
        foot.addWidget(self._repair)
        foot.addStretch(1)
        foot.addWidget(self._export)
        foot.addWidget(self._destroy)
        rows: QVBoxLayout = column(self, margin=5, spacing=4)
        rows.addWidget(self._name)
        rows.addWidget(self._trouble)
        rows.addLayout(self._facts)
        rows.addStretch(1)
        rows.addLayout(safe)
        rows.addLayout(foot)

    def show_visit(self, visit: VisitSummary | None) -> None:
        """Show the facts of a visit; none: there is nothing to do."""
        while self._facts.rowCount():
            self._facts.removeRow(0)
        self._name.setText((visit.authority or "New visit") if visit else "")
        say(self._trouble, visit.fault if visit else "")
        for label, words in facts(visit, date.today()) if visit else []:
            told = plain(words, self)
            told.setContentsMargins(0, style.space(1.5), 0, 0)
            self._facts.addRow(field_label(label, self), told)
        readable = visit is not None and not visit.fault
        faulty = visit is not None and bool(visit.fault)
        self._open.setEnabled(readable)
        self._open.setVisible(not faulty)
        self._repair.setVisible(faulty)
        self._backups.setEnabled(visit is not None)
        self._archive.setEnabled(readable)
        self._hold.setEnabled(visit is not None)
        self._hold.setText("Lift the hold…" if visit is not None and visit.held_because else "Hold…")
        self._hold.setAccessibleName(self._hold.text())
        self._export.setEnabled(readable)
        self._destroy.setEnabled(visit is not None)
