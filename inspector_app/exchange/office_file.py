"""Looks at an office file (zipped XML, such as .xlsx) before a library unpacks it: no bomb, no entities of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from zlib import error as ZlibError

from inspector_app.errors import InspectorError

_MOST_PARTS = 2000
_MOST_UNPACKED = 200 * 2**20
"""Bytes; a sheet of 50,000 rows and 30 columns has a quarter of them."""
_MOST_TAGS = 12_000_000
"""Twice as many as such a sheet has; every tag costs memory while it is read."""
_PIECE = 2**20
_FORBIDDEN = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)


def check_office_file(content: bytes, name: str) -> None:
    """Raise InspectorError where it is no sound zip archive, unpacks to too much, or its XML declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise _refused(name, f"unpacked it would have more than {_MOST_UNPACKED // 2**20} MB or too many parts")
            tags = 0
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    tags += _tags_in(archive, part, name)
            if tags > _MOST_TAGS:
                raise _refused(name, "it has far more in it than a file that somebody wrote")
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise _refused(name, "it is damaged, or protected by a password") from None


def _tags_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> int:
    tags, last = 0, b""
    for piece in _pieces(archive, part):
        if any(word in last + piece for word in _FORBIDDEN):
            raise _refused(name, "its XML declares a document type, which no office program writes")
        tags += piece.count(b"<")
        last = piece[-32:]
    return tags


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece


def _refused(name: str, why: str) -> InspectorError:
    return InspectorError(f"{name} is not read: {why}.", "Save it anew in the program that made it, and choose that.")
