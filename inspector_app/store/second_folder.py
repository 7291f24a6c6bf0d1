"""A second place for backups, such as a stick: it may come and go, and takes what it lacks whenever it is there.

What lies there is laid out as a profile's folder: the two key files, `profile.db` and `backups/`. With the passphrase
or the recovery code it opens on another laptop.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

from inspector_app.errors import DiskFault, InspectorError
from inspector_app.places import ProfilePlaces
from inspector_app.store.backups import backups_of, keep_by_rule
from inspector_app.store.cipher import DATABASE_ERRORS, copy_private, make_private_file, open_by_key, open_unchanging
from inspector_app.store.integrity import is_sound
from inspector_app.store.kept_files import SUFFIX
from inspector_app.store.passphrase_key import sync_folder

AWAY = "The second folder for backups is not there now; it gets what it lacks when it is."


class SecondFolder:
    """The second place of one profile, which is told by `name` from others' on the same stick."""

    def __init__(self, places: ProfilePlaces, key: bytes, name: str) -> None:
        self._places = places
        self._key = key
        self._name = f"inspector-app-{name}"

    def take(self, folder: Path) -> str:
        """Copy what the folder lacks; return a quiet note where it is away or did not take all, else nothing."""
        if not folder.is_dir():
            return AWAY
        theirs = ProfilePlaces(folder / self._name)
        try:
            theirs.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._take_keys(theirs)
            for own in sorted(path for path in self._places.backups.iterdir() if path.is_dir()):
                self._take_backups(own, theirs.backups / own.name)
        except (OSError, InspectorError, *DATABASE_ERRORS) as error:
            return f"The second folder for backups did not take all: {_words(error)}"
        return ""

    def forget(self, folder: Path, visit_id: str, *, got: bool) -> bool:
        """Remove the backups of a visit that has been destroyed, and its key; say whether neither is there any more.

        A folder that `got` something, and where nothing is now, may be where a stick is put in: it is not clear then.
        """
        theirs = ProfilePlaces(folder / self._name)
        if not theirs.folder.is_dir():
            return folder.is_dir() and not got
        shutil.rmtree(theirs.backups / visit_id, ignore_errors=True)
        return not (theirs.backups / visit_id).exists() and self._gave_keys(theirs)

    def forget_destroyed(self, folder: Path) -> None:
        """Let a folder that gets no backups any more, where it is there, forget what has been destroyed since."""
        theirs = ProfilePlaces(folder / self._name)
        if not theirs.profile_db.is_file():
            return
        try:
            with closing(open_by_key(self._places.profile_db, self._key)) as own:
                known = _visits_in(own)
        except DATABASE_ERRORS:
            return
        if self._known_to(theirs.profile_db) - known:
            self._gave_keys(theirs)

    def _gave_keys(self, theirs: ProfilePlaces) -> bool:
        try:
            self._take_keys(theirs)
        except (OSError, InspectorError, *DATABASE_ERRORS):
            return False
        return True

    def _take_keys(self, theirs: ProfilePlaces) -> None:
        beside = theirs.folder / f"{theirs.profile_db.name}.new"
        beside.unlink(missing_ok=True)
        make_private_file(beside)
        with (
            closing(open_by_key(self._places.profile_db, self._key)) as source,
            closing(open_by_key(beside, self._key)) as copy,
        ):
            source.backup(copy)
        with closing(open_by_key(beside, self._key)) as copy:
            if not is_sound(copy):
                raise DiskFault("A copy came out damaged.")
            known = _visits_in(copy)
        destroyed = self._known_to(theirs.profile_db) - known
        beside.replace(theirs.profile_db)
        for visit_id in destroyed:
            shutil.rmtree(theirs.backups / visit_id, ignore_errors=True)
        for own, other in (
            (self._places.passphrase_key, theirs.passphrase_key),
            (self._places.recovery_key, theirs.recovery_key),
        ):
            if own.exists():
                _copy(own, other)

    def _known_to(self, profile_db: Path) -> set[str]:
        """The visits whose keys the folder had until now; one that the profile knows no more has been destroyed."""
        if not profile_db.is_file():
            return set()
        try:
            with closing(open_unchanging(profile_db, self._key)) as connection:
                return _visits_in(connection)
        except DATABASE_ERRORS:
            return set()

    def _take_backups(self, own: Path, other: Path) -> None:
        other.mkdir(exist_ok=True, mode=0o700)
        for leftover in other.glob("*.new"):
            leftover.unlink()
        self._take_files(own / "files", other / "files")
        there = {path.name for path in backups_of(other)}
        for path in backups_of(own):
            if path.name not in there:
                _copy(path, other / path.name)
        keep_by_rule(other)

    def _take_files(self, own: Path, other: Path) -> None:
        """Copy the attached files that the folder lacks; they stay there as long as the visit does."""
        if not own.is_dir():
            return
        other.mkdir(exist_ok=True, mode=0o700)
        for leftover in other.glob("*.new"):
            leftover.unlink()
        for path in sorted(own.glob(f"*{SUFFIX}")):
            if not (other / path.name).is_file():
                _copy(path, other / path.name)


def _visits_in(profile: Any) -> set[str]:
    return {row[0] for row in profile.execute("SELECT id FROM visits")}


def _copy(source: Path, target: Path) -> None:
    """Copy a file, read it back from there, and only then give it its name."""
    beside = target.with_name(f"{target.name}.new")
    beside.unlink(missing_ok=True)
    copy_private(source, beside)
    if _digest(source) != _digest(beside):
        beside.unlink()
        raise DiskFault("A copy came out damaged.")
    beside.replace(target)
    sync_folder(target.parent)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _words(error: Exception) -> str:
    if isinstance(error, InspectorError):
        return error.sentence
    return f"{error.strerror}." if isinstance(error, OSError) and error.strerror else "it reports an error."
