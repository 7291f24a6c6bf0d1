"""A hold outlives going back to a backup, and can be placed on a visit whose file is damaged."""

from __future__ import annotations

import pytest
from made_visits import one_of_everything, opened

from inspector_app.errors import DamagedFile, InspectorError, VisitOnHold
from inspector_app.holding import hold_visit, lift_holds, repair_visit, restore_backup
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile


def held(profile: Profile) -> tuple[str, ...]:
    return profile.visits()[0].held_because


def in_its_log(profile: Profile, visit_id: str) -> list[str]:
    with OpenVisit.open(profile, visit_id) as visit:
        return [hold.reason for hold in visit.holds() if hold.lifted_at is None]


def damage(places: ProfilePlaces, visit_id: str) -> None:
    path = places.visit_db(visit_id)
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


def test_a_hold_outlives_restoring_and_repairing_and_stands_on_a_damaged_visit(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        pass
    without = profile.safekeeping.backups(visit.id)[0].name
    hold_visit(profile, visit.id, "A complaint.")
    hold_visit(profile, visit.id, "An inquiry")
    profile.safekeeping.restore(visit.id, without)  # cut short there, before it is written down again
    assert in_its_log(profile, visit.id) == []
    assert held(profile) == ("A complaint.", "An inquiry")
    assert "still on hold: A complaint; An inquiry." in restore_backup(profile, visit.id, without)
    assert held(profile) == ("A complaint.", "An inquiry")
    assert in_its_log(profile, visit.id) == ["A complaint.", "An inquiry"]
    with pytest.raises(VisitOnHold, match=r"on hold: A complaint; An inquiry\. "):
        profile.destroy_visit(visit.id)
    lift_holds(profile, visit.id, "Answered")
    assert (held(profile), in_its_log(profile, visit.id)) == ((), [])

    damage(profile.places, visit.id)
    hold_visit(profile, visit.id, "While it is damaged")
    assert held(profile) == ("While it is damaged",)
    with pytest.raises(VisitOnHold, match="While it is damaged"):
        profile.destroy_visit(visit.id)
    lift_holds(profile, visit.id, "A mistake")
    assert held(profile) == ()
    with pytest.raises(DamagedFile):
        lift_holds(profile, visit.id, "None there")
    hold_visit(profile, visit.id, "While it is damaged")
    _note, said = repair_visit(profile, visit.id)
    assert said == "The visit is still on hold: While it is damaged."
    assert in_its_log(profile, visit.id) == ["While it is damaged"]
    lift_holds(profile, visit.id, "Over")
    assert restore_backup(profile, visit.id, without) == ""
    assert held(profile) == ()
    with pytest.raises(InspectorError, match="no hold"):
        lift_holds(profile, visit.id, "None there")
