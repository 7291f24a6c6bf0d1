"""The profile: who sits here, this laptop, settings, the signing identity, and one random key for each visit."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from inspector_app.errors import DamagedFile, InspectorError, NewerFile, ProfileExists, VisitExists, VisitMissing
from inspector_app.logs import start_log, stop_log
from inspector_app.places import ProfilePlaces
from inspector_app.store import backups
from inspector_app.store.cipher import DATABASE_ERRORS, KEY_BYTES, damage_told, engine_for, make_private_file, told
from inspector_app.store.destruction import DestructionNote, destroy_files
from inspector_app.store.new_visit import make_visit_file
from inspector_app.store.passphrase_key import read_key, write_key
from inspector_app.store.profile_lock import ProfileLock
from inspector_app.store.profile_tables import PROFILE_SCHEMA_VERSION, person, profile_metadata, settings, visits
from inspector_app.store.visit_store import VisitStore
from inspector_app.store.visit_summary import read_remembered, remember_new, summary
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.lines import VisitSummary

T = TypeVar("T")

_FIT_FOR_A_FILE_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Person:
    inspector_id: str
    laptop: str
    name: str
    designation: str


class Profile:
    """An open profile; it holds the folder's lock until it is closed."""

    def __init__(self, places: ProfilePlaces, key: bytes, lock: ProfileLock) -> None:
        """Use `create` or `open`."""
        self.places = places
        self._lock = lock
        self._engine = engine_for(places.profile_db, key, begin="IMMEDIATE")
        self._guard = threading.RLock()
        self._settings_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="settings")
        self._person = self._do(_checked_person)
        self._settings: dict[str, object] = self._do(_all_settings)
        self._do(self._finish_what_was_cut_short)

    # -- making, opening, closing

    @classmethod
    def create(cls, places: ProfilePlaces, passphrase: str, *, name: str, designation: str) -> Profile:
        """Make a profile in this folder and open it. Raises ProfileExists, ProfileInUse, DiskFault."""
        with _disk_faults_told("The profile's file"):
            _make_folders(places)
            lock = ProfileLock(places.lock)
            try:
                if places.passphrase_key.exists():
                    raise ProfileExists("There is a profile in this folder already.", "Open it with its passphrase.")
                key = os.urandom(KEY_BYTES)
                _make_database(places, key, _Person(new_id(), new_id(), name, designation))
                write_key(places.passphrase_key, passphrase, key)
                return cls._opened(places, key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, places: ProfilePlaces, passphrase: str) -> Profile:
        """Open the profile of this folder.

        Raises ProfileMissing, WrongPassphrase, ProfileInUse, NewerFile, DamagedFile, DiskFault.
        """
        key = read_key(places.passphrase_key, passphrase)
        with _disk_faults_told("The profile's file"):
            lock = ProfileLock(places.lock)
            try:
                return cls._opened(places, key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _opened(cls, places: ProfilePlaces, key: bytes, lock: ProfileLock) -> Profile:
        start_log(places.log)
        _make_folders(places)
        return cls(places, key, lock)

    def close(self) -> None:
        """Close the profile; visits must have been closed before."""
        self._settings_writer.shutdown()
        self._engine.dispose()
        self._lock.release()
        stop_log()

    def __enter__(self) -> Profile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- who sits here

    @property
    def inspector_id(self) -> str:
        """The id under which the person of this profile joins the team of a visit."""
        return self._person.inspector_id

    @property
    def laptop(self) -> str:
        """The id of this laptop, under which the log of a visit numbers its entries."""
        return self._person.laptop

    @property
    def name(self) -> str:
        """The person's name."""
        return self._person.name

    @property
    def designation(self) -> str:
        """The person's designation ("His Majesty's Inspector")."""
        return self._person.designation

    def rename(self, *, name: str, designation: str) -> None:
        """Change name and designation, for visits joined from now on."""
        self._do(lambda connection: connection.execute(update(person).values(name=name, designation=designation)))
        self._person = replace(self._person, name=name, designation=designation)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase; the keys stay as they are. Raises WrongPassphrase."""
        write_key(self.places.passphrase_key, new, read_key(self.places.passphrase_key, old))

    def signing_identity(self) -> bytes | None:
        """Return the signing identity as PKCS#12 in DER, or None."""
        found: bytes | None = self._do(lambda connection: connection.scalar(select(person.c.signing_identity)))
        return found

    def signing_password(self) -> str:
        """Return the password of the signing identity."""
        return self._do(lambda connection: connection.scalar(select(person.c.signing_password))) or ""

    def set_signing_identity(self, p12: bytes, password: str) -> None:
        """Keep a signing identity (PKCS#12 in DER) and its password."""
        values = {"signing_identity": p12, "signing_password": password}
        self._do(lambda connection: connection.execute(update(person).values(values)))

    def signature_image(self) -> bytes | None:
        """Return the drawn or scanned signature as PNG, or None."""
        found: bytes | None = self._do(lambda connection: connection.scalar(select(person.c.signature_image)))
        return found

    def set_signature_image(self, png: bytes | None) -> None:
        """Keep a drawn or scanned signature, or none."""
        self._do(lambda connection: connection.execute(update(person).values(signature_image=png)))

    # -- settings

    def setting(self, key: str, default: object = None) -> Any:
        """Return a setting: a JSON value."""
        return self._settings.get(key, default)

    def set_setting(self, key: str, value: object) -> None:
        """Keep a setting: a JSON value. Returns at once; it is on disk at the latest when the profile is closed."""
        value = json.loads(json.dumps(value))
        self._settings[key] = value
        self._settings_writer.submit(self._write_setting, key, value)

    def _write_setting(self, key: str, value: object) -> None:
        row = {"key": key, "value": value}
        statement = upsert(settings).values(row).on_conflict_do_update(index_elements=["key"], set_=row)
        try:
            self._do(lambda connection: connection.execute(statement))
        except InspectorError as error:
            _log.warning("the setting %s was not written: %s", key, error.sentence)

    # -- visits

    def visits(self) -> tuple[VisitSummary, ...]:
        """Return the visits on this laptop, the latest first; one that cannot be opened says so in `fault`."""
        rows = self._do(lambda connection: connection.execute(select(visits).where(visits.c.made)).all())
        summaries = [self._summary(row) for row in rows]
        return tuple(sorted(summaries, key=lambda visit: (visit.days[-1:], visit.authority), reverse=True))

    def new_visit(self, contents: VisitContents) -> str:
        """Write a whole visit in one transaction and return its id. Raises VisitExists, DiskFault, FrameworkMissing."""
        visit_id = contents.visit.id
        if not _FIT_FOR_A_FILE_NAME.fullmatch(visit_id):
            raise ValueError("a visit's id names its file: letters, digits and hyphens only")
        contents = self._with_frozen_framework(contents)
        me = _who_sits_here(contents, self._person)
        key = os.urandom(KEY_BYTES)
        row = {"id": visit_id, "key": key, "inspector": me, "made": False, "remembered": remember_new(contents)}
        self._do(lambda connection: _enter_visit(connection, row))
        path = self.places.visit_db(visit_id)
        try:
            with _disk_faults_told("The visit's file"):
                make_visit_file(path, key, contents, laptop=self.laptop, inspector=me)
        except BaseException:
            self._do(lambda connection: _forget_key(connection, visit_id))
            path.with_name(f"{path.name}.new").unlink(missing_ok=True)
            raise
        self._do(lambda connection: connection.execute(update(visits).where(visits.c.id == visit_id).values(made=True)))
        _log.info("new visit %s: %d records", visit_id, len(contents.records))
        return visit_id

    def open_store(self, visit_id: str) -> VisitStore:
        """Open the file of a visit. Raises VisitMissing, NewerFile, DamagedFile, DiskFault."""
        row = self._visit_row(visit_id)
        me = Inspector(id=row.inspector, name=self.name, designation=self.designation)
        return VisitStore(self.places.visit_db(visit_id), row.key, me=me, laptop=self.laptop)

    def me_in(self, visit_id: str) -> str:
        """Return the id of the member of this visit's team who sits here. Raises VisitMissing."""
        return str(self._visit_row(visit_id).inspector)

    def visit_closed(self, visit_id: str, *, changed: bool) -> None:
        """Remember what the home page says of a visit; back it up where it has no backup of how it stands.

        A fault here keeps no visit from being closed: it is logged, and the home page shows what is wrong.
        """
        if not changed and backups.backups_of(self.places.backups / visit_id):
            return
        try:
            self._remember(visit_id)
        except (InspectorError, *DATABASE_ERRORS, OSError) as error:
            _log.warning("no backup of %s: %s", visit_id, type(error).__name__)

    def _remember(self, visit_id: str) -> None:
        row = self._visit_row(visit_id)
        path = self.places.visit_db(visit_id)
        values = {"remembered": read_remembered(path, row.key, row.remembered)}
        statement = update(visits).where(visits.c.id == visit_id).values(values)
        self._do(lambda connection: connection.execute(statement))
        backups.back_up(path, row.key, self.places.backups / visit_id)

    def destroy_visit(self, visit_id: str) -> DestructionNote:
        """Destroy a visit: its key first, then its files and backups. Raises VisitMissing."""
        row = self._visit_row(visit_id)
        authority = self._summary(row).authority
        self._do(lambda connection: _forget_key(connection, visit_id))
        return destroy_files(self.places, visit_id, authority=authority, by=self.name)

    # -- inside

    def _do(self, work: Callable[[Connection], T]) -> T:
        """Do something in one transaction of the profile's file."""
        with damage_told("The profile's file"), self._guard, self._engine.begin() as connection:
            return work(connection)

    def _visit_row(self, visit_id: str) -> Any:
        query = select(visits).where(visits.c.id == visit_id, visits.c.made)
        row = self._do(lambda connection: connection.execute(query).first())
        if row is None:
            raise VisitMissing("No visit of that id is on this laptop.", "See the list of visits.")
        return row

    def _summary(self, row: Any) -> VisitSummary:
        try:
            return summary(row.id, read_remembered(self.places.visit_db(row.id), row.key, row.remembered))
        except InspectorError as error:
            return summary(row.id, row.remembered, fault=str(error))

    def _with_frozen_framework(self, contents: VisitContents) -> VisitContents:
        if contents.visit.framework_source:
            return contents
        from inspector_app.frameworks.library import load_framework

        framework = load_framework(contents.visit.framework, self.places.frameworks)
        return replace(contents, visit=replace(contents.visit, framework_source=framework.source))

    def _finish_what_was_cut_short(self, connection: Connection) -> None:
        """A kill between a visit's key and its file leaves one of both: keep the whole, clear away the half."""
        for row in connection.execute(select(visits).where(~visits.c.made)).all():
            there = self.places.visit_db(row.id).exists()
            mine = visits.c.id == row.id
            connection.execute(update(visits).where(mine).values(made=True) if there else delete(visits).where(mine))
        for leftover in self.places.visits.glob("*.new*"):
            leftover.unlink()


@contextmanager
def _disk_faults_told(what: str) -> Iterator[None]:
    try:
        yield
    except (*DATABASE_ERRORS, OSError) as error:
        known = told(error, what)
        if known is None:
            raise
        raise known from error


def _make_folders(places: ProfilePlaces) -> None:
    for folder in (places.folder, places.visits, places.backups):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _make_database(places: ProfilePlaces, key: bytes, who: _Person) -> None:
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


def _checked_person(connection: Connection) -> _Person:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > PROFILE_SCHEMA_VERSION:
        raise NewerFile("This profile was written by a newer version of the program.", "Install that version.")
    if version == 0:
        raise DamagedFile("The profile's file is empty.", "Restore it from a backup.")
    row = connection.execute(select(person)).one()
    return _Person(row.inspector_id, row.laptop, row.name, row.designation)


def _all_settings(connection: Connection) -> dict[str, object]:
    return {row.key: row.value for row in connection.execute(select(settings))}


def _enter_visit(connection: Connection, row: dict[str, Any]) -> None:
    if connection.execute(select(visits.c.id).where(visits.c.id == row["id"])).first() is not None:
        raise VisitExists("This visit is on this laptop already; it is not overwritten.", "Open it from the list.")
    connection.execute(insert(visits).values(row))


def _forget_key(connection: Connection, visit_id: str) -> None:
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    connection.execute(delete(visits).where(visits.c.id == visit_id))


def _who_sits_here(contents: VisitContents, who: _Person) -> str:
    """The member of the team who has this profile's id, else its name; else the person joins with the first step."""
    if contents.inspector(who.inspector_id) is not None:
        return who.inspector_id
    wanted = _plain_name(who.name)
    return next((member.id for member in contents.inspectors if _plain_name(member.name) == wanted), who.inspector_id)


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().split())
