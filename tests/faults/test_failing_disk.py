"""A disk that is full, read-only, gone, slow, or fails at the n-th call: the truth is told, and nothing is lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
import soak
from injected_calls import injected
from made_visits import PASSPHRASE, made_profile, one_of_everything, opened, wait_until
from small_disk import SmallDisk, small_disk

from inspector_app.errors import DiskFault
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import SaveState, VisitChange

ROUNDS = 256_000
RECORD = one_of_everything().records[0].id


@pytest.fixture(autouse=True)
def quick_keys() -> Iterator[None]:
    soak.shorten_key_derivation()
    yield
    soak.shorten_key_derivation(ROUNDS)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as small:
        yield small


@pytest.fixture
def visit(disk: SmallDisk, caplog: pytest.LogCaptureFixture) -> Iterator[OpenVisit]:
    with made_profile(disk.folder / "profile") as profile, opened(profile, one_of_everything()) as open_visit:
        yield open_visit
    caplog.get_records("call").clear()


def typed(visit: OpenVisit, text: str) -> Future[VisitChange]:
    return visit.write(steps.set_field("record", RECORD, "notes", text))


def on_disk(disk: SmallDisk, visit_id: str, scratch: Path) -> str:
    """The notes as a copy of the files, made now, holds them."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(disk.folder / "profile", scratch)
    with Profile.open(ProfilePlaces(scratch), PASSPHRASE) as profile:
        copied = OpenVisit.open(profile, visit_id)
        assert copied.verify_chain() is None
        notes = copied.record(RECORD).notes
        copied.close()
    return notes


def not_saved(visit: OpenVisit, why: str) -> None:
    wait_until(lambda: visit.save_state().state == "not-saved")
    state = visit.save_state()
    assert why in state.why and state.next_step and state.waiting


def saved(visit: OpenVisit) -> None:
    wait_until(lambda: visit.save_state().state == "saved")
    assert visit.save_state().waiting == 0


def test_a_full_disk(disk: SmallDisk, visit: OpenVisit, tmp_path: Path) -> None:
    told: list[SaveState] = []
    typed(visit, "before").result(20)
    disk.fill()
    visit.on_save_state(told.append)
    future = typed(visit, "while it was full " * 2000)
    not_saved(visit, "disk is full")
    assert visit.record(RECORD).notes.startswith("while it was full")
    assert not future.done()
    assert "saved" not in {state.state for state in told}
    with pytest.raises(DiskFault, match="full"):
        visit.settle(0.2)
    assert on_disk(disk, visit.id, tmp_path / "copy") == "before"
    disk.free()
    future.result(20)
    saved(visit)
    assert on_disk(disk, visit.id, tmp_path / "copy").startswith("while it was full")


def test_a_read_only_disk_is_named_on_opening_and_opens_once_it_can_be_written_to(disk: SmallDisk) -> None:
    with made_profile(disk.folder / "profile") as profile, opened(profile, one_of_everything()) as visit:
        typed(visit, "kept").result(20)
    disk.read_only(True)
    with pytest.raises(DiskFault, match="read-only"):
        Profile.open(ProfilePlaces(disk.folder / "profile"), PASSPHRASE)
    disk.read_only(False)
    with Profile.open(ProfilePlaces(disk.folder / "profile"), PASSPHRASE) as profile:
        again = OpenVisit.open(profile, one_of_everything().visit.id)
        assert again.record(RECORD).notes == "kept"
        again.close()


@pytest.mark.parametrize("error", ["EROFS", "EIO", "ENOSPC", "EDQUOT"])
def test_a_disk_that_turns_bad_while_the_visit_is_open(disk: SmallDisk, visit: OpenVisit, error: str) -> None:
    with injected(f"pwrite64:error={error}"):
        future = typed(visit, "on a bad disk")
        wait_until(lambda: visit.save_state().state == "not-saved")
        assert visit.save_state().why.endswith(".")
        assert visit.record(RECORD).notes == "on a bad disk"
        assert not future.done()
    future.result(20)
    saved(visit)
    assert visit.verify_chain() is None


@pytest.mark.parametrize("call", ["pwrite64", "fsync"])
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a_disk_that_fails_at_the_nth_call(
    disk: SmallDisk, visit: OpenVisit, tmp_path: Path, call: str, error: str
) -> None:
    for nth in range(1, 12):
        text = f"the call {nth}"
        with injected(f"{call}:error={error}:when={nth}"):
            for part in range(3):
                typed(visit, f"{text}, part {part}").result(20)
        saved(visit)
        assert visit.record(RECORD).notes == f"{text}, part 2"
    assert on_disk(disk, visit.id, tmp_path / "copy") == "the call 11, part 2"


def test_a_slow_disk_is_saving_until_it_has_saved(disk: SmallDisk, visit: OpenVisit, tmp_path: Path) -> None:
    typed(visit, "before").result(20)
    seen: list[tuple[str, float]] = []
    visit.on_save_state(lambda state: seen.append((state.state, time.monotonic())))
    with injected("fsync:delay_enter=2000000", "fdatasync:delay_enter=2000000"):
        began = time.monotonic()
        future = typed(visit, "slowly")
        assert time.monotonic() - began < 0.5
        assert visit.save_state().state == "saving"
        assert visit.record(RECORD).notes == "slowly"
        future.result(30)
        saved(visit)
    first_saved = next(at for state, at in seen if state == "saved")
    assert first_saved - began >= 1.9


@pytest.mark.parametrize("way", ["moved", "removed"])
def test_a_file_that_is_taken_away_is_never_said_to_be_saved(disk: SmallDisk, visit: OpenVisit, way: str) -> None:
    typed(visit, "before").result(20)
    visits, aside = disk.folder / "profile" / "visits", disk.folder / "aside"
    shutil.copytree(visits, disk.folder / "copy")
    visits.rename(aside)
    if way == "removed":
        shutil.rmtree(aside)
    told: list[SaveState] = []
    visit.on_save_state(told.append)
    future = typed(visit, "into the void")
    wait_until(lambda: visit.save_state().state == "not-saved" or future.done())
    assert not future.done()
    assert "not in its place" in visit.save_state().why or "cannot be opened" in visit.save_state().why
    assert visit.record(RECORD).notes == "into the void"
    assert "saved" not in {state.state for state in told}
    (aside if way == "moved" else disk.folder / "copy").rename(visits)
    future.result(20)
    saved(visit)
    assert visit.record(RECORD).notes == "into the void"
    assert on_disk(disk, visit.id, disk.folder / "again") == "into the void"
