"""One program a profile: a lock of the operating system, which is let go when the program ends, however it ends."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from inspector_app.errors import DamagedFile, ProfileInUse


class ProfileLock:
    """The lock on a profile's folder. Raises ProfileInUse where another window holds it, DamagedFile."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, mode=0o600, thread_local=False)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ProfileInUse("This profile is open in another window.", "Go on there, or close it first.") from None
        except OSError as error:
            if path.is_file() or not (path.is_symlink() or path.exists()):
                raise
            raise DamagedFile(
                f"The profile's folder is damaged: {path.name} is no file.", f"Take {path.name} away, then try again."
            ) from error

    def release(self) -> None:
        """Let the lock go."""
        self._lock.release()
