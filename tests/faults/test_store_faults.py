"""What disks, crashes and damage do to a visit's files: the real thing, done to real files."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_visits import (
    PASSPHRASE,
    key_of,
    large_visit,
    made_profile,
    one_of_everything,
    opened,
    raw_file,
    wait_until,
)

from inspector_app.errors import DamagedFile, DiskFault, NewerFile, VisitMissing
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import SaveState

resource = pytest.importorskip("resource", reason="writes cannot be made to fail on Windows")

RECORD = one_of_everything().records[0].id


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Iterator[Profile]:
    with made_profile(own_profile.folder) as made:
        yield made


@pytest.fixture
def visit(profile: Profile) -> Iterator[OpenVisit]:
    with opened(profile, one_of_everything()) as open_visit:
        yield open_visit


def typed(visit: OpenVisit, text: str) -> float:
    """Type a text as an inspector would, and return the longest time (seconds) that a key had to wait."""
    longest = 0.0
    for end in range(1, len(text) + 1):
        begun = time.perf_counter()
        visit.write(steps.set_field("record", RECORD, "notes", text[:end]))
        longest = max(longest, time.perf_counter() - begun)
    return longest


def test_while_the_disk_hangs_typing_goes_on_and_nothing_vanishes(
    visit: OpenVisit, profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    states: list[SaveState] = []
    visit.on_save_state(states.append)
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        longest = typed(visit, "Every six weeks, mostly about cases. " * 5)
        text = visit.record(RECORD).notes
        assert text == "Every six weeks, mostly about cases. " * 5
        assert longest < 0.25
        visit.write(steps.add("concern", "c1", {"matter": "while it hangs"}))
        visit.write(steps.set_field("concern", "c1", "matter", "and goes on"))
        visit.write(steps.finding_from_card("f9", "strengths", "New", "a9", one_of_everything().evidence[0].id))
        assert "and goes on" in [concern.matter for concern in visit.concerns()]
        assert visit.contents().concerns == visit.concerns()
        assert visit.finding("f9").evidence
        assert [link.finding for card in visit.cards() for link in card.links].count("f9") == 1
        wait_until(lambda: visit.save_state().state == "not-saved")
        state = visit.save_state()
        assert state.why and state.next_step
        assert state.waiting >= 3
        assert not any(state.state == "saved" for state in states)
        with pytest.raises(DiskFault):
            visit.settle(0.2)
        with pytest.raises(DiskFault):
            visit.close(0.2)
        raw.execute("ROLLBACK")
    visit.settle(20)
    assert visit.save_state().state == "saved"
    assert visit.save_state().waiting == 0
    assert visit.record(RECORD).notes == text
    assert visit.verify_chain() is None
    caplog.clear()


@contextlib.contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Make every write beyond this size fail, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_when_writes_fail_the_words_wait_and_saving_resumes_by_itself(
    visit: OpenVisit, profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    wal = profile.places.visit_db(visit.id).with_name(f"{visit.id}.db-wal")
    with files_no_larger_than(wal.stat().st_size if wal.exists() else 0):
        future = visit.write(steps.set_field("record", RECORD, "notes", "words " * 2000))
        wait_until(lambda: visit.save_state().state == "not-saved")
        assert not future.done()
        assert visit.record(RECORD).notes == "words " * 2000
        visit.write(steps.set_field("record", RECORD, "notes", "words " * 2001))
    assert future.result(20).changed["record"] == {RECORD}
    visit.settle(20)
    assert visit.record(RECORD).notes == "words " * 2001
    assert visit.verify_chain() is None
    caplog.clear()


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this user may not mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_takes_no_half_visit(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 4), made_profile(disk / "profile") as profile:
        visit = OpenVisit.open(profile, profile.new_visit(one_of_everything()))
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        visit.write(steps.set_field("record", RECORD, "notes", "words " * 20_000))
        wait_until(lambda: visit.save_state().state == "not-saved")
        assert visit.save_state().why == "The disk is full."
        with pytest.raises(DiskFault):
            profile.new_visit(replace(large_visit(20), visit=replace(large_visit(1).visit, id="another")))
        filler.unlink()
        visit.settle(20)
        assert visit.record(RECORD).notes == "words " * 20_000
        assert [summary.id for summary in profile.visits()] == [visit.id]
        visit.close(20)
        caplog.clear()


def test_a_disk_that_turns_read_only_is_said_and_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 16):
        with made_profile(disk / "profile") as profile:
            visit = OpenVisit.open(profile, profile.new_visit(one_of_everything()))
            visit.write(steps.set_field("record", RECORD, "notes", "first")).result(10)
            visit.close(10)
        _remount(disk, "ro")
        with pytest.raises(DiskFault):
            Profile.open(ProfilePlaces(disk / "profile"), PASSPHRASE)
        with pytest.raises(DiskFault):
            made_profile(disk / "another")
        _remount(disk, "rw")
        with Profile.open(ProfilePlaces(disk / "profile"), PASSPHRASE) as profile:
            visit = OpenVisit.open(profile, visit.id)
            assert visit.record(RECORD).notes == "first"
            visit.close(10)
    caplog.clear()


def _remount(disk: Path, mode: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{mode}", str(disk)], check=True)


TYPIST = """
import sys, pathlib
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
visit = OpenVisit.open(profile, sys.argv[3])
number = 0
while True:
    number += 1
    visit.write(steps.set_field("record", sys.argv[4], "notes", "x" * number)).result()
    print(number, flush=True)
    if number % 7 == 0:
        visit.field_left()
        visit.write(steps.add("concern", f"c{number}", {"matter": "y" * number})).result()
