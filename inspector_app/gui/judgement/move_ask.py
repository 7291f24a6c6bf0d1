"""Asked when findings come into the priority category or leave it: who is at risk of what, and why they are moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from inspector_app.frameworks.framework import Category, Framework
from inspector_app.gui.judgement.ask_pane import AskPane
from inspector_app.gui.judgement.begun_answers import BegunAnswer, BegunAnswers
from inspector_app.gui.judgement.risk_fields import RiskFields, asked_by
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.fields import LineField
from inspector_app.gui.widgets.form_rows import FormRows
from inspector_app.gui.widgets.headings import hint
from inspector_app.visit.entities import Finding, Risk
from inspector_app.visit.priority import Answers, Crossing, lacking, lacks_trigger

_EACH_KEEPS = "What a finding says of its risk already it keeps; what is said here is for those that do not."


class MoveAsk(AskPane):
    """Says to `answered` what was answered; a finding that is made there was not moved, and is asked no reason.

    What is typed is kept in `begun` until it is answered, and is there again when the same is asked.
    """

    def __init__(
        self,
        framework: Framework,
        crossed: Sequence[Crossing],
        about: tuple[Finding, ...],
        answered: Callable[[Answers], None],
        begun: BegunAnswers,
    ) -> None:
        into = framework.category(crossed[0].to_category)
        number = f"{len(crossed)} findings" if len(crossed) > 1 else "the finding"
        label = f"{into.label[:1].lower()}{into.label[1:]}"
        moves = any(crossing.from_category for crossing in crossed)
        question = f"Move {number} to {label}" if moves else f"A new finding under {label}"
        super().__init__(question, "Move" if moves else "Make it", about)
        self._answered = answered
        self._shown: tuple[object, ...] = ()
        self._why = self._reason(len(crossed)) if moves else None
        self._fields = RiskFields(self) if into.priority and _asks_for_risk(crossed, into) else None
        if self._fields is not None:
            words = asked_by(into) if len(crossed) == 1 else f"{asked_by(into)}\n{_EACH_KEEPS}"
            self.left.insertWidget(0, hint(words, self))
            only = crossed[0] if len(crossed) == 1 else None
            self._fields.show_risk(only.risk if only else None, only.trigger if only else None, into)
            self._shown = self._said()
            self.right.addWidget(self._fields)
        self._bring_back(begun.begun(crossed), into)
        self._keep = partial(begun.keep, crossed)
        self._keeping = Debounce(lambda: self._keep(self._begun()), self)
        self._keep_what_is_typed()
        self.left.addStretch(1)
        self.right.addStretch(1)

    def holds_words(self) -> bool:
        """Say whether a reason or a risk has been given."""
        return bool(self._why is not None and self._why.value()) or self._said() != self._shown

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._keeping.flush()

    def begin(self) -> None:
        """Put the cursor into the first field."""
        first = self._why or self._fields
        if first is not None:
            first.setFocus()

    def answer(self) -> None:
        """Answer once everything is said."""
        why = (self._why.value() or "").strip() if self._why is not None else ""
        if self._why is not None and not why:
            self.lacks("Say why, in a few words.", self._why)
            return
        missing = self._fields.first_missing() if self._fields is not None else None
        if missing is not None:
            self.lacks("Say who is at risk of what, whether it is systemic, and the trigger.", missing)
            return
        answers = Answers(why=why, risk=self._risk(), trigger=self._trigger())
        self.closed.emit()
        self._keep(BegunAnswer())
        self._answered(answers)

    def _bring_back(self, begun: BegunAnswer, into: Category) -> None:
        if self._why is not None and begun.why:
            self._why.set_value(begun.why)
        if self._fields is not None and (begun.risk is not None or begun.trigger):
            self._fields.show_risk(begun.begun_risk(), begun.trigger, into)

    def _begun(self) -> BegunAnswer:
        why = (self._why.value() or "") if self._why is not None else ""
        if self._fields is None or self._said() == self._shown:
            return BegunAnswer(why)
        return BegunAnswer(why, self._fields.risk(), self._trigger())

    def _keep_what_is_typed(self) -> None:
        said = [self._why.edited] if self._why is not None else []
        said += [self._fields.risk_edited, self._fields.trigger_edited] if self._fields is not None else []
        for signal in said:
            signal.connect(lambda _value: self._keeping.start())

    def _reason(self, findings: int) -> LineField:
        why = LineField("Why it is moved", "The reason, for the record")
        asked = FormRows(self)
        asked.add("Why it is moved" if findings == 1 else "Why they are moved", why)
        self.left.addWidget(asked)
        return why

    def _risk(self) -> Risk | None:
        said = self._fields.risk() if self._fields is not None else None
        if said is None:
            return None
        return Risk(who=str(said["who"]), of_what=str(said["of_what"]), systemic=bool(said["systemic"]))

    def _said(self) -> tuple[object, ...]:
        return (self._fields.risk(), self._trigger()) if self._fields is not None else ()

    def _trigger(self) -> str | None:
        return self._fields.trigger_value() if self._fields is not None else None


def _asks_for_risk(crossed: Sequence[Crossing], into: Category) -> bool:
    """One finding shows what it says already; of several nothing is asked where each says all of it."""
    return len(crossed) == 1 or any(lacking(one.risk) or lacks_trigger(into, one.trigger) for one in crossed)
