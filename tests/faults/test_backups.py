"""Backups: made beside the work, kept, restored, taken to a stick that comes and goes; killed at any instant."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, key_of, large_visit, made_profile, one_of_everything, opened, wait_until
from quick_keys import BEGUN_QUICKLY

from inspector_app.errors import DamagedFile, VisitMissing
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.settings import SETTINGS_KEY, Settings, settings_to
from inspector_app.store.backup_clock import BackupClock
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile
from inspector_app.store.second_folder import AWAY
from inspector_app.visit import steps

RECORD = one_of_everything().records[0].id


def note(visit: OpenVisit, text: str) -> None:
    visit.write(steps.set_field("record", RECORD, "notes", text)).result(10)


def versions(profile: Profile, texts: list[str]) -> str:
    """A visit with a backup of each of these texts, and a file that holds the last."""
    visit_id = profile.new_visit(one_of_everything())
    for text in texts:
        with OpenVisit.open(profile, visit_id) as visit:
            note(visit, text)
    return visit_id


def test_a_list_says_when_how_large_and_what_is_in_each(profile: Profile) -> None:
    visit_id = versions(profile, ["one"])
    with OpenVisit.open(profile, visit_id) as visit:
        visit.write(steps.remove("evidence", one_of_everything().evidence[0].id)).result(10)
    newest, oldest = profile.safekeeping.backups(visit_id)
    assert newest.at > oldest.at
    assert newest.size > 4096
    assert (newest.counts["evidence"], oldest.counts["evidence"]) == (1, 2)
    assert (newest.state, newest.fault) == ("draft", "")


def test_a_damaged_backup_says_so_and_is_not_restored(profile: Profile) -> None:
    visit_id = versions(profile, ["one", "two"])
    path = profile.places.backups / visit_id / f"{profile.safekeeping.backups(visit_id)[0].name}.db"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(bytes(4096))
    newest, oldest = profile.safekeeping.backups(visit_id)
    assert newest.fault
    assert not oldest.fault
    with pytest.raises(DamagedFile):
        profile.safekeeping.restore(visit_id, newest.name)
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.record(RECORD).notes == "two"


def test_restoring_brings_it_back_as_it_was_and_keeps_what_was_there(profile: Profile) -> None:
    visit_id = versions(profile, ["one", "two"])
    oldest = profile.safekeeping.backups(visit_id)[-1]
    before = profile.laptop_in(visit_id)
    profile.safekeeping.restore(visit_id, oldest.name)
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.record(RECORD).notes == "one"
        assert visit.verify_chain() is None
        assert visit.laptop != before
        note(visit, "three")
        assert visit.verify_chain() is None
    profile.safekeeping.restore(visit_id, profile.safekeeping.backups(visit_id)[1].name)
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.record(RECORD).notes == "two"


def test_restoring_does_not_let_go_of_the_backup_that_is_restored(profile: Profile) -> None:
    visit_id = versions(profile, [f"version {number}" for number in range(10)])
    oldest = profile.safekeeping.backups(visit_id)[-1]
    profile.safekeeping.restore(visit_id, oldest.name)
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.record(RECORD).notes == "version 0"


def test_a_visit_whose_file_is_gone_is_restored(profile: Profile) -> None:
    visit_id = versions(profile, ["one"])
    profile.places.visit_db(visit_id).unlink()
    profile.safekeeping.restore(visit_id, profile.safekeeping.backups(visit_id)[0].name)
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.record(RECORD).notes == "one"
    with pytest.raises(VisitMissing):
        profile.safekeeping.restore(visit_id, "../../profile")


RESTORER = """
import sys, pathlib
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
names = [each.name for each in profile.safekeeping.backups(sys.argv[3])][-2:]
print("begun", flush=True)
while True:
    for name in names:
        profile.safekeeping.restore(sys.argv[3], name)
"""


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_restoring_the_visit_is_whole(own_profile: ProfilePlaces, seed: int) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id = versions(profile, ["one", "two"])
    command = [sys.executable, "-c", BEGUN_QUICKLY + RESTORER, str(own_profile.folder), PASSPHRASE, visit_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as restorer:
        assert restorer.stdout is not None
        assert restorer.stdout.readline() == "begun\n"
        time.sleep(random.Random(seed).random() * 0.5)
        restorer.kill()
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert [summary.fault for summary in profile.visits()] == [""]
        with OpenVisit.open(profile, visit_id) as visit:
            assert visit.record(RECORD).notes in ("one", "two")
            assert visit.verify_chain() is None
        assert len(profile.safekeeping.backups(visit_id)) >= 2
        assert sorted(path.name for path in own_profile.visits.iterdir()) == [f"{visit_id}.db"]


BACKER_UP = """
import sys, pathlib
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
print("begun", flush=True)
while True:
    profile.safekeeping.back_up(sys.argv[3])
