"""Attached files go along with their visit: backups, the second folder, restoring, repairing, destroying."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from made_visits import key_of, made_profile, one_of_everything, opened, wait_until

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.settings import SETTINGS_KEY, Settings, settings_to
from inspector_app.store import repair
from inspector_app.store.backup_rule import LAST
from inspector_app.store.kept_files import KeptFiles
from inspector_app.store.profile import Profile
from inspector_app.store.rescue_file import Waiting, write_rescue_copy
from inspector_app.visit import steps
from inspector_app.visit.attaching import attach
from inspector_app.visit.change import VisitChange
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.identifiers import new_id

RECORD = one_of_everything().records[3].id
POLICY, ROTA = b"the supervision policy " * 9000, b"the duty rota " * 9000


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Iterator[Profile]:
    with made_profile(own_profile.folder) as made:
        yield made


def put(visit: OpenVisit, content: bytes, name: str = "policy.txt") -> Future[VisitChange]:
    digest = visit.keep_file(content)
    made = Attachment(
        id=new_id(), record=RECORD, name=name, media_type="text/plain", size=len(content), sha256=digest, order="a0"
    )
    return visit.write(attach(made, content[:100].decode()))


def with_policy(profile: Profile) -> str:
    """A visit with one attachment, closed: its id."""
    visit_id = profile.new_visit(one_of_everything())
    with OpenVisit.open(profile, visit_id) as visit:
        put(visit, POLICY).result(10)
    return visit_id


def held(visit: OpenVisit) -> list[bytes]:
    return [visit.kept_file(each.sha256) for each in visit.attachments()]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*")) if folder.is_dir() else []


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(bytes(1024))


def test_a_file_is_copied_beside_the_backups_once(profile: Profile) -> None:
    visit_id = with_policy(profile)
    (own,) = kept(profile.places.visit_files(visit_id))
    (copy,) = kept(profile.places.backups / visit_id / "files")
    assert copy.read_bytes() == own.read_bytes()
    before = copy.stat()
    with OpenVisit.open(profile, visit_id) as visit:
        visit.write(steps.set_field("record", RECORD, "notes", "more")).result(10)
    assert (copy.stat().st_ino, copy.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    backups = profile.safekeeping.backups(visit_id)
    assert [each.files_missing for each in backups] == [0] * len(backups)
    copy.unlink()
    assert profile.safekeeping.backups(visit_id)[0].files_missing == 1
    profile.safekeeping.rehearse_restore(visit_id)
    assert profile.safekeeping.backups(visit_id)[0].files_missing == 0


def test_what_was_removed_stays_for_undo_and_what_nothing_names_goes(profile: Profile) -> None:
    visit_id = with_policy(profile)
    files = profile.places.visit_files(visit_id)
    with OpenVisit.open(profile, visit_id) as visit:
        (attached,) = visit.attachments()
        visit.write(steps.remove("attachment", attached.id)).result(10)
        visit.keep_file(ROTA)
        assert len(kept(files)) == 2
        assert visit.attached_bytes() == {attached.sha256: len(POLICY)}
    assert len(kept(files)) == 1
    with OpenVisit.open(profile, visit_id) as visit:
        assert visit.attachments() == ()
        visit.undo().result(10)
        assert held(visit) == [POLICY]
    assert len(kept(profile.places.backups / visit_id / "files")) == 1


def test_an_older_file_that_nothing_names_goes_when_the_visit_is_opened(profile: Profile) -> None:
    visit_id = with_policy(profile)
    files = profile.places.visit_files(visit_id)
    (own,) = kept(files)
    yesterday, left, forgotten = (files / f"{name * 64}.kept" for name in "123")
    for path in (yesterday, left.with_name(f"{left.name}.new"), forgotten):
        shutil.copy(own, path)
    for path, days in ((yesterday, 1), (forgotten, 8)):
        os.utime(path, (time.time() - days * 86_400,) * 2)
    OpenVisit.open(profile, visit_id).close()
    assert kept(files) == sorted([own, yesterday])


def test_a_file_that_a_rescue_copy_names_stays(profile: Profile) -> None:
    visit_id = profile.new_visit(one_of_everything())
    files = profile.places.visit_files(visit_id)
    with OpenVisit.open(profile, visit_id) as visit:
        digest = visit.keep_file(POLICY)
        kept_file = Attachment(id=new_id(), record=RECORD, name="p", media_type="", size=1, sha256=digest)
        waiting = Waiting(datetime.now().astimezone(), (attach(kept_file, ""),))
        write_rescue_copy(profile.places.rescue, key_of(profile.places, visit_id), visit_id, waiting)
    for path in kept(files):
        os.utime(path, (0, 0))
    with OpenVisit.open(profile, visit_id) as visit:
        (copy,) = visit.rescue.copies()
        for step in copy.steps:
            visit.write(step).result(10)
        visit.rescue.remove(copy)
        assert held(visit) == [POLICY]


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_lost_file_comes_back_from_the_backup_when_the_visit_is_opened(profile: Profile, how: str) -> None:
    visit_id = with_policy(profile)
    (own,) = kept(profile.places.visit_files(visit_id))
    own.unlink() if how == "gone" else damage(own)
    with OpenVisit.open(profile, visit_id) as visit:
        wait_until(lambda: visit.lacking_files() is not None)
        assert visit.lacking_files() == ()
        assert held(visit) == [POLICY]


def test_a_damaged_file_keeps_older_files_but_no_more_backups_than_the_rule(profile: Profile) -> None:
    visit_id = with_policy(profile)
    folder = profile.places.backups / visit_id
    shutil.rmtree(folder / "files")
    damage(*kept(profile.places.visit_files(visit_id)))
    (newest,) = folder.glob("*.db")
    for minute in range(LAST + 2):
        shutil.copy(newest, folder / f"2010-06-08T09{minute:02}00.000000Z.db")
    left = folder / "files" / f"{'1' * 64}.kept"
    left.parent.mkdir()
    left.write_bytes(b"an older backup may name it")
    profile.safekeeping.back_up(visit_id)
    assert len(list(folder.glob("*.db"))) == LAST
    assert left.exists()


def test_a_file_that_is_nowhere_is_told(profile: Profile) -> None:
    visit_id = with_policy(profile)
    for path in (profile.places.visit_files(visit_id), profile.places.backups / visit_id / "files"):
        shutil.rmtree(path)
    with OpenVisit.open(profile, visit_id) as visit:
        wait_until(lambda: visit.lacking_files() is not None)
        assert visit.lacking_files() == (visit.attachments()[0].sha256,)
        with pytest.raises(KeyError):
            held(visit)


def test_an_older_backup_and_the_newer_one_both_come_back_with_their_files(profile: Profile) -> None:
    visit_id = with_policy(profile)
    with OpenVisit.open(profile, visit_id) as visit:
        visit.write(steps.remove("attachment", visit.attachments()[0].id)).result(10)
        put(visit, ROTA, "rota.txt").result(10)
    newer, older = profile.safekeeping.backups(visit_id)[:2]
    for backup, content in ((older, POLICY), (newer, ROTA)):
        profile.safekeeping.restore(visit_id, backup.name)
        shutil.rmtree(profile.places.visit_files(visit_id))
        profile.safekeeping.restore(visit_id, backup.name)
        with OpenVisit.open(profile, visit_id) as visit:
            assert held(visit) == [content]


def test_a_stick_takes_them_and_they_open_on_another_laptop(own_profile: ProfilePlaces, tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", ProfilePlaces(tmp_path / "other")
    stick.mkdir()
    with made_profile(own_profile.folder) as profile:
        code = profile.keys.new_recovery_code()
        profile.set_setting(SETTINGS_KEY, settings_to(Settings(second_backup_folder=str(stick))))
        visit_id = with_policy(profile)
    assert not any(b"supervision" in path.read_bytes() for path in stick.rglob("*") if path.is_file())
    shutil.copytree(next(stick.iterdir()), other.folder)
    with Profile.open_by_code(other, code) as profile:
        profile.safekeeping.restore(visit_id, profile.safekeeping.backups(visit_id)[0].name)
        with OpenVisit.open(profile, visit_id) as visit:
            assert held(visit) == [POLICY]


def test_a_repair_brings_files_back_and_names_those_that_are_lost(profile: Profile) -> None:
    visit_id = with_policy(profile)
    with OpenVisit.open(profile, visit_id) as visit:
        put(visit, ROTA, "rota.txt").result(10)
        files = KeptFiles(profile.places.visit_files(visit_id), key_of(profile.places, visit_id))
        policy, rota = (files.path(sha256(content).hexdigest()) for content in (POLICY, ROTA))
    policy.unlink()
    rota.unlink()
    (profile.places.backups / visit_id / "files" / rota.name).unlink()
    damage(profile.places.visit_db(visit_id))
    note = profile.safekeeping.repair(visit_id)
    assert (note.files_back, note.files_lost) == (1, ("rota.txt",))
    told = " ".join(repair.sentences(note))
    assert "1 attached file came back" in told and "rota.txt" in told
    with OpenVisit.open(profile, visit_id) as visit:
        by_name = {each.name: each.sha256 for each in visit.attachments()}
        assert by_name.keys() == {"policy.txt", "rota.txt"}
        assert visit.kept_file(by_name["policy.txt"]) == POLICY


def test_a_destroyed_visit_leaves_none_and_lists_each(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        put(visit, POLICY).result(10)
    names = {path.name for path in kept(profile.places.visit_files(visit.id))}
    note = profile.destroy_visit(visit.id)
    listed = [path for path in note.files if path.rpartition("/")[2] in names]
    assert {path.partition("/")[0] for path in listed} == {"visits", "backups"}
    assert not [path for path in profile.places.folder.rglob("*") if visit.id in path.name or path.suffix == ".kept"]


def test_an_attachment_is_found_by_its_name_and_its_words_until_it_is_removed(profile: Profile) -> None:
    with opened(profile, one_of_everything()) as visit:
        put(visit, b"Reflective practice is audited quarterly.", "audit 2010.txt").result(10)
        (attached,) = visit.attachments()
        for words in ("quarterly", "audit 2010"):
            (hit,) = visit.search(words)
            assert (hit.entity, hit.id, hit.record, hit.kind) == ("attachment", attached.id, RECORD, "document")
        visit.undo().result(10)
        assert (visit.attachments(), visit.search("quarterly")) == ((), ())
        visit.redo().result(10)
        assert [hit.id for hit in visit.search("quarterly")] == [attached.id]
        visit.write(steps.remove("attachment", attached.id)).result(10)
        assert visit.search("quarterly") == ()
