"""The letter's next steps: who does what, sent to whom, by which day; a card each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.gui.widgets.entity_cards import CardField, EntityCards
from inspector_app.gui.widgets.headings import hint
from inspector_app.visit.letter_entities import NextStep

_FIELDS = (
    CardField("who", "Who", hint="The director of children's services", absent=""),
    CardField("what", "should", "text", hint="send a plan that says what will change", absent=""),
    CardField("where", "to", hint="Where it goes, if anywhere"),
    CardField("by", "by", "date"),
)


class NextStepsForm(QWidget):
    """The cards, and in which order they stand; see `EntityCards` for what they say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Next steps")
        self.cards = EntityCards("Next steps", "next step", _FIELDS)
        rows = QVBoxLayout(self)
        rows.addWidget(self.cards)
        rows.addWidget(hint("A step stands in the letter once it says who and what.", self))
        rows.addStretch(1)

    def show_steps(self, steps: Sequence[NextStep], typed: Sequence[str]) -> None:
        """Show these steps; fields named in `typed` ("<id>/<field>") are left as they are being typed."""
        self.cards.show_things(steps, typed)
