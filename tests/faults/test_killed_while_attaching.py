"""Killed, or on a disk that fills up, at any instant of attaching: a file is attached whole, or not at all."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, made_profile, one_of_everything, opened, wait_until
from quick_keys import BEGUN_QUICKLY
from small_disk import small_disk

from inspector_app.attaching import attach_file
from inspector_app.errors import DiskFault
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

RECORD = one_of_everything().records[3].id

ATTACHER = """
import sys, pathlib
from inspector_app.attaching import attach_file
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
visit = OpenVisit.open(profile, sys.argv[3])
print("open", flush=True)
for number in range(1000):
    picture = b"\\xff\\xd8\\xff" + bytes([number % 256]) * (4_000_000 + number)
    attached, written = attach_file(visit, sys.argv[4], f"{number}.jpg", picture)
    written.result()
    print("attached", attached, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_killed_while_attaching_each_file_is_there_whole_or_not_at_all(own_profile: ProfilePlaces, seed: int) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id = profile.new_visit(one_of_everything())
    command = [sys.executable, "-c", BEGUN_QUICKLY + ATTACHER, str(own_profile.folder), PASSPHRASE, visit_id, RECORD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as attacher:
        assert attacher.stdout is not None
        assert attacher.stdout.readline() == "open\n"
        first = attacher.stdout.readline()
        time.sleep(random.Random(seed).random() * 0.6)
        attacher.kill()
        said = [
            line.split()[1]
            for line in (first + attacher.stdout.read()).splitlines()
            if line.endswith(tuple("0123456789abcdef"))
        ]
    assert said
    files = own_profile.visit_files(visit_id)
    with Profile.open(own_profile, PASSPHRASE) as profile, OpenVisit.open(profile, visit_id) as visit:
        attached = visit.attachments()
        assert len({each.id for each in attached} ^ set(said)) <= 1 and set(said) <= {each.id for each in attached}
        for each in attached:
            content = visit.kept_file(each.sha256)
            assert (len(content), sha256(content).hexdigest()) == (each.size, each.sha256)
        assert not list(files.glob("*.new"))
        assert len(list(files.iterdir())) - len(attached) in (0, 1)
        assert visit.verify_chain() is None
        wait_until(lambda: visit.lacking_files() == ())


def test_a_full_disk_is_a_sentence_and_keeps_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    picture = b"\xff\xd8\xff" + bytes(3_000_000)
    with (
        small_disk(tmp_path / "disk") as disk,
        made_profile(disk.folder / "profile") as profile,
        opened(profile, one_of_everything()) as visit,
    ):
        for room in (0, 64 * 1024, 2_500_000):
            disk.fill(leaving=room)
            with pytest.raises(DiskFault, match="full"):
                attach_file(visit, RECORD, "whiteboard.jpg", picture)
            disk.free()
            assert visit.attachments() == ()
            assert list(profile.places.visit_files(visit.id).iterdir()) == []
        attached, written = attach_file(visit, RECORD, "whiteboard.jpg", picture)
        written.result(20)
        assert [each.id for each in visit.attachments()] == [attached]
    caplog.clear()


def test_where_there_is_room_for_the_words_only_they_are_backed_up_and_the_files_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    picture = b"\xff\xd8\xff" + bytes(3_000_000)
    with small_disk(tmp_path / "disk") as disk, made_profile(disk.folder / "profile") as profile:
        with opened(profile, one_of_everything()) as visit:
            attach_file(visit, RECORD, "whiteboard.jpg", picture)[1].result(20)
            visit.settle(20)
            disk.fill(leaving=1_500_000)
            profile.safekeeping.back_up(visit.id)
            (backup,) = profile.safekeeping.backups(visit.id)
            assert (backup.counts["documents"], backup.files_missing, backup.fault) == (1, 1, "")
            disk.free()
            caplog.clear()
        assert {each.files_missing for each in profile.safekeeping.backups(visit.id)} == {0}
