"""An archive: one file that holds a visit whole under a recovery code of its own, for the years after (`domain.md` §8).

It is a zip file that packs nothing, with instructions in plain words and one SQLCipher file: what opens it in twenty
years need not be this program. It is written beside its place, opened again and compared, and only then named.
"""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from glob import escape
from itertools import zip_longest
from pathlib import Path
from secrets import token_hex
from typing import Any

from inspector_app.errors import DamagedFile, DiskFault
from inspector_app.places import refuse_file_of_profile
from inspector_app.store.archive_instructions import instructions
from inspector_app.store.cipher import damage_told, make_private_file, open_by_key, open_by_passphrase
from inspector_app.store.integrity import bad_entry_of, check_file, is_sound
from inspector_app.store.kept_along import files_of, named_in
from inspector_app.store.kept_files import KeptFiles
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.profile_file import disk_faults_told

SUFFIX = ".visit-archive"
INSTRUCTIONS, DATABASE = "READ ME.txt", "visit.db"
FORMAT = "1"
WHAT = "The archive"

OWN_TABLES: Mapping[str, str] = {
    "archive_about": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    "archive_file": "sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL",
    "archive_document": "name TEXT PRIMARY KEY, media_type TEXT NOT NULL, bytes BLOB NOT NULL",
}
"""What an archive has beside the tables of a visit, and their columns."""

_NAMES = """
    SELECT sha256, name FROM attachment UNION ALL SELECT sha256, name FROM frame"""


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """A document for people to read: a letter as it was signed, the evidence record."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveNote:
    """What is in an archive that was written: its size in bytes, and how much of everything.

    `missing` are the kept files (SHA-256, hex) that the visit names and that are not sound, or nowhere any more.
    """

    size: int
    entries: int
    letters: int
    documents: int
    files: int
    missing: tuple[str, ...] = ()


def write_archive(
    path: Path,
    visit_db: Path,
    key: bytes,
    code: str,
    *,
    about: Mapping[str, str],
    documents: Sequence[ArchivedDocument],
) -> ArchiveNote:
    """Write a visit's archive under a recovery code, in place of what stood at the path, and look through it.

    `about` says whose visit it is (`archive_about` in the file): its `authority` and `days` also stand in the
    instructions, which anyone can read. Raises DamagedFile where visit or archive are not sound, DiskFault; nothing is
    changed then.
    """
    check_file(visit_db, key)
    if bad := bad_entry_of(visit_db, key):
        raise DamagedFile(f"The entry {bad} of the visit's change log is not as it was written.", "Repair the visit.")
    refuse_file_of_profile(path)
    with disk_faults_told(WHAT), _beside(path) as database, _beside(path) as packed:
        _fill(database, visit_db, key, code, about, documents)
        written = counts(database, code)
        _pack(packed, database, instructions(about["authority"], about["days"]))
        unpack(packed, database)
        if counts(database, code) != written or not _has_the_log_of(visit_db, key, database, code):
            raise DiskFault("The disk did not keep the archive as it was written.", "Write it to another disk.")
        missing = _missing(database, code)
        size = packed.stat().st_size
        packed.replace(path)
        sync_folder(path.absolute().parent)
    return ArchiveNote(
        size=size,
        entries=written["log"],
        letters=written["signed_pdf"],
        documents=written["archive_document"],
        files=written["archive_file"],
        missing=missing,
    )


def unpack(archive: Path, database: Path) -> None:
    """Take the database out of an archive, in place of what stands at its path.

    Raises DamagedFile for what is no archive, DiskFault.
    """
    try:
        with archive.open("rb"):
            pass
    except OSError as error:
        raise DiskFault(
            f"The archive {archive.name} cannot be read: {error.strerror}.", "Look whether the file is there."
        ) from error
    try:
        with zipfile.ZipFile(archive) as zipped:
            held = zipped.getinfo(DATABASE)
            if held.compress_type != zipfile.ZIP_STORED or held.flag_bits & 1:
                raise DamagedFile(*_NO_ARCHIVE)
            with zipped.open(held) as inside, database.open("wb") as written:
                shutil.copyfileobj(inside, written, 1 << 20)
                written.flush()
                os.fsync(written.fileno())
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError, ValueError) as error:
        raise DamagedFile(*_NO_ARCHIVE) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # where a damaged directory sends the reader outside the file
            raise
        raise DamagedFile(*_NO_ARCHIVE) from error


_NO_ARCHIVE = ("This is not an archive of a visit, or it is damaged.", "Choose the file as it was archived, or a copy.")


def counts(database: Path, code: str) -> dict[str, int]:
    """Read every page of an archive's database, and return how many rows each of its tables has.

    Raises DamagedFile, DiskFault.
    """
    with damage_told(WHAT), closing(open_by_passphrase(database, code)) as connection:
        if not is_sound(connection):
            raise DamagedFile("Parts of the archive are damaged.", "Take another copy of it.")
        return {table: _count(connection, table) for table in tables_in(connection)}


def tables_in(connection: Any) -> list[str]:
    """Return the tables of an open file in the order of their names; those inside the search index are not told."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in rows if not name.startswith(("search_", "sqlite_"))]


