"""Repairing a damaged visit: the newest good backup, and on top of it what the damaged file's log still holds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from inspector_app.errors import DamagedFile, InspectorError
from inspector_app.places import ProfilePlaces
from inspector_app.store import integrity, restoring
from inspector_app.store.backups import made_at, newest_good
from inspector_app.store.broken_log import broken_log_of
from inspector_app.store.cipher import engine_for, make_private_file
from inspector_app.store.kept_along import names_of
from inspector_app.store.salvage import Salvaged, bring_back, readable_entries, readable_letters, things_by_kind
from inspector_app.store.schema_steps import bring_up_to_date
from inspector_app.store.tables import TABLES
from inspector_app.visit.change import own_time
from inspector_app.visit.names import joined

_KINDS: Mapping[str, tuple[str, str]] = {
    "copy": ("line of the copy list", "lines of the copy list"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "link": ("link of evidence", "links of evidence"),
    "check": ("case check", "case checks"),
    "signed_letter": ("signed letter", "signed letters"),
    "visit": ("visit", "visits"),
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairNote:
    """What came back and what did not.

    `backup_at`: when the backup was made that was restored; None where there was none and all came from the log.
    `came_back` and `not_back` count by kind the things whose changes were, or could not be, brought back from the
    damaged file's log; `last` is the instant of the last change that is there now (RFC 3339), `not_back_last` that of
    the last one that could be read and is not. `broken_at` names entries ("laptop:seq") that are missing or altered.
    `aside` is the file name under which the damaged file is kept. `files_back` counts attached files that were missing
    or damaged and came back from the backups, `files_lost` names those that did not.
    """

    visit: str
    backup_at: datetime | None
    came_back: Mapping[str, int]
    not_back: Mapping[str, int]
    last: str
    not_back_last: str
    broken_at: tuple[str, ...]
    aside: str
    files_back: int = 0
    files_lost: tuple[str, ...] = ()


def sentences(note: RepairNote) -> tuple[str, ...]:
    """Return what a repair came to, in sentences."""
    backup = f"The backup of {_when(note.backup_at)} was restored." if note.backup_at else "There was no good backup."
    told = [backup]
    if note.came_back:
        told.append(f"Of the damaged file's log, changes came back to {_counted(note.came_back)}.")
    else:
        told.append("The damaged file's log held nothing more that could be brought back.")
    if note.last:
        told.append(f"The last change that is there now was made on {_when(datetime.fromisoformat(note.last))}.")
    if note.not_back:
        until = _when(datetime.fromisoformat(note.not_back_last))
        told.append(f"Changes to {_counted(note.not_back)} could be read but did not come back, the last of {until}.")
    if note.broken_at:
        told.append(f"Missing or altered in the log: {', '.join(note.broken_at)}.")
    if note.files_back:
        files = "1 attached file" if note.files_back == 1 else f"{note.files_back} attached files"
        told.append(f"{files} came back from the backups.")
    if note.files_lost:
        told.append(f"Attached, but not there any more: {joined(note.files_lost)}.")
    if note.aside:
        told.append("What was written after that and cannot be read is not there. The damaged file is kept aside.")
    return tuple(told)


def _when(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%B %Y at %H:%M:%S}"


def _counted(things: Mapping[str, int]) -> str:
    parts = [f"{count} {_KINDS.get(kind, (kind, f'{kind}s'))[count != 1]}" for kind, count in things.items()]
    return joined(parts)


def repair(places: ProfilePlaces, visit_id: str, key: bytes, begin_chain: Callable[[str], None]) -> RepairNote:
    """Repair a visit that nobody has open; `begin_chain` is called before the repaired file is put in its place.

    Raises InspectorError where there is nothing to repair, or no way to; nothing is changed then.
    """
    path = places.visit_db(visit_id)
    broken = broken_log_of(path)
    altered = None if broken.exists() else _altered_entry(path, key)
    backup = newest_good(places.backups / visit_id, key)
    if altered is not None and (backup is None or _bad(backup, key) is not None):
        raise InspectorError(
            f"The entry {altered} of the change log was altered or removed, and no backup is older than that.",
            "All else in the visit is sound: it can be opened, and the record of evidence names the entry.",
        )
    logs = (path.with_name(f"{path.name}-wal"), broken)
    entries, letters = readable_entries(path, key, logs), readable_letters(path, key, logs)
    beside = restoring.copy_beside(places, visit_id, backup, key) if backup else _empty(places, visit_id)
    engine = engine_for(beside, key, begin="IMMEDIATE")
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection)
            salvaged = bring_back(connection, entries, letters)
            _refuse_half_a_visit(connection)
            last = connection.exec_driver_sql("SELECT max(clock) FROM log").scalar_one()
    except DamagedFile:
        engine.dispose()
        restoring.beside_of(places, visit_id)
        raise
    finally:
        engine.dispose()
    brought = restoring.bring_files(places, visit_id, beside, key)
    lost = names_of(beside, key, (*brought.missing, *brought.damaged))
    begin_chain(visit_id)
    aside = restoring.put_in_place(places, visit_id, beside, key)
    broken.unlink(missing_ok=True)
    _log.info("repaired %s: %d entries back, %d not", visit_id, len(salvaged.came_back), len(salvaged.left_out))
    note = _note(visit_id, backup, salvaged, altered, last, aside)
    return replace(note, files_back=len(brought.came), files_lost=lost)


def _altered_entry(path: Path, key: bytes) -> str | None:
    """The altered entry of a file that is sound else; None where the file itself is damaged."""
    try:
        integrity.check_file(path, key)
    except InspectorError:
        return None
    bad = integrity.bad_entry_of(path, key)
    if bad is None:
        raise InspectorError("The visit is sound: there is nothing to repair.", "Open it.")
    return bad


def _bad(backup: Path, key: bytes) -> str | None:
    return integrity.bad_entry_of(backup, key, unchanging=True)


def _empty(places: ProfilePlaces, visit_id: str) -> Path:
    beside = restoring.beside_of(places, visit_id)
    make_private_file(beside)
    return beside


def _refuse_half_a_visit(connection: Connection) -> None:
    for entity in ("visit", "letter"):
        if connection.execute(select(TABLES[entity].c.id)).first() is None:
            raise DamagedFile(
                "There is no good backup, and too little of the damaged file can be read.",
                "Look for the second folder of backups, or for the colleague's copy.",
            )


def _note(
    visit_id: str, backup: Path | None, salvaged: Salvaged, altered: str | None, last: str | None, aside: Path | None
) -> RepairNote:
    return RepairNote(
        visit=visit_id,
        backup_at=made_at(backup) if backup else None,
        came_back=things_by_kind(salvaged.came_back),
        not_back=things_by_kind(salvaged.left_out),
        last=own_time(last or ""),
        not_back_last=own_time(max((entry.clock for entry in salvaged.left_out), default="")),
        broken_at=tuple(dict.fromkeys([*([altered] if altered else []), *salvaged.broken_at])),
        aside=aside.name if aside else "",
    )
