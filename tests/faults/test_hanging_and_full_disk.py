"""A disk that hangs, is full or read-only: typing goes on, the words wait, and saving resumes by itself."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, large_visit, made_profile, one_of_everything, raw_file, wait_until
from small_disk import small_disk

from inspector_app.errors import DiskFault
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import SaveState

resource = pytest.importorskip("resource", reason="writes cannot be made to fail on Windows")

RECORD = one_of_everything().records[0].id


def typed(visit: OpenVisit, text: str) -> float:
    """Type a text as an inspector would, and return how long (seconds) the slowest keys but one in twenty had to wait.

    A single key may wait for another program of this machine.
    """
    waits = []
    for end in range(1, len(text) + 1):
        begun = time.perf_counter()
        visit.write(steps.set_field("record", RECORD, "notes", text[:end]))
        waits.append(time.perf_counter() - begun)
    return sorted(waits)[len(waits) * 19 // 20]


def test_while_the_disk_hangs_typing_goes_on_and_nothing_vanishes(
    visit: OpenVisit, profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    states: list[SaveState] = []
    visit.on_save_state(states.append)
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        slow = typed(visit, "Every six weeks, mostly about cases. " * 5)
        text = visit.record(RECORD).notes
        assert text == "Every six weeks, mostly about cases. " * 5
        assert slow < 0.25
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


def test_a_full_disk_loses_nothing_and_takes_no_half_visit(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk, made_profile(disk.folder / "profile") as profile:
        visit = OpenVisit.open(profile, profile.new_visit(one_of_everything()))
        disk.fill()
        visit.write(steps.set_field("record", RECORD, "notes", "words " * 20_000))
        wait_until(lambda: visit.save_state().state == "not-saved")
        assert visit.save_state().why == "The disk is full."
        with pytest.raises(DiskFault):
            profile.new_visit(replace(large_visit(20), visit=replace(large_visit(1).visit, id="another")))
        disk.free()
        visit.settle(20)
        assert visit.record(RECORD).notes == "words " * 20_000
        assert [summary.id for summary in profile.visits()] == [visit.id]
        visit.close(20)
        caplog.clear()


def test_a_disk_that_turns_read_only_is_said_and_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with made_profile(disk.folder / "profile") as profile:
            visit = OpenVisit.open(profile, profile.new_visit(one_of_everything()))
            visit.write(steps.set_field("record", RECORD, "notes", "first")).result(10)
            visit.close(10)
        disk.read_only(True)
        with pytest.raises(DiskFault):
            Profile.open(ProfilePlaces(disk.folder / "profile"), PASSPHRASE)
        with pytest.raises(DiskFault):
            made_profile(disk.folder / "another")
        disk.read_only(False)
        with Profile.open(ProfilePlaces(disk.folder / "profile"), PASSPHRASE) as profile:
            visit = OpenVisit.open(profile, visit.id)
            assert visit.record(RECORD).notes == "first"
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
