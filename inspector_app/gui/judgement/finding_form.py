"""The words of one finding: its text, second-level points, themes, and for priority action who is at risk of what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Category, Framework
from inspector_app.gui import style
from inspector_app.gui.judgement.quantity_line import QuantityLine
from inspector_app.gui.widgets.fields import LineField, ListField, YesNoField
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
        self._risk.edited.connect(lambda risk: self._typed("risk", risk))
        for field in (self.text, self._points, self._risk):
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
            self._risk.forget()
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
        if not self._waiting.holds("risk"):
            self._risk.show_risk(finding, category)
        self._count_words()
        self._figures.show_counts(counted, finding.points)

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


class RiskForm(QWidget):
    """For priority action: who is at risk, of what, and whether it is systemic; the category's definition in sight."""

    edited = Signal(object)
    """The risk as a mapping of who, of_what and systemic; None where nothing is filled in."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Risk")
        self._definition = hint("", self)
        self._who = LineField("Who is at risk", "Which children")
        self._of_what = LineField("Of what", "Which harm, and what does not protect them")
        self._systemic = YesNoField("Systemic")
        form = FormRows(self)
        form.add("Who is at risk", self._who)
        form.add("Of what", self._of_what)
        form.add("Systemic", self._systemic)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(self._definition)
        rows.addWidget(form)
        for field in (self._who, self._of_what):
            field.edited.connect(lambda _value: self.edited.emit(self.value()))
            field.left.connect(self.left)
        self._systemic.changed.connect(lambda _value: self.edited.emit(self.value()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the definition have the lines that it needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def value(self) -> dict[str, Plain] | None:
        """Return what is filled in, or None."""
        who, of_what, systemic = self._who.value(), self._of_what.value(), self._systemic.value()
        if not who and not of_what and systemic is None:
            return None
        return {"who": who or "", "of_what": of_what or "", "systemic": systemic}

    def forget(self) -> None:
        """Let Ctrl+Z bring back nothing that was typed before: another finding is shown next."""
        self._who.forget()
        self._of_what.forget()

    def show_risk(self, finding: Finding, category: Category) -> None:
        """Show a finding's risk under the category's definition."""
        self._definition.setText(category.definition)
        self._definition.setToolTip("\n".join(f"• {trigger}" for trigger in category.triggers))
        self._fit()
        risk = finding.risk
        self._who.set_value(risk.who if risk else None)
        self._of_what.set_value(risk.of_what if risk else None)
        self._systemic.set_value(risk.systemic if risk else None)

    def _fit(self) -> None:
        self._definition.setMinimumHeight(max(0, self._definition.heightForWidth(self.width())))
