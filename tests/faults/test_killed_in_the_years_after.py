"""Killed, or on a disk that fills up, at any instant of archiving, destroying and bringing back: all or nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, made_profile, one_of_everything, opened
from quick_keys import BEGUN_QUICKLY
from small_disk import small_disk

from inspector_app.errors import DiskFault
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.store.recovery_code import new_code

CODE = new_code()
ABOUT = {"authority": "Exampleshire", "days": "8 June 2010"}
ARCHIVIST = """
import sys, pathlib
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
archive, visit, code = pathlib.Path(sys.argv[3]), sys.argv[4], sys.argv[5]
while True:
    profile.archives.write(visit, archive, code, {"authority": "Exampleshire", "days": "8 June 2010"}, [])
    print("archived", flush=True)
    profile.destroy_visit(visit)
    profile.archives.bring_back(archive, code)
"""


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_instant_the_visit_is_whole_here_or_in_its_archive(
    own_profile: ProfilePlaces, tmp_path: Path, seed: int
) -> None:
    with made_profile(own_profile.folder) as profile:
        with opened(profile, one_of_everything()) as visit:
            visit.keep_file(b"kept" * 100_000)
        with OpenVisit.open(profile, visit.id) as visit:
            contents = visit.contents()
    archive = tmp_path / "years.visit-archive"
    command = [sys.executable, "-c", BEGUN_QUICKLY + ARCHIVIST, own_profile.folder, PASSPHRASE, archive, visit.id, CODE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as archivist:
        assert archivist.stdout is not None
        assert archivist.stdout.readline() == "archived\n"
        time.sleep(random.Random(seed).random() * 0.4)
        archivist.kill()
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert not list(own_profile.visits.glob("*.new*"))
        if not profile.visits():
            assert not [path for path in own_profile.folder.rglob("*") if visit.id in path.name]
            profile.archives.bring_back(archive, CODE)
        with OpenVisit.open(profile, visit.id) as visit:
            assert visit.contents() == contents
            assert visit.verify_chain() is None
        profile.archives.write(visit.id, archive, CODE, ABOUT, [])
        assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []


def test_a_full_disk_is_a_sentence_and_leaves_no_half_archive(tmp_path: Path) -> None:
    with made_profile(tmp_path / "mine") as profile, small_disk(tmp_path / "disk") as disk:
        with opened(profile, one_of_everything()) as visit:
            pass
        archive = disk.folder / "years.visit-archive"
        for room in (0, 64 * 1024, 700 * 1024):
            disk.fill(leaving=room)
            with pytest.raises(DiskFault, match="full"):
                profile.archives.write(visit.id, archive, CODE, ABOUT, [])
            disk.free()
            assert not [path.name for path in disk.folder.iterdir() if "archive" in path.name]
        profile.archives.write(visit.id, archive, CODE, ABOUT, [])
        with made_profile(disk.folder / "profile") as other:
            disk.fill(leaving=700 * 1024)
            with pytest.raises(DiskFault, match="full"):
                other.archives.bring_back(archive, CODE)
            disk.free()
            assert (other.visits(), list(other.places.visits.iterdir())) == ((), [])
            assert other.archives.bring_back(archive, CODE) == visit.id
