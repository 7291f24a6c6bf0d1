"""Whether a visit's file is as it was written: every page, the tables among themselves, and the log's chain."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from inspector_app.errors import DamagedFile, VisitMissing
from inspector_app.store import change_log
from inspector_app.store.cipher import damage_told, engine_for, open_by_key
from inspector_app.store.schema_steps import refuse_unknown

VISIT_FILE = "The visit's file"


def is_sound(connection: Any) -> bool:
    """Say whether every page of an open file is as it was written, and the tables hold together."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])


def check_file(path: Path, key: bytes) -> None:
    """Read every page of a visit's file. Raises VisitMissing, NewerFile, DamagedFile, DiskFault."""
    if not path.exists():
        raise VisitMissing("The visit's file is not there any more.", "Restore it from a backup.")
    with damage_told(VISIT_FILE), closing(open_by_key(path, key)) as connection:
        refuse_unknown(connection.execute("PRAGMA user_version").fetchone()[0])
        if not is_sound(connection):
            raise DamagedFile("Parts of the visit's file are damaged.", "Restore it from a backup.")


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
