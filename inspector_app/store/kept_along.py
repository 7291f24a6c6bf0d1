"""Kept files go along with their visit: into its backups, out of them again, and away once nobody names them.

A file has the same name wherever it lies, for that is drawn from its SHA-256 and the visit's key; and it is never
changed. So it is copied once, as it is, and its copy serves every backup that names it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_app.errors import InspectorError
from inspector_app.store.cipher import damage_told, open_by_key, open_unchanging
from inspector_app.store.kept_files import SUFFIX, KeptFiles
from inspector_app.store.rescue_file import rescue_copies
from inspector_app.visit.change import LogEntry, Put

_ORPHANS_KEPT = 7 * 24 * 3600.0
"""Seconds that a file which no entry names is kept: a rescue copy on a stick that is away may name it."""

_NAMED = """
    SELECT DISTINCT json_extract(value, CASE WHEN field IS NULL THEN '$.sha256' ELSE '$' END)
    FROM log WHERE entity IN ('attachment', 'frame') AND (field IS NULL OR field = 'sha256')"""

_ATTACHED = """
    SELECT json_extract(value, '$.sha256') AS digest, max(json_extract(value, '$.size'))
    FROM log WHERE entity = 'attachment' AND field IS NULL AND digest IS NOT NULL GROUP BY digest"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Brought:
    """Which files (SHA-256, hex) were copied, which are not there to be copied, and which are but damaged."""

    came: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def files_of(visit_db: Path, key: bytes) -> KeptFiles:
    """Return the kept files that lie beside a visit's file."""
    return KeptFiles(visit_db.with_suffix(".files"), key)


def backed_up_files(folder: Path, key: bytes) -> KeptFiles:
    """Return the kept files that lie in a visit's folder of backups."""
    return KeptFiles(folder / "files", key)


def named_in(connection: Any) -> frozenset[str]:
    """Return the files (SHA-256, hex) that the log of an open visit file names; undo wants also what was removed."""
    return frozenset(row[0] for row in connection.execute(_NAMED) if row[0])


def named_in_entries(entries: Iterable[LogEntry]) -> frozenset[str]:
    """Return the files (SHA-256, hex) that these entries of a log name."""
    named: set[str] = set()
    for entry in entries:
        if entry.entity in ("attachment", "frame"):
            held = entry.value.get("sha256") if isinstance(entry.value, Mapping) else entry.value
            if entry.field in (None, "sha256") and held:
                named.add(str(held))
    return frozenset(named)


def named_by(visit_db: Path, key: bytes, *, unchanging: bool = False) -> frozenset[str]:
    """Return the files that a visit's file, or a backup (`unchanging`), names. Raises DamagedFile, DiskFault."""
    with damage_told("The visit's file"), closing((open_unchanging if unchanging else open_by_key)(visit_db, key)) as c:
        return named_in(c)


def ever_attached(visit_db: Path, key: bytes) -> dict[str, int]:
    """Return the bytes of each file (SHA-256, hex) that was ever attached; one that was removed can be brought back."""
    with damage_told("The visit's file"), closing(open_by_key(visit_db, key)) as connection:
        return {str(digest): int(size or 0) for digest, size in connection.execute(_ATTACHED)}


def bring(named: Iterable[str], source: KeptFiles, target: KeptFiles, *, look: bool = False) -> Brought:
    """Copy the named files that the target lacks; `look`: read those that it has, and copy the damaged anew.

    Each copy is read back before it gets its name. Raises DiskFault.
    """
    came, missing, damaged = [], [], []
    for digest in sorted(named):
        if target.path(digest).is_file() and not (look and not target.holds(digest)):
            continue
        if not source.path(digest).is_file():
            missing.append(digest)
        elif target.take(source.path(digest), digest):
            came.append(digest)
        else:
            damaged.append(digest)
    return Brought(tuple(came), tuple(missing), tuple(damaged))


def bring_all(source: KeptFiles, target: KeptFiles) -> None:
    """Copy every file that the target lacks, where it cannot be read which of them are named. Raises DiskFault."""
    for path in sorted(source.folder.glob(f"*{SUFFIX}")):
        if not (target.folder / path.name).is_file():
            target.take(path, None)


def let_go(files: KeptFiles, named: Collection[str]) -> None:
    """Remove the files that are not among those named, and what an interrupted copy has left."""
    for path in unnamed(files, named):
        path.unlink(missing_ok=True)


def unnamed(files: KeptFiles, named: Collection[str]) -> list[Path]:
    """Return the files that are not among those named, and what an interrupted copy has left."""
    kept = {files.path(digest).name for digest in named}
    return [path for path in files.folder.glob(f"*{SUFFIX}*") if path.name not in kept]


def remove_orphans(files: KeptFiles, named: Collection[str], rescue: Path, visit: str, key: bytes) -> None:
    """Remove files that neither the visit's log nor a rescue copy names, and what was left by a kill.

    What was kept and not named since the visit was opened goes at once, other files only after a week.
    """
    orphans = unnamed(files, named)
    if not orphans:
        return
    rescued = {files.path(digest).name for copy in rescue_copies([rescue], key, visit) for digest in _names(copy.steps)}
    for path in orphans:
        with suppress(OSError):
            if path.name not in rescued and (_is_left_over(path) or files.kept_now(path)):
                path.unlink()
                _log.info("removed a file that nothing names")


def missing_of(named: Iterable[str], files: KeptFiles) -> tuple[str, ...]:
    """Return which of the named files are not there."""
    return tuple(digest for digest in sorted(named) if not files.path(digest).is_file())


def names_of(visit_db: Path, key: bytes, digests: Collection[str]) -> tuple[str, ...]:
    """Return the names under which files were attached; a council's list is called that."""
    with damage_told("The visit's file"), closing(open_by_key(visit_db, key)) as connection:
        rows = dict(connection.execute("SELECT sha256, name FROM attachment").fetchall())
    return tuple(sorted(str(rows.get(digest, "the council's list")) for digest in digests))


def try_to_bring(named: Iterable[str], source: KeptFiles, target: KeptFiles) -> bool:
    """Copy the named files that the target lacks, as far as the disk takes them; say whether none was kept out."""
    try:
        return not bring(named, source, target).damaged
    except InspectorError as error:
        _log.warning("attached files were not copied: %s", type(error).__name__)
        return False


def _is_left_over(path: Path) -> bool:
    return path.suffix != SUFFIX or time.time() - path.stat().st_mtime > _ORPHANS_KEPT


def _names(steps: Iterable[Any]) -> set[str]:
    return {
        str(change.values["sha256"])
        for step in steps
        for change in step.changes
        if isinstance(change, Put) and change.entity in ("attachment", "frame") and "sha256" in change.values
    }
