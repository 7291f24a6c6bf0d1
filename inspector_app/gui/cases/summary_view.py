"""The summary over the sample: the table of counts, and beside it the cases behind the count that has the cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.cases.summary_table import SummaryTable
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.visit.case_summary import SummaryCell, SummaryLine, case_summary, summary_by_stratum
from inspector_app.visit.contents import CaseContents
from inspector_app.visit.entities import Case

_HOW = "Arrows move, E makes evidence of a count, Enter goes to its cases, S counts by stratum. The words are the "
_WHOSE = "framework's for that share of the cases; those that left the sample are not counted."
_RECORD = Qt.ItemDataRole.UserRole


class SummaryView(QWidget):
    """Says `taken` with the line and cell that evidence is made of, `case_wanted` with the record of a case."""

    taken = Signal(object, object)
    case_wanted = Signal(str)

    def __init__(self, framework: Framework, contents: Callable[[], CaseContents]) -> None:
        super().__init__()
        self.setAccessibleName("Summary")
        self._framework = framework
        self._contents = contents
        self._references: dict[str, str] = {}
        self._table = SummaryTable(framework.proportions, self)
        self._table.taken.connect(self.taken)
        self._table.moved.connect(self._show_behind)
        self._table.entered.connect(self._to_cases)
        self._by_stratum = QCheckBox("By stratum (S)", self)
        self._by_stratum.setAccessibleName("Count by stratum")
        self._by_stratum.toggled.connect(lambda _on: self.count(self._contents()))
        self._behind = heading("Cases behind the count", self)
        self._behind.setWordWrap(True)
        self._cases = _CaseList(self)
        self._cases.wanted.connect(self.case_wanted)
        self._cases.left.connect(lambda: self._table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._table.strata_wanted.connect(self._by_stratum.toggle)
        self._lay_out()
        self.setFocusProxy(self._table)

    def count(self, contents: CaseContents) -> None:
        """Count the cases of a visit and show what comes of it."""
        cases = (record.details for record in contents.records)
        self._references = {case.id: case.reference or "?" for case in cases if isinstance(case, Case)}
        counted = summary_by_stratum if self._by_stratum.isChecked() else case_summary
        self._table.show_lines(counted(contents, self._framework))

    def _show_behind(self, line: SummaryLine, cell: SummaryCell) -> None:
        part = f" ({line.stratum})" if line.stratum else ""
        self._behind.setText(f"{line.label}{part}: {cell.label.lower()}")
        known = sorted((self._references[each], each) for each in cell.cases if each in self._references)
        self._cases.show_cases(known)

    def _to_cases(self) -> None:
        if self._cases.count():
            self._cases.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._cases.setCurrentRow(max(0, self._cases.currentRow()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(style.space(4))
        top.addWidget(hint(_HOW + _WHOSE, self), 1)
        top.addWidget(self._by_stratum, 0, Qt.AlignmentFlag.AlignTop)
        side = QWidget(self)
        side.setFixedWidth(style.space(50))
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(style.space(2))
        beside.addWidget(self._behind)
        beside.addWidget(self._cases, 1)
        beside.addWidget(hint("Enter opens a case, Escape goes back to the counts.", side))
        panes = QHBoxLayout()
        panes.setSpacing(style.space(3))
        panes.addWidget(self._table, 1)
        panes.addWidget(side)
        rows = column(self, margin=3, spacing=2)
        rows.addLayout(top)
        rows.addLayout(panes, 1)


class _CaseList(QListWidget):
    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Cases behind the count")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.itemDoubleClicked.connect(lambda item: self.wanted.emit(item.data(_RECORD)))

    def show_cases(self, cases: list[tuple[str, str]]) -> None:
        self.clear()
        for reference, record in cases:
            item = QListWidgetItem(reference, self)
            item.setData(_RECORD, record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.wanted.emit(item.data(_RECORD))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
