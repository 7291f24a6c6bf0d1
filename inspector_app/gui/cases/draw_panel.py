"""How the sample is drawn: how many, divided by what, in what proportion, with which seed; and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui import style
from inspector_app.gui.cases.sampling_acts import DrawWanted
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.fields import ChoiceField, LineField, NumberField
from inspector_app.gui.widgets.form_rows import FormRows, column
from inspector_app.gui.widgets.headings import heading, hint, say, trouble
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.tick_list import TickList
from inspector_app.visit.file_entities import Frame
from inspector_app.visit.sampling import (
    ALGORITHM,
    ALGORITHM_TOLD,
    EQUAL,
    GIVEN,
    IN_PROPORTION,
    REFERENCE,
    FrameRow,
    new_seed,
    share_out,
    strata_of,
)

_PROPORTIONS = (
    (IN_PROPORTION, "In proportion to the cases in each"),
    (EQUAL, "As many from each"),
    (GIVEN, "Numbers of my own, typed on the right"),
)
_USUAL_SIZE = 24
_HEADINGS = ("Stratum", "Cases", "To draw")
_NAMES = {"team": "Team", "status": "Open or closed", "pathway": "What it is"}


class DrawPanel(QWidget):
    """Says `wanted` with the DrawWanted that was chosen, `given_up` on Escape."""

    wanted = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Draw a sample")
        self._frame: Frame | None = None
        self._rows: tuple[FrameRow, ...] = ()
        self._strata: dict[str, int] = {}
        self._wrong = ""
        self._name = heading("", self)
        self._size = NumberField("How many cases")
        self._proportion = ChoiceField("In what proportion", _PROPORTIONS, none="")
        self._seed = LineField("Seed")
        self._columns = TickList((), "Divided by", self)
        self._divided = column(margin=0, spacing=0)
        self._divided.addWidget(self._columns)
        self._table = QTableWidget(0, len(_HEADINGS), self)
        self._trouble = trouble("", self)
        self._draw = primary_button("Draw", self._want, parent=self)
        self._form = FormRows(self)
        self._lay_out()

    def show_list(self, frame: Frame, rows: tuple[FrameRow, ...]) -> None:
        """Show what can be drawn from a list."""
        self._frame, self._rows = frame, rows
        self._name.setText(f"Draw from {frame.name}: {frame.rows:,} cases")
        self._size.set_value(min(_USUAL_SIZE, frame.rows))
        self._proportion.set_value(IN_PROPORTION)
        self._seed.set_value(new_seed())
        kept = [each for each in frame.columns if each != REFERENCE]
        old = self._columns
        self._columns = TickList([Option(each, _NAMES.get(each, each)) for each in kept], "Divided by", self)
        self._columns.setFixedHeight(style.measure("hit") * min(max(len(kept), 1), 5) + style.space(1))
        self._columns.changed.connect(lambda _value: self._divide())
        self._divided.replaceWidget(old, self._columns)
        old.setParent(None)
        old.deleteLater()
        self._divide()
        self._size.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives it up, Enter draws."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        else:
            super().keyPressEvent(event)

    def _divide(self) -> None:
        """Count the strata anew, and share the size out among them."""
        try:
            strata = strata_of(self._rows, self._columns.value())
        except InspectorError as fault:
            self._strata, self._wrong = {}, f"{fault.sentence} {fault.next_step}"
        else:
            self._strata, self._wrong = {name: len(held) for name, held in strata.items()}, ""
        self._show_shares()

    def _show_shares(self) -> None:
        given = self._proportion.value() == GIVEN
        before = self._given() if given else {}
        shares, wrong = self._shares(before)
        self._table.blockSignals(True)
        self._table.setRowCount(len(self._strata))
        for row, (name, held) in enumerate(self._strata.items()):
            for place, words in enumerate((name, f"{held:,}", str(shares.get(name, before.get(name, 0))))):
                item = QTableWidgetItem(words)
                editable = given and place == len(_HEADINGS) - 1
                item.setFlags(item.flags() if editable else item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self._table.setItem(row, place, item)
        self._table.blockSignals(False)
        self._size.setEnabled(not given)
        if given:
            self._size.set_value(sum(before.values()))
        say(self._trouble, self._wrong or wrong)
        self._draw.setEnabled(not (self._wrong or wrong))
        size = self._size.value() or 0
        self._draw.setText(f"Draw {size:,} {'case' if size == 1 else 'cases'}")

    def _shares(self, given: Mapping[str, int]) -> tuple[dict[str, int], str]:
        size = sum(given.values()) if given else self._size.value() or 0
        try:
            return share_out(self._strata, size, self._asked(given)), ""
        except InspectorError as fault:
            return {}, f"{fault.sentence} {fault.next_step}"

    def _asked(self, given: Mapping[str, int]) -> str | Mapping[str, int]:
        proportion = self._proportion.value()
        return given if proportion == GIVEN else str(proportion)

    def _given(self) -> dict[str, int]:
        """Return the numbers in the table, by stratum."""
        numbers = {}
        for row, name in enumerate(self._strata):
            item = self._table.item(row, len(_HEADINGS) - 1)
            numbers[name] = int(item.text()) if item is not None and item.text().strip().isdecimal() else 0
        return numbers

    def _want(self) -> None:
        self._show_shares()
        seed = self._seed.value() or ""
        if self._frame is None or not self._draw.isEnabled() or not seed.strip():
            say(self._trouble, self._trouble.text() or "Say which seed: any number.")
            return
        given = self._given() if self._proportion.value() == GIVEN else {}
        self.wanted.emit(
            DrawWanted(
                frame=self._frame,
                rows=self._rows,
                size=self._size.value() or 0,
                stratum_columns=self._columns.value(),
                proportion=self._asked(given),
                seed=seed.strip(),
            )
        )

    def _lay_out(self) -> None:
        self._size.edited.connect(lambda _value: self._show_shares())
        self._proportion.changed.connect(lambda _value: self._show_shares())
        self._table.itemChanged.connect(lambda _item: self._show_shares())
        self._table.setAccessibleName("Strata")
        self._table.setHorizontalHeaderLabels(list(_HEADINGS))
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setCornerButtonEnabled(False)
        self._table.setTabKeyNavigation(False)
        self._form.setFixedWidth(style.space(120))
        self._form.add("How many", self._size)
        held = QWidget(self)
        held.setLayout(self._divided)
        self._form.add("Divided by", held)
        self._form.add("Shared out", self._proportion)
        self._form.add("Seed", self._seed)
        self._form.add_wide(hint(f"{ALGORITHM}: {ALGORITHM_TOLD} The seed is by chance; it stands on the slip.", self))
        body = QHBoxLayout()
        body.setSpacing(style.space(4))
        left = QVBoxLayout()
        left.addWidget(self._form)
        left.addStretch(1)
        body.addLayout(left)
        body.addWidget(self._table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._draw)
        foot.addWidget(button("Cancel", self.given_up.emit, key="Esc", parent=self))
        foot.addStretch(1)
        rows = column(self, margin=3, spacing=2)
        rows.addWidget(self._name)
        rows.addLayout(body, 1)
        rows.addWidget(self._trouble)
        rows.addLayout(foot)
