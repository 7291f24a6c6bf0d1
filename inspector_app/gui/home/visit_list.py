"""The visits on this laptop as a list, and the facts of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView

from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.row_delegate import ROW, Row, RowDelegate
from inspector_app.visit.letter_entities import LetterState
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.names import in_words, visit_dates_in_words
from inspector_app.visit.retention import is_due, reasons_in_words

_STATES: dict[LetterState, Chip] = {
    "draft": Chip("Letter in draft", "pen", "neutral"),
    "quality-assured": Chip("Quality assured", "tick", "satisfactory"),
    "signed": Chip("Signed", "signature", "strength"),
    "issued": Chip("Issued", "letter", "strength"),
}
_COUNTED = (
    ("observations", "observation", "observations"),
    ("interviews", "interview", "interviews"),
    ("cases", "case", "cases"),
    ("documents", "document", "documents"),
    ("evidence", "piece of evidence", "pieces of evidence"),
    ("findings", "finding", "findings"),
)


class VisitList(QListView):
    """Says `chosen` when another visit is looked at, and `opened` when it is to be opened."""

    chosen = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Visits on this laptop")
        self._visits: tuple[VisitSummary, ...] = ()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit())

    def show_visits(self, visits: Sequence[VisitSummary]) -> None:
        """Show these visits; the one that was chosen stays so."""
        before = self.visit()
        self._visits = tuple(visits)
        self._model.clear()
        for visit in self._visits:
            row = _row(visit)
            item = QStandardItem(row.spoken())
            item.setEditable(False)
            item.setData(row, ROW)
            self._model.appendRow(item)
        kept = next((at for at, visit in enumerate(visits) if before is not None and visit.id == before.id), 0)
        self.selectionModel().setCurrentIndex(
            self._model.index(kept, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.chosen.emit()

    def choose(self, visit_id: str) -> None:
        """Choose a visit."""
        for at, visit in enumerate(self._visits):
            if visit.id == visit_id:
                self.setCurrentIndex(self._model.index(at, 0))

    def visit(self) -> VisitSummary | None:
        """Return the visit that is chosen, or None."""
        at = self.currentIndex().row()
        return self._visits[at] if 0 <= at < len(self._visits) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.visit() is not None:
            self.opened.emit()
            return
        super().keyPressEvent(event)


def _row(visit: VisitSummary) -> Row:
    if visit.fault:
        return Row(visit.authority, "Cannot be opened", visit_dates_in_words(visit.days), "warning", "error")
    chips = [_STATES[visit.state]]
    if concerns := visit.counts.get("open-concerns", 0):
        chips.insert(0, Chip(f"{concerns} open", "flag", "priority"))
    if visit.held_because:
        chips.append(Chip("On hold", "shield", "neutral"))
    elif is_due(visit, date.today()):
        chips.append(Chip("Time is over", "clock", "development", said="its time to be kept is over"))
    return Row(
        visit.authority or "New visit",
        visit.framework_name,
        visit_dates_in_words(visit.days),
        "folder",
        chips=tuple(chips),
    )


def facts(visit: VisitSummary, today: date) -> list[tuple[str, str]]:
    """Return what is told of a visit, as pairs of label and words."""
    told = [
        ("Days", visit_dates_in_words(visit.days) or "Not set yet"),
        ("Kind", visit.framework_name),
        ("Letter", _STATES[visit.state].word),
        ("Holds", counted(visit)),
    ]
    if visit.retention_until is not None:
        over = visit.retention_until < today
        told.append(("Keep until", in_words(visit.retention_until) + (" – that day has passed" if over else "")))
    if visit.held_because:
        told.append(("On hold", reasons_in_words(visit.held_because)))
    return told


def counted(visit: VisitSummary) -> str:
    """Return what a visit holds, in words."""
    return counted_words(visit.counts)


def counted_words(counts: Mapping[str, int]) -> str:
    """Return counts of a visit's things in words."""
    parts = []
    for key, one, many in _COUNTED:
        count = counts.get(key, 0)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return ", ".join(parts) or "Nothing yet"
