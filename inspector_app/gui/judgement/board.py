"""The board: columns side by side over one model, one selection, and a key for everything that a mouse can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement import acts
from inspector_app.gui.judgement.column import BoardColumn
from inspector_app.gui.judgement.model import BoardModel
from inspector_app.gui.judgement.rows import UNSORTED, CardRow, ColumnRows, FindingRow, Row
from inspector_app.visit.change import Step
from inspector_app.visit.entities import Bearing, Finding
from inspector_app.visit.identifiers import new_id

_ANY_WIDTH = 16_777_215
"""Qt's own largest width."""


class Board(QWidget):
    """Says what a person did as steps to be written; shows what it is given."""

    asked = Signal(object, str)
    """A Step to write, and the key of the row that should then be current."""
    current_changed = Signal()
    opened = Signal()
    """The current row is to be worked on in the panel."""
    link_wanted = Signal()
    """The cards that are picked are to be linked to a finding found by typing."""
    refused = Signal(str)
    """A key that means nothing here: why, in a sentence."""

    def __init__(self, framework: Framework, inspectors: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BoardModel(framework, inspectors)
        self.model.setParent(self)
        self.selection = QItemSelectionModel(self.model, self)
        self._framework = framework
        self.setAccessibleName("Board")
        self.columns = [BoardColumn(self.model, UNSORTED, "Unsorted", None, None)]
        for number, category in enumerate(framework.categories, start=1):
            self.columns.append(BoardColumn(self.model, category.id, category.label, category, number))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.space(1))
        for number, column in enumerate(self.columns):
            self._row.addWidget(column, 1)
            column.view.setSelectionModel(self.selection)
            column.view.opened.connect(self.opened)
            column.view.stepped_out.connect(lambda way, at=number: self._step_out(at, way))
        self.model.asked.connect(self.asked)
        self._showing = False
        self.selection.currentChanged.connect(lambda _now, _before: None if self._showing else self.say_current())
        self.commands = self._commands()

    # -- showing

    def show_columns(self, columns: Sequence[ColumnRows], then: str = "") -> None:
        """Show these columns; what is current stays current, or `then` (a key) becomes it.

        Who asks for it says what is current afterwards (`say_current`): rows that come and go say nothing meanwhile.
        """
        wanted = then or self.current_key()
        before, self._showing = self._showing, True
        try:
            self.model.show(columns)
            self._share_width(columns)
            if wanted and self.current_key() != wanted:
                self.go_to(wanted)
        finally:
            self._showing = before

    def say_current(self) -> None:
        """Say that another row may be current, or that it may be another than it was."""
        self.current_changed.emit()

    def _share_width(self, columns: Sequence[ColumnRows]) -> None:
        any_filled = any(column.total for column in columns)
        for number, (widget, column) in enumerate(zip(self.columns, columns, strict=True)):
            widget.show_counts(column)
            # An empty column leaves its room to the others, but stays wide enough for its label and for a drop.
            narrow = any_filled and not column.total
            widget.setMaximumWidth(style.space(46) if narrow else _ANY_WIDTH)
            widget.setMinimumWidth(style.space(46))
            self._row.setStretch(number, 0 if narrow else 1)

    def current_row(self) -> Row | None:
        """Return the row that the keyboard is on, or None."""
        index = self.selection.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def current_key(self) -> str:
        """Return the key of the current row, or nothing."""
        row = self.current_row()
        return row.key if row is not None else ""

    def go_to(self, key: str, *, focus: bool = False) -> bool:
        """Make a row current and bring it into sight; False where it is not shown."""
        index = self.model.reveal(key)
        column = self._column_of(index)
        if column is None:
            return False
        self.selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        column.view.scrollTo(index)
        if focus:
            column.view.setFocus()
        return True

    def go_to_first_card(self) -> None:
        """Put the keyboard on the first unsorted card, or where none is shown on the first row that is."""
        first = self.model.index(0, 0, self.columns[0].view.rootIndex())
        if first.isValid():
            self.selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the current row, or on the first column that has rows."""
        column = self._column_of(self.selection.currentIndex())
        filled = [each for each in self.columns if self.model.rowCount(each.view.rootIndex())]
        (column or (filled or self.columns)[0]).view.setFocus()

    def picked(self) -> list[acts.Picked]:
        """Return the cards that are selected."""
        return self.model.picked(self.selection.selectedIndexes())

    def picked_findings(self) -> list[Finding]:
        """Return the findings that are selected."""
        return self.model.picked_findings(self.selection.selectedIndexes())

    def fold_all(self, folded: bool) -> None:
        """Fold or unfold every finding."""
        current = self.current_row()
        rows = [row for category in self._framework.categories for row in self.model.finding_rows(category.id)]
        self.model.fold([row.key for row in rows], folded)
        if isinstance(current, CardRow) and current.finding and folded:
            self.go_to(f"finding:{current.finding}")
        elif current is not None:
            self.go_to(current.key)

    # -- what keys do

    def _commands(self) -> list[QAction]:
        made = [
            self._command("New finding from the cards", "F", self._new_finding),
            self._command("Put the cards on a finding…", "L", self._link),
            self._command("The cards support", "S", lambda: self._set_bearing("supports")),
            self._command("The cards contradict", "C", lambda: self._set_bearing("contradicts")),
            self._command("Take off the finding, or remove the finding", "Del", self._take_away),
            self._command("Edit the finding's words", "E", self.opened.emit),
            self._command("Move up", "Ctrl+Up", lambda: self._move(-1)),
            self._command("Move down", "Ctrl+Down", lambda: self._move(1)),
            self._command("Move the finding to the category on the left", "Ctrl+Left", lambda: self._move_across(-1)),
            self._command("Move the finding to the category on the right", "Ctrl+Right", lambda: self._move_across(1)),
            self._command("Back to unsorted", "0", self._unsort),
        ]
        for number, category in enumerate(self._framework.categories[:9], start=1):
            words = f"To {category.label.lower()}"
            made.append(self._command(words, str(number), partial(self._to_category, category.id)))
        return made

    def _command(self, words: str, key: str, do: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: do())
        self.addAction(action)
        return action

    def _to_category(self, category: str) -> None:
        """A finding moves there; cards make a new finding there."""
        findings = self.picked_findings()
        if findings and all(finding.category == category for finding in findings):
            self.refused.emit("It stands in that category already.")
            return
        if findings:
            among = self.model.findings_in(category)
            self._ask(acts.move_findings(findings, category, among, len(among)), f"finding:{findings[0].id}")
            return
        picked = self.picked()
        if not picked:
            self.refused.emit("Choose a card or a finding first.")
            return
        finding, among = new_id(), self.model.findings_in(category)
        self._ask(acts.new_finding(finding, category, picked, among, len(among)), f"finding:{finding}")

    def _new_finding(self) -> None:
        """In the category in which the cards lie; unsorted cards are asked where."""
        picked = self.picked()
        if not picked:
            self.refused.emit("Choose the cards first from which the finding is to be made.")
            return
        home = next((one.finding for one in picked if one.finding), None)
        category = next((finding.category for finding in self.model.all_findings() if finding.id == home), None)
        if category is not None:
            self._to_category(category)
            return
        menu = QMenu("New finding in", self)
        menu.setAccessibleName("New finding in")
        for number, each in enumerate(self._framework.categories, start=1):
            action = menu.addAction(
                style.icon(style.TONE_ICONS[each.tone], f"tone_{each.tone}"), f"&{number}  {each.label}"
            )
            action.triggered.connect(lambda _checked=False, wanted=each.id: self._to_category(wanted))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._below_current())

    def _link(self) -> None:
        if self.picked():
            self.link_wanted.emit()
        else:
            self.refused.emit("Choose the cards first that are to be put on a finding.")

    def _set_bearing(self, bearing: Bearing) -> None:
        picked = [one for one in self.picked() if one.finding]
        if not picked:
            self.refused.emit("Only a card that lies on a finding supports or contradicts it.")
        self._ask(acts.set_bearing(picked, bearing), self.current_key())

    def _take_away(self) -> None:
        findings = self.picked_findings()
        neighbour = self._neighbour_key()
        if findings:
            self._ask(acts.remove_findings(findings), neighbour)
        else:
            self._ask(acts.unsort(self.picked()), neighbour)

    def _unsort(self) -> None:
        picked = self.picked()
        if picked:
            self._ask(acts.unsort(picked), f"card:{picked[0].card.id}@")

    def _move(self, way: int) -> None:
        """Move the current finding in its column, or the current card on its finding, by one place."""
        row, index = self.current_row(), self.selection.currentIndex()
        if isinstance(row, FindingRow):
            category = row.finding.category
            at = self.model.place_among_findings(index) + (2 if way > 0 else -1)
            if 0 <= at <= len(self.model.finding_rows(category)):
                among, place = self.model.findings_in(category), self.model.place_in_category(category, at)
                self._ask(acts.move_findings([row.finding], category, among, place), row.key)
        elif isinstance(row, CardRow) and row.finding:
            above = self.model.finding_of(index)
            on = self.model.row(above)
            at = index.row() - above.row() - 1 + (2 if way > 0 else -1)
            if isinstance(on, FindingRow) and 0 <= at <= len(on.cards):
                picked = [acts.Picked(row.card, row.finding)]
                place = len(on.finding.evidence) if at == len(on.cards) else self._link_place(on, at)
                self._ask(acts.put_on_finding(picked, on.finding, place), row.key)

    @staticmethod
    def _link_place(on: FindingRow, at: int) -> int:
        shown = on.cards[at].card.id
        return next(place for place, link in enumerate(on.finding.evidence) if link.evidence == shown)

    def _move_across(self, way: int) -> None:
        findings = self.picked_findings()
        if not findings:
            self.refused.emit("Only findings move between categories. For cards press 1 to 9, or L.")
            return
        ids = [category.id for category in self._framework.categories]
        at = ids.index(findings[0].category) + way
        if 0 <= at < len(ids):
            self._to_category(ids[at])

    def _ask(self, step: Step | None, then: str) -> None:
        if step is not None:
            self.asked.emit(step, then)

    # -- finding one's way

    def _step_out(self, at: int, way: int) -> None:
        """Go to the next column that has rows, at the same height."""
        here = self.columns[at].view
        y = here.visualRect(here.currentIndex()).center().y()
        others = self.columns[at + 1 :] if way > 0 else self.columns[:at][::-1]
        for column in others:
            rows = self.model.rowCount(column.view.rootIndex())
            if not rows:
                continue
            index = column.view.indexAt(QPoint(1, y))
            if not index.isValid():
                index = self.model.index(0 if y < 0 else rows - 1, 0, column.view.rootIndex())
            self.selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            column.view.setFocus()
            return

    def _column_of(self, index: QModelIndex) -> BoardColumn | None:
        return next((column for column in self.columns if column.view.holds(index)), None)

    def _neighbour_key(self) -> str:
        """Return the row that should be current when the current one has gone: the next, else the one before."""
        index = self.selection.currentIndex()
        row = self.model.row(index)
        gone = len(row.cards) if isinstance(row, FindingRow) and not self.model.is_folded(row.key) else 0
        below, above = (self.model.row(index.siblingAtRow(index.row() + way)) for way in (1 + gone, -1))
        if isinstance(row, CardRow) and not (isinstance(below, CardRow) and below.finding == row.finding):
            below, above = above, below
        beside = below or above
        return beside.key if beside is not None else ""

    def _below_current(self) -> QPoint:
        index = self.selection.currentIndex()
        column = self._column_of(index) or self.columns[0]
        return column.view.viewport().mapToGlobal(column.view.visualRect(index).bottomLeft())
