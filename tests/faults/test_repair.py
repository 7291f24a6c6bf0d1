"""A damaged visit comes back: its newest good backup, and what its log still holds; said is what came back and what
did not."""

from __future__ import annotations

import gc
import random
from dataclasses import replace
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, key_of, large_visit, made_profile, one_of_everything, opened, raw_file

from inspector_app.errors import DamagedFile, InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.profile import Profile
from inspector_app.store.repair import sentences
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents

PAGE = 4096


def crash(visit: OpenVisit, profile: Profile) -> None:
    """Leave the files as a crash would: as they are while the visit is open, without a backup of the last work."""
    path = profile.places.visit_db(visit.id)
    aside = {each: each.read_bytes() for each in path.parent.glob(f"{path.name}*") if not each.name.endswith("-shm")}
    backups = set((profile.places.backups / visit.id).glob("*"))
    visit.close(10)
    for each in set((profile.places.backups / visit.id).glob("*")) - backups:
        each.unlink()
    for each, content in aside.items():
        each.write_bytes(content)


def spoil(path: Path, pages: list[int]) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE)
            file.write(random.Random(page).randbytes(PAGE))


def worked_on(profile: Profile, contents: VisitContents) -> tuple[str, VisitContents]:
    """A visit with a backup, and a morning's work since that no backup has; its file as a crash left it."""
    with opened(profile, contents) as visit:
        visit.write(steps.add("concern", "backed-up", {"matter": "in the backup"})).result(10)
    visit = OpenVisit.open(profile, contents.visit.id)
    for number in range(30):
        visit.write(steps.add("concern", f"since-{number}", {"matter": f"since the backup {number}"})).result(10)
    for end in range(1, 40):
        visit.write(steps.set_field("record", contents.records[0].id, "notes", "typed on and on and on" * end))
    visit.settle(10)
    visit.field_left()
    visit.write(steps.remove("evidence", contents.evidence[0].id)).result(10)
    visit.write(steps.set_field("record", contents.records[0].id, "title", "A title after all")).result(10)
    whole = visit.contents()
    crash(visit, profile)
    return contents.visit.id, whole


@pytest.mark.parametrize("damage", ["the first page", "the tables", "every other page of the old", "the head", "gone"])
def test_all_that_the_log_still_holds_comes_back(profile: Profile, damage: str) -> None:
    visit_id, whole = worked_on(profile, large_visit(40))
    path = profile.places.visit_db(visit_id)
    pages = path.stat().st_size // PAGE
    if damage == "the first page":
        spoil(path, [0])
    elif damage == "the tables":
        spoil(path, list(range(1, 12)))
    elif damage == "every other page of the old":
        spoil(path, list(range(0, pages, 2)))
    elif damage == "the head":
        with path.open("r+b") as file:
            file.write(bytes(16))
    else:
        path.write_bytes(b"")
    with pytest.raises(DamagedFile, match="repair"):
        OpenVisit.open(profile, visit_id)
    note = profile.safekeeping.repair(visit_id)
    assert note.backup_at is not None
    assert note.came_back == {"concern": 30, "evidence": 1, "record": 1}
    assert (note.not_back, note.broken_at) == ({}, ())
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.contents() == whole
        assert visit.verify_chain() is None
        assert visit.search("since backup 29")
        visit.write(steps.add("concern", "after", {"matter": "goes on"})).result(10)
        assert visit.verify_chain() is None
    told = " ".join(sentences(note))
    assert "30 concerns, 1 piece of evidence and 1 record" in told
    assert (profile.places.backups / visit_id / note.aside).exists()


