"""What is told of a visit that has been destroyed: what it was, who destroyed what, and where copies may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

CopyKind = Literal["archived", "given", "exported", "database"]
"""How a copy of a visit left the profile: as an archive, to a colleague, as another file, to an office's database."""
SecondFolderState = Literal["none", "cleared", "away"]


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """That a copy of a visit left this profile: how, at which instant (RFC 3339), and to whom by name, or empty."""

    how: CopyKind
    at: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class DestroyedLetter:
    """A signed letter that was destroyed with its visit: version, instant of signing, SHA-256 (hex) of its PDF."""

    version: int
    signed_at: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionNote:
    """What was destroyed, when (RFC 3339 with offset) and by whom; `files` maps each file to its SHA-256 (hex).

    `log_digest` is the SHA-256 (hex) over the last entries of the change log, empty where it could not be read any
    more; `left` names files that the disk did not let go, which nobody can decipher; `second_folder` says what became
    of the second folder for backups.
    """

    id: str
    authority: str
    at: str
    by: str
    files: Mapping[str, str]
    designation: str = ""
    kind: str = ""
    days: tuple[date, ...] = ()
    letters: tuple[DestroyedLetter, ...] = ()
    log_digest: str = ""
    log_entries: int = 0
    copies: tuple[KnownCopy, ...] = ()
    left: tuple[str, ...] = ()
    second_folder: SecondFolderState = "none"
