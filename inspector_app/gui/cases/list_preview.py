"""A look at the council's list before anything of it is taken in: which column is which, and which are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.cases.sampling_acts import ListWanted
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import ChoiceField
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import heading, hint, say, trouble
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.tick_list import TickList
from inspector_app.visit.sampling import KNOWN_COLUMNS, REFERENCE

if TYPE_CHECKING:
    from inspector_app.exchange.frame_file import FrameSheet

_LABELS = {"reference": "Reference", "team": "Team", "status": "Open or closed", "pathway": "What it is"}
_HOW = (
    "Say which column holds the reference code, and which others the sample may be divided by. Columns that name "
    "people are never taken in; of the others only those chosen here are kept, encrypted, with the visit."
)


class ListPreview(QWidget):
    """Says `wanted` with the ListWanted that was chosen, `given_up` on Escape."""

    wanted = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The council's list before it is brought in")
        self._path = Path()
        self._sheets: tuple[FrameSheet, ...] = ()
        self._remembered: Mapping[str, str] = {}
        self._columns: dict[str, ChoiceField] = {}
        self._sheet: ChoiceField | None = None
        self._others: TickList | None = None
        self._name = heading("", self)
        self._missing = trouble("", self)
        self._read = hint("", self)
        self._chooser = QWidget(self)
        self._table = QTableWidget(self)
        self._dress_table()
        self._lay_out()

    def show_list(self, path: Path, sheets: Sequence[FrameSheet], remembered: Mapping[str, str]) -> None:
        """Show a list; `remembered` is the mapping of the list before, column id to heading."""
        self._path, self._remembered = path, remembered
        self._sheets = tuple(sheet for sheet in sheets if sheet.headings) or tuple(sheets[:1])
        self._show_sheet(self._likely_sheet())
        self._columns[REFERENCE].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_progress(self, rows: int) -> None:
        """Say how many rows have been read."""
        self._read.setText(f"{rows:,} rows read")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives it up, Enter brings it in."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bring_in()
        else:
            super().keyPressEvent(event)

    def _likely_sheet(self) -> FrameSheet:
        """Return the first sheet that seems to have a column of references, else the first."""
        from inspector_app.exchange.frame_columns import suggest_columns

        likely = (each for each in self._sheets if REFERENCE in suggest_columns(each.headings, self._remembered))
        return next(likely, self._sheets[0])

    def _show_sheet(self, sheet: FrameSheet) -> None:
        from inspector_app.exchange.frame_columns import identifies, looks_personal, suggest_columns

        self._name.setText(self._path.name)
        self._read.setText("")
        suggested = suggest_columns(sheet.headings, self._remembered)
        choices = [(each, each) for each in sheet.headings if not identifies(each)]
        form = FormRows(self)
        if len(self._sheets) > 1:
            self._sheet = ChoiceField("Sheet", [(str(each.name), str(each.name)) for each in self._sheets], none="")
            self._sheet.set_value(str(sheet.name))
            self._sheet.changed.connect(self._sheet_chosen)
            form.add("Sheet", self._sheet)
        for name in KNOWN_COLUMNS:
            made = self._columns[name] = ChoiceField(_LABELS[name], choices, none="Not in the list")
            made.set_value(suggested.get(name))
            made.changed.connect(lambda _value: self._mark(sheet))
            form.add(_LABELS[name], made)
        others = [each for each, _ in choices if each not in suggested.values()]
        words = [f"{each} (tells what is theirs alone)" if looks_personal(each) else each for each in others]
        self._others = TickList([Option(o, w) for o, w in zip(others, words, strict=True)], "Further columns", self)
        again = [each for each in others if each in self._remembered.values() and not looks_personal(each)]
        self._others.set_value(again)
        self._others.changed.connect(lambda _value: self._mark(sheet))
        form.add("Also kept", self._others)
        old, self._chooser = self._chooser, form
        form.setFixedWidth(style.space(104))
        self._body.replaceWidget(old, form)
        old.setParent(None)
        old.deleteLater()
        self._fill(sheet)
        self._mark(sheet)

    def _sheet_chosen(self, name: object) -> None:
        self._show_sheet(next(each for each in self._sheets if str(each.name) == name))
        if self._sheet is not None:
            self._sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> dict[str, str]:
        """Return the columns that are kept, id to heading; what is ticked takes the place of no known column."""
        known = {name: str(field.value()) for name, field in self._columns.items() if field.value() is not None}
        others = self._others.value() if self._others is not None else ()
        return {each: each for each in others if each not in known.values()} | known

    def _fill(self, sheet: FrameSheet) -> None:
        self._table.setColumnCount(len(sheet.headings))
        self._table.setRowCount(len(sheet.first_rows))
        for row, values in enumerate(sheet.first_rows):
            for place, words in enumerate(values):
                self._table.setItem(row, place, QTableWidgetItem(words))

    def _mark(self, sheet: FrameSheet) -> None:
        """Strike out the columns that are left out, and say of the others what they are."""
        from inspector_app.exchange.frame_columns import identifies

        kept = {head: name for name, head in self._chosen().items()}
        for place, head in enumerate(sheet.headings):
            item = QTableWidgetItem(head)
            font = QFont(style.font())
            font.setStrikeOut(head not in kept)
            font.setBold(head in kept)
            item.setFont(font)
            item.setToolTip(f"kept as {_LABELS.get(kept[head], kept[head])}" if head in kept else "left out")
            self._table.setHorizontalHeaderItem(place, item)
            for row in range(self._table.rowCount()):
                cell = self._table.item(row, place)
                if cell is not None:
                    cell.setForeground(style.colour("text" if head in kept else "text_muted"))
        personal = [head for head in sheet.headings if identifies(head)]
        told = f"Never taken in, because they name people: {', '.join(personal)}. " if personal else ""
        left = len(sheet.headings) - len(kept) - len(personal)
        self._left_out.setText(f"{told}{left} more left out; {len(kept)} kept. Struck out is left out.")
        say(self._missing, "" if REFERENCE in self._chosen() else "Say which column holds the reference code.")

    def _bring_in(self) -> None:
        columns = self._chosen()
        if REFERENCE in columns:
            sheet = self._sheet.value() if self._sheet is not None and len(self._sheets) > 1 else self._sheets[0].name
            name = None if sheet is None else str(sheet)
            self.wanted.emit(ListWanted(path=self._path, sheet=name, columns=columns))
        else:
            self._columns[REFERENCE].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _dress_table(self) -> None:
        self._table.setAccessibleName("First rows of the list")
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setCornerButtonEnabled(False)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def _lay_out(self) -> None:
        self._left_out = hint("", self)
        right = QVBoxLayout()
        right.addWidget(self._table, 1)
        right.addWidget(self._left_out)
        self._body = QHBoxLayout()
        self._body.setSpacing(style.space(4))
        self._body.addWidget(self._chooser, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(primary_button("Bring it in", self._bring_in, parent=self))
        foot.addWidget(button("Cancel", self.given_up.emit, key="Esc", parent=self))
        foot.addWidget(self._read, 1)
        rows = column(self, margin=3, spacing=2)
        rows.addWidget(self._name)
        rows.addWidget(hint(_HOW, self))
        rows.addLayout(self._body, 1)
        rows.addWidget(self._missing)
        rows.addLayout(foot)
