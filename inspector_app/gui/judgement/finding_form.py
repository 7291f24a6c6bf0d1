"""The words of one finding: its text, second-level points, themes, and for priority action who is at risk of what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.judgement.quantity_line import QuantityLine
from inspector_app.gui.judgement.risk_fields import RiskForm
from inspector_app.gui.widgets.fields import ListField
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.theme_picker import ThemePicker
from inspector_app.gui.widgets.waiting import Waiting
from inspector_app.visit import steps
from inspector_app.visit.change import Plain
from inspector_app.visit.entities import Evidence, Finding


class FindingForm(QWidget):
    """Says `asked` with a Step for each field, after a silence while typing."""

    asked = Signal(object)
    left = Signal()
    waits = Signal(bool)
    """Words begin to wait for a silence, or have been handed over."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._finding: Finding | None = None
        self._waiting = Waiting(self)
        self._waiting.waits.connect(self.waits)
        self.setAccessibleName("Finding")
        self._icon = QLabel(self)
        self._category = heading("", self)
        self._words = hint("", self)
        self._words.setWordWrap(False)
        top = QHBoxLayout()
        top.setSpacing(style.space(2))
        top.addWidget(self._icon)
        top.addWidget(self._category, 1)
        top.addWidget(self._words)
        self._top = top
        self.text = NotesEdit("Words of the finding", self)
        self.text.setPlaceholderText("As it will stand in the letter")
        self.text.setMinimumHeight(style.space(18))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._figures = QuantityLine(self.text, framework.proportions, self)
        self._points = ListField("Points under the finding", "Points under it in the letter, one on each line")
        self._themes = ThemePicker([Option(t.id, t.label, t.key) for t in framework.themes], parent=self)
        self._more = FormRows(self)
        self._more.add("Points", self._points)
        self._more.add("Themes", self._themes)
        self._risk = RiskForm(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        rows.addLayout(top)
        rows.addWidget(self.text, 1)
        rows.addWidget(self._figures)
        rows.addWidget(self._risk)
        rows.addWidget(self._more)
        self.text.edited.connect(lambda words: self._typed("text", words))
        self.text.edited.connect(lambda _words: self._count_words())
        self._points.edited.connect(lambda points: self._typed("points", points))
        self._themes.changed.connect(lambda themes: self._chose("themes", list(themes)))
        self._risk.fields.risk_edited.connect(lambda risk: self._typed("risk", risk))
        self._risk.fields.trigger_edited.connect(lambda trigger: self._typed("trigger", trigger))
        for field in (self.text, self._points, self._risk.fields):
            field.left.connect(self._leave)

    def finding_id(self) -> str | None:
        """Return the finding that is shown, or None."""
        return self._finding.id if self._finding else None

    def show_finding(self, finding: Finding, counted: Sequence[Evidence]) -> None:
        """Show a finding, and what the counted evidence that supports it says of its words.

        What is still being typed in it is not overwritten.
        """
        if self._finding is None or self._finding.id != finding.id:
            self.flush()
            self.text.forget()
            self._points.forget()
            self._risk.fields.forget()
        self._finding = finding
        category = self._framework.category(finding.category)
        side = style.measure("icon")
        self._icon.setPixmap(style.icon(style.TONE_ICONS[category.tone], f"tone_{category.tone}").pixmap(side, side))
        self._category.setText(category.label)
        if not self._waiting.holds("text"):
            self.text.set_value(finding.text)
        if not self._waiting.holds("points"):
            self._points.set_value(finding.points)
        self._themes.set_value(finding.themes)
        self._risk.setVisible(category.priority)
        if not self._waiting.holds("risk") and not self._waiting.holds("trigger"):
            self._risk.show_finding(finding, category)
        self._count_words()
        self._figures.show_counts(counted, finding.points)

    def add_aside(self, widget: QWidget) -> None:
        """Put something at the right of the category's name."""
        self._top.addWidget(widget)

    def lock(self, locked: bool) -> None:
        """Let nothing be changed once the letter is signed."""
        self.text.setReadOnly(locked)
        for field in (self._points, self._themes, self._risk):
            field.setEnabled(not locked)

    def write_word(self) -> bool:
        """Write the framework's word in the place of a count before the cursor ("13/24"); False: there is none."""
        return self._figures.write_word()

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._waiting.flush()

    def _typed(self, field: str, value: Plain) -> None:
        if self._finding is not None:
            step = steps.set_field("finding", self._finding.id, field, value)
            self._waiting.put(field, lambda: self.asked.emit(step))

    def _chose(self, field: str, value: Plain) -> None:
        self._typed(field, value)
        self.flush()

    def _leave(self) -> None:
        self.flush()
        self.left.emit()

    def _count_words(self) -> None:
        number = len(self.text.value().split())
        self._words.setText("1 word" if number == 1 else f"{number} words")
