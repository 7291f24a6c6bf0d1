"""Placing a hold on a visit and lifting it, as steps: changes like any other, with who, when and why."""

from __future__ import annotations

from inspector_app.visit.change import Put, Set, Step
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.keeping_entities import Hold


def place_hold(reason: str, *, by: str, at: str, order: str) -> Step:
    """Keep the visit from being destroyed; `at` is an instant. Raises ValueError without a reason."""
    values = {"reason": _said(reason), "placed_by": by, "placed_at": at, "order": order}
    return Step("place a hold on the visit", (Put("hold", new_id(), values),))


def lift_hold(hold: Hold, reason: str, *, by: str, at: str) -> Step:
    """Let a hold go; `at` is an instant. Raises ValueError without a reason."""
    values = {"lifted_because": _said(reason), "lifted_by": by, "lifted_at": at}
    return Step("lift a hold", tuple(Set("hold", hold.id, field, value) for field, value in values.items()))


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValueError("a hold is placed and lifted with a reason")
    return reason.strip()
