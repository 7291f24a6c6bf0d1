"""A package as one SQLCipher file under a passphrase that is spoken: for a stick, or any folder that both reach.

It is made beside its place and renamed there, so that it is there whole or not at all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from inspector_app.errors import DamagedFile, NewerFile, PackageRefused, WrongPassphrase
from inspector_app.places import refuse_file_of_profile
from inspector_app.store.cipher import DATABASE_ERRORS, damage_told, make_private_file, open_by_passphrase
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.profile_file import disk_faults_told
from inspector_app.store.schema_steps import SCHEMA_VERSION
from inspector_app.visit.change import LogEntry
from inspector_app.visit.package import Package

FORMAT = "inspector-package/1"
SUFFIX = ".visit-package"
_WHAT = "The package"
_UNFINISHED = ".new"
_LONG_AGO = 3600.0
"""Seconds after which nobody writes on a package that was begun: whoever did was killed."""
_AT_ONCE = 1000
_PART = 1 << 20
_FIELDS = tuple(LogEntry.__dataclass_fields__)
_HEADER = ("visit", "authority", "days", "giver", "inspector", "name", "given_at", "after", "lacking")
LARGEST_NUMBER = 2**53 - 1
"""As in a visit file: the largest whole number that every JSON program reads exactly (RFC 8259, section 6)."""
_LONGEST = 64 * 2**20
"""Characters of an entry's value: none that somebody wrote comes near it; the chain breaks at one that is longer."""
_TABLE_NAMES = {"header", "entry", "letter", "file"}
_TABLES = f"""
CREATE TABLE header (value TEXT NOT NULL);
CREATE TABLE entry ({", ".join(f'"{name}"' for name in _FIELDS)}, PRIMARY KEY (laptop, seq));
CREATE TABLE letter (sha256 TEXT PRIMARY KEY, pdf BLOB NOT NULL);
CREATE TABLE file (sha256 TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sha256, number));
"""


