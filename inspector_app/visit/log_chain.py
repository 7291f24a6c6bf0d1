"""The chain of a laptop's log: each entry bears a hash over itself and the one before it (`design.md` §2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from inspector_app.visit.change import LogEntry, Plain

FIRST_HASH = "0" * 64
"""What stands for the hash before a laptop's first entry."""
HASHED = tuple(name for name in LogEntry.__dataclass_fields__ if name != "hash")
"""The fields over which an entry's hash is made."""


def entry_hash(entry: Mapping[str, Plain], before: str) -> str:
    """Return the SHA-256 (hex) over an entry's fields and the hash of the laptop's entry before it."""
    content = {name: entry[name] for name in HASHED}
    canonical = json.dumps([before, content], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_broken(entries: Iterable[LogEntry], before: str) -> LogEntry | None:
    """Return the first entry of a run of one laptop's that does not go on from the one before it, or None."""
    for entry in entries:
        try:
            found = entry_hash({name: getattr(entry, name) for name in HASHED}, before)
        except UnicodeEncodeError:  # half a character, which no program of ours writes
            return entry
        if found != entry.hash:
            return entry
        before = entry.hash
    return None