"""


@pytest.mark.parametrize("seed", range(4))
def test_killed_while_typing_nothing_announced_is_lost(own_profile: ProfilePlaces, seed: int) -> None:
    chance = random.Random(seed)
    with made_profile(own_profile.folder) as profile:
        visit_id = profile.new_visit(one_of_everything())
    command = [sys.executable, "-c", TYPIST, str(own_profile.folder), PASSPHRASE, visit_id, RECORD]
    announced = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        wanted = chance.randint(3, 60)
        while announced < wanted:
            announced = int(typist.stdout.readline())
        time.sleep(chance.random() * 0.02)
        typist.kill()
        announced = max([announced, *(int(line) for line in typist.stdout.read().splitlines() if line)])
    with Profile.open(own_profile, PASSPHRASE) as profile:
        visit = OpenVisit.open(profile, visit_id)
        assert len(visit.record(RECORD).notes) in (announced, announced + 1)
        assert len(visit.concerns()) - 1 in (announced // 7, announced // 7 - (announced % 7 == 0))
        assert visit.verify_chain() is None
        visit.write(steps.set_field("record", RECORD, "notes", "after")).result(10)
        assert visit.record(RECORD).notes == "after"
        visit.close(10)


IMPORTER = """
import sys, pathlib
sys.path.insert(0, sys.argv[3])
from made_visits import large_visit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile

contents = large_visit(300)
profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), sys.argv[2])
print("begun", flush=True)
profile.new_visit(contents)
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_killed_while_a_visit_is_brought_in_it_is_here_whole_or_not_at_all(
    own_profile: ProfilePlaces, pause: float
) -> None:
    made_profile(own_profile.folder).close()
    tests = str(Path(__file__).parent.parent)
    command = [sys.executable, "-c", IMPORTER, str(own_profile.folder), PASSPHRASE, tests]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as importer:
        assert importer.stdout is not None
        assert importer.stdout.readline() == "begun\n"
        time.sleep(pause)
        importer.kill()
        done = importer.stdout.read() == "done\n"
    with Profile.open(own_profile, PASSPHRASE) as profile:
        summaries = profile.visits()
        assert len(summaries) in ((1,) if done else (0, 1))
        assert [summary.fault for summary in summaries] == [""] * len(summaries)
        if not summaries:
            assert not list(own_profile.visits.iterdir())
            profile.new_visit(large_visit(300))
        visit = OpenVisit.open(profile, large_visit(1).visit.id)
        assert len(visit.cards()) == 600
        visit.close(10)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(visit: OpenVisit, profile: Profile) -> None:
    visit.close(10)
    path = profile.places.visit_db(visit.id)
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(NewerFile):
        OpenVisit.open(profile, visit.id)
    assert "newer" in profile.visits()[0].fault
    assert path.read_bytes() == before
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("PRAGMA user_version = 1")


def _spoil(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(length))


@pytest.mark.parametrize("how", ["the head", "the first page", "cut short", "emptied", "another's", "text", "the key"])
def test_a_damaged_or_foreign_file_is_refused_in_a_sentence(profile: Profile, how: str) -> None:
    with opened(profile, one_of_everything()) as visit:
        pass
    path = profile.places.visit_db(visit.id)
    if how == "the head":
        _spoil(path, 0, 16)
    elif how == "the first page":
        _spoil(path, 100, 2000)
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[: 4096 + 10])
    elif how == "emptied":
        path.write_bytes(b"")
    elif how == "another's":
        path.write_bytes(profile.places.profile_db.read_bytes())
    elif how == "text":
        path.write_text("SQLite format 3\0 or so" * 300)
    else:
        path.write_bytes(bytes(byte ^ 0x55 for byte in path.read_bytes()))
    with pytest.raises(DamagedFile) as refusal:
        OpenVisit.open(profile, visit.id)
    assert refusal.value.next_step
    assert profile.visits()[0].fault


