"""The profile's own file: making it, what it says of the person, entering visits in it and forgetting their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from inspector_app.errors import DamagedFile, NewerFile, VisitExists
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import DATABASE_ERRORS, engine_for, make_private_file, told
from inspector_app.store.profile_tables import PROFILE_SCHEMA_VERSION, person, profile_metadata, settings, visits
from inspector_app.visit.entities import Inspector


@dataclass(frozen=True, slots=True)
class Person:
    """Whose profile it is, and on which laptop."""

    inspector_id: str
    laptop: str
    name: str
    designation: str


@contextmanager
def disk_faults_told(what: str) -> Iterator[None]:
    """Raise DamagedFile or DiskFault in place of what the database or the system says about `what`."""
    try:
        yield
    except (*DATABASE_ERRORS, OSError) as error:
        known = told(error, what)
        if known is None:
            raise
        raise known from error


def make_folders(places: ProfilePlaces) -> None:
    """Make the folders of a profile, for this user only."""
    for folder in (places.folder, places.visits, places.backups):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def make_database(places: ProfilePlaces, key: bytes, who: Person) -> None:
    """Make `profile.db`, in place of one that no key file opens."""
    for leftover in places.folder.glob(places.profile_db.name + "*"):
        leftover.unlink()
    make_private_file(places.profile_db)
    engine = engine_for(places.profile_db, key, begin="IMMEDIATE")
    try:
        with engine.begin() as connection:
            profile_metadata.create_all(connection)
            values = {"inspector_id": who.inspector_id, "laptop": who.laptop, "name": who.name}
            connection.execute(insert(person).values(**values, designation=who.designation))
            connection.exec_driver_sql(f"PRAGMA user_version = {PROFILE_SCHEMA_VERSION}")
    finally:
        engine.dispose()


def checked_person(connection: Connection) -> Person:
    """Return whose profile it is. Raises NewerFile, DamagedFile."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > PROFILE_SCHEMA_VERSION:
        raise NewerFile("This profile was written by a newer version of the program.", "Install that version.")
    if version == 0:
        raise DamagedFile("The profile's file is empty.", "Restore it from a backup.")
    row = connection.execute(select(person)).one()
    return Person(row.inspector_id, row.laptop, row.name, row.designation)


def all_settings(connection: Connection) -> dict[str, object]:
    """Return all settings."""
    return {row.key: row.value for row in connection.execute(select(settings))}


def keep_setting(key: str, value: object) -> Insert:
    """Return the statement that keeps a setting, in place of what it was before."""
    row = {"key": key, "value": value}
    return upsert(settings).values(row).on_conflict_do_update(index_elements=["key"], set_=row)


def enter_visit(connection: Connection, row: dict[str, Any]) -> None:
    """Enter a visit with its key, in place of what is left of an attempt that a disk cut short. Raises VisitExists.

    Ids that differ in case alone are one: they name one file on Windows and macOS.
    """
    alike = func.lower(visits.c.id) == row["id"].lower()
    connection.execute(delete(visits).where(alike, ~visits.c.made))
    if connection.execute(select(visits.c.id).where(alike)).first() is not None:
        raise VisitExists("This visit is on this laptop already; it is not overwritten.", "Open it from the list.")
    connection.execute(insert(visits).values(row))


def forget_key(connection: Connection, visit_id: str) -> None:
    """Take a visit and its key out of the file, and off the file's pages."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    connection.execute(delete(visits).where(visits.c.id == visit_id))
    known = all_settings(connection)
    left = without_visit(known, visit_id)
    for key, value in known.items():
        if key not in left:
            connection.execute(delete(settings).where(settings.c.key == key))
        elif left[key] != value:
            connection.execute(keep_setting(key, left[key]))


def without_visit(known: Mapping[str, object], visit_id: str) -> dict[str, object]:
    """Return the settings without those of a visit ("…/<id>"), and the others without what they hold of it."""
    return {key: _without(value, visit_id) for key, value in known.items() if not key.endswith(f"/{visit_id}")}


def _without(value: object, visit_id: str) -> object:
    if isinstance(value, dict):
        return {
            name: _without(each, visit_id)
            for name, each in value.items()
            if name != visit_id and not (name == "visit" and each == visit_id)
        }
    return value


def who_sits_here(team: Sequence[Inspector], who: Person) -> str:
    """The member of the team who has this profile's id, else its name; else the person joins with the first step."""
    if any(member.id == who.inspector_id for member in team):
        return who.inspector_id
    wanted = _plain_name(who.name)
    return next((member.id for member in team if _plain_name(member.name) == wanted), who.inspector_id)


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().split())