def test_looking_at_a_damaged_visit_changes_nothing_of_it(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id, whole = worked_on(profile, large_visit(20))
    path = own_profile.visit_db(visit_id)
    with path.open("r+b") as file:
        file.write(bytes(16))
    left = {each: each.read_bytes() for each in (path, path.with_name(f"{path.name}-wal"))}
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert profile.visits()[0].fault
        with pytest.raises(DamagedFile, match="repair"):
            OpenVisit.open(profile, visit_id)
        gc.collect()  # a connection that nobody closed would be closed now, and throw the log away
        assert {each: each.read_bytes() for each in left} == left
        profile.safekeeping.repair(visit_id)
        with OpenVisit.open(profile, visit_id) as visit:
            assert visit.contents() == whole


def test_without_any_backup_the_whole_visit_comes_out_of_its_log(profile: Profile) -> None:
    contents = one_of_everything()
    visit = OpenVisit.open(profile, profile.new_visit(contents))
    visit.write(steps.add("concern", "c2", {"matter": "long " * 3000})).result(10)
    visit.seal(b"%PDF" + random.Random(1).randbytes(90_000), signed_by=visit.me, signed_at="2010-07-06T10:00:00+01:00",
               log_digest="0" * 64)  # fmt: skip
    whole, pdf = visit.contents(), visit.signed_pdf(visit.signed_letters()[0].id)
    crash(visit, profile)
    spoil(profile.places.visit_db(visit.id), [0])
    note = profile.safekeeping.repair(visit.id)
    assert note.backup_at is None
    assert note.came_back["signed_letter"] == 1
    with OpenVisit.open(profile, visit.id) as again:
        assert again.contents() == whole
        assert again.signed_pdf(again.signed_letters()[0].id) == pdf
        assert again.verify_chain() is None


def test_what_lies_behind_a_gap_is_said_and_not_passed_off(profile: Profile) -> None:
    visit_id, whole = worked_on(profile, large_visit(40))
    path, key = profile.places.visit_db(visit_id), key_of(profile.places, visit_id)
    with raw_file(profile.places, visit_id) as raw:
        raw.execute("DROP TRIGGER log_is_never_deleted")
        (seq,) = raw.execute("SELECT seq FROM log WHERE id = 'since-20'").fetchone()
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute("DELETE FROM log WHERE seq = ?", (seq,))
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'record'").fetchone()
    assert key
    spoil(path, [root - 1])
    before = profile.laptop_in(visit_id)
    note = profile.safekeeping.repair(visit_id)
    assert note.came_back == {"concern": 20}
    assert note.not_back == {"concern": 9, "evidence": 1, "record": 1}
    assert note.broken_at == (f"{before}:{seq}",)
    assert note.last < note.not_back_last
    with OpenVisit.open(profile, visit_id) as visit:
        assert {each.id for each in whole.concerns} - {each.id for each in visit.concerns()} == {
            f"since-{number}" for number in range(20, 30)
        }
        assert visit.verify_chain() is None
        assert visit.laptop != before


def test_an_altered_entry_is_named_and_the_rest_kept(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        visit.write(steps.add("concern", "c1", {"matter": "first"})).result(10)
    with OpenVisit.open(profile, visit.id) as visit:
        visit.write(steps.add("concern", "c2", {"matter": "second"})).result(10)
    with raw_file(profile.places, visit.id) as raw:
        raw.execute("DROP TRIGGER log_is_never_altered")
        raw.execute("UPDATE log SET inspector = 'someone else' WHERE seq = 3")
    note = profile.safekeeping.repair(visit.id)
    assert note.broken_at == (f"{visit.laptop}:3",)
    with OpenVisit.open(profile, visit.id) as visit:
        assert {"c1", "c2"} <= {concern.id for concern in visit.concerns()}
        assert visit.verify_chain() is None


def test_what_was_altered_before_every_backup_is_named_and_left_alone(
    profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    visit_id = profile.new_visit(one_of_everything())
    with raw_file(profile.places, visit_id) as raw:
        raw.execute("DROP TRIGGER log_is_never_altered")
        raw.execute("UPDATE log SET inspector = 'someone else' WHERE seq = 3")
    before = profile.places.visit_db(visit_id).read_bytes()
    with pytest.raises(InspectorError, match=f"{profile.laptop_in(visit_id)}:3"):
        profile.safekeeping.repair(visit_id)
    assert profile.places.visit_db(visit_id).read_bytes() == before
    OpenVisit.open(profile, visit_id).close(10)
    assert any("not as it was written" in record.getMessage() for record in caplog.records)
    caplog.clear()


def test_a_sound_visit_is_not_repaired(profile: Profile) -> None:
    visit_id = profile.new_visit(one_of_everything())
    with pytest.raises(InspectorError, match="nothing to repair"):
        profile.safekeeping.repair(visit_id)


def test_where_nothing_can_be_read_that_is_said_and_nothing_is_changed(profile: Profile) -> None:
    visit_id = profile.new_visit(one_of_everything())
    path = profile.places.visit_db(visit_id)
    path.write_bytes(random.Random(2).randbytes(30 * PAGE))
    before = path.read_bytes()
    with pytest.raises(DamagedFile, match="no good backup"):
        profile.safekeeping.repair(visit_id)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_log_broken_in_its_middle_is_not_thrown_away_by_looking(
    own_profile: ProfilePlaces, caplog: pytest.LogCaptureFixture
) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id, whole = worked_on(profile, large_visit(20))
    log = own_profile.visit_db(visit_id).with_name(f"{visit_id}.db-wal")
    content = bytearray(log.read_bytes())
    frames = (len(content) - 32) // (24 + PAGE)
    content[32 + frames // 2 * (24 + PAGE) + 2000] ^= 1
    log.write_bytes(content)
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert "saved last" in profile.visits()[0].fault
        with pytest.raises(DamagedFile, match="repair"):
            OpenVisit.open(profile, visit_id)
    with Profile.open(own_profile, PASSPHRASE) as profile:
        note = profile.safekeeping.repair(visit_id)
        assert note.came_back
        with OpenVisit.open(profile, visit_id) as visit:
            assert visit.contents() == whole
            assert visit.verify_chain() is None
        assert profile.visits()[0].fault == ""
    assert [path.name for path in own_profile.visits.iterdir()] == [f"{visit_id}.db"]
    caplog.clear()


def test_a_log_whose_last_frame_is_torn_is_no_damage(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id, whole = worked_on(profile, large_visit(20))
    log = own_profile.visit_db(visit_id).with_name(f"{visit_id}.db-wal")
    content = bytearray(log.read_bytes())
    content[-2000:] = bytes(2000)
    log.write_bytes(content)
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert profile.visits()[0].fault == ""
        with OpenVisit.open(profile, visit_id) as visit:
            assert visit.concerns() == whole.concerns


def test_a_damaged_backup_is_passed_over_for_the_one_before(profile: Profile, caplog: pytest.LogCaptureFixture) -> None:
    visit_id, whole = worked_on(profile, large_visit(40))
    profile.safekeeping.back_up(visit_id)
    newest = sorted((profile.places.backups / visit_id).glob("*.db"))[-1]
    spoil(newest, [3])
    spoil(profile.places.visit_db(visit_id), [0])
    note = profile.safekeeping.repair(visit_id)
    assert note.came_back
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.contents() == whole
    caplog.clear()


@pytest.mark.parametrize("seed", range(8))
def test_any_damage_leaves_a_visit_that_is_whole_up_to_somewhere(
    profile: Profile, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(seed)
    visit_id, whole = worked_on(profile, large_visit(20))
    path = profile.places.visit_db(visit_id)
    log = path.with_name(f"{path.name}-wal")
    for file in chance.choice([[path], [log], [path, log]]):
        content = bytearray(file.read_bytes())
        for _ in range(chance.choice([1, 5, 40])):
            start = chance.randrange(len(content))
            content[start : start + chance.choice([1, 100, 5000])] = b"\xa5"
        file.write_bytes(content[: chance.choice([len(content), len(content) * 2 // 3])])
    try:
        OpenVisit.open(profile, visit_id).close(10)
    except DamagedFile:
        note = profile.safekeeping.repair(visit_id)
        assert sentences(note)
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.verify_chain() is None
        found = {concern.id: concern.matter for concern in visit.concerns()}
        kept = sorted(int(name.split("-")[1]) for name in found if name.startswith("since"))
        assert kept == list(range(len(kept)))
        assert found.items() <= {concern.id: concern.matter for concern in whole.concerns}.items()
        assert "backed-up" in found
        assert replace(visit.visit(), given=None) == replace(whole.visit, given=None)
    caplog.clear()


def test_the_newest_backup_is_read_with_the_visits_own_key(profile: Profile) -> None:
    visit_id, _ = worked_on(profile, one_of_everything())
    (backup,) = (profile.places.backups / visit_id).glob("*.db")
    raw = open_by_key(backup, key_of(profile.places, visit_id))
    assert raw.execute("SELECT matter FROM concern WHERE id = 'backed-up'").fetchone() == ("in the backup",)
    raw.close()


@pytest.mark.parametrize("how", ["the head", "further in", "gone", "emptied"])
def test_a_damaged_profile_is_opened_from_its_copy_with_every_visits_key(
    own_profile: ProfilePlaces, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    with made_profile(own_profile.folder) as profile, opened(profile, one_of_everything()) as visit:
        whole = visit.contents()
    path = own_profile.profile_db
    if how == "gone":
        path.unlink()
    elif how == "emptied":
        path.write_bytes(b"")
    else:
        spoil(path, [0] if how == "the head" else [3])
    with Profile.open(own_profile, PASSPHRASE) as profile, OpenVisit.open(profile, whole.visit.id) as visit:
        assert visit.contents() == whole
    caplog.clear()


def test_the_copy_of_a_profile_forgets_a_destroyed_visit(
    own_profile: ProfilePlaces, caplog: pytest.LogCaptureFixture
) -> None:
    with made_profile(own_profile.folder) as profile:
        visit_id = profile.new_visit(one_of_everything())
        profile.destroy_visit(visit_id)
    own_profile.profile_db.unlink()
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert profile.visits() == ()
    caplog.clear()
