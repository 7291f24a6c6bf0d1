"""What is told of a visit that has been destroyed: what it was, who destroyed what, and where copies may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

CopyKind = Literal["archived", "brought-back", "given", "exported", "database"]
"""How a copy of a visit is elsewhere: in an archive that was written, or that it came back from; with a colleague; as
another file, of which `KnownCopy.to` says what is in it; in an office's database."""


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
    more; `left` names files that the disk did not let go. `folders_cleared` and `folders_away` are the paths of the
    second folders for backups that were cleared of the visit, and of those that were not there: in these its key is
    still, under the passphrase and the recovery code of then.
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
    folders_cleared: tuple[str, ...] = ()
    folders_away: tuple[str, ...] = ()
