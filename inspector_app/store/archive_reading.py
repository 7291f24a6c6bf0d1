"""Bringing an archive back as a visit: unpacked, looked through, and written anew under a random key of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_app.errors import DamagedFile, NewerFile, WrongRecoveryCode
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.store.archive import FORMAT, OWN_TABLES, WHAT, counts, tables_in, unpack
from inspector_app.store.archive_words import TABLES_IN_WORDS
from inspector_app.store.backups import check_backup
from inspector_app.store.cipher import damage_told, engine_for, make_private_file, open_by_key, open_by_passphrase
from inspector_app.store.integrity import bad_entry_of
from inspector_app.store.kept_files import KeptFiles
from inspector_app.store.passphrase_key import sync_folder
from inspector_app.store.pending import Pending
from inspector_app.store.profile_file import disk_faults_told
from inspector_app.store.reader import Reader
from inspector_app.store.schema_steps import bring_up_to_date, refuse_unknown
from inspector_app.store.unlocking import spelled_code
from inspector_app.store.visit_summary import Remembered, facts_in, summary
from inspector_app.visit.entities import Inspector

_TRIGGERS = frozenset({"log_is_never_deleted", "log_is_never_altered"})
_NOT_OURS = ("This archive was not written by this program.", "Nothing of it was taken in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackedArchive:
    """What an archive says of its visit, and the file that it was unpacked into, still under its code."""

    database: Path
    code: str
    visit_id: str
    team: tuple[Inspector, ...]
    remembered: Remembered


@contextmanager
def unpacked(archive: Path, code: str, folder: Path) -> Iterator[UnpackedArchive]:
    """Unpack an archive into a folder, look through it, and clear away what is left of that in the end.

    Raises RecoveryCodeMistyped, WrongRecoveryCode, NewerFile, and DamagedFile with what is wrong, DiskFault.
    """
    spelled = spelled_code(code)
    database = folder / "archive.unpacked.new"
    _clear(database)
    with disk_faults_told(WHAT):
        make_private_file(database)
        try:
            unpack(archive, database)
            yield _looked_through(database, spelled)
        finally:
            _clear(database)


def write_visit(archive: UnpackedArchive, visit_db: Path, key: bytes) -> None:
    """Write an unpacked archive as a visit's file with its kept files; the file gets its name once all is there.

    What the archive has beside the visit is taken out of the unpacked file. Raises DamagedFile, DiskFault.
    """
    files = KeptFiles(visit_db.with_suffix(".files"), key)
    beside = visit_db.with_name(f"{visit_db.name}.new")
    try:
        _keep_files(archive, files)
        make_private_file(beside)
        _export(archive, beside, key)
        check_backup(beside, key)
        _read_whole(beside, key)
        if bad := bad_entry_of(beside, key):
            raise DamagedFile(
                f"The entry {bad} of the archive's change log is not as it was written.", "Do not use it."
            )
        with closing(open_by_key(beside, key)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        _clear(beside)
        shutil.rmtree(files.folder, ignore_errors=True)
        raise
    for ending in ("-wal", "-shm"):  # another file's, which must not be read into this one
        visit_db.with_name(f"{visit_db.name}{ending}").unlink(missing_ok=True)
    beside.replace(visit_db)
    sync_folder(visit_db.parent)


def _looked_through(database: Path, code: str) -> UnpackedArchive:
    try:
        with damage_told(WHAT), closing(open_by_passphrase(database, code)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DamagedFile as error:
        raise WrongRecoveryCode(
            "The recovery code does not open this archive, or the archive is damaged.",
            "Each archive has a code of its own: look whether it is this one's.",
        ) from error
    counts(database, code)
    with _nonsense_told(), damage_told(WHAT), closing(open_by_passphrase(database, code)) as connection:
        _refuse_what_is_not_ours(connection)
        (visit_id, source) = connection.execute("SELECT id, framework_source FROM visit").fetchone()
        remembered = {**_framework_facts(source), **facts_in(connection)}
        summary(str(visit_id), remembered)
        team = connection.execute('SELECT id, name, designation FROM inspector WHERE NOT deleted ORDER BY "order", id')
        return UnpackedArchive(
            database=database,
            code=code,
            visit_id=str(visit_id),
            team=tuple(Inspector(id=row[0], name=row[1], designation=row[2]) for row in team.fetchall()),
            remembered=remembered,
        )


def _refuse_what_is_not_ours(connection: Any) -> None:
    """Raise DamagedFile for tables, views and triggers that no visit and no archive has, NewerFile for later ones."""
    tables = tables_in(connection)
    if "archive_about" not in tables or "visit" not in tables:
        raise DamagedFile(*_NOT_OURS)
    told = dict(connection.execute("SELECT name, value FROM archive_about").fetchall())
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if told.get("format") != FORMAT:
        raise NewerFile("This archive was written by a newer version of the program.", "Install that version.")
    refuse_unknown(version)
    query = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    others = {name for (name,) in connection.execute(query).fetchall()} - _TRIGGERS
    if others or not set(tables) <= {*TABLES_IN_WORDS, "search"}:
        raise DamagedFile(*_NOT_OURS)


def _framework_facts(source: str) -> Remembered:
    import json

    framework = framework_from_source(json.loads(source))
    return {
        "framework": framework.id,
        "framework_name": framework.name,
        "retention_months": framework.retention_months,
    }


def _keep_files(archive: UnpackedArchive, files: KeptFiles) -> None:
    with damage_told(WHAT), closing(open_by_passphrase(archive.database, archive.code)) as connection:
        for digest, name, content in connection.execute("SELECT sha256, name, bytes FROM archive_file"):
            if files.keep(content) != digest:
                raise DamagedFile(f"The file {name} in the archive is not as it was kept.", "Take another copy of it.")


def _export(archive: UnpackedArchive, beside: Path, key: bytes) -> None:
    with damage_told(WHAT), closing(open_by_passphrase(archive.database, archive.code)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("PRAGMA journal_mode = OFF")  # neither file is worth anything until this is done
        for table in OWN_TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ATTACH DATABASE ? AS visit KEY ?", (str(beside), f"x'{key.hex()}'"))
        connection.execute("PRAGMA visit.journal_mode = OFF")
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('visit')").fetchall()
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA visit.user_version = {int(version)}")


def _read_whole(beside: Path, key: bytes) -> None:
    """Bring the file up to date and read all that it says: what cannot be read would be met on opening it."""
    engine = engine_for(beside, key, begin="IMMEDIATE")
    try:
        with _nonsense_told(), damage_told(WHAT), engine.begin() as connection:
            bring_up_to_date(connection)
            Reader(connection, Pending(())).contents()
    finally:
        engine.dispose()


@contextmanager
def _nonsense_told() -> Iterator[None]:
    """Tell values that no visit can have as damage of the archive: they promise no class of error."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedFile(
            "The archive says something that no visit can say.", "Take another copy of it, as it was written."
        ) from error


def _clear(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