def _fill(
    database: Path,
    visit_db: Path,
    key: bytes,
    code: str,
    about: Mapping[str, str],
    documents: Sequence[ArchivedDocument],
) -> None:
    with damage_told("The visit's file"), closing(open_by_key(visit_db, key)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("ATTACH DATABASE ? AS archive KEY ?", (str(database.absolute()), code))
        connection.execute("PRAGMA archive.journal_mode = OFF")  # the file is new, and renamed only once it is whole
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('archive')").fetchall()
        for table, columns in OWN_TABLES.items():
            connection.execute(f"CREATE TABLE archive.{table} ({columns})")
        told = {"format": FORMAT, "schema_version": str(version), **about}
        connection.executemany("INSERT INTO archive.archive_about VALUES (?, ?)", told.items())
        for document in documents:
            row = (document.name, document.media_type, document.content)
            connection.execute("INSERT INTO archive.archive_document VALUES (?, ?, ?)", row)
        for row in _kept(connection, files_of(visit_db, key)):
            connection.execute("INSERT INTO archive.archive_file VALUES (?, ?, ?)", row)
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA archive.user_version = {int(version)}")
    with database.open("rb+") as file:
        os.fsync(file.fileno())


def _kept(connection: Any, files: KeptFiles) -> Iterator[tuple[str, str, bytes]]:
    """The kept files that the visit names and that are sound, each with the name under which it was attached."""
    names = dict(connection.execute(_NAMES).fetchall())
    for digest in sorted(named_in(connection)):
        if files.holds(digest):
            yield digest, names.get(digest, ""), files.read(digest)


def _missing(database: Path, code: str) -> tuple[str, ...]:
    with damage_told(WHAT), closing(open_by_passphrase(database, code)) as connection:
        there = {row[0] for row in connection.execute("SELECT sha256 FROM archive_file")}
        return tuple(sorted(named_in(connection) - there))


def _has_the_log_of(visit_db: Path, key: bytes, database: Path, code: str) -> bool:
    """Say whether the archive has the visit's log, entry for entry: its chain was looked at before."""
    with (
        damage_told(WHAT),
        closing(open_by_key(visit_db, key)) as visit,
        closing(open_by_passphrase(database, code)) as archive,
    ):
        logs = (connection.execute("SELECT * FROM log ORDER BY laptop, seq") for connection in (visit, archive))
        return all(own == archived for own, archived in zip_longest(*logs))


def _count(connection: Any, table: str) -> int:
    (rows,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(rows)


def _pack(packed: Path, database: Path, read_me: str) -> None:
    with packed.open("wb") as written:
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as zipped:
            zipped.writestr(INSTRUCTIONS, read_me)
            zipped.write(database, DATABASE)
        written.flush()
        os.fsync(written.fileno())


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file beside the path, which is gone in the end unless it was renamed."""
    begun = f".{path.name[:_OF_A_NAME]}."
    for leftover in path.parent.glob(f"{escape(begun)}*.new"):
        if not leftover.name.endswith(f"{_OURS}.new"):
            leftover.unlink()
    beside = path.with_name(f"{begun}{token_hex(4)}{_OURS}.new")
    make_private_file(beside)
    try:
        yield beside
    finally:
        beside.unlink(missing_ok=True)


_OF_A_NAME = 40
"""So many letters of an archive's name begin the names of the files beside it, which must not be too long."""

_OURS = f"-{os.getpid()}"
"""Tells the files of this process from what a kill has left."""
