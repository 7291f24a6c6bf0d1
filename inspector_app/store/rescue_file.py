"""Rescue copies: what the disk had not taken when the window was closed, in an encrypted file of its own.

It is opened by the key of its visit, lies in the profile or wherever the person wanted it, and is taken in as steps.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from inspector_app.errors import DamagedFile, DiskFault, InspectorError
from inspector_app.store.cipher import DATABASE_ERRORS, make_private_file, open_by_key
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.profile_file import disk_faults_told
from inspector_app.visit.change import Change, Put, Set, Step

SUFFIX = ".rescue"
_WHAT = "The rescue copy"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has been handed over and is not on disk; `others` counts acts that are no steps (undo, redo, sealing)."""

    since: datetime
    steps: tuple[Step, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class RescueCopy:
    """One rescue copy: where it lies, of which visit, and its steps; the first was handed over at `since`."""

    path: Path
    visit: str
    since: datetime
    steps: tuple[Step, ...]


def write_rescue_copy(folder: Path, key: bytes, visit: str, waiting: Waiting) -> Path:
    """Write a rescue copy into a folder, so that it is there whole or not at all. Raises DiskFault."""
    name = f"{visit}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{SUFFIX}"
    path, beside = folder / name, folder / f"{name}.new"
    try:
        with disk_faults_told(_WHAT):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            make_private_file(beside)
            _fill(beside, key, visit, waiting)
            beside.replace(path)
            sync_folder(folder)
    except (InspectorError, OSError) as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, InspectorError):
            raise
        raise DiskFault("The rescue copy cannot be written there.", "Choose another folder.") from error
    return path


def read_rescue_copy(path: Path, key: bytes) -> RescueCopy:
    """Read a rescue copy of the visit that has this key. Raises DamagedFile, DiskFault."""
    with disk_faults_told(_WHAT), closing(open_by_key(path, key)) as connection:
        try:
            visit, since = connection.execute("SELECT visit, since FROM about").fetchone()
            rows = connection.execute("SELECT step FROM step ORDER BY number").fetchall()
            steps = tuple(_step(json.loads(row[0])) for row in rows)
        except (TypeError, ValueError, KeyError) as error:
            raise DamagedFile(f"{_WHAT} cannot be read.", "It may be of another version of the program.") from error
    return RescueCopy(path, visit, datetime.fromisoformat(since), steps)


def rescue_copies(folders: Iterable[Path], key: bytes, visit: str) -> list[RescueCopy]:
    """Return the rescue copies of a visit that lie in these folders, the oldest first; what cannot be read stays."""
    found = []
    for folder in folders:
        for path in sorted(folder.glob(f"{visit}-*{SUFFIX}")):
            try:
                found.append(read_rescue_copy(path, key))
            except (DamagedFile, *DATABASE_ERRORS):
                continue
    return sorted(found, key=lambda copy: copy.since)


def _fill(path: Path, key: bytes, visit: str, waiting: Waiting) -> None:
    with closing(open_by_key(path, key)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is new, and renamed only once it is whole
        connection.execute("CREATE TABLE about (visit TEXT NOT NULL, since TEXT NOT NULL)")
        connection.execute("CREATE TABLE step (number INTEGER PRIMARY KEY, step TEXT NOT NULL)")
        connection.execute("INSERT INTO about VALUES (?, ?)", (visit, waiting.since.isoformat()))
        connection.executemany(
            "INSERT INTO step (step) VALUES (?)", [(json.dumps(asdict(step)),) for step in waiting.steps]
        )


def _step(held: dict[str, object]) -> Step:
    changes = held["changes"]
    assert isinstance(changes, list)
    sight = held.get("sight")
    assert sight is None or isinstance(sight, int)
    return Step(
        str(held["action"]),
        tuple(_change(change) for change in changes),
        settles=bool(held.get("settles")),
        sight=sight,
    )


def _change(held: dict[str, object]) -> Change:
    return Put(**held) if "values" in held else Set(**held)  # type: ignore[arg-type]
