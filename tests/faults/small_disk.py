"""A real small disk for tests: a tmpfs that is filled, freed, made read-only and taken away. Needs root on Linux."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A mounted disk at `folder`."""

    def __init__(self, folder: Path, size_kb: int) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"
        self._size = size_kb
        self.mount()

    def mount(self) -> None:
        """Put an empty disk there."""
        _ran("mount", "-t", "tmpfs", "-o", f"size={self._size}k", "tmpfs", str(self.folder))

    def unmount(self) -> None:
        """Take the disk away, as a stick is pulled out while files on it are open."""
        _ran("umount", "--lazy", str(self.folder))

    def fill(self, *, leaving: int = 0) -> None:
        """Fill it but for so many bytes."""
        self.free()
        free = os.statvfs(self.folder)
        take = free.f_bavail * free.f_frsize - leaving
        if take > 0:
            with self._ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, take)

    def free(self) -> None:
        """Free what `fill` took."""
        self._ballast.unlink(missing_ok=True)

    def read_only(self, read_only: bool) -> None:
        """Make it read-only, or writable again; files open for writing must be closed for the former."""
        _ran("mount", "-o", "remount," + ("ro" if read_only else "rw"), str(self.folder))


@contextmanager
def small_disk(folder: Path, size_kb: int = 16_384) -> Iterator[SmallDisk]:
    """Mount a small disk for a test."""
    if not sys.platform.startswith("linux"):
        pytest.skip("disks are mounted in tests on Linux only")
    if os.geteuid() != 0:
        pytest.fail("This test mounts a small disk, which needs root: run it as root, or in a container.")
    folder.mkdir(parents=True, exist_ok=True)
    disk = SmallDisk(folder, size_kb)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


def _ran(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
