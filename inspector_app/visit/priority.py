"""What a move to the priority category or away from it asks for: who is at risk of what, and why it was moved.

Priority action stands only where children are at risk of inadequate protection and of significant harm (`domain.md`
§6), so a finding never comes or goes there without a reason on record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inspector_app.frameworks.framework import Category, Framework
from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.entities import Finding, Risk
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import orders_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A finding that a step moves over the line, and what it says already; `from_category` None: it is made there."""

    finding: str
    from_category: str | None
    to_category: str
    risk: Risk | None = None
    trigger: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered: why it is moved and, into the priority category, who is at risk of what and which trigger it
    meets, in the framework's words or in one's own where it meets none of the named ones."""

    why: str = ""
    risk: Risk | None = None
    trigger: str | None = None


def crossings(step: Step, findings: Mapping[str, Finding], framework: Framework) -> tuple[Crossing, ...]:
    """Return the findings that a step moves into the priority category or out of it, or makes there."""
    priority = {category.id for category in framework.categories if category.priority}
    found: list[Crossing] = []
    for change in step.changes:
        if isinstance(change, Set) and (change.entity, change.field) == ("finding", "category"):
            before = findings[change.id]
            if (before.category in priority) != (change.value in priority):
                crossing = Crossing(
                    finding=change.id,
                    from_category=before.category,
                    to_category=str(change.value),
                    risk=before.risk,
                    trigger=before.trigger,
                )
                found.append(crossing)
        elif isinstance(change, Put) and change.entity == "finding" and change.values.get("category") in priority:
            to_category = str(change.values["category"])
            found.append(Crossing(finding=change.id, from_category=None, to_category=to_category))
    return tuple(found)


def answered(
    step: Step, crossed: Sequence[Crossing], answers: Answers, *, by: str, at: str, last_order: str | None
) -> Step:
    """Return a step that keeps the answers along with its moves; `last_order` is that of the last move there is.

    Of several findings each keeps what it says already: the answers fill in what it lacks.
    """
    changes: list[Change] = []
    keys = orders_after(last_order, len(crossed))
    for crossing, order in zip(crossed, keys, strict=True):
        if answers.risk is not None:
            several = len(crossed) > 1
            said = _filled_in(crossing.risk, answers.risk) if several else answers.risk
            risk = {"who": said.who, "of_what": said.of_what, "systemic": said.systemic}
            changes.append(Set("finding", crossing.finding, "risk", risk))
            own = crossing.trigger if several and (crossing.trigger or "").strip() else answers.trigger
            changes.append(Set("finding", crossing.finding, "trigger", own))
        if crossing.from_category is not None:
            moved = {
                "finding": crossing.finding,
                "from_category": crossing.from_category,
                "to_category": crossing.to_category,
                "why": answers.why,
                "by": by,
                "at": at,
                "order": order,
            }
            changes.append(Put("move", new_id(), moved))
    return replace(step, changes=(*step.changes, *changes))


def lacking(risk: Risk | None) -> list[str]:
    """Return what the risk of a priority finding does not say yet (`domain.md` §6)."""
    said = (
        ("who is at risk", risk is not None and risk.who.strip()),
        ("of what", risk is not None and risk.of_what.strip()),
        ("whether it is systemic", risk is not None and risk.systemic is not None),
    )
    return [words for words, given in said if not given]


def _filled_in(own: Risk | None, given: Risk) -> Risk:
    if own is None:
        return given
    return Risk(
        who=own.who if own.who.strip() else given.who,
        of_what=own.of_what if own.of_what.strip() else given.of_what,
        systemic=own.systemic if own.systemic is not None else given.systemic,
    )


def lacks_trigger(category: Category, trigger: str | None) -> bool:
    """Say whether a category names triggers and a finding under it meets none, nor says why it stands there."""
    return bool(category.triggers) and not (trigger or "").strip()
