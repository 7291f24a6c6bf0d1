"""A copy of the profile's file beside it: that file holds every visit's key, and without it no backup opens."""

from __future__ import annotations

import logging
import os
from contextlib import closing
from pathlib import Path

from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import DATABASE_ERRORS, copy_private, make_private_file, open_by_key, open_unchanging
from inspector_app.store.integrity import is_sound
from inspector_app.store.passphrase_key import sync_folder

_log = logging.getLogger(__name__)


def keep_copy(places: ProfilePlaces, key: bytes) -> None:
    """Copy the profile's file as it is now, where it is sound; a disk that takes no copy keeps nobody from working."""
    beside = places.profile_copy.with_name(f"{places.profile_copy.name}.new")
    try:
        beside.unlink(missing_ok=True)
        make_private_file(beside)
        with closing(open_by_key(places.profile_db, key)) as source, closing(open_by_key(beside, key)) as copy:
            if not is_sound(source):
                return
            source.backup(copy)
        if _is_sound(beside, key):
            beside.replace(places.profile_copy)
            sync_folder(places.folder)
    except (OSError, *DATABASE_ERRORS) as error:
        _log.info("no copy of the profile's file: %s", type(error).__name__)


def put_copy_back(places: ProfilePlaces, key: bytes) -> None:
    """Where the profile's file is damaged or gone and its copy is sound, let the copy be the profile's file.

    The damaged file is kept aside. What was set since the copy was made is not in it; visits and their keys are.
    """
    if _is_sound(places.profile_db, key) or not _is_sound(places.profile_copy, key):
        return
    _log.error("the profile's file is damaged: its copy takes its place")
    beside = places.profile_db.with_name(f"{places.profile_db.name}.new")
    beside.unlink(missing_ok=True)
    copy_private(places.profile_copy, beside)
    if places.profile_db.exists():
        places.profile_db.replace(places.profile_db.with_name(f"{places.profile_db.name}.aside"))
    places.profile_db.with_name(f"{places.profile_db.name}-journal").unlink(missing_ok=True)
    beside.replace(places.profile_db)
    sync_folder(places.folder)


def forget_copies(places: ProfilePlaces) -> None:
    """Overwrite and remove the copies, which hold the key of a visit that is being destroyed."""
    for path in (places.profile_copy, places.profile_db.with_name(f"{places.profile_db.name}.aside")):
        if path.exists():
            with path.open("r+b") as file:
                file.write(os.urandom(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()


def _is_sound(path: Path, key: bytes) -> bool:
    """Say whether a file of the profile's can be read whole; a rollback journal beside it is left to SQLite."""
    try:
        if not path.is_file() or not path.stat().st_size:
            return False
        copy = path.suffix != ".db"
        with closing(open_unchanging(path, key) if copy else open_by_key(path, key)) as connection:
            return is_sound(connection)
    except (OSError, *DATABASE_ERRORS) as error:
        return path.suffix == ".db" and not _is_damage(error)


def _is_damage(error: BaseException) -> bool:
    return any(sign in str(error).lower() for sign in ("not a database", "malformed", "hmac"))