def test_a_file_that_is_gone_is_said(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        pass
    profile.places.visit_db(visit.id).unlink()
    with pytest.raises(VisitMissing):
        OpenVisit.open(profile, visit.id)


def test_damage_further_in_is_not_copied_over_a_good_backup(profile: Profile, caplog: pytest.LogCaptureFixture) -> None:
    with opened(profile, large_visit(40)) as visit:
        visit.write(steps.add("concern", "c1", {"matter": "x"})).result(10)
    folder = profile.places.backups / visit.id
    good = {path.name for path in folder.iterdir()}
    assert len(good) == 1
    path = profile.places.visit_db(visit.id)
    visit = OpenVisit.open(profile, visit.id)
    visit.write(steps.add("concern", "c2", {"matter": "y"})).result(10)
    _spoil(path, path.stat().st_size // 8192 * 4096, 4096)
    visit.close(10)
    assert {path.name for path in folder.iterdir()} == good
    assert any("no backup of" in record.getMessage() for record in caplog.records)
    with pytest.raises(DamagedFile, match="repair"):
        OpenVisit.open(profile, visit.id)
    caplog.clear()


def test_the_last_ten_backups_are_kept_and_each_opens_with_the_visits_key(profile: Profile) -> None:
    visit_id = profile.new_visit(one_of_everything())
    for number in range(12):
        visit = OpenVisit.open(profile, visit_id)
        visit.write(steps.set_field("record", RECORD, "notes", f"version {number}")).result(10)
        visit.close(10)
    kept = sorted((profile.places.backups / visit_id).iterdir())
    assert len(kept) == 10
    versions = []
    for path in kept:
        with contextlib.closing(open_by_key(path, key_of(profile.places, visit_id))) as raw:
            versions.append(raw.execute("SELECT notes FROM record WHERE id = ?", (RECORD,)).fetchone()[0])
    assert versions == [f"version {number}" for number in range(2, 12)]


def test_nothing_readable_lies_in_the_profile(own_profile: ProfilePlaces) -> None:
    canaries = [b"Supervision", b"Two calls", b"EX-014", b"Exampleshire", b"A. Inspector", b"Zanzibar", b"front-door"]
    with made_profile(own_profile.folder) as profile, opened(profile, one_of_everything()) as visit:
        profile.set_setting("last", "Zanzibar")
        visit.write(steps.set_field("record", RECORD, "notes", "Zanzibar " * 1000)).result(10)
        visit.search("zanzibar")
        _search_for(own_profile.folder, canaries)
    _search_for(own_profile.folder, canaries)


def _search_for(folder: Path, canaries: list[bytes]) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        for canary in canaries:
            assert canary not in content, f"{canary!r} in {path.name}"
        assert not content.startswith(b"SQLite format 3"), path.name


@pytest.mark.parametrize("seed", range(6))
def test_damage_anywhere_is_told_or_harmless_and_never_read_as_words(
    profile: Profile, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(profile, large_visit(60)) as visit:
        whole = visit.contents()
    path = profile.places.visit_db(visit.id)
    good = path.read_bytes()
    page = random.Random(seed).randrange(path.stat().st_size // 4096)
    _spoil(path, page * 4096 + 50, 500)
    try:
        visit = OpenVisit.open(profile, visit.id)
    except DamagedFile:
        return
    try:
        assert visit.contents() == whole
        visit.write(steps.add("concern", "c1", {"matter": "x"})).result(0.5)
    except DamagedFile as error:
        assert error.next_step
    except TimeoutError:
        assert "damaged" in visit.save_state().why
        profile.places.visit_db(visit.id).write_bytes(good)
    visit.close(10)
    caplog.clear()


def test_undo_waits_for_a_hanging_disk_too(
    visit: OpenVisit, profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    visit.write(steps.set_field("record", RECORD, "notes", "first")).result(10)
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        undone = visit.undo()
        visit.write(steps.add("concern", "c1", {"matter": "after"}))
        wait_until(lambda: visit.save_state().state == "not-saved")
        assert not undone.done()
        raw.execute("ROLLBACK")
    undone.result(20)
    visit.settle(20)
    assert visit.record(RECORD).notes == one_of_everything().records[0].notes
    assert visit.undo_action() == "add a concern"
    caplog.clear()
