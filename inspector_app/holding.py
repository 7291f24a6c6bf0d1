"""Placing a hold on a visit of a profile, and lifting it, while nobody has it open; a hold outlives going back."""

from __future__ import annotations

from datetime import datetime

from inspector_app.errors import DamagedFile, InspectorError, NewerFile
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.store.repair import RepairNote
from inspector_app.visit.keeping_steps import lift_hold, place_hold
from inspector_app.visit.ordering import order_between
from inspector_app.visit.retention import reasons_in_words, standing

_CANNOT_BE_OPENED = (DamagedFile, NewerFile)
_NO_HOLD = ("There is no hold on this visit.", "Nothing was changed.")


def hold_visit(profile: Profile, visit_id: str, reason: str) -> None:
    """Keep a visit from being destroyed, for a reason: one that cannot be opened by a note in the profile.

    Raises VisitMissing, DiskFault.
    """
    try:
        with OpenVisit.open(profile, visit_id) as visit:
            _write_down(profile, visit)
            _place(visit, reason)
    except _CANNOT_BE_OPENED:
        profile.holds.add(visit_id, (reason.strip(),))


def lift_holds(profile: Profile, visit_id: str, reason: str) -> None:
    """Lift all holds of a visit, for a reason. Raises VisitMissing, DiskFault, InspectorError where there is none.

    Of one that cannot be opened only a hold that was placed since can be lifted: DamagedFile or NewerFile else.
    """
    try:
        with OpenVisit.open(profile, visit_id) as visit:
            _write_down(profile, visit)
            holds = standing(visit.holds())
            if not holds:
                raise InspectorError(*_NO_HOLD)
            for hold in holds:
                visit.write(lift_hold(hold, reason, by=visit.me, at=_now())).result()
    except _CANNOT_BE_OPENED:
        if not profile.holds.of(visit_id):
            raise
        profile.holds.clear(visit_id)


def restore_backup(profile: Profile, visit_id: str, name: str) -> str:
    """Let a backup be the visit again, and the holds that stood on it stand; return a sentence on those, if any.

    Raises what `Safekeeping.restore` does; nothing is changed then.
    """
    profile.safekeeping.restore(visit_id, name)
    return _still_held(profile, visit_id)


def repair_visit(profile: Profile, visit_id: str) -> tuple[RepairNote, str]:
    """Repair a damaged visit, and let the holds that stood on it stand; return a sentence on those, if any, as well.

    Raises what `Safekeeping.repair` does; nothing is changed then.
    """
    note = profile.safekeeping.repair(visit_id)
    return note, _still_held(profile, visit_id)


def _still_held(profile: Profile, visit_id: str) -> str:
    if not profile.holds.of(visit_id):
        return ""
    with OpenVisit.open(profile, visit_id) as visit:
        _write_down(profile, visit)
        reasons = [hold.reason for hold in standing(visit.holds())]
    return f"The visit is still on hold: {reasons_in_words(reasons)}"


def _write_down(profile: Profile, visit: OpenVisit) -> None:
    """Place as steps of its log the holds that the profile keeps beside a visit, but for those that stand there."""
    there = {hold.reason for hold in standing(visit.holds())}
    for reason in profile.holds.of(visit.id):
        if reason not in there:
            _place(visit, reason)
    profile.holds.clear(visit.id)


def _place(visit: OpenVisit, reason: str) -> None:
    order = order_between(visit.last_order("hold"), None)
    visit.write(place_hold(reason, by=visit.me, at=_now(), order=order)).result()


def _now() -> str:
    return datetime.now().astimezone().isoformat("T", "seconds")
