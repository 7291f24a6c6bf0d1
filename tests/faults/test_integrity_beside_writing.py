"""A visit that is being written is not taken for a damaged one."""

from __future__ import annotations

import threading

from made_visits import key_of, made_profile, opened

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.integrity import check_file
from inspector_app.visit import steps

WRITES = 300
NOTES = "Call taken, checked against the record, passed on. " * 40


def test_checking_a_file_beside_its_writer_finds_no_damage(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile, opened(profile) as visit:
        key = key_of(own_profile, visit.id)
        writing = threading.Thread(target=write_much, args=(visit,))
        writing.start()
        try:
            while writing.is_alive():
                check_file(own_profile.visit_db(visit.id), key)
        finally:
            writing.join()


def write_much(visit: OpenVisit) -> None:
    for number in range(WRITES):
        visit.write(steps.add("concern", f"concern-{number}", {"matter": f"{number} {NOTES}"})).result()
