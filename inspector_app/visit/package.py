"""What one laptop gives to another of a visit: the part of its log that the other lacks, and what goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector_app.visit.change import LogEntry, Plain

Heads = Mapping[str, tuple[int, str]]
"""The number and hash of the last entry of each laptop's chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package as it was read, not believed yet (`merging/package_check.py`).

    `after` maps each laptop to the number of its entry behind which the package begins; empty: it is whole. `signed` is
    what the giver signed of its log, `passed_on` what others signed of theirs (plain values of
    `merging/signed_heads.py`). `letters` are signed letters by SHA-256 (hex), `files` the digests of the kept files
    that came along, `lacking` those of files that the giver does not have either.
    """

    visit: str
    authority: str
    days: tuple[str, ...]
    giver: str
    inspector: str
    name: str
    given_at: str
    heads: Heads
    after: Mapping[str, int]
    entries: tuple[LogEntry, ...] = field(repr=False)
    signed: Mapping[str, Plain] = field(repr=False)
    passed_on: tuple[Mapping[str, Plain], ...] = field(default=(), repr=False)
    letters: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    files: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether a laptop that has nothing of the visit can join it by this package."""
        return not any(self.after.values())
