"""A write-ahead log that a crash has left and that is damaged in its middle.

SQLite reads such a log up to the first frame that is not as it was written, says nothing of those after it, and throws
the log away: what was called saved would be lost and nobody would know. So it is looked at before anything else opens
the file, and kept where more was saved than SQLite reads.
"""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path

from inspector_app.errors import DamagedFile
from inspector_app.store.cipher import DATABASE_ERRORS, make_private_file, open_by_key, open_to_look
from inspector_app.store.damaged_pages import frames_in
from inspector_app.store.passphrase_key import sync_folder

_log = logging.getLogger(__name__)


def broken_log_of(path: Path) -> Path:
    """Return where a visit's broken log is kept until the visit is repaired."""
    return path.with_name(f"{path.name}.broken-log")


def refuse_broken_log(path: Path) -> None:
    """Raise DamagedFile where a broken log of this visit's file is kept."""
    if broken_log_of(path).exists():
        raise DamagedFile(
            "Something that was saved last, before a crash, is damaged.",
            "Repair the visit: what can be read comes back.",
        )


def keep_broken_log(path: Path, key: bytes) -> None:
    """Look at the log that a crash has left beside this file, and keep it where SQLite does not read all of it.

    The last transaction may be torn, for it had not been called saved; one before it may not.
    """
    log = path.with_name(f"{path.name}-wal")
    held = log.read_bytes() if log.exists() else b""
    if not held or not path.stat().st_size:
        return
    try:
        with closing(open_to_look(path, key)) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    except DATABASE_ERRORS:
        return  # the file itself is damaged: repairing reads both as they lie there
    ends = [index for index, (_, _, last) in enumerate(frames_in(held)) if last]
    try:
        with closing(open_by_key(path, key)) as connection:
            (_, read, _) = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except DATABASE_ERRORS:
        if not log.exists():
            make_private_file(log)
            log.write_bytes(held)
        return
    if sum(end >= read for end in ends) < 2:
        return
    _log.error("the log that a crash left of %s is damaged: %d of %d frames are read", path.stem, read, ends[-1] + 1)
    beside = broken_log_of(path).with_name(f"{broken_log_of(path).name}.new")
    beside.unlink(missing_ok=True)
    make_private_file(beside)
    beside.write_bytes(held)
    beside.replace(broken_log_of(path))
    sync_folder(path.parent)
