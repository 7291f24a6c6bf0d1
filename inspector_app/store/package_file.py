"""A package as one SQLCipher file under a passphrase that is spoken: for a stick, or any folder that both reach.

It is made beside its place and renamed there, so that it is there whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from inspector_app.errors import DamagedFile, NewerFile, PackageRefused, WrongPassphrase
from inspector_app.store.cipher import damage_told, make_private_file, open_by_passphrase
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.profile_file import disk_faults_told
from inspector_app.store.schema_steps import SCHEMA_VERSION
from inspector_app.visit.change import LogEntry
from inspector_app.visit.package import Package

FORMAT = "inspector-package/1"
SUFFIX = ".visit-package"
_WHAT = "The package"
_AT_ONCE = 1000
_PART = 1 << 20
_FIELDS = tuple(LogEntry.__dataclass_fields__)
_HEADER = ("visit", "authority", "days", "giver", "inspector", "name", "given_at", "after", "lacking")
_TABLES = f"""
CREATE TABLE header (value TEXT NOT NULL);
CREATE TABLE entry ({", ".join(f'"{name}"' for name in _FIELDS)}, PRIMARY KEY (laptop, seq));
CREATE TABLE letter (sha256 TEXT PRIMARY KEY, pdf BLOB NOT NULL);
CREATE TABLE file (sha256 TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sha256, number));
"""


def write_package(path: Path, passphrase: str, package: Package, file: Callable[[str], bytes]) -> None:
    """Write a package; `file` gives each kept file by its digest. Raises DiskFault; nothing is there then."""
    beside = path.with_name(f"{path.name}.new")
    with disk_faults_told(_WHAT):
        beside.unlink(missing_ok=True)
        make_private_file(beside)
        try:
            with closing(open_by_passphrase(beside, passphrase)) as connection:
                connection.execute("PRAGMA journal_mode = OFF")  # the file is new, and renamed only once it is whole
                connection.executescript(_TABLES)
                connection.execute("BEGIN")
                connection.execute("INSERT INTO header VALUES (?)", (json.dumps(_header(package)),))
                for rows in _batches(_row(entry) for entry in package.entries):
                    connection.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * len(_FIELDS))})", rows)
                connection.executemany("INSERT INTO letter VALUES (?, ?)", package.letters.items())
                for digest in package.files:
                    connection.executemany("INSERT INTO file VALUES (?, ?, ?)", _parts(digest, file(digest)))
                connection.execute("COMMIT")
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        sync_folder(path.parent)


def read_package(path: Path, passphrase: str) -> Package:
    """Read a package without believing it.

    Raises WrongPassphrase, PackageRefused, NewerFile, DamagedFile, DiskFault.
    """
    with disk_faults_told(_WHAT), closing(_opened(path, passphrase)) as connection:
        header = _header_of(connection)
        if header.get("schema", 0) > SCHEMA_VERSION:
            raise NewerFile("The package was given by a newer version of the program.", "Install that version first.")
        try:
            return Package(
                **{name: header[name] for name in _HEADER if name not in ("days", "lacking")},
                days=tuple(header["days"]),
                lacking=tuple(header["lacking"]),
                heads={laptop: (int(seq), str(last)) for laptop, (seq, last) in header["heads"].items()},
                signed=header["signed"],
                passed_on=tuple(header["passed_on"]),
                entries=tuple(_entry(row) for row in connection.execute("SELECT * FROM entry ORDER BY rowid")),
                letters={digest: bytes(pdf) for digest, pdf in connection.execute("SELECT * FROM letter")},
                files=tuple(row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM file ORDER BY sha256")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _not_a_package() from error


def read_visit_id(path: Path, passphrase: str) -> str:
    """Return the id of the visit that a package is of.

    Raises WrongPassphrase, PackageRefused, DamagedFile, DiskFault.
    """
    with disk_faults_told(_WHAT), closing(_opened(path, passphrase)) as connection:
        return str(_header_of(connection).get("visit"))


def read_packed_file(path: Path, passphrase: str, digest: str) -> bytes:
    """Return a kept file that came along in a package. Raises DamagedFile, DiskFault."""
    with disk_faults_told(_WHAT), damage_told(_WHAT), closing(open_by_passphrase(path, passphrase)) as connection:
        query = "SELECT bytes FROM file WHERE sha256 = ? ORDER BY number"
        return b"".join(bytes(row[0]) for row in connection.execute(query, (digest,)))


def _opened(path: Path, passphrase: str) -> Any:
    if not path.is_file() or path.stat().st_size == 0:
        raise PackageRefused("There is no such package, or it is empty.", "Look on the stick, or ask for it again.")
    connection = open_by_passphrase(path, passphrase)
    try:
        with damage_told(_WHAT):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DamagedFile as error:
        connection.close()
        raise WrongPassphrase(
            "The words do not open this file.",
            "Have them said again; a file that was cut off on its way does the same.",
        ) from error
    return connection


def _header_of(connection: Any) -> dict[str, Any]:
    with damage_told(_WHAT):
        try:
            header = json.loads(connection.execute("SELECT value FROM header").fetchone()[0])
        except DamagedFile:
            raise
        except Exception as error:  # another program’s file, whatever it holds
            raise _not_a_package() from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise _not_a_package()
    return header


def _not_a_package() -> PackageRefused:
    return PackageRefused("This file is no package of a visit.", "Choose the file that your colleague gave.")


def _header(package: Package) -> Mapping[str, Any]:
    return {
        "format": FORMAT,
        "schema": SCHEMA_VERSION,
        **{name: getattr(package, name) for name in _HEADER},
        "heads": {laptop: list(head) for laptop, head in package.heads.items()},
        "signed": package.signed,
        "passed_on": package.passed_on,
    }


def _row(entry: LogEntry) -> tuple[Any, ...]:
    values = asdict(entry)
    values["value"] = json.dumps(values["value"], ensure_ascii=False)
    return tuple(values[name] for name in _FIELDS)


def _entry(row: tuple[Any, ...]) -> LogEntry:
    values = dict(zip(_FIELDS, row, strict=True))
    values["value"] = json.loads(values["value"])
    texts = ("laptop", "inspector", "clock", "action", "entity", "id", "hash")
    if not all(isinstance(values[name], str) for name in texts):
        raise ValueError("an entry of another kind")
    if type(values["seq"]) is not int or type(values["step"]) is not int:
        raise ValueError("an entry without a number")
    return LogEntry(**values)


def _parts(digest: str, content: bytes) -> Iterator[tuple[str, int, bytes]]:
    for number, start in enumerate(range(0, max(len(content), 1), _PART)):
        yield digest, number, content[start : start + _PART]


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    source = iter(rows)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch
