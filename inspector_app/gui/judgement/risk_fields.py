"""What the priority category asks of a finding: who is at risk of what, is it systemic, which trigger does it meet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Category
from inspector_app.gui.widgets.fields import CalmCombo, LineField, YesNoField
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import hint
from inspector_app.visit.change import Plain
from inspector_app.visit.entities import Finding, Risk

_NONE_OF_THESE = "none"


class RiskFields(QWidget):
    """`risk_edited` carries a mapping of who, of_what and systemic, or None; `trigger_edited` words, or None."""

    risk_edited = Signal(object)
    trigger_edited = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = ""
        self.who = LineField("Who is at risk", "Which children")
        self._of_what = LineField("Of what", "Which harm, and what does not protect them")
        self.systemic = YesNoField("Systemic")
        self.trigger = CalmCombo(self)
        self.trigger.setAccessibleName("Named trigger")
        self._instead = LineField("Why none of the named triggers", "None of these, but priority action because …")
        met = QWidget(self)
        rows = QVBoxLayout(met)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.trigger)
        rows.addWidget(self._instead)
        self._form = FormRows(self)
        self._form.add("Who is at risk", self.who)
        self._form.add("Of what", self._of_what)
        self._form.add("Systemic", self.systemic)
        self._trigger_label = self._form.add("Named trigger", met)
        self._trigger_label.setBuddy(self.trigger)
        self._met = met
        self.setFocusProxy(self.who)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._form)
        for field in (self.who, self._of_what):
            field.edited.connect(lambda _value: self.risk_edited.emit(self.risk()))
            field.left.connect(self.left)
        self.systemic.changed.connect(lambda _value: self.risk_edited.emit(self.risk()))
        self.trigger.activated.connect(lambda _at: self._choose_trigger())
        self._instead.edited.connect(lambda _value: self.trigger_edited.emit(self.trigger_value()))
        self._instead.left.connect(self.left)

    def risk(self) -> dict[str, Plain] | None:
        """Return what is filled in of the risk, or None."""
        who, of_what, systemic = self.who.value(), self._of_what.value(), self.systemic.value()
        if not who and not of_what and systemic is None:
            return None
        return {"who": who or "", "of_what": of_what or "", "systemic": systemic}

    def trigger_value(self) -> str | None:
        """Return the named trigger, or why it is priority action although it meets none, or None."""
        chosen = self.trigger.currentData()
        return self._instead.value() if chosen == _NONE_OF_THESE else chosen

    def first_missing(self) -> QWidget | None:
        """Return the first field that still lacks an answer, or None."""
        for field, given in (
            (self.who, (self.who.value() or "").strip()),
            (self._of_what, (self._of_what.value() or "").strip()),
            (self.systemic, self.systemic.value() is not None),
            (self._instead if self.trigger.currentData() else self.trigger, (self.trigger_value() or "").strip()),
        ):
            if not given and not (field is self.trigger and not self._asks_for_trigger()):
                return field
        return None

    def forget(self) -> None:
        """Let Ctrl+Z bring back nothing that was typed before: another finding is shown next."""
        for line in (self.who, self._of_what, self._instead):
            line.forget()
        self.trigger.setCurrentIndex(0)

    def show_risk(self, risk: Risk | None, trigger: str | None, category: Category) -> None:
        """Show a risk and a trigger; the triggers on offer are the category's."""
        self._offer(category)
        self.who.set_value(risk.who if risk else None)
        self._of_what.set_value(risk.of_what if risk else None)
        self.systemic.set_value(risk.systemic if risk else None)
        own = bool(trigger) and trigger not in category.triggers
        if trigger or self.trigger.currentData() != _NONE_OF_THESE:
            self.trigger.setCurrentIndex(max(0, self.trigger.findData(_NONE_OF_THESE if own else trigger)))
        self._instead.set_value(trigger if own else None)
        self._show_instead()

    def _offer(self, category: Category) -> None:
        if self._category == category.id:
            return
        self._category = category.id
        self.trigger.clear()
        self.trigger.addItem("Choose", None)
        for words in category.triggers:
            self.trigger.addItem(words, words)
        self.trigger.addItem("None of these …", _NONE_OF_THESE)
        self._trigger_label.setVisible(bool(category.triggers))
        self._met.setVisible(bool(category.triggers))

    def _asks_for_trigger(self) -> bool:
        return self.trigger.count() > 2

    def _choose_trigger(self) -> None:
        self._show_instead()
        if self._instead.isVisible():
            self._instead.setFocus()
        self.trigger_edited.emit(self.trigger_value())

    def _show_instead(self) -> None:
        self._instead.setVisible(self.trigger.currentData() == _NONE_OF_THESE)


class RiskForm(QWidget):
    """The fields under the category's definition and its threshold, as they stand in the panel of a finding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Risk")
        self._definition = hint("", self)
        self.fields = RiskFields(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._definition)
        rows.addWidget(self.fields)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the definition have the lines that it needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def show_finding(self, finding: Finding, category: Category) -> None:
        """Show a finding's risk under what the category asks for."""
        self._definition.setText(asked_by(category))
        self._fit()
        self.fields.show_risk(finding.risk, finding.trigger, category)

    def _fit(self) -> None:
        self._definition.setMinimumHeight(max(0, self._definition.heightForWidth(self.width())))


def asked_by(category: Category) -> str:
    """Return a category's definition and threshold, as they are put in sight."""
    return "\n".join(part for part in (category.definition, category.threshold) if part)
