"""A visit's file that is damaged, foreign, newer or gone: refused in a sentence, and never copied over a good one."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from made_visits import key_of, large_visit, made_profile, one_of_everything, opened, raw_file

from inspector_app.errors import DamagedFile, NewerFile, VisitMissing
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

RECORD = one_of_everything().records[0].id


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


@pytest.mark.parametrize("seed", range(4))
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
