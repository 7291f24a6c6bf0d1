"""A destroyed visit is undecipherable: its key is in no page of any file of the profile, in use or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from made_visits import PASSPHRASE, key_of, one_of_everything, opened

from inspector_app.settings import SETTINGS_KEY
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

PAGE, SALT, IV_AT = 4096, 16, 80


def plain_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages of an SQLCipher 4 file, deciphered by hand: free ones and what is left between rows are in them."""
    content = path.read_bytes()
    for start in range(0, len(content) - PAGE + 1, PAGE):
        page = content[start : start + PAGE]
        decryptor = Cipher(AES(key), CBC(page[PAGE - IV_AT : PAGE - IV_AT + 16])).decryptor()
        yield decryptor.update(page[SALT if not start else 0 : PAGE - IV_AT]) + decryptor.finalize()


def holders(folders: tuple[Path, ...], keys: tuple[bytes, ...], wanted: bytes) -> set[str]:
    """The files that hold these bytes, or their hexadecimal digits: as they lie there, or deciphered by a key."""
    found = set()
    for path in (each for folder in folders for each in folder.rglob("*") if each.is_file()):
        readings = [path.read_bytes(), *(b"\0".join(plain_pages(path, key)) for key in keys)]
        forms = (wanted, wanted.hex().encode(), wanted.hex().upper().encode())
        if any(form in reading for form in forms for reading in readings):
            found.add(path.name)
    return found


def test_the_key_is_gone_from_every_file_of_the_profile_and_of_its_second_folder(
    profile: Profile, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    profile.set_setting(SETTINGS_KEY, {"second_backup_folder": str(stick)})
    with opened(profile, one_of_everything()) as visit:
        visit.keep_file(b"an attached file")
        visit.write(steps.add("concern", "c", {"matter": "x"})).result(10)
    profile.safekeeping.look_for_second_folder()
    profile.keys.new_recovery_code()
    places = (profile.places.folder, stick)
    key, keys = key_of(profile.places, visit.id), (read_key(profile.places.passphrase_key, PASSPHRASE),)
    assert holders(places, keys, key) == {"profile.db", "profile.db.copy"}, "the search finds a key that is there"
    note = profile.destroy_visit(visit.id)
    assert (note.folders_cleared, note.folders_away, note.left) == ((str(stick),), (), ())
    assert holders(places, (*keys, key), key) == set()
    assert not [path for folder in places for path in folder.rglob("*") if visit.id in path.name]


def test_second_folders_of_now_and_before_that_were_away_forget_the_visit_when_they_come_back(
    profile: Profile, tmp_path: Path
) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    with opened(profile, one_of_everything()) as visit:
        visit.write(steps.add("concern", "c", {"matter": "x"})).result(10)
    for stick in (before, now):
        stick.mkdir()
        profile.set_setting(SETTINGS_KEY, {"second_backup_folder": str(stick)})
        profile.safekeeping.look_for_second_folder()
        assert list(stick.rglob("*Z.db"))
    key, keys = key_of(profile.places, visit.id), (read_key(profile.places.passphrase_key, PASSPHRASE),)
    before.rename(tmp_path / "elsewhere")
    now.rename(tmp_path / "away")
    now.mkdir()  # as the place is where a stick is put in
    note = profile.destroy_visit(visit.id)
    assert (note.folders_cleared, note.folders_away) == ((), (str(before), str(now)))
    now.rmdir()
    for stick, name in ((before, "elsewhere"), (now, "away")):
        assert holders((tmp_path / name,), keys, key) == {"profile.db"}
        (tmp_path / name).rename(stick)
        profile.safekeeping.look_for_second_folder()
        assert not list(stick.rglob("*Z.db"))
        assert holders((stick,), keys, key) == set()
    assert profile.safekeeping.note == ""
