"""The left of the page: who leads, what each colleague's laptop lacks, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.packages.in_words import amount, lacks, moment, whose
from inspector_app.gui.team.team_reading import TeamReading
from inspector_app.gui.widgets.buttons import button, primary_button
from inspector_app.gui.widgets.headings import heading, hint, plain, say, title
from inspector_app.gui.widgets.paragraph_list import Paragraph, ParagraphList
from inspector_app.team_exchange import Colleague
from inspector_app.visit.entities import Inspector


class LaptopsPanel(QWidget):
    """Says `give_wanted` with the Colleague whose laptop is to be given what it lacks (None: the whole visit),
    `take_wanted`, `receipt_wanted`, and `lead_wanted` with the id of whoever is to lead."""

    give_wanted = Signal(object)
    take_wanted = Signal()
    receipt_wanted = Signal()
    lead_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Team")
        self._colleagues: Sequence[Colleague] = ()
        self._leads = plain("Reading the team …", self)
        self._hand_over = button("Hand the lead over to …", lambda: None, parent=self)
        self._menu = QMenu("Hand the lead over to", self)
        self._hand_over.setMenu(self._menu)
        self.list = ParagraphList("Colleagues’ laptops", {}, self)
        self._open = hint("", self)
        self.phrase = heading("", self)
        self._how_mine = hint(
            "Your colleague’s screen shows the same four words where your package is taken in for the first time.", self
        )
        self._lay_out()
        self.list.itemActivated.connect(lambda _item: self.give())

    def show_team(self, read: TeamReading, me: str) -> None:
        """Show the team as it was read; `me` is the inspector who sits here."""
        self._leads.setText(read.leads)
        self._offer_lead([person for person in read.team if person.id != me or not person.lead])
        self._colleagues = read.colleagues
        lines = [*map(_line, read.colleagues), _WHOLE]
        row = self.list.currentRow()
        self.list.show_paragraphs(lines, row if 0 <= row < len(lines) else 0)
        high = len(lines) * style.measure("row") + style.space(2)
        self.list.setFixedHeight(min(high, style.space(72)))
        say(
            self._open,
            f"{amount(read.unacknowledged, 'change')} of yours went into packages that no colleague’s laptop has "
            "acknowledged yet."
            if read.unacknowledged
            else "",
        )
        say(self.phrase, read.phrase)
        self._how_mine.setVisible(bool(read.phrase))

    def give(self) -> None:
        """Give to the laptop of the current line."""
        row = self.list.currentRow()
        self.give_wanted.emit(self._colleagues[row] if 0 <= row < len(self._colleagues) else None)

    def _offer_lead(self, people: Sequence[Inspector]) -> None:
        self._menu.clear()
        for person in people:
            if not person.lead or len(people) > 1:
                self._menu.addAction(person.name or "Somebody without a name").triggered.connect(
                    partial(self._want_lead, person.id)
                )
        self._hand_over.setEnabled(bool(self._menu.actions()))

    def _want_lead(self, person: str, _checked: bool = False) -> None:
        self.lead_wanted.emit(person)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, style.space(2), 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(title("Team", self))
        rows.addWidget(self._leads)
        rows.addWidget(self._hand_over, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(style.space(2))
        rows.addWidget(heading("Colleagues’ laptops", self))
        rows.addWidget(self.list)
        rows.addWidget(self._open)
        acts = QHBoxLayout()
        acts.setSpacing(style.space(2))
        give = primary_button("Give …", self.give, parent=self)
        give.setToolTip("Give what the laptop of the current line lacks (Ctrl+G)")
        acts.addWidget(give)
        acts.addWidget(button("Take in …", self.take_wanted.emit, icon="bring-in", key="Ctrl+O", parent=self))
        acts.addWidget(button("Receipt", self.receipt_wanted.emit, key="Ctrl+R", parent=self))
        acts.addStretch(1)
        rows.addLayout(acts)
        rows.addWidget(hint("A package can also be dropped onto this page.", self))
        rows.addStretch(1)
        rows.addWidget(hint("The four words of your own identity", self))
        rows.addWidget(self.phrase)
        rows.addWidget(self._how_mine)


_WHOLE = Paragraph(
    "The whole visit\nfor a laptop that has nothing of it yet",
    "The whole visit, for a laptop that has nothing of it yet",
    "folder",
    "text_muted",
)


def _line(colleague: Colleague) -> Paragraph:
    words = f"{whose(colleague)} {lacks(colleague)}\nlast written there: {moment(colleague.last_taken)}"
    return Paragraph(words, words.replace("\n", ", "), *(("person", "text") if colleague.lacks else ("tick", "good")))
