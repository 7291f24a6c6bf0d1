"""Files that belong to a visit, each encrypted by itself under the visit's key: attachments, the council's lists.

They are never changed once they are there, so they lie beside the visit's file and not in it: checking and backing up
a visit does not read hundreds of megabytes each time. A file's name here is drawn from its SHA-256 and the visit's
key: who finds it cannot tell by the name which document it is.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from inspector_app.errors import DamagedFile
from inspector_app.store.cipher import copy_private, damage_told, make_private_file, open_by_key, open_unchanging
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.profile_file import disk_faults_told

SUFFIX = ".kept"
_PART = 1 << 20
_WHAT = "The attached file"


class KeptFiles:
    """The kept files of one visit, in a folder of their own."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._kept_now: set[str] = set()

    def keep(self, content: bytes) -> str:
        """Keep these bytes and return their SHA-256 (hex); on disk when it returns. Raises DiskFault.

        Kept twice they lie there once. It takes as long as the disk takes: never call it on the window's thread.
        """
        digest = sha256(content).hexdigest()
        path = self.path(digest)
        if self.holds(digest):
            return digest
        with disk_faults_told(_WHAT):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = _beside(path)
            try:
                make_private_file(beside)
                self._fill(beside, content)
                beside.replace(path)
            except BaseException:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
                raise
            sync_folder(self.folder)
        self._kept_now.add(path.name)
        return digest

    def kept_now(self, path: Path) -> bool:
        """Say whether a file was kept since this visit was opened."""
        return path.name in self._kept_now

    def take(self, other: Path, digest: str | None) -> bool:
        """Copy a kept file from another folder of the same visit; say whether it is sound, else nothing is copied.

        `digest` is its SHA-256 (hex); None: not known, and its pages alone are looked at. Raises DiskFault.
        """
        with disk_faults_told(_WHAT):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = _beside(self.folder / other.name)
            try:
                copy_private(other, beside)
                if not self._is_sound(beside, digest):
                    return False
                beside.replace(self.folder / other.name)
            finally:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
            sync_folder(self.folder)
        return True

    def read(self, digest: str) -> bytes:
        """Return the bytes of this SHA-256. Raises KeyError where they are not here, DamagedFile, DiskFault."""
        path = self.path(digest)
        if not path.is_file():
            raise KeyError(digest)
        with disk_faults_told(_WHAT), damage_told(_WHAT), closing(open_unchanging(path, self._key)) as connection:
            content = b"".join(row[0] for row in connection.execute("SELECT bytes FROM part ORDER BY number"))
        if sha256(content).hexdigest() != digest:
            raise DamagedFile(f"{_WHAT} is not as it was kept.", "Restore it from a backup.")
        return content

    def holds(self, digest: str) -> bool:
        """Say whether the bytes of this SHA-256 are here and sound; they are read, a part at a time."""
        path = self.path(digest)
        return path.is_file() and self._is_sound(path, digest)

    def path(self, digest: str) -> Path:
        """Return where the bytes of this SHA-256 lie, or would."""
        name = hmac.new(self._key, bytes.fromhex(digest), sha256).hexdigest()
        return self.folder / f"{name}{SUFFIX}"

    def _is_sound(self, path: Path, digest: str | None) -> bool:
        read = sha256()
        try:
            with damage_told(_WHAT), closing(open_unchanging(path, self._key)) as connection:
                for row in connection.execute("SELECT bytes FROM part ORDER BY number"):
                    read.update(row[0])
        except DamagedFile:
            return False
        return digest is None or read.hexdigest() == digest

    def _fill(self, path: Path, content: bytes) -> None:
        with damage_told(_WHAT), closing(open_by_key(path, self._key)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")  # the file is new, and renamed only once it is whole
            connection.execute("BEGIN")
            connection.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
            connection.executemany("INSERT INTO part (bytes) VALUES (?)", ((part,) for part in _parts(content)))
            connection.execute("COMMIT")


def _beside(path: Path) -> Path:
    """Where a file is made that is renamed once it is whole; two may be made at a time."""
    return path.with_name(f"{path.name}.{token_hex(4)}.new")


def _parts(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PART):
        yield content[start : start + _PART]
