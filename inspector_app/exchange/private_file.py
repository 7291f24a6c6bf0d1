"""Writes a file that only its owner may read, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from inspector_app.errors import DiskFault
from inspector_app.places import refuse_file_of_profile


def write_private_file(path: Path, content: bytes) -> None:
    """Write a file in one step: beside the path first, onto the disk, then in its place.

    What is no file, such as a pipe, is written into as it is, never replaced. Raises DiskFault where that fails; what
    stood at the path is then still there. A file of a profile is never replaced.
    """
    refuse_file_of_profile(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
    except OSError as error:
        raise _fault(path, error) from error
    beside = begin_beside(path)
    try:
        with beside.open("wb") as file:
            file.write(content)
    except OSError as error:
        give_up_beside(beside)
        raise _fault(path, error) from error
    put_in_place(beside, path)


def begin_beside(path: Path) -> Path:
    """Make an empty file beside a path, for what is written bit by bit before it takes the path's place.

    Only its owner may read it. Raises DiskFault.
    """
    refuse_file_of_profile(path)
    try:
        path = path.resolve()
        descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
        os.close(descriptor)
    except OSError as error:
        raise _fault(path, error) from error
    return Path(beside)


def put_in_place(beside: Path, path: Path) -> None:
    """Put what was written beside a path onto the disk, and in its place. Raises DiskFault; then it is gone."""
    try:
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path.resolve())
    except OSError as error:
        give_up_beside(beside)
        raise _fault(path, error) from error


def give_up_beside(beside: Path) -> None:
    """Take away what was begun beside a path."""
    with contextlib.suppress(OSError):
        beside.unlink()


def check_folder(path: Path, *, replace: bool = True) -> None:
    """Raise DiskFault where a file cannot be written to a path; asked before long work.

    There is no such folder, the name cannot be one, a file of a profile is there, or any where none is to be replaced.
    """
    if not path.absolute().parent.is_dir():
        raise _fault(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    try:
        there = path.exists()
    except OSError as error:
        raise _fault(path, error) from error
    refuse_file_of_profile(path)
    if there and not replace:
        raise DiskFault(f"There is a file {path.name} already.", "Choose another name, or say --replace.")


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