def write_package(path: Path, passphrase: str, package: Package, file: Callable[[str], bytes]) -> None:
    """Write a package; `file` gives each kept file by its digest. Raises DiskFault; nothing is there then."""
    refuse_file_of_profile(path)
    _refuse_no_words(passphrase)
    beside = path.with_name(f"{path.name}{_UNFINISHED}")
    with disk_faults_told(_WHAT):
        beside.unlink(missing_ok=True)
        _clear_unfinished(path.parent)
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
    with disk_faults_told(_WHAT), closing(_opened(path, passphrase)) as connection, _what_is_none_told():
        header = _header_of(connection)
        entries = f"SELECT {', '.join(_FIELDS)} FROM entry WHERE length(value) <= {_LONGEST} ORDER BY rowid"
        return Package(
            **_plain_header(header),
            entries=tuple(_entry(row) for row in connection.execute(entries)),
            letters={digest: bytes(pdf) for digest, pdf in connection.execute("SELECT sha256, pdf FROM letter")},
            files=tuple(row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM file ORDER BY sha256")),
        )


def read_visit_id(path: Path, passphrase: str) -> str:
    """Return the id of the visit that a package is of.

    Raises WrongPassphrase, PackageRefused, DamagedFile, DiskFault.
    """
    with disk_faults_told(_WHAT), closing(_opened(path, passphrase)) as connection, _what_is_none_told():
        return str(_header_of(connection).get("visit"))


@contextmanager
def packed_files(path: Path, passphrase: str) -> Iterator[Callable[[str], bytes]]:
    """Open a package for the kept files that came along in it: give each by its digest.

    Raises WrongPassphrase, PackageRefused, DamagedFile, DiskFault.
    """
    with disk_faults_told(_WHAT), closing(_opened(path, passphrase)) as connection:

        def packed(digest: str) -> bytes:
            with _what_is_none_told():
                query = "SELECT bytes FROM file WHERE sha256 = ? ORDER BY number"
                return b"".join(bytes(row[0]) for row in connection.execute(query, (digest,)))

        yield packed


def _clear_unfinished(folder: Path) -> None:
    """Remove what was left of packages that were never finished; a colleague may be writing theirs into the folder."""
    for left in folder.glob(f"*{SUFFIX}{_UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                left.unlink()


def _refuse_no_words(passphrase: str) -> None:
    if not passphrase.strip():
        raise WrongPassphrase("A package is opened by its words, and none were given.", "Have them said first.")


def _opened(path: Path, passphrase: str) -> Any:
    _refuse_no_words(passphrase)
    if not path.is_file() or path.stat().st_size == 0:
        raise PackageRefused("There is no such package, or it is empty.", "Look on the stick, or ask for it again.")
    try:
        with damage_told(_WHAT):
            connection = open_by_passphrase(path, passphrase)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except BaseException:
                connection.close()
                raise
    except DamagedFile as error:
        raise WrongPassphrase(
            "These words do not open this file, or it is no package of a visit.",
            "Have the words said again, and look whether it is the file that your colleague gave, whole.",
        ) from error
    return connection


@contextmanager
def _what_is_none_told() -> Iterator[None]:
    """Raise PackageRefused for a database that opens and is none of ours, DamagedFile for one that cannot be read."""
    try:
        with damage_told(_WHAT):
            yield
    except DamagedFile as error:
        raise DamagedFile("The package was damaged on its way.", "Ask your colleague to give it again.") from error
    except (*DATABASE_ERRORS, KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise PackageRefused(
            "This file is no package of a visit.", "Choose the file that your colleague gave."
        ) from error


def _header_of(connection: Any) -> dict[str, Any]:
    parts = connection.execute("SELECT type, name FROM sqlite_master WHERE type <> 'index'").fetchall()
    if any(kind != "table" for kind, _ in parts):
        raise ValueError("views or triggers")
    header = _read_json(connection.execute("SELECT value FROM header").fetchone()[0])
    if not isinstance(header, dict) or header["format"] != FORMAT:
        raise ValueError("another format")
    if header["schema"] > SCHEMA_VERSION:
        raise NewerFile("The package was given by a newer version of the program.", "Install that version first.")
    if {name for _, name in parts} != _TABLE_NAMES:
        raise ValueError("other tables")
    return header


def _plain_header(header: Mapping[str, Any]) -> dict[str, Any]:
    """The header's values as those of a Package; ValueError or the like for any of another type."""
    texts = ("visit", "authority", "giver", "inspector", "name", "given_at")
    lists = ("days", "lacking")
    passed_on, after = tuple(header["passed_on"]), header["after"]
    right = (
        all(isinstance(header[name], str) for name in texts)
        and all(
            isinstance(header[name], list) and all(isinstance(each, str) for each in header[name]) for name in lists
        )
        and all(isinstance(each, dict) for each in (header["signed"], after, *passed_on))
        and all(type(seq) is int and seq > 0 for seq in after.values())
        and all(type(seq) is int and seq > 0 and isinstance(last, str) for seq, last in header["heads"].values())
    )
    if not right:
        raise ValueError("a header of another kind")
    return {
        **{name: header[name] for name in (*texts, "signed", "after")},
        **{name: tuple(header[name]) for name in lists},
        "heads": {laptop: (seq, last) for laptop, (seq, last) in header["heads"].items()},
        "passed_on": passed_on,
    }


def _read_json(text: str) -> Any:
    """A JSON value; ValueError for what no program of ours writes: numbers that are none, or are too large."""
    return json.loads(text, parse_constant=_refuse_number, parse_int=_number)


def _number(digits: str) -> int:
    number = int(digits)
    return number if abs(number) <= LARGEST_NUMBER else _refuse_number(digits)


def _refuse_number(_: str) -> int:
    raise ValueError("not a number that is written")


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
    values = {name: getattr(entry, name) for name in _FIELDS}
    values["value"] = json.dumps(entry.value, ensure_ascii=False)
    return tuple(values.values())


def _entry(row: tuple[Any, ...]) -> LogEntry:
    values = dict(zip(_FIELDS, row, strict=True))
    values["value"] = _read_json(values["value"])
    texts = [values[name] for name in ("laptop", "inspector", "clock", "action", "entity", "id", "hash")]
    texts += [values[name] for name in ("field", "undoes", "parent") if values[name] is not None]
    if not all(isinstance(text, str) for text in texts):
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
