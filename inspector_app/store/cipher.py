"""Encrypted files: opening SQLCipher connections by key, and telling in words why one cannot be opened."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, create_engine, event, pool
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from inspector_app.errors import DamagedFile, DiskFault, InspectorError

KEY_BYTES = 32
_SHORT = 200
DATABASE_ERRORS = (dbapi2.Error, DBAPIError)
"""What the database raises, by itself or through SQLAlchemy."""

_DAMAGE = ("file is not a database", "malformed", "hmac check failed")
_DISK: tuple[tuple[str, str, str], ...] = (
    ("no space left", "The disk is full.", "Free some space, then try again."),
    ("read-only file system", "The disk is read-only.", "Make it writable, then try again."),
    ("permission denied", "The folder may not be written to.", "Choose another, or ask for the right to write there."),
    ("file name too long", "The name of the file is too long.", "Choose a shorter one."),
    ("disk is full", "The disk is full.", "Free some space; saving goes on by itself."),
    ("readonly", "The disk or the file is read-only.", "Make it writable again; saving goes on by itself."),
    ("i/o error", "The disk reports an error.", "Check that it is still there; saving goes on by itself."),
    ("unable to open", "The file cannot be opened.", "Check that the disk is still there; saving goes on by itself."),
    ("locked", "Another program holds the visit's file.", "Close the other program; saving goes on by itself."),
)


def make_private_file(path: Path) -> None:
    """Make an empty file that only this user can read. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def copy_private(source: Path, target: Path) -> None:
    """Copy a file to where nothing is yet, for this user only, and wait until it is on the disk."""
    make_private_file(target)
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())


def open_by_key(path: Path, key: bytes, *, timeout: float = 5.0) -> Any:
    """Open a file with its raw key of 32 bytes. `timeout` (seconds) is how long to wait for another's lock."""
    return _opened(path, f"x'{key.hex()}'", timeout)


def open_to_look(path: Path, key: bytes) -> Any:
    """Open a file that may be damaged, for reading only.

    A write-ahead log that a crash has left beside it stays as it is, whatever the file turns out to be: SQLite would
    write it into the file and throw it away on closing, and with it what can still be read of the visit.
    """
    log = path.with_name(f"{path.name}-wal")
    left = log.exists() and log.stat().st_size > 0
    return _opened(path, f"x'{key.hex()}'", 5.0, "mode=ro" if left else "mode=rw")


def open_unchanging(path: Path, key: bytes) -> Any:
    """Open a file that nobody writes to, a backup, for reading only: nothing is made or changed beside it."""
    return _opened(path, f"x'{key.hex()}'", 5.0, "mode=ro&immutable=1")


def open_by_passphrase(path: Path, passphrase: str) -> Any:
    """Open a file with a passphrase, through SQLCipher's own key derivation."""
    return _opened(path, passphrase, 5.0)


def _opened(path: Path, secret: str, timeout: float, how: str = "mode=rw") -> Any:
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?{how}", timeout=timeout, isolation_level=None, check_same_thread=False, uri=True
    )
    quoted = secret.replace('"', '""')
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{quoted}"')
        connection.execute("PRAGMA foreign_keys = ON")
        # EXTRA: also the folder, once a rollback journal is taken away; else a loss of power can bring the journal
        # back, and what was said to be on disk is rolled back.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        # Left to the collector it would be closed whenever that comes by, and may take the log of the file that lies
        # there by then with it.
        connection.close()
        raise
    return connection


def engine_for(
    path: Path,
    key: bytes,
    *,
    begin: Literal["DEFERRED", "IMMEDIATE"],
    timeout: float = 5.0,
    unchanging: bool = False,
) -> Engine:
    """Return an engine whose connections open the file by its raw key and begin transactions this way."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: open_unchanging(path, key) if unchanging else open_by_key(path, key, timeout=timeout),
        module=dbapi2,
        poolclass=pool.QueuePool,
        pool_size=2,
        max_overflow=16,
        json_deserializer=_decoded,
        hide_parameters=True,  # an error's message holds none of what was to be written
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine


def _decoded(text: str) -> object:
    """A JSON column's value; short ones, which are mostly alike, are decoded once and never altered in place."""
    try:
        return _decoded_once(text) if len(text) <= _SHORT else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedFile("A row of the visit's file is damaged.", "Restore it from a backup.") from error


@lru_cache(maxsize=4096)
def _decoded_once(text: str) -> object:
    return json.loads(text)


@contextmanager
def damage_told(what: str) -> Iterator[None]:
    """Raise DamagedFile or DiskFault in place of what the database says about `what` ("The visit's file")."""
    try:
        yield
    except DATABASE_ERRORS as error:
        known = told(error, what)
        if known is None:
            raise
        raise known from error


def told(error: BaseException, what: str) -> InspectorError | None:
    """Return the sentence for a database error on `what` ("The visit's file"), or None where it is a fault of ours."""
    text = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    if any(sign in text for sign in _DAMAGE):
        return DamagedFile(f"{what} is damaged, or is not a file of this program.", "Restore it from a backup.")
    for sign, sentence, next_step in _DISK:
        if sign in text:
            return DiskFault(sentence, next_step)
    return None
