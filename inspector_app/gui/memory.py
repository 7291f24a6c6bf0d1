"""What the window remembers over restarts: page, cursor, widths. Kept in the encrypted profile, never waited for."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from inspector_app.errors import DiskFault
from inspector_app.store.profile import Profile

_log = logging.getLogger(__name__)
_PREFIX = "window/"


class Memory:
    """Remembers JSON values under names; writes them on a thread of its own, in order."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._known: dict[str, object] = {}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="memory")

    def recall(self, name: str) -> object | None:
        """Return what is remembered under a name, or None."""
        if name not in self._known:
            self._known[name] = self._profile.setting(_PREFIX + name, None)
        return self._known[name]

    def keep(self, name: str, value: object) -> None:
        """Remember a value; the same as before is not written again."""
        if name in self._known and self._known[name] == value:
            return
        self._known[name] = value
        self._thread.submit(self._write, name, value)

    def close(self) -> None:
        """Wait until what was to be remembered is written."""
        self._thread.shutdown(wait=True)

    def _write(self, name: str, value: object) -> None:
        try:
            self._profile.set_setting(_PREFIX + name, value)
        except DiskFault:
            # Where the cursor was is not worth a word to the person while the visit itself has trouble with the disk.
            _log.warning("%s was not remembered: the disk has a fault", name.split("/", 1)[0])
