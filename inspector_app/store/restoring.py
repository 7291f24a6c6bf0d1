"""Putting a whole file in a visit's place, with what was there kept aside.

The new file is made whole and checked beside the old one, and only then named `<id>.db.restored`. From that instant the
restore is done again at the next start, however it is cut short; before it, the visit is as it was.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from inspector_app.errors import DamagedFile
from inspector_app.places import ProfilePlaces
from inspector_app.store.backups import ASIDE, check_backup, new_name
from inspector_app.store.cipher import copy_private, open_by_key
from inspector_app.store.kept_along import Brought, backed_up_files, bring, bring_all, files_of, named_by
from inspector_app.store.passphrase_key import sync_folder

_READY = ".restored"
_ASIDE_KEPT = 3


def copy_beside(places: ProfilePlaces, visit_id: str, backup: Path, key: bytes) -> Path:
    """Copy a backup beside the visit's file, checked, and return the copy. Raises DamagedFile, DiskFault."""
    check_backup(backup, key)
    beside = beside_of(places, visit_id)
    copy_private(backup, beside)
    return beside


def bring_files(places: ProfilePlaces, visit_id: str, beside: Path, key: bytes) -> Brought:
    """Bring the files that a file beside names, and that the visit lacks or has damaged, from its backups.

    Raises DiskFault.
    """
    source = backed_up_files(places.backups / visit_id, key)
    return bring(named_by(beside, key), source, files_of(places.visit_db(visit_id), key), look=True)


def beside_of(places: ProfilePlaces, visit_id: str) -> Path:
    """Return where a file is made that is to take the visit's place; nothing is there."""
    path = places.visit_db(visit_id)
    beside = path.with_name(f"{path.name}.new")
    for leftover in path.parent.glob(f"{beside.name}*"):
        leftover.unlink()
    return beside


def put_in_place(places: ProfilePlaces, visit_id: str, beside: Path, key: bytes) -> Path | None:
    """Let a file made beside take the visit's place; return where the present one is kept aside, if there was one.

    Raises DamagedFile where the file beside is not sound; the visit is as it was then.
    """
    with closing(open_by_key(beside, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        check_backup(beside, key)
    except DamagedFile:
        beside.unlink()
        raise
    _sync(beside)
    aside = _keep_aside(places, visit_id, key)
    path = places.visit_db(visit_id)
    ready = path.with_name(path.name + _READY)
    beside.replace(ready)
    sync_folder(path.parent)
    _finish(ready)
    return aside


def finish_what_was_cut_short(places: ProfilePlaces) -> None:
    """Do what is left of a restore that was cut short."""
    for ready in places.visits.glob(f"*.db{_READY}"):
        _finish(ready)


def _finish(ready: Path) -> None:
    path = ready.with_name(ready.name.removesuffix(_READY))
    # A log that belongs to the old file must not be read into the new one.
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    ready.replace(path)
    sync_folder(path.parent)


def _keep_aside(places: ProfilePlaces, visit_id: str, key: bytes) -> Path | None:
    """Copy the visit's file, its write-ahead log and what is kept with it as they are into its folder of backups."""
    path = places.visit_db(visit_id)
    if not path.exists():
        return None
    folder = places.backups / visit_id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    bring_all(files_of(path, key), backed_up_files(folder, key))
    aside = folder / f"{new_name()}{ASIDE}"
    for ending in ("-wal", ""):
        present = path.with_name(path.name + ending)
        if present.exists():
            copied = aside.with_name(aside.name + ending)
            copy_private(present, copied)
    sync_folder(folder)
    for old in sorted(folder.glob(f"*{ASIDE}"))[:-_ASIDE_KEPT]:
        old.unlink()
        old.with_name(f"{old.name}-wal").unlink(missing_ok=True)
    return aside


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
