"""Destroying a visit: what is left to be written on the certificate."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from inspector_app.places import ProfilePlaces


@dataclass(frozen=True, slots=True)
class DestructionNote:
    """What was destroyed, when (RFC 3339 with offset) and by whom; `files` maps each file to its SHA-256 (hex)."""

    id: str
    authority: str
    at: str
    by: str
    files: Mapping[str, str]


def destroy_files(places: ProfilePlaces, visit_id: str, *, authority: str, by: str) -> DestructionNote:
    """Remove the file, attached files and backups of a visit whose key is gone already."""
    own = [path for path in places.visits.glob(f"{visit_id}.db*") if path.is_file()]
    copies = [path for path in (places.backups / visit_id).rglob("*") if path.is_file()]
    own += [path for path in places.visit_files(visit_id).glob("*") if path.is_file()]
    own += places.rescue.glob(f"{visit_id}-*")
    digests = {path.relative_to(places.folder).as_posix(): _digest(path) for path in sorted([*own, *copies])}
    for path in own:
        path.unlink(missing_ok=True)
    shutil.rmtree(places.visit_files(visit_id), ignore_errors=True)
    shutil.rmtree(places.backups / visit_id, ignore_errors=True)
    return DestructionNote(visit_id, authority, datetime.now().astimezone().isoformat("T", "seconds"), by, digests)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