"""


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_backing_up_no_backup_is_half_made(own_profile: ProfilePlaces, seed: int) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id = versions(profile, ["one"])
    command = [sys.executable, "-c", BEGUN_QUICKLY + BACKER_UP, str(own_profile.folder), PASSPHRASE, visit_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as backer_up:
        assert backer_up.stdout is not None
        assert backer_up.stdout.readline() == "begun\n"
        time.sleep(random.Random(seed).random() * 0.5)
        backer_up.kill()
    with Profile.open(own_profile, PASSPHRASE) as profile:
        profile.safekeeping.back_up(visit_id)
        backups = profile.safekeeping.backups(visit_id)
        assert len(backups) >= 2
        assert [each.fault for each in backups] == [""] * len(backups)
    assert not list((own_profile.backups / visit_id).glob("*.new*"))


def test_while_it_is_backed_up_typing_does_not_wait(profile: Profile) -> None:
    with opened(profile, large_visit(1500)) as visit:
        record = visit.record_lines()[0].id
        copying = threading.Thread(target=lambda: profile.safekeeping.back_up(visit.id, chain=False))
        began, waits = time.perf_counter(), []
        copying.start()
        while copying.is_alive():
            begun = time.perf_counter()
            visit.write(steps.set_field("record", record, "notes", f"words {len(waits) + 1}"))
            waits.append(time.perf_counter() - begun)
        number = len(waits)
        assert number > 10
        assert sorted(waits)[number * 95 // 100] < (time.perf_counter() - began) / 10
        visit.settle(20)
        assert visit.record(record).notes == f"words {number}"
    assert [each.fault for each in profile.safekeeping.backups(visit.id)] == ["", ""]


def test_work_that_goes_on_is_backed_up_only_where_something_was_written() -> None:
    written, looked, made = [0], threading.Semaphore(0), []

    def count() -> int:
        looked.release()
        return written[0]

    clock = BackupClock(count, lambda: made.append(written[0]), every=0.01)
    for _ in range(3):
        assert looked.acquire(timeout=10)
    assert made == []
    written[0] = 5
    wait_until(lambda: made == [5])
    for _ in range(3):
        assert looked.acquire(timeout=10)
    clock.stop()
    assert made == [5]


def test_an_open_visit_is_backed_up_by_its_clock(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BackupClock.__init__, "__kwdefaults__", {"every": 0.05})
    with opened(profile, one_of_everything()) as visit:
        note(visit, "typed and not closed")
        wait_until(lambda: profile.safekeeping.has_backup(visit.id))
        path = next((profile.places.backups / visit.id).glob("*.db"))
        with closing(open_by_key(path, key_of(profile.places, visit.id))) as raw:
            assert raw.execute("SELECT notes FROM record WHERE id = ?", (RECORD,)).fetchone() == (
                "typed and not closed",
            )


# -- the second folder


def use_second_folder(profile: Profile, folder: Path) -> None:
    profile.set_setting(SETTINGS_KEY, settings_to(Settings(second_backup_folder=str(folder))))


def test_a_stick_that_is_away_is_a_quiet_note_and_gets_what_it_lacks(profile: Profile, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    use_second_folder(profile, stick)
    visit_id = versions(profile, ["one", "two"])
    assert profile.safekeeping.note == AWAY
    stick.mkdir()
    with OpenVisit.open(profile, visit_id) as visit:
        note(visit, "three")
    assert profile.safekeeping.note == ""
    (there,) = stick.iterdir()
    assert len(list((there / "backups" / visit_id).glob("*.db"))) == 3
    shutil.rmtree(stick)
    profile.safekeeping.look_for_second_folder()
    assert profile.safekeeping.note == AWAY


def test_what_is_on_the_stick_opens_on_another_laptop(own_profile: ProfilePlaces, tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", ProfilePlaces(tmp_path / "other")
    stick.mkdir()
    with made_profile(own_profile.folder) as profile:
        code = profile.keys.new_recovery_code()
        use_second_folder(profile, stick)
        visit_id = versions(profile, ["one", "two"])
    shutil.copytree(next(stick.iterdir()), other.folder)
    with Profile.open_by_code(other, code) as profile:
        profile.safekeeping.restore(visit_id, profile.safekeeping.backups(visit_id)[0].name)
        with OpenVisit.open(profile, visit_id) as visit:
            assert visit.record(RECORD).notes == "two"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nothing_readable_lies_on_the_stick_and_a_destroyed_visit_leaves_it(profile: Profile, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    use_second_folder(profile, stick)
    visit_id = versions(profile, ["Zanzibar"])
    files = [path for path in stick.rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert not any(b"Zanzibar" in path.read_bytes() or b"SQLite format" in path.read_bytes() for path in files)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    profile.destroy_visit(visit_id)
    assert not [path for path in stick.rglob("*") if visit_id in path.name]


def test_a_stick_that_is_full_is_a_note_and_keeps_no_half_copy(
    profile: Profile, tmp_path: Path, small_stick: Path
) -> None:
    use_second_folder(profile, small_stick)
    visit_id = profile.new_visit(large_visit(100))
    with OpenVisit.open(profile, visit_id) as visit:
        visit.write(steps.add("concern", "c1", {"matter": "x"})).result(10)
    assert "did not take all" in profile.safekeeping.note
    assert not list(small_stick.rglob(f"{visit_id}/*.db"))
    assert profile.safekeeping.has_backup(visit_id)


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux":
        pytest.skip("a small disk is mounted on Linux only")
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"this test mounts a small disk, which only root may: {done.stderr}"
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
