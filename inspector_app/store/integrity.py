"""Whether a visit's file is as it was written: every page, the tables among themselves, and the log's chain."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from inspector_app.errors import DamagedFile, VisitMissing
from inspector_app.store import change_log
from inspector_app.store.cipher import damage_told, engine_for, open_to_look, open_unchanging
from inspector_app.store.schema_steps import refuse_unknown

VISIT_FILE = "The visit's file"

_LOOKS = 4
"""How often a page must fail in a row: one that is being written while it is read fails once, a damaged one always."""


def is_sound(connection: Any) -> bool:
    """Say whether every page of an open file is as it was written, and the tables hold together."""
    failing = set(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    for _ in range(_LOOKS - 1):
        if not failing:
            break
        failing &= set(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    if failing:
        return False
    return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])


def refuse_none_or_empty(path: Path) -> None:
    """Raise VisitMissing or DamagedFile for a file that is not there or empty, before SQLite sees it: for an empty one
    it would throw the write-ahead log away, and all that can still be read with it."""
    if not path.exists():
        raise VisitMissing("The visit's file is not there any more.", "Restore it from a backup.")
    if not path.stat().st_size:
        raise DamagedFile("The visit's file is damaged: it is empty.", "Restore it from a backup.")


def check_file(path: Path, key: bytes) -> int:
    """Read every page of a visit's file and return its schema version.

    Raises VisitMissing, NewerFile, DamagedFile, DiskFault.
    """
    refuse_none_or_empty(path)
    with damage_told(VISIT_FILE), closing(open_to_look(path, key)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        refuse_unknown(version)
        if not is_sound(connection):
            raise DamagedFile("Parts of the visit's file are damaged.", "Restore it from a backup.")
    return version


def bad_entry_of(path: Path, key: bytes, *, unchanging: bool = False) -> str | None:
    """Return the first entry of the file's log that is missing, altered or out of place ("laptop:seq"), or None.

    `unchanging`: nobody writes to the file, which is a backup. Raises DamagedFile, DiskFault.
    """
    engine = engine_for(path, key, begin="DEFERRED", unchanging=unchanging)
    try:
        with damage_told(VISIT_FILE), engine.begin() as connection:
            return change_log.first_bad_entry(connection)
    finally:
        engine.dispose()


def last_clock(path: Path, key: bytes, *, unchanging: bool = False) -> str | None:
    """Return the clock of the newest entry of a file's log, or None. Raises VisitMissing, DamagedFile, DiskFault."""
    refuse_none_or_empty(path)
    with damage_told(VISIT_FILE), closing((open_unchanging if unchanging else open_to_look)(path, key)) as connection:
        found: str | None = connection.execute("SELECT max(clock) FROM log").fetchone()[0]
        return found
