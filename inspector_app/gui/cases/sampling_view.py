"""The sample: the council's list, what was drawn from it, and what has become of each case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.cases.draw_panel import DrawPanel
from inspector_app.gui.cases.list_preview import ListPreview
from inspector_app.gui.cases.reason_bar import ReasonBar
from inspector_app.gui.cases.sample_rows import SampleRow, sample_rows, states_in_words
from inspector_app.gui.cases.sample_table import SampleTable
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.empty_state import EmptyState
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.visit.contents import CaseContents

ACTS = (
    ("B", "Bring in a list…", "The council's list of cases, CSV or .xlsx"),
    ("D", "Draw…", "Draw cases at random from the list"),
    ("P", "Pick on purpose…", "Add a case, with the reason"),
    ("R", "Replace…", "The next in the drawn order stands in for a case that cannot be read"),
    ("Del", "Leave out…", "A case leaves the sample, with the reason"),
    ("S", "Save the slip…", "The draw slip for the council, as a PDF"),
    ("V", "Print the slip…", "The draw slip as it will look on paper, and from there to the printer"),
)
"""The key of each act, its words, and what it does."""
_KEYS = "Enter opens a case. Each button has its key: "


class SamplingView(QWidget):
    """Shows the sample and its panels; says `wanted` with the key of an act, `opened` with a case's record."""

    wanted = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sample")
        self._told = plain("", self)
        self._buttons: dict[str, QPushButton] = {}
        self._table = SampleTable([key for key, _, _ in ACTS], self)
        self._table.opened.connect(self.opened)
        self._table.pressed_key.connect(self.act)
        self.reason = ReasonBar(self)
        self.reason.closed.connect(self.to_table)
        self.preview = ListPreview(self)
        self.preview.given_up.connect(self.to_table)
        self.panel = DrawPanel(self)
        self.panel.given_up.connect(self.to_table)
        self._empty = EmptyState(
            "dice",
            "No sample yet",
            "B brings in the council's list of cases; then D draws from it. P adds a case on purpose.",
        )
        self._middle = QStackedWidget(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.setFocusProxy(self._table)

    def show_sample(self, contents: CaseContents) -> None:
        """Show the cases of a visit, and what was drawn for it."""
        rows = sample_rows(contents)
        self._table.show_rows(rows)
        self._told.setText(_told(contents, rows))
        self._middle.setCurrentIndex(1 if rows else 0)
        self._buttons["D"].setEnabled(bool(contents.frames))
        for key in ("S", "V"):
            self._buttons[key].setEnabled(bool(contents.draws))
        for key in ("R", "Del"):
            self._buttons[key].setEnabled(bool(rows))

    def current(self) -> SampleRow | None:
        """Return the case with the cursor, or None."""
        return self._table.current()

    def choose(self, record: str) -> None:
        """Put the cursor on a case."""
        self._table.choose(record)

    def to_table(self) -> None:
        """Go back to the cases."""
        self._stack.setCurrentIndex(0)
        self.focus_table()

    def to_preview(self) -> None:
        """Show the look at a list."""
        self._stack.setCurrentIndex(1)

    def to_panel(self) -> None:
        """Show how to draw."""
        self._stack.setCurrentIndex(2)

    def focus_table(self) -> None:
        """Put the cursor among the cases, or, where there are none, on the first button."""
        shown = self._table if self._middle.currentIndex() else self._buttons["B"]
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def act(self, key: str) -> None:
        """Ask for an act by its key, where it can be done now."""
        if self._buttons[key].isEnabled():
            self.wanted.emit(key)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(style.space(2))
        for key, words, tip in ACTS:
            made = self._buttons[key] = button(words, self._wants(key), parent=self)
            made.setToolTip(f"{tip} ({key})")
            acts.addWidget(made)
        acts.addStretch(1)
        first = QWidget(self)
        rows = column(first, margin=3, spacing=2)
        rows.addWidget(self._told)
        rows.addLayout(acts)
        rows.addWidget(self._middle, 1)
        keys = ", ".join(f"{key} {words.rstrip('…').lower()}" for key, words, _ in ACTS)
        rows.addWidget(hint(f"{_KEYS}{keys}.", first))
        rows.addWidget(self.reason)
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self._table)
        for part in (first, self.preview, self.panel):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _wants(self, key: str) -> Callable[[], None]:
        # A turn later: a button that asks for a file must not be down meanwhile.
        return lambda: QTimer.singleShot(0, self, lambda: self.wanted.emit(key))


def _told(contents: CaseContents, rows: Sequence[SampleRow]) -> str:
    """Return what lists there are, what was drawn from each, and how the cases stand, a line each."""
    lines = []
    for frame in contents.frames:
        draws = [draw for draw in contents.draws if draw.frame == frame.id]
        drawn = "; ".join(f"{draw.size:,} drawn with seed {draw.seed} ({draw.algorithm})" for draw in draws)
        sheet = f", sheet {frame.sheet}" if frame.sheet else ""
        lines.append(f"{frame.name}{sheet}: {frame.rows:,} cases; {drawn or 'nothing drawn yet: D draws'}.")
    if rows:
        lines.append(f"{len(rows):,} {'case' if len(rows) == 1 else 'cases'}: {states_in_words(rows)}.")
    return "\n".join(lines) or "The council's list of open and recently closed cases is not here yet."
