"""Writes a file that only its owner may read, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from inspector_app.errors import DiskFault


def write_private_file(path: Path, content: bytes) -> None:
    """Write a file in one step: beside the path first, onto the disk, then in its place.

    What is no file, such as a pipe, is written into as it is, never replaced. Raises DiskFault where that fails; what
    stood at the path is then still there.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        path = path.resolve()
        descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _fault(path, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise _fault(path, error) from error


def check_folder(path: Path) -> None:
    """Raise DiskFault where the folder that a file is to be written to is not there; asked before long work."""
    if not path.absolute().parent.is_dir():
        raise _fault(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, where it is not there yet. Raises DiskFault."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _fault(path, error) from error


def _fault(path: Path, error: OSError) -> DiskFault:
    reason = error.strerror or type(error).__name__
    return DiskFault(
        f"{path.name} could not be written: {reason[:1].lower()}{reason[1:]}.",
        "Make room, or choose another folder, and try again.",
    )
