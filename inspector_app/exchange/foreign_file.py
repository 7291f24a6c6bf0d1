"""Reads a file that somebody else made: whole, but never without an end."""

from __future__ import annotations

from pathlib import Path

from inspector_app.errors import InspectorError

LARGEST_IDENTITY = 2**20
"""More bytes than a PKCS#12 file has."""
LARGEST_PICTURE = 20 * 2**20
"""More bytes than a picture of a signature needs."""


def read_foreign_file(path: Path, largest: int) -> bytes:
    """Return the bytes of a file that has at most `largest` of them.

    Raises InspectorError where it is larger, cannot be read, or is no file but a folder, a pipe or a device, from which
    reading might never end.
    """
    try:
        if path.exists() and not path.is_file():
            raise InspectorError(f"{path.name} is no file.", "Choose a file.")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "there can be no file of that name"
        raise InspectorError(
            f"{path.name} cannot be read: {reason[:1].lower()}{reason[1:]}.",
            "Look whether the file is where you said and may be read.",
        ) from None
    if len(content) > largest:
        raise InspectorError(
            f"{path.name} is not read: it has more than {largest // 2**20} MB, which none of its kind has.",
            "Look whether it is the right file.",
        )
    return content
