"""An import on a disk that fills up at any point of it: whole, or refused in a sentence and not there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from pathlib import Path

from made_visits import made_profile, one_of_everything
from small_disk import small_disk

from inspector_app.errors import DiskFault
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile

PAGE = 4096
ROOMS = range(0, 1_600_000, 48 * 1024)


def brought_in(profile: Profile) -> bool:
    try:
        profile.new_visit(one_of_everything())
    except DiskFault:
        return False
    return True


def test_a_visit_is_brought_in_whole_or_not_at_all_however_much_room_there_is(tmp_path: Path) -> None:
    contents = one_of_everything()
    came_in = []
    with small_disk(tmp_path / "disk") as disk, made_profile(disk.folder / "profile") as profile:
        for room in ROOMS:
            disk.fill(leaving=room)
            came_in.append(brought_in(profile))
            disk.free()
            assert len(profile.visits()) == came_in[-1]
            left = {path.name.partition(".")[2] for path in profile.places.visits.iterdir()}
            assert left == ({"db"} if came_in[-1] else set())
            if came_in[-1]:
                visit = OpenVisit.open(profile, contents.visit.id)
                found = visit.contents()
                frozen = found.visit.framework_source
                assert found == replace(contents, visit=replace(contents.visit, framework_source=frozen))
                visit.close()
                profile.destroy_visit(contents.visit.id)
    assert came_in[0] is False and came_in[-1] is True


def test_an_import_that_the_disk_refused_at_its_last_pages_can_be_done_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, made_profile(disk.folder / "profile") as profile:

        def comes_in(room: int) -> bool:
            disk.fill(leaving=room)
            came = brought_in(profile)
            disk.free()
            if not came:
                assert brought_in(profile)
            profile.destroy_visit(one_of_everything().visit.id)
            return came

        enough = bisect_left(ROOMS, True, key=comes_in)
        for room in range(ROOMS[enough - 1], ROOMS[enough], PAGE):
            comes_in(room)
