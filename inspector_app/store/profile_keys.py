"""The keys of an open profile: a new passphrase, a new recovery code, and whether that code was shown to be kept."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from inspector_app.places import ProfilePlaces
from inspector_app.store.passphrase_key import LARGEST, write_key
from inspector_app.store.profile_copy import keep_copy
from inspector_app.store.recovery_code import new_code
from inspector_app.store.unlocking import key_by_code, key_by_passphrase

RecoveryState = Literal["none", "not-proved", "proved", "altered"]
"""Whether there is a recovery code, whether it was asked back, and whether its file is still the one it was then."""

_PROVED = "recovery-code-proved"
"""Under this setting: the digest of the recovery code's file when the code was last shown to be kept."""


class ProfileKeys:
    """The two small files that hold the profile's key. Either opens it; changing one leaves the other."""

    def __init__(
        self,
        places: ProfilePlaces,
        key: bytes,
        recall: Callable[[str], Any],
        keep: Callable[[str, object], None],
    ) -> None:
        self._places = places
        self._key = key
        self._recall = recall
        self._keep = keep
        self._passphrase_file = _digest(places.passphrase_key)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase. Raises WrongPassphrase, TooManyTries, DiskFault; the old one is valid then."""
        key_by_passphrase(self._places, old)
        self.set_passphrase(new)

    def set_passphrase(self, new: str) -> None:
        """Set a new passphrase without the old one, once the recovery code has opened the profile. Raises DiskFault."""
        write_key(self._places.passphrase_key, new, self._key)
        self._passphrase_file = _digest(self._places.passphrase_key)

    def passphrase_stands(self) -> bool:
        """Say whether the passphrase's file is still the one that it was when the profile was opened."""
        return self._passphrase_file != "" and _digest(self._places.passphrase_key) == self._passphrase_file

    def new_recovery_code(self) -> str:
        """Make a recovery code in place of any before it, and return it: it is kept nowhere. Raises DiskFault."""
        code = new_code()
        self._keep(_PROVED, "")
        write_key(self._places.recovery_key, code, self._key)
        return code

    def keep_copy(self) -> None:
        """Keep a copy of the profile's file, which holds every visit's key."""
        keep_copy(self._places, self._key)

    def prove_recovery_code(self, code: str) -> None:
        """Note that the code was kept, once it opens the profile. Raises as `unlocking.key_by_code` does."""
        key_by_code(self._places, code)
        self.note_code_kept()

    def note_code_kept(self) -> None:
        """Note that the code was kept: parts of it were asked back."""
        self._keep(_PROVED, _digest(self._places.recovery_key))

    def recovery_state(self) -> RecoveryState:
        """Return how the recovery code stands."""
        there = _digest(self._places.recovery_key)
        proved = self._recall(_PROVED)
        if not there:
            return "altered" if proved else "none"
        if not proved:
            return "not-proved"
        return "proved" if proved == there else "altered"


def _digest(path: Path) -> str:
    """The file's SHA-256; empty where it is not there, is no key file, or cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ""
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
