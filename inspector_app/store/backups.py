"""Encrypted copies of a visit's file: made when it is sound, checked once written, kept by a rule.

A copy is encrypted under the visit's own key, so that destroying the key destroys it as well. The files that are kept
with the visit are copied once, beside the backups (`kept_along.py`); a backup is whole where those that it names are.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from inspector_app.errors import DamagedFile, DiskFault, InspectorError
from inspector_app.store import integrity
from inspector_app.store.backup_rule import no_longer_kept
from inspector_app.store.cipher import damage_told, make_private_file, open_by_key, open_unchanging
from inspector_app.store.kept_along import (
    backed_up_files,
    files_of,
    let_go,
    missing_of,
    named_by,
    named_in,
    try_to_bring,
    unnamed,
)
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.schema_steps import refuse_unknown
from inspector_app.store.visit_summary import facts_in

_NAMED = "%Y-%m-%dT%H%M%S.%fZ"
_BACKUP = "The backup"
ASIDE = ".aside"
"""What a visit's file is called that was kept aside as it was."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup of a visit: when it was made (the laptop's own time), its size in bytes, and what is in it.

    `counts` are those of a `VisitSummary`; `files_missing` counts the attached files that it names and that are not
    beside it; `fault` is a sentence where it cannot be read.
    """

    name: str
    at: datetime
    size: int
    state: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    files_missing: int = 0
    fault: str = ""


def backups_of(folder: Path) -> list[Path]:
    """Return a visit's backups, the oldest first."""
    return sorted(path for path in folder.glob("*.db") if made_at(path) is not None)


def made_at(path: Path) -> datetime | None:
    """Return when a backup was made, in the laptop's own time; None for what is no backup."""
    try:
        return datetime.strptime(path.stem, _NAMED).replace(tzinfo=UTC).astimezone()
    except ValueError:
        return None


def new_name() -> str:
    """Return the name of what is put by now; names sort by time."""
    return datetime.now(UTC).strftime(_NAMED)


def back_up(path: Path, key: bytes, folder: Path, *, chain: bool = True) -> Path:
    """Copy a visit's file into its folder of backups, and return the copy once it has been checked.

    A file that is not sound is not copied. `chain`: whether the log's chain is looked at too, which keeps a large visit
    busy for a second; where it does not hold the file is copied, but no backup before it is let go. Raises DamagedFile,
    DiskFault, VisitMissing; the backups are as they were then.
    """
    integrity.check_file(path, key)
    bad = integrity.bad_entry_of(path, key) if chain else None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{new_name()}.db"
    beside = folder / f"{name}.new"
    try:
        make_private_file(beside)
        with (
            damage_told(_BACKUP),
            closing(open_by_key(path, key)) as source,
            closing(open_by_key(beside, key)) as copy,
        ):
            source.backup(copy)
        check_backup(beside, key)
    except BaseException:
        _clear(folder)
        raise
    copied = beside.replace(folder / name)
    sync_folder(folder)
    _clear(folder)
    # The words first: a disk that has no room for the attached files may still have it for them.
    named, files = named_by(copied, key, unchanging=True), backed_up_files(folder, key)
    whole = try_to_bring(named, files_of(path, key), files)
    if bad is None:
        keep_by_rule(folder)
        if whole:
            _let_files_go(folder, key, named)
    else:
        _log.error("the entry %s of the log of %s is not as it was written", bad, path.stem)
    return copied


def check_backup(path: Path, key: bytes) -> None:
    """Read every page of a backup. Raises DamagedFile, DiskFault, NewerFile."""
    with damage_told(_BACKUP), closing(open_unchanging(path, key)) as connection:
        refuse_unknown(connection.execute("PRAGMA user_version").fetchone()[0])
        if not integrity.is_sound(connection):
            raise DamagedFile("The backup is damaged.", "Take another one.")


def look_into(path: Path, key: bytes) -> Backup:
    """Return what a backup holds; where it cannot be read, why."""
    at = made_at(path)
    assert at is not None
    files = backed_up_files(path.parent, key)
    try:
        size = path.stat().st_size
        check_backup(path, key)
        with damage_told(_BACKUP), closing(open_unchanging(path, key)) as connection:
            facts = facts_in(connection)
            missing = missing_of(named_in(connection), files)
    except OSError:
        return Backup(name=path.stem, at=at, size=0, fault="The backup cannot be read.")
    except InspectorError as error:
        return Backup(name=path.stem, at=at, size=size, fault=error.sentence)
    return Backup(
        name=path.stem, at=at, size=size, state=facts["state"], counts=facts["counts"], files_missing=len(missing)
    )


def newest_good(folder: Path, key: bytes) -> Path | None:
    """Return the newest backup whose pages are sound and whose chain holds, else one whose pages are, or None."""
    sound = []
    for path in reversed(backups_of(folder)):
        try:
            check_backup(path, key)
            if integrity.bad_entry_of(path, key, unchanging=True) is None:
                return path
            sound.append(path)
        except (DamagedFile, DiskFault):
            _log.error("the backup %s is not sound", path.stem)
    return sound[0] if sound else None


def keep_by_rule(folder: Path) -> None:
    """Remove the backups that the rule lets go."""
    made = {at: path for path in backups_of(folder) if (at := made_at(path)) is not None}
    for at in no_longer_kept(made, datetime.now().astimezone()):
        made[at].unlink(missing_ok=True)


def _let_files_go(folder: Path, key: bytes, named: frozenset[str]) -> None:
    """Remove the files that neither the visit, which names those given, nor one of its backups names.

    While a damaged file is kept aside nobody knows what it names, and all stay.
    """
    files = backed_up_files(folder, key)
    if not unnamed(files, named) or any(folder.glob(f"*{ASIDE}")):
        return
    try:
        let_go(files, named.union(*(named_by(path, key, unchanging=True) for path in backups_of(folder))))
    except (DamagedFile, DiskFault):
        _log.info("a backup cannot be read: all attached files stay")


def _clear(folder: Path) -> None:
    for leftover in folder.glob("*.new*"):
        leftover.unlink(missing_ok=True)
