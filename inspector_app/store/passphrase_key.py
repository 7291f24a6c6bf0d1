"""The profile's random key, held by a small file that the passphrase opens."""

from __future__ import annotations

import os
import unicodedata
from contextlib import closing
from pathlib import Path

from inspector_app.errors import DamagedFile, ProfileMissing, WrongPassphrase
from inspector_app.store.cipher import DATABASE_ERRORS, make_private_file, open_by_passphrase, told

_NEW_SUFFIX = ".new"


def write_key(path: Path, passphrase: str, key: bytes) -> None:
    """Write the key under this passphrase, in place of any file that was there, whole or not at all."""
    beside = path.with_name(path.name + _NEW_SUFFIX)
    beside.unlink(missing_ok=True)
    make_private_file(beside)
    connection = open_by_passphrase(beside, _spelled_alike(passphrase))
    try:
        connection.execute("CREATE TABLE held (key BLOB NOT NULL)")
        connection.execute("INSERT INTO held VALUES (?)", (key,))
    finally:
        connection.close()
    beside.replace(path)
    sync_folder(path.parent)


def read_key(path: Path, passphrase: str) -> bytes:
    """Return the key. Raises ProfileMissing, WrongPassphrase, DamagedFile."""
    if not path.exists():
        raise ProfileMissing("There is no profile in this folder yet.", "Make one, or choose another folder.")
    try:
        with closing(open_by_passphrase(path, _spelled_alike(passphrase))) as connection:
            (key,) = connection.execute("SELECT key FROM held").fetchone()
    except DATABASE_ERRORS as error:
        known = told(error, "The profile's key file")
        if isinstance(known, DamagedFile):
            raise WrongPassphrase("The passphrase is not right.", "Try again; mind capital letters.") from error
        if known is None:
            raise
        raise known from error
    return bytes(key)


def sync_folder(folder: Path) -> None:
    """Make a renaming in this folder last; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _spelled_alike(passphrase: str) -> str:
    """The passphrase as every keyboard and system gives it."""
    return unicodedata.normalize("NFC", passphrase)
