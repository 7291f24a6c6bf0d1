"""Rescue copies, and what is told of a crash: words that were handed over are counted, kept, and taken in again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from made_visits import empty_visit, made_profile, one_of_everything, opened, raw_file, wait_until

from inspector_app.errors import DamagedFile, DiskFault
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.typed_words import added_words

RECORD = one_of_everything().records[0].id
BEFORE = one_of_everything().records[0].notes


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Iterator[Profile]:
    with made_profile(own_profile.folder) as made:
        yield made


@pytest.fixture
def visit(profile: Profile) -> Iterator[OpenVisit]:
    with opened(profile, one_of_everything()) as open_visit:
        yield open_visit


def rescue_while_locked(profile: Profile, visit: OpenVisit, folder: Path | None = None) -> Path:
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        visit.write(steps.set_field("record", RECORD, "notes", f"{BEFORE} Phone rings twice."))
        visit.write(steps.add("concern", "c1", {"matter": "Not seen since May."}))
        wait_until(lambda: visit.save_state().state == "not-saved")
        path = visit.rescue.keep(folder)
        raw.execute("ROLLBACK")
    visit.settle(20)
    return path


def test_what_is_written_while_something_long_is_written_is_kept_until_it_is_on_disk(
    profile: Profile, visit: OpenVisit, caplog: pytest.LogCaptureFixture
) -> None:
    taking: Future[None] = Future()
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        visit.rescue.keep_while(taking)
        step = steps.set_field("record", RECORD, "notes", "Typed while a package is taken in.")
        chosen = replace(step, typing=False, settles=True, sight=1)
        visit.write(chosen)
        wait_until(lambda: len(visit.rescue.copies()) == 1)
        assert visit.rescue.copies()[0].steps == (chosen,)
        raw.execute("ROLLBACK")
    taking.set_result(None)
    visit.settle(20)
    wait_until(lambda: visit.rescue.copies() == [])
    caplog.clear()


def test_a_rescue_copy_holds_the_words_and_brings_them_back(
    profile: Profile, visit: OpenVisit, caplog: pytest.LogCaptureFixture
) -> None:
    path = rescue_while_locked(profile, visit)
    assert path.parent == profile.places.rescue
    assert b"Phone" not in path.read_bytes()
    (copy,) = visit.rescue.copies()
    assert visit.rescue.texts(copy) == ()
    visit.write(steps.set_field("record", RECORD, "notes", BEFORE)).result(10)
    visit.write(steps.remove("concern", "c1")).result(10)
    (text,) = visit.rescue.texts(copy)
    assert (text.entity, text.id, text.field, text.words()) == ("record", RECORD, "notes", 3)
    for step in copy.steps:
        visit.write(step).result(10)
    assert visit.record(RECORD).notes == f"{BEFORE} Phone rings twice."
    assert "Not seen since May." in [concern.matter for concern in visit.concerns()]
    visit.rescue.remove(copy)
    assert visit.rescue.copies() == []
    assert visit.verify_chain() is None
    caplog.clear()


def test_a_rescue_copy_lies_where_the_person_wants_it_and_opens_for_its_own_visit_only(
    profile: Profile, visit: OpenVisit, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stick = tmp_path / "stick"
    path = rescue_while_locked(profile, visit, stick)
    assert visit.rescue.copies() == []
    assert [copy.path for copy in visit.rescue.copies(stick)] == [path]
    other = replace(empty_visit(), visit=replace(empty_visit().visit, id="another"))
    with opened(profile, other) as another, pytest.raises(DamagedFile):
        another.rescue.read(path)
    path.write_bytes(path.read_bytes()[:100])
    assert visit.rescue.copies(stick) == []
    with pytest.raises(DamagedFile):
        visit.rescue.read(path)
    caplog.clear()


def test_a_folder_that_takes_nothing_is_said(visit: OpenVisit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskFault):
        visit.rescue.keep(tmp_path / "file")
    assert visit.rescue.copies() == []


def test_the_log_tells_how_many_words_came_after_an_entry(visit: OpenVisit) -> None:
    visit.write(steps.set_field("record", RECORD, "notes", f"{BEFORE} One two.")).result(10)
    visit.field_left()
    mark = visit.last_entry()
    assert visit.kept_after(mark).words == 0
    assert visit.kept_after(mark).last is None
    visit.write(steps.set_field("record", RECORD, "notes", f"{BEFORE} One two. Three")).result(10)
    visit.write(steps.set_field("record", RECORD, "notes", f"{BEFORE} One two. Three four")).result(10)
    visit.write(steps.add("concern", "c1", {"matter": "Not seen since May.", "order": "a5"})).result(10)
    kept = visit.kept_after(mark)
    assert kept.words == 2 + 4
    assert kept.steps == 2
    assert kept.last is not None


def test_words_are_counted_by_what_stands_after_and_not_before() -> None:
    assert added_words("", "") == 0
    assert added_words("a b", "a b a") == 1
    assert added_words("a b c", "c") == 0
