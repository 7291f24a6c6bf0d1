"""The profile: passphrase, lock, settings, identity, the visits on this laptop, destroying one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_visits import PASSPHRASE, empty_visit, key_of, large_visit, made_profile, one_of_everything, opened
from quick_keys import BEGUN_QUICKLY

from inspector_app.errors import (
    FrameworkMissing,
    NewerFile,
    ProfileExists,
    ProfileInUse,
    ProfileMissing,
    VisitExists,
    VisitMissing,
    VisitOnHold,
    WrongPassphrase,
)
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.letter_state import Sent, issue


def test_who_i_am_and_my_settings_are_there_again(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        ids = profile.inspector_id, profile.laptop
        profile.rename(name="B. Inspector", designation="His Majesty's Inspector")
        profile.set_setting("settings", {"theme": "dark", "sizes": [1, 2]})
        profile.set_setting("settings", {"theme": "light", "sizes": [3]})
        profile.set_signing_identity(b"p12", "secret")
        profile.set_signature_image(b"png")
        assert profile.setting("settings") == {"theme": "light", "sizes": [3]}
    with Profile.open(own_profile, PASSPHRASE) as profile:
        assert (profile.inspector_id, profile.laptop) == ids
        assert (profile.name, profile.designation) == ("B. Inspector", "His Majesty's Inspector")
        assert profile.setting("settings") == {"theme": "light", "sizes": [3]}
        assert profile.setting("nothing", 7) == 7
        assert (profile.signing_identity(), profile.signing_password()) == (b"p12", "secret")
        assert profile.signature_image() == b"png"
        profile.set_signature_image(None)
        assert profile.signature_image() is None


def test_the_wrong_passphrase_opens_nothing_and_changes_nothing(own_profile: ProfilePlaces) -> None:
    made_profile(own_profile.folder).close()
    before = {path: path.read_bytes() for path in own_profile.folder.rglob("*.db")}
    with pytest.raises(WrongPassphrase):
        Profile.open(own_profile, "not it")
    assert {path: path.read_bytes() for path in own_profile.folder.rglob("*.db")} == before
    Profile.open(own_profile, PASSPHRASE).close()


@pytest.mark.parametrize("passphrase", ['it\'s "quoted"', "Ünïcødé ſ 🔑", "x'00'", "a" * 500, " spaces "])
def test_any_passphrase_works(own_profile: ProfilePlaces, passphrase: str) -> None:
    Profile.create(own_profile, passphrase, name="A", designation="B").close()
    Profile.open(own_profile, passphrase).close()
    with pytest.raises(WrongPassphrase):
        Profile.open(own_profile, passphrase + "x")


def test_a_passphrase_is_the_same_however_its_accents_are_typed(own_profile: ProfilePlaces) -> None:
    Profile.create(own_profile, "caf\u00e9", name="A", designation="B").close()
    Profile.open(own_profile, "cafe\u0301").close()


def test_changing_the_passphrase_shuts_out_the_old_one_and_keeps_the_visits(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        with pytest.raises(WrongPassphrase):
            profile.keys.change_passphrase("not it", "new words")
        with opened(profile, one_of_everything()) as visit:
            contents = visit.contents()
        profile.keys.change_passphrase(PASSPHRASE, "new words")
    with pytest.raises(WrongPassphrase):
        Profile.open(own_profile, PASSPHRASE)
    with Profile.open(own_profile, "new words") as profile:
        visit = OpenVisit.open(profile, contents.visit.id)
        assert visit.contents() == contents
        visit.close(10)


def test_there_is_one_profile_a_folder(own_profile: ProfilePlaces) -> None:
    with pytest.raises(ProfileMissing):
        Profile.open(own_profile, PASSPHRASE)
    made_profile(own_profile.folder).close()
    with pytest.raises(ProfileExists):
        made_profile(own_profile.folder)
    Profile.open(own_profile, PASSPHRASE).close()


def test_a_second_program_is_refused_until_the_first_ends_however_it_ends(own_profile: ProfilePlaces) -> None:
    made_profile(own_profile.folder).close()
    code = (
        "import sys, pathlib\n"
        "from inspector_app.places import ProfilePlaces\n"
        "from inspector_app.store.profile import Profile\n"
        f"profile = Profile.open(ProfilePlaces(pathlib.Path(sys.argv[1])), {PASSPHRASE!r})\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", BEGUN_QUICKLY + code, str(own_profile.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(ProfileInUse):
            Profile.open(own_profile, PASSPHRASE)
        other.kill()
        other.wait()
    Profile.open(own_profile, PASSPHRASE).close()


def test_one_program_does_not_open_a_profile_twice(profile: Profile) -> None:
    with pytest.raises(ProfileInUse):
        Profile.open(profile.places, PASSPHRASE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_and_folders_are_for_this_user_only(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile, opened(profile, one_of_everything()) as visit:
        visit.write(steps.add("concern", "c", {"matter": "x"})).result(10)
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in own_profile.folder.rglob("*")}
        assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
        assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
        assert stat.S_IMODE(own_profile.folder.stat().st_mode) == 0o700


def test_the_home_page_says_what_is_here(profile: Profile) -> None:
    contents = one_of_everything()
    later = replace(empty_visit().visit, id="later", days=(date(2011, 1, 1),), authority_name="Otherton")
    with opened(profile, contents) as visit:
        profile.new_visit(replace(empty_visit(), visit=later))
        newest, summary = profile.visits()
        assert (newest.id, newest.authority) == ("later", "Otherton")
        assert summary.id == contents.visit.id
        assert summary.days == contents.visit.days
        assert summary.framework == "ucra-2010"
        assert summary.framework_name == visit.framework.name
        assert (summary.state, summary.fault, summary.retention_until) == ("draft", "", None)
        assert summary.counts == {
            "observations": 1, "interviews": 1, "cases": 1, "documents": 1,
            "evidence": 2, "findings": 1, "concerns": 1, "open-concerns": 1,
        }  # fmt: skip
        closed_at = steps.set_field("concern", contents.concerns[0].id, "closed_at", "2010-06-09T15:10:00+01:00")
        visit.write(closed_at).result(10)
        visit.write(steps.remove("evidence", contents.evidence[0].id)).result(10)
        counts = profile.visits()[1].counts
        assert (counts["open-concerns"], counts["evidence"]) == (0, 1)
        sealed = visit.seal(b"x", signed_by=visit.me, signed_at="2010-07-06T10:00:00+01:00", log_digest="")
        summary = profile.visits()[1]
        assert (summary.state, summary.retention_until, summary.held_because) == ("signed", None, ())
        sent = Sent(at="2010-07-09T10:00:00+01:00", to=("The council",), by=visit.me, order="a0")
        visit.write(issue(visit.letter(), sealed, sent)).result(10)
        hold = {"reason": "A complaint.", "placed_at": "2011-01-01T10:00:00+00:00", "order": "a0"}
        visit.write(steps.add("hold", "held", hold)).result(10)
        summary = profile.visits()[1]
        assert (summary.state, summary.retention_until) == ("issued", date(2016, 7, 9))
        assert summary.held_because == ("A complaint.",)
        with pytest.raises(VisitOnHold, match="A complaint"):
            profile.destroy_visit(visit.id)
        visit.write(steps.set_field("hold", "held", "lifted_at", "2012-01-01T10:00:00+00:00")).result(10)
        assert profile.visits()[1].held_because == ()


def test_a_visit_that_cannot_be_opened_says_so_and_the_others_go_on(profile: Profile) -> None:
    contents = one_of_everything()
    with opened(profile, contents):
        pass
    profile.new_visit(replace(empty_visit(), visit=replace(empty_visit().visit, id="other")))
    profile.places.visit_db(contents.visit.id).write_bytes(b"not a database at all" * 400)
    broken = next(summary for summary in profile.visits() if summary.id == contents.visit.id)
    assert "damaged" in broken.fault
    assert (broken.authority, broken.counts["evidence"]) == ("Exampleshire County Council", 2)
    profile.places.visit_db("other").unlink()
    assert all(summary.fault for summary in profile.visits())


def test_an_unknown_visit_or_framework_is_refused(profile: Profile) -> None:
    with pytest.raises(VisitMissing):
        OpenVisit.open(profile, "no such visit")
    with pytest.raises(VisitMissing):
        profile.destroy_visit("no such visit")
    unknown = replace(empty_visit(), visit=replace(empty_visit().visit, framework="from-nowhere"))
    with pytest.raises(FrameworkMissing):
        profile.new_visit(unknown)
    assert profile.visits() == ()


@pytest.mark.parametrize("odd", ["../outside", "a/b", "", "x" * 65, "with space", "dots.db"])
def test_no_id_of_a_visit_leads_out_of_the_folder(profile: Profile, odd: str) -> None:
    with pytest.raises(ValueError, match="names its file"):
        profile.new_visit(replace(empty_visit(), visit=replace(empty_visit().visit, id=odd)))
    assert profile.visits() == ()


def test_a_visit_that_cannot_be_written_leaves_nothing_behind(profile: Profile) -> None:
    contents = one_of_everything()
    orphan = replace(contents.evidence[0], record="no such record")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        profile.new_visit(replace(contents, evidence=(orphan, *contents.evidence[1:])))
    assert profile.visits() == ()
    assert not list(profile.places.visits.iterdir())
    profile.new_visit(contents)


def test_destroying_a_visit_takes_its_key_its_file_and_its_backups(profile: Profile) -> None:
    contents = one_of_everything()
    with opened(profile, contents) as visit:
        visit.write(steps.add("concern", "c", {"matter": "x"})).result(10)
    key = key_of(profile.places, contents.visit.id)
    assert list(profile.places.backups.rglob("*.db"))
    elsewhere = "another-visit"
    for name in ("no-names", "window/open-records", "window/visit", "laptop-in"):
        for each in (visit.id, elsewhere):
            profile.set_setting(f"{name}/{each}", {"held": 1})
    profile.set_setting("paper-forms", {visit.id: 2, elsewhere: 3})
    profile.set_setting("window/open", {"visit": visit.id, "seq": 4})
    profile.set_setting("appearance", {"theme": "dark"})
    note = profile.destroy_visit(contents.visit.id)
    assert (note.id, note.authority, note.by) == (contents.visit.id, "Exampleshire County Council", "A. Inspector")
    assert {name.split("/")[0] for name in note.files} == {"visits", "backups"}
    assert all(len(digest) == 64 for digest in note.files.values())
    assert not list(profile.places.visits.iterdir())
    assert not list(profile.places.backups.iterdir())
    assert profile.visits() == ()
    profile_key = read_key(profile.places.passphrase_key, PASSPHRASE)
    assert not _pages_hold(profile.places.profile_db, profile_key, key)
    assert not _pages_hold(profile.places.profile_db, profile_key, visit.id.encode())
    assert profile.setting(f"no-names/{visit.id}") is None
    assert profile.setting(f"window/visit/{elsewhere}") == {"held": 1}
    assert profile.setting("paper-forms") == {elsewhere: 3}
    assert profile.setting("appearance") == {"theme": "dark"}


def test_a_visit_destroyed_and_brought_in_again_is_written_under_a_new_id(profile: Profile) -> None:
    """A colleague may have what was written before: no number of the log may stand for two entries."""
    visit_id = profile.new_visit(empty_visit())
    before = profile.laptop_in(visit_id)
    with pytest.raises(VisitExists):
        profile.new_visit(empty_visit())
    assert profile.laptop_in(visit_id) == before
    profile.destroy_visit(visit_id)
    profile.new_visit(empty_visit())
    with OpenVisit.open(profile, visit_id) as visit:
        assert {entry.laptop for entry in visit.history()} == {visit.laptop} != {before}


def _pages_hold(path: Path, key: bytes, wanted: bytes) -> bool:
    """Whether the decrypted pages of a file still hold these bytes, in use or free."""
    plain = path.with_suffix(".plain")
    raw = open_by_key(path, key)
    raw.execute("PRAGMA secure_delete = OFF")
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    (free,) = raw.execute("PRAGMA freelist_count").fetchone()
    raw.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.close()
    held = wanted in plain.read_bytes()
    plain.unlink()
    assert pages > 0
    return held or free > 0


def test_only_ids_and_counts_are_logged(profile: Profile) -> None:
    with opened(profile, large_visit(3)) as visit:
        visit.write(steps.add("concern", "c", {"matter": "Canary in the notes"})).result(10)
    text = profile.places.log.read_text(encoding="utf-8")
    assert "new visit" in text
    assert "anary" not in text
    assert "word1" not in text


def test_a_profile_of_a_newer_version_is_refused(own_profile: ProfilePlaces) -> None:
    made_profile(own_profile.folder).close()
    raw = open_by_key(own_profile.profile_db, read_key(own_profile.passphrase_key, PASSPHRASE))
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(NewerFile):
        Profile.open(own_profile, PASSPHRASE)
