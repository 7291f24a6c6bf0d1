"""The gaps and who looks at them: narrowed by inspector and theme, assigned by a digit, with a note where it helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QWidget

from inspector_app.gui import style
from inspector_app.gui.overview.gap_list import GapList
from inspector_app.gui.widgets.fields import LineInput
from inspector_app.gui.widgets.form_rows import column
from inspector_app.gui.widgets.headings import hint
from inspector_app.visit import steps
from inspector_app.visit.assigning import GapLine, assign, gap_lines, take_back
from inspector_app.visit.coverage import CoverageRow
from inspector_app.visit.identifiers import assignment_id
from inspector_app.visit.judging_entities import Assignment
from inspector_app.visit.ordering import order_between

_EVERYBODY, _NOBODY, _ALL = "everybody", "nobody", ""
_MOST_BY_DIGIT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the panel shows: the grid, who was asked to look at what, the team by id in order, and who sits here."""

    rows: Sequence[CoverageRow]
    assignments: Sequence[Assignment]
    team: Mapping[str, str]
    me: str


class GapPanel(QWidget):
    """Says what a person did as steps: `asked` at once, `typed` with its key while a note is written, `left` after it;
    `wanted` with the gap line to go to, `counted` with how many gaps there are still."""

    asked = Signal(object)
    typed = Signal(str, object)
    left = Signal()
    wanted = Signal(object)
    counted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[CoverageRow] = ()
        self._team: Mapping[str, str] = {}
        self._me = ""
        self._assigned: dict[str, Assignment] = {}
        self._written: str | None = None
        self._how = hint("", self)
        self._who = self._choice("Gaps of")
        self._theme = self._choice("Gaps in the theme")
        self.list = GapList(self)
        self._note = _NoteLine(self)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.key.connect(self._key)
        self.list.wanted.connect(self.wanted)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        self._who.currentIndexChanged.connect(lambda _row: self._show())
        self._theme.currentIndexChanged.connect(lambda _row: self._show())
        self._note.textEdited.connect(self._note_typed)
        self._note.left.connect(self._note_left)
        self._note.done.connect(self.list.setFocus)

    def show_gaps(self, gaps: Gaps) -> None:
        """Show the gaps; the cursor, the filters and a note that is being written stay as they are."""
        self._rows, self._team, self._me = gaps.rows, gaps.team, gaps.me
        self._assigned = {each.id: each for each in gaps.assignments}
        if self._written in self._assigned:
            self._assigned[self._written] = replace(self._assigned[self._written], note=self._note.text())
        people = [(each, f"{name} (you)" if each == gaps.me else name) for each, name in gaps.team.items()]
        _fill(self._who, [(_EVERYBODY, "Everybody’s"), (_NOBODY, "Nobody’s yet"), *people])
        _fill(self._theme, [(_ALL, "All themes"), *((row.theme, row.label) for row in gaps.rows if row.theme)])
        digits = [f"{n} {name}" for n, name in enumerate(list(gaps.team.values())[:_MOST_BY_DIGIT], start=1)]
        self._how.setText(
            f"Who looks: {', '.join(digits)}, 0 nobody. N writes a note, M shows what is yours. "
            "Enter begins a record on it, or goes to those there are."
        )
        self._show()

    def _show(self) -> None:
        standing = [each for each in self._assigned.values() if each.inspector in self._team]  # others left the team
        lines = gap_lines(self._rows, standing)
        who, theme = self._who.currentData(), self._theme.currentData()
        self.list.show_lines([line for line in lines if _is_shown(line, who, theme)], self._team)
        self.counted.emit(sum(not line.done for line in lines))

    # -- who looks

    def _key(self, letter: str) -> None:
        if letter == "M":
            mine = self._who.currentData() == self._me
            self._who.setCurrentIndex(0 if mine else self._who.findData(self._me))
        elif letter == "N":
            self._write_note()
        elif letter == "0":
            self._assign(None)
        elif int(letter) <= len(self._team):
            self._assign(list(self._team)[int(letter) - 1])

    def _assign(self, inspector: str | None) -> None:
        line = self.list.line()
        if line is None:
            return
        gap = line.gap
        own = self._assigned.get(assignment_id(gap.theme, gap.kind))
        if inspector is not None:
            order = (
                own.order
                if own
                else order_between(max((each.order for each in self._assigned.values()), default=None), None)
            )
            note = own.note if own else ""
            made = Assignment(
                id=assignment_id(gap.theme, gap.kind),
                theme=gap.theme,
                kind=gap.kind,
                inspector=inspector,
                note=note,
                order=order,
            )
            self._assigned[made.id] = made
            self.asked.emit(assign(gap.theme, gap.kind, inspector, note, order))
        elif own is not None:
            del self._assigned[own.id]
            self.asked.emit(take_back(own))
        self._show()

    def _offer(self, at: QPoint) -> None:
        """Offer the same to the mouse."""
        line = self.list.line()
        if line is None:
            return
        menu = QMenu("Who looks at it", self)
        menu.setAccessibleName("Who looks at it")
        for inspector, name in self._team.items():
            menu.addAction(name).triggered.connect(lambda _checked=False, who=inspector: self._assign(who))
        menu.addAction("Nobody yet").triggered.connect(lambda _checked=False: self._assign(None))
        menu.addSeparator()
        menu.addAction("Write a note").triggered.connect(lambda _checked=False: self._write_note())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))

    # -- the note

    def _write_note(self) -> None:
        """Open the line for the note; a gap that nobody looks at yet becomes one's own."""
        line = self.list.line()
        if line is None:
            return
        if assignment_id(line.gap.theme, line.gap.kind) not in self._assigned:
            self._assign(line.inspector or self._me)
        self._written = assignment_id(line.gap.theme, line.gap.kind)
        self._note.setText(self._assigned[self._written].note)
        self._note.setPlaceholderText(f"What to look at: {line.gap.label}")
        self._note.setVisible(True)
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _note_typed(self, words: str) -> None:
        if self._written is not None and self._written in self._assigned:
            self._assigned[self._written] = replace(self._assigned[self._written], note=words)
            self.typed.emit(self._written, steps.set_field("assignment", self._written, "note", words))

    def _note_left(self) -> None:
        self._written = None
        self._note.setVisible(False)
        self.left.emit()
        self._show()

    # -- looks

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(14)
        return made

    def _lay_out(self) -> None:
        self._note.setVisible(False)
        filters = QHBoxLayout()
        filters.setSpacing(style.space(2))
        filters.addWidget(self._who, 1)
        filters.addWidget(self._theme, 1)
        rows = column(self, margin=0)
        rows.addWidget(self._how)
        rows.addLayout(filters)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._note)


class _NoteLine(LineInput):
    """A line that Enter and Escape leave; what is typed stands already."""

    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Note on what to look at")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list by Enter or Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _fill(choice: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Offer these, if they are others than before; what was chosen stays chosen where it is still there."""
    if [(choice.itemData(n), choice.itemText(n)) for n in range(choice.count())] == list(options):
        return
    chosen = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    for value, words in options:
        choice.addItem(words, value)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
    choice.blockSignals(False)


def _is_shown(line: GapLine, who: str | None, theme: str | None) -> bool:
    if theme and line.gap.theme != theme:
        return False
    if who in (None, _EVERYBODY):
        return True
    return line.inspector is None if who == _NOBODY else line.inspector == who
