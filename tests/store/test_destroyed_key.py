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
    assert (note.second_folder, note.left) == ("cleared", ())
    assert holders(places, (*keys, key), key) == set()
    assert not [path for folder in places for path in folder.rglob("*") if visit.id in path.name]


def test_a_second_folder_that_was_away_forgets_the_visit_when_it_comes_back(profile: Profile, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    profile.set_setting(SETTINGS_KEY, {"second_backup_folder": str(stick)})
    with opened(profile, one_of_everything()) as visit:
        visit.write(steps.add("concern", "c", {"matter": "x"})).result(10)
    assert list(stick.rglob("*Z.db"))
    away = stick.rename(tmp_path / "away")
    assert profile.destroy_visit(visit.id).second_folder == "away"
    away.rename(stick)
    profile.safekeeping.look_for_second_folder()
    assert not list(stick.rglob("*Z.db"))
    assert profile.safekeeping.note == ""
