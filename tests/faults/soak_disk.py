"""The disk of one lane of the soak: a small tmpfs of its own, which can be filled and freed while a child writes."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import shutil
import signal
import tempfile
from pathlib import Path

SIZE_MB = 48
_CLONE_NEWNS = 0x00020000
_MS_REC, _MS_PRIVATE = 0x4000, 1 << 18
_PR_SET_PDEATHSIG = 1


class LaneDisk:
    """A folder that this process and its children alone see as a mounted disk; without root it is a plain folder.

    The mount goes with the process, also where that is killed.
    """

    def __init__(self, base: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="soak-", dir=base))
        self.own = _mounted(self.folder)
        self._ballast = self.folder / "ballast"
        self._limited: int | None = None

    def fail(self, kind: str, pid: int, room: int) -> str:
        """Let the disk be full but for `room` bytes ("full"), or files grow no further than `room` bytes ("limit")."""
        if kind == "full" and self.own:
            self._fill(room)
            return "full"
        self._limited = pid
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        return "limit"

    def _fill(self, room: int) -> None:
        with self._ballast.open("wb") as file:
            while True:
                free = os.statvfs(self.folder)
                take = free.f_bavail * free.f_frsize - room
                if take <= 0:
                    return
                try:
                    os.posix_fallocate(file.fileno(), 0, take)
                except OSError as error:  # the child has taken some of it meanwhile
                    if error.errno != errno.ENOSPC:
                        raise
                else:
                    return

    def mend(self) -> None:
        """Let the disk be well again."""
        self._ballast.unlink(missing_ok=True)
        if self._limited is not None:
            free = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(self._limited, resource.RLIMIT_FSIZE, free)
            self._limited = None

    def killed(self) -> None:
        """The child is gone, and its limit with it; the disk is well again."""
        self._limited = None
        self.mend()

    def remove(self) -> None:
        """Take the folder away."""
        if self.own:
            _libc().umount2(os.fsencode(self.folder), 2)
        shutil.rmtree(self.folder, ignore_errors=True)


def _mounted(folder: Path) -> bool:
    libc = _libc()
    if libc.unshare(_CLONE_NEWNS) != 0:
        return False
    if libc.mount(b"none", b"/", None, ctypes.c_ulong(_MS_REC | _MS_PRIVATE), None) != 0:
        return False
    options = f"size={SIZE_MB}m".encode()
    return bool(libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", ctypes.c_ulong(0), options) == 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Let this process be killed when its parent ends, however it ends."""
    _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
