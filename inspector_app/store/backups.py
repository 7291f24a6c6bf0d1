"""Encrypted copies of a visit's file: made when it is sound, kept to a number, never a corrupt one over a good one."""

from __future__ import annotations

import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.store.cipher import make_private_file, open_by_key
from inspector_app.store.passphrase_key import sync_folder

KEPT = 10
"""How many copies of a visit are kept."""

_log = logging.getLogger(__name__)


def is_sound(connection: Any) -> bool:
    """Say whether every page of an open file is as it was written, and the tables hold together."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])


def backups_of(folder: Path) -> list[Path]:
    """Return a visit's backups, the oldest first."""
    return sorted(folder.glob("*.db"))


def back_up(path: Path, key: bytes, folder: Path) -> Path | None:
    """Copy a visit's file into its folder of backups and return the copy, or None where the file is not sound."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ.db")
    beside = folder / f"{name}.new"
    with closing(open_by_key(path, key)) as source:
        if not is_sound(source):
            _log.error("no backup of %s: the file is not sound", path.stem)
            return None
        try:
            make_private_file(beside)
            with closing(open_by_key(beside, key)) as copy:
                source.backup(copy)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    copied = beside.replace(folder / name)
    sync_folder(folder)
    _keep_latest(folder)
    return copied


def _keep_latest(folder: Path) -> None:
    for leftover in folder.glob("*.new*"):
        leftover.unlink()
    for old in backups_of(folder)[:-KEPT]:
        old.unlink()
