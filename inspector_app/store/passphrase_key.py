"""The profile's random key, held by a small file that a passphrase opens, or a recovery code."""

from __future__ import annotations

import os
import unicodedata
from contextlib import closing
from pathlib import Path

from inspector_app.errors import DamagedFile, DiskFault, ProfileMissing, WrongPassphrase
from inspector_app.store.cipher import DATABASE_ERRORS, damage_told, make_private_file, open_by_passphrase, told

_NEW_SUFFIX = ".new"
LARGEST = 2**20
"""How many bytes a key file has at most; it has some thousands."""


def write_key(path: Path, passphrase: str, key: bytes) -> None:
    """Write the key under this passphrase, in place of any file that was there, whole or not at all.

    It is written beside, read back, and only then renamed: killed at any instant, the old file opens or the new one
    does. Raises DiskFault, and the old one stays.
    """
    beside = path.with_name(path.name + _NEW_SUFFIX)
    try:
        for leftover in path.parent.glob(f"{beside.name}*"):
            leftover.unlink()
        make_private_file(beside)
        with damage_told("The key file"), closing(open_by_passphrase(beside, _spelled_alike(passphrase))) as connection:
            connection.execute("CREATE TABLE held (key BLOB NOT NULL)")
            connection.execute("INSERT INTO held VALUES (?)", (key,))
        _check(beside, passphrase, key)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        known = told(error, "The key file")
        if known is None:
            raise
        raise known from error


def read_key(path: Path, passphrase: str) -> bytes:
    """Return the key. Raises ProfileMissing, WrongPassphrase, DamagedFile, DiskFault."""
    if not path.exists():
        raise ProfileMissing("There is no profile in this folder yet.", "Make one, or choose another folder.")
    _refuse_what_is_no_key_file(path)
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


def _refuse_what_is_no_key_file(path: Path) -> None:
    """An empty file would pass for a database without tables, and one without an end would be read to it."""
    if not path.is_file() or not 0 < path.stat().st_size <= LARGEST:
        raise DamagedFile(
            f"{path.name} is damaged: it holds no key.",
            "Put it back from a copy of the profile's folder, or open the profile by the other way in.",
        )


def _check(path: Path, passphrase: str, key: bytes) -> None:
    try:
        if read_key(path, passphrase) == key:
            return
    except WrongPassphrase:
        pass
    raise DiskFault("The disk did not keep the new key file.", "The one before it is still valid.")


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
