"""Narrowing the board: theme, day, inspector, kind of record, leaning, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from inspector_app.frameworks.framework import RECORD_KINDS, Framework, RecordKind
from inspector_app.gui import style
from inspector_app.gui.judgement.rows import BoardFilter
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.fields import ChoiceField
from inspector_app.gui.widgets.leaning_picker import LEANINGS
from inspector_app.visit.entities import Leaning


class FilterBar(QWidget):
    """Says `changed` when the filter that it shows is another."""

    changed = Signal()
    entered = Signal()
    """Enter in the words: on to what they left."""

    def __init__(
        self, framework: Framework, days: Sequence[date], inspectors: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filters")
        self.words = QLineEdit(self)
        self.words.setAccessibleName("Words in the cards")
        self.words.setPlaceholderText("Find in cards")
        self.words.setClearButtonEnabled(True)
        self._theme = _choice("Theme", [(t.id, t.label) for t in framework.themes], "All themes")
        self._day = _choice("Day", _days(days), "All days")
        self._inspector = _choice("Inspector", list(inspectors.items()), "All inspectors")
        self._kind = _choice("Kind", [(k, style.KIND_WORDS[k]) for k in RECORD_KINDS], "All kinds")
        self._leaning = _choice("Leaning", [(k, style.LEANING_WORDS[k]) for k in LEANINGS], "All leanings")
        self._choices = {
            "theme": self._theme,
            "day": self._day,
            "inspector": self._inspector,
            "kind": self._kind,
            "leaning": self._leaning,
        }
        self._clear = button("Show all", self.clear, parent=self)
        kept = self._clear.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self.words, 2)
        for choice in self._choices.values():
            row.addWidget(choice, 2)
            choice.changed.connect(lambda _value: self._say())
        row.addWidget(self._clear)
        self._unsettled = False
        self._clear.setVisible(False)
        self._silence = Debounce(self._say, self, silence=150)
        self.words.textChanged.connect(lambda _text: self._silence.start())
        self.words.returnPressed.connect(self._enter)

    def value(self) -> BoardFilter:
        """Return the filter that is shown."""
        day = self._day.value()
        return BoardFilter(
            theme=self._theme.value(),
            day=date.fromisoformat(day) if day else None,
            inspector=self._inspector.value(),
            kind=cast("RecordKind | None", self._kind.value()),
            leaning=cast("Leaning | None", self._leaning.value()),
            words=self.words.text(),
            unsettled=self._unsettled,
        )

    def choose(self, what: str, value: str | None) -> None:
        """Narrow by one choice ("theme", "day", "inspector", "kind", "leaning"), or no longer by it (None)."""
        self._choices[what].set_value(value)
        self._say()

    def only_unsettled(self) -> None:
        """Leave only the findings on which not all inspectors agree."""
        self._unsettled = True
        self._say()

    def show_inspectors(self, inspectors: Mapping[str, str]) -> None:
        """Offer the team as it is now."""
        self._inspector.set_choices(list(inspectors.items()))

    def show_days(self, days: Sequence[date]) -> None:
        """Offer the visit's days as they are now."""
        self._day.set_choices(_days(days))

    def clear(self) -> None:
        """Show everything again."""
        self._unsettled = False
        for choice in self._choices.values():
            choice.set_value(None)
        self.words.clear()
        self._silence.drop()
        self._say()

    def _enter(self) -> None:
        self._silence.drop()
        self._say()
        self.entered.emit()

    def _say(self) -> None:
        self._clear.setVisible(self.value().narrows)
        self.changed.emit()


def _days(days: Sequence[date]) -> list[tuple[str, str]]:
    return [(day.isoformat(), f"{day:%a} {day.day} {day:%b}") for day in days]


def _choice(name: str, choices: Sequence[tuple[str, str]], everything: str) -> ChoiceField:
    made = ChoiceField(name, choices, everything)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setMinimumWidth(style.space(24))
    return made
