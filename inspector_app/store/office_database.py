"""An office's database of many visits: a plain SQLite file, or PostgreSQL.

PostgreSQL is reached over whatever network the person's address names: with the time stamps of letters this is all that
the program does on a network, and only when told to. Nothing of what is kept here is encrypted.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, delete, event, insert, inspect, make_url, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import NullPool

from inspector_app.errors import OfficeDatabaseFault, shown
from inspector_app.store.cipher import make_private_file
from inspector_app.store.office_rows import OfficeRows
from inspector_app.store.office_tables import OFFICE_VERSION, office_mark, office_metadata, visit

ABOUT = (
    "Visits written by inspector-app visit export-database, for looking across them. References and roles: no notes, no"
    " words told in confidence, and no text in which a name is recognised. Names that are not recognised, such as"
    " unknown ones in small letters, may be in it. Not encrypted."
)
_PATIENCE = 20
"""How long a server may take to answer, in seconds."""
_SQLITE_BEGINS = b"SQLite format 3\x00"
_NOT_ALLOWED = "42501"
"""PostgreSQL's code where a role lacks a right (appendix A of its manual, insufficient_privilege)."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SECRET_SETTINGS = frozenset({"password", "sslpassword"})
_ANOTHER = "Name an empty database, or one that this version of the program has written."
_EXAMPLES = "Name a file, or a PostgreSQL database such as postgresql://user@host/database."


class OfficeDatabase:
    """A database that is ours, of this version, and open; `place` is its address as it may be shown."""

    def __init__(self, engine: Engine, place: str) -> None:
        """Use `open_office_database`."""
        self._engine = engine
        self.place = place

    def write(self, rows: OfficeRows) -> None:
        """Write a visit in place of what is here of it, in one transaction; others stay as they are.

        Raises OfficeDatabaseFault; the visit is then as it was here.
        """
        (row,) = rows.of[visit]
        with faults_told(self.place), self._engine.begin() as connection:
            # The row is held until the end, so that two laptops that write one visit do so one after the other.
            connection.execute(select(office_mark).with_for_update()).one()
            _take_out(connection, str(row["id"]))
            for table in office_metadata.sorted_tables:
                if rows.of.get(table):
                    connection.execute(insert(table), list(rows.of[table]))


@contextmanager
def open_office_database(where: str, password: str | None = None) -> Iterator[OfficeDatabase]:
    """Open the database at a path or address, made where there is none yet, and close it after.

    Raises OfficeDatabaseFault where it cannot be reached or made, is not ours, or is of another version.
    """
    url = _address(where, password)
    engine, place = (_sqlite(url) if url.drivername == "sqlite" else _postgresql(url)), _shown_place(url)
    try:
        with faults_told(place), engine.begin() as connection:
            _make_or_check(connection, place)
        yield OfficeDatabase(engine, place)
    finally:
        engine.dispose()


@contextmanager
def faults_told(place: str) -> Iterator[None]:
    """Raise OfficeDatabaseFault in place of what the database says that is no fault of ours."""
    try:
        yield
    except DBAPIError as error:
        if not _is_the_databases(error):
            raise
        why = shown(str(error.orig).strip().split("\n", 1)[0], 200).rstrip(".")
        raise OfficeDatabaseFault(
            f"The database {place} cannot be written to: {why}.",
            "Nothing of this visit was changed there. Look at its address, rights and disk, and try again.",
        ) from None


def _is_the_databases(error: DBAPIError) -> bool:
    if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
        return True
    return getattr(error.orig, "sqlstate", None) == _NOT_ALLOWED


def _address(where: str, password: str | None) -> URL:
    """Return a path or address as an address; a password may not stand in it. Raises OfficeDatabaseFault."""
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise OfficeDatabaseFault("That is no address of a database.", _EXAMPLES) from None
    if url.password is not None or _SECRET_SETTINGS & set(url.query):
        raise OfficeDatabaseFault(
            "The address holds a password: others at this computer can see it while the command runs.",
            "Leave it out, and give it by --password-file, or as PGPASSFILE says.",
        )
    if url.drivername == "sqlite" and url.database and not url.query:
        return url
    if url.drivername in {"postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg", password=password)
    raise OfficeDatabaseFault("Visits are written to SQLite or PostgreSQL, and to no other address.", _EXAMPLES)


def _shown_place(url: URL) -> str:
    if url.drivername == "sqlite":
        return shown(Path(url.database or "").name)
    return shown(f"{url.database or 'PostgreSQL'} at {url.host}" if url.host else url.database or "PostgreSQL")


def _sqlite(url: URL) -> Engine:
    path = Path(url.database or "").absolute()
    try:
        if not path.exists():
            make_private_file(path)
        with path.open("rb") as file:
            begins = file.read(len(_SQLITE_BEGINS))
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise OfficeDatabaseFault(
            f"{shown(path.name)} cannot be written: {why}.", "Choose another folder or name."
        ) from error
    if begins not in {b"", _SQLITE_BEGINS}:
        raise OfficeDatabaseFault(f"{shown(path.name)} is there already, and is no database.", _ANOTHER)
    address = URL.create("sqlite", database=str(path))
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True, connect_args={"isolation_level": None})

    @event.listens_for(engine, "connect")
    def _hold_references(connection: object, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgresql(url: URL) -> Engine:
    """Return an engine whose connections are encrypted, unless the address or PGSSLMODE says otherwise."""
    try:
        import psycopg
    except ImportError:
        raise OfficeDatabaseFault(
            "PostgreSQL needs the driver psycopg, which is not installed here.",
            'Install it: python -m pip install "psycopg[binary]". Or name a file: SQLite needs nothing.',
        ) from None
    settings: dict[str, object] = {"connect_timeout": _PATIENCE, "application_name": "inspector-app"}
    if url.host not in _HERE and "sslmode" not in url.query:
        settings["sslmode"] = os.environ.get("PGSSLMODE", "require")
    # A write that the server refuses ends a row of statements that were sent ahead; the driver may log that by the
    # server's name. The refusal itself is told.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    return create_engine(url, module=psycopg, poolclass=NullPool, hide_parameters=True, connect_args=settings)


def _make_or_check(connection: Connection, place: str) -> None:
    """Make the tables where the database is empty. Raises OfficeDatabaseFault where it is not ours."""
    there = inspect(connection).get_table_names()
    if not there:
        office_metadata.create_all(connection)
        connection.execute(insert(office_mark).values(version=OFFICE_VERSION, about=ABOUT))
        return
    if office_mark.name not in there:
        raise OfficeDatabaseFault(f"The database {place} holds other tables than this program's.", _ANOTHER)
    version = connection.execute(select(office_mark.c.version)).scalar_one_or_none()
    if version != OFFICE_VERSION:
        raise OfficeDatabaseFault(
            f"The database {place} is of version {version}; this program writes version {OFFICE_VERSION}.", _ANOTHER
        )


def _take_out(connection: Connection, visit_id: str) -> None:
    for table in reversed(office_metadata.sorted_tables):
        if table is visit:
            connection.execute(delete(visit).where(visit.c.id == visit_id))
        elif table is not office_mark:
            connection.execute(delete(table).where(table.c.visit == visit_id))
