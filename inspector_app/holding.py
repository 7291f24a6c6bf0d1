"""Placing a hold on a visit of a profile, and lifting it, while nobody has it open."""

from __future__ import annotations

from datetime import datetime

from inspector_app.errors import InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.keeping_steps import lift_hold, place_hold
from inspector_app.visit.ordering import order_between
from inspector_app.visit.retention import standing


def hold_visit(profile: Profile, visit_id: str, reason: str) -> None:
    """Keep a visit from being destroyed, for a reason. Raises VisitMissing, NewerFile, DamagedFile, DiskFault."""
    with OpenVisit.open(profile, visit_id) as visit:
        order = order_between(visit.last_order("hold"), None)
        visit.write(place_hold(reason, by=visit.me, at=_now(), order=order)).result()


def lift_holds(profile: Profile, visit_id: str, reason: str) -> None:
    """Lift all holds of a visit, for a reason. Raises InspectorError where there is none, and as `hold_visit` does."""
    with OpenVisit.open(profile, visit_id) as visit:
        holds = standing(visit.holds())
        if not holds:
            raise InspectorError("There is no hold on this visit.", "Nothing was changed.")
        for hold in holds:
            visit.write(lift_hold(hold, reason, by=visit.me, at=_now())).result()


def _now() -> str:
    return datetime.now().astimezone().isoformat("T", "seconds")
