"""Destroying a visit: what is told of it beforehand, its files and backups, and what its certificate says."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import get_args

from sqlalchemy.engine import Connection

from inspector_app.errors import InspectorError
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import damage_told, open_to_look
from inspector_app.store.integrity import VISIT_FILE, refuse_none_or_empty
from inspector_app.store.profile_copy import forget_copies
from inspector_app.store.profile_file import all_settings, forget_key, keep_setting
from inspector_app.visit.change import digest_of_heads
from inspector_app.visit.destroyed import CopyKind, DestroyedLetter, DestructionNote, KnownCopy
from inspector_app.visit.lines import VisitSummary

_LETTERS = "SELECT version, signed_at, pdf_sha256 FROM signed_letter ORDER BY version, signed_at"
_HEADS = "SELECT laptop, max(seq), hash FROM log GROUP BY laptop"

_UNDER_WAY = "destroying"
"""The setting that names a visit whose key is destroyed, and whose files are to follow."""

_log = logging.getLogger(__name__)


def what_it_was(about: VisitSummary, visit_db: Path, key: bytes, settings: Mapping[str, object]) -> DestructionNote:
    """Return what is told of a visit that is going to be destroyed; who does it, and which files, is told afterwards.

    Where its file cannot be read any more, its letters and its log are not told.
    """
    letters, log_digest, log_entries = _last_facts(visit_db, key)
    return DestructionNote(
        id=about.id,
        authority=about.authority,
        at="",
        by="",
        files={},
        kind=about.framework_name,
        days=about.days,
        letters=letters,
        log_digest=log_digest,
        log_entries=log_entries,
        copies=known_copies(settings, about.id),
    )


def _last_facts(visit_db: Path, key: bytes) -> tuple[tuple[DestroyedLetter, ...], str, int]:
    try:
        refuse_none_or_empty(visit_db)
        with damage_told(VISIT_FILE), closing(open_to_look(visit_db, key)) as connection:
            letters = tuple(DestroyedLetter(*row) for row in connection.execute(_LETTERS))
            (entries,) = connection.execute("SELECT count(*) FROM log").fetchone()
            return letters, digest_of_heads(connection.execute(_HEADS).fetchall()), entries
    except InspectorError as error:
        _log.info("a visit that is destroyed cannot be read: %s", type(error).__name__)
        return (), "", 0


def copies_key(how: CopyKind, visit_id: str) -> str:
    """Return the setting under which is kept when, and to whom, copies of a visit left this profile."""
    return f"{how}/{visit_id}"


def known_copies(settings: Mapping[str, object], visit_id: str) -> tuple[KnownCopy, ...]:
    """Return the copies of a visit that are known to be elsewhere, the oldest first."""
    found = []
    for how in get_args(CopyKind):
        held = settings.get(copies_key(how, visit_id), [])
        if isinstance(held, list):
            found += [KnownCopy(how, str(each["at"]), str(each["to"])) for each in held]
    return tuple(sorted(found, key=lambda each: each.at))


def begin_destroying(connection: Connection, visit_id: str) -> None:
    """Take a visit's key out of the profile, and keep in mind that its files are to follow.

    Once they have, `forget_key` takes that away as well.
    """
    forget_key(connection, visit_id)
    connection.execute(keep_setting(_UNDER_WAY, {"visit": visit_id}))


def finish_destroying(connection: Connection, places: ProfilePlaces) -> None:
    """Remove the files of a visit whose key was destroyed just before the program ended."""
    under_way = all_settings(connection).get(_UNDER_WAY)
    if isinstance(under_way, dict) and "visit" in under_way:
        visit_id = str(under_way["visit"])
        forget_copies(places)
        _remove(places, visit_id, _files_of(places, visit_id))
        forget_key(connection, visit_id)
        _log.info("finished destroying %s", visit_id)


def destroy_files(places: ProfilePlaces, was: DestructionNote, *, by: str, designation: str) -> DestructionNote:
    """Remove the file, attached files and backups of a visit whose key is gone already, and say so."""
    files = _files_of(places, was.id)
    digests = {_place(places, path): _digest(path) for path in files}
    left = tuple(_place(places, path) for path in _remove(places, was.id, files))
    at = datetime.now().astimezone().isoformat("T", "seconds")
    return replace(was, at=at, by=by, designation=designation, files=digests, left=left)


def _files_of(places: ProfilePlaces, visit_id: str) -> list[Path]:
    found = [path for path in places.visits.glob(f"{visit_id}.db*") if path.is_file()]
    found += [path for path in (places.backups / visit_id).rglob("*") if path.is_file()]
    found += [path for path in places.visit_files(visit_id).glob("*") if path.is_file()]
    found += places.rescue.glob(f"{visit_id}-*")
    return sorted(found)


def _remove(places: ProfilePlaces, visit_id: str, files: Iterable[Path]) -> list[Path]:
    left = _not_let_go(files)
    shutil.rmtree(places.visit_files(visit_id), ignore_errors=True)
    shutil.rmtree(places.backups / visit_id, ignore_errors=True)
    return left


def _not_let_go(paths: Iterable[Path]) -> list[Path]:
    left = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("a destroyed visit's file stays: %s", error.strerror)
            left.append(path)
    return left


def _place(places: ProfilePlaces, path: Path) -> str:
    return path.relative_to(places.folder).as_posix()


def _digest(path: Path) -> str:
    """The file's SHA-256; empty where the disk does not give it any more."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
