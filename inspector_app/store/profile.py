"""The profile: who sits here, this laptop, settings, the signing identity, and one random key for each visit."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from inspector_app.errors import InspectorError, ProfileExists, VisitMissing
from inspector_app.logs import start_log, stop_log
from inspector_app.places import ProfilePlaces
from inspector_app.store import joining
from inspector_app.store.archives import FIT_FOR_A_FILE_NAME, Archives
from inspector_app.store.broken_log import refuse_broken_log
from inspector_app.store.cipher import KEY_BYTES, damage_told, engine_for
from inspector_app.store.cut_short import finish_all
from inspector_app.store.destruction import begin_destroying, copies_key, destroy_files, what_it_was
from inspector_app.store.holds_beside import HoldsBeside
from inspector_app.store.new_visit import make_visit_file, with_frozen_framework
from inspector_app.store.passphrase_key import write_key
from inspector_app.store.profile_copy import forget_copies, put_copy_back
from inspector_app.store.profile_file import (
    Person,
    all_settings,
    checked_person,
    disk_faults_told,
    enter_visit,
    forget_key,
    keep_setting,
    make_database,
    make_folders,
    who_sits_here,
    without_visit,
)
from inspector_app.store.profile_keys import ProfileKeys
from inspector_app.store.profile_lock import ProfileLock
from inspector_app.store.profile_tables import person, visits
from inspector_app.store.safekeeping import Safekeeping
from inspector_app.store.schema_steps import SCHEMA_VERSION
from inspector_app.store.second_folder import SecondFolder
from inspector_app.store.second_folders import SecondFolders
from inspector_app.store.unlocking import has_profile, key_by_code, key_by_passphrase
from inspector_app.store.visit_store import VisitStore
from inspector_app.store.visit_summary import read_remembered, remember_new, summary
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.destroyed import CopyKind, DestructionNote
from inspector_app.visit.entities import Inspector
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.package import Package
from inspector_app.visit.retention import refuse_held

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Profile:
    """An open profile; it holds the folder's lock until it is closed. `keys` are the ways in to it,
    `safekeeping` keeps its visits safe, `archives` writes their archives and brings visits back from them, `holds` are
    those that it keeps beside its visits."""

    def __init__(self, places: ProfilePlaces, key: bytes, lock: ProfileLock) -> None:
        """Use `create` or `open`."""
        self.places = places
        self._lock = lock
        self._engine = engine_for(places.profile_db, key, begin="IMMEDIATE")
        self._guard = threading.RLock()
        self._person = self._do(checked_person)
        self.keys = ProfileKeys(places, key, self.setting, self.set_setting)
        self.safekeeping = Safekeeping(
            places,
            SecondFolders(SecondFolder(places, key, self.laptop[:8]), setting=self.setting, keep=self.set_setting),
            key_of=lambda visit_id: bytes(self._visit_row(visit_id).key),
            begin_chain=self._go_back,
        )
        self.holds = HoldsBeside(file_of=self._file_of, setting=self.setting, keep=self._keep_at_once)
        self.archives = Archives(
            places,
            key_of=lambda visit_id: bytes(self._visit_row(visit_id).key),
            enter=lambda visit_id, team, remembered, make: self._enter(
                visit_id, who_sits_here(team, self._person), remembered, make
            ),
            begin_chain=self._begin_chain,
            copied=self.remember_copy,
        )
        self._settings_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="settings")
        self._last_setting: Future[None] | None = None
        self._settings: dict[str, object] = self._do(all_settings)
        self._do(lambda connection: finish_all(connection, places))

    # -- making, opening, closing

    @classmethod
    def create(cls, places: ProfilePlaces, passphrase: str, *, name: str, designation: str) -> Profile:
        """Make a profile in this folder and open it. Raises ProfileExists, ProfileInUse, DiskFault."""
        with disk_faults_told("The profile's file"):
            make_folders(places)
            lock = ProfileLock(places.lock)
            try:
                if has_profile(places):
                    raise ProfileExists("There is a profile in this folder already.", "Open it with its passphrase.")
                key = os.urandom(KEY_BYTES)
                make_database(places, key, Person(new_id(), new_id(), name, designation))
                write_key(places.passphrase_key, passphrase, key)
                return cls._opened(places, key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, places: ProfilePlaces, passphrase: str) -> Profile:
        """Open the profile of this folder.

        Raises ProfileMissing, WrongPassphrase, TooManyTries, ProfileInUse, NewerFile, DamagedFile, DiskFault.
        """
        return cls._open_by_key(places, key_by_passphrase(places, passphrase))

    @classmethod
    def open_by_code(cls, places: ProfilePlaces, code: str) -> Profile:
        """Open the profile of this folder by its recovery code; `keys.set_passphrase` then sets a new passphrase.

        Raises RecoveryCodeMistyped, WrongRecoveryCode, NoRecoveryCode, and what `open` does.
        """
        return cls._open_by_key(places, key_by_code(places, code))

    @classmethod
    def _open_by_key(cls, places: ProfilePlaces, key: bytes) -> Profile:
        with disk_faults_told("The profile's file"):
            lock = ProfileLock(places.lock)
            try:
                put_copy_back(places, key)
                return cls._opened(places, key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _opened(cls, places: ProfilePlaces, key: bytes, lock: ProfileLock) -> Profile:
        start_log(places.log)
        make_folders(places)
        return cls(places, key, lock)

    def close(self) -> None:
        """Close the profile; visits must have been closed before."""
        self._settings_writer.shutdown()
        self._engine.dispose()
        self.keys.keep_copy()
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
        self._last_setting = self._settings_writer.submit(self._write_setting, key, value)

    def _write_setting(self, key: str, value: object) -> None:
        try:
            self._do(lambda connection: connection.execute(keep_setting(key, value)))
        except InspectorError as error:
            _log.warning("the setting %s was not written: %s", key, error.sentence)

    def _keep_at_once(self, key: str, value: object) -> None:
        self._do(lambda connection: connection.execute(keep_setting(key, value)))
        self._settings[key] = value

    # -- visits

    def visits(self) -> tuple[VisitSummary, ...]:
        """Return the visits on this laptop, the latest first; one that cannot be opened says so in `fault`."""
        rows = self._do(lambda connection: connection.execute(select(visits).where(visits.c.made)).all())
        summaries = [self._summary(row) for row in rows]
        return tuple(sorted(summaries, key=lambda visit: (visit.days[-1:], visit.authority), reverse=True))

    def new_visit(self, contents: VisitContents) -> str:
        """Write a whole visit in one transaction and return its id. Raises VisitExists, DiskFault, FrameworkMissing."""
        visit_id = contents.visit.id
        if not FIT_FOR_A_FILE_NAME.fullmatch(visit_id):
            raise ValueError("a visit's id names its file: letters, digits and hyphens only")
        contents = with_frozen_framework(contents, self.places.frameworks)
        me = who_sits_here(contents.inspectors, self._person)

        def make(path: Path, key: bytes) -> None:
            self._begin_chain(visit_id)
            make_visit_file(path, key, contents, laptop=self.laptop_in(visit_id), inspector=me)

        self._enter(visit_id, me, remember_new(contents), make)
        _log.info("new visit %s, holding %d", visit_id, len(contents.records))
        return visit_id

    def join_visit(self, package: Package) -> str:
        """Make a visit of this laptop from a whole package that was checked, in one transaction, and return its id.

        Raises VisitExists, ForgedPackage, DiskFault; nothing is left then.
        """
        me = who_sits_here(joining.team_of(package), self._person)

        def make(path: Path, key: bytes) -> None:
            self._begin_chain(package.visit)
            joining.make_joined_file(path, key, package)

        self._enter(package.visit, me, joining.remembered_of(package), make)
        _log.info("joined visit %s by %d entries", package.visit, len(package.entries))
        return package.visit

    def _enter(
        self, visit_id: str, me: str, remembered: Mapping[str, Any], make: Callable[[Path, bytes], None]
    ) -> None:
        """Enter a visit with a key of its own, and have its file made; where that fails, nothing is left of either."""
        key = os.urandom(KEY_BYTES)
        row = {"id": visit_id, "key": key, "inspector": me, "made": False, "remembered": remembered}
        self._do(lambda connection: enter_visit(connection, row))
        path = self.places.visit_db(visit_id)
        try:
            with disk_faults_told("The visit's file"):
                make(path, key)
        except BaseException:
            # The half file first: it may be what fills the disk on which the profile is to be written.
            path.with_name(f"{path.name}.new").unlink(missing_ok=True)
            self._do(lambda connection: forget_key(connection, visit_id))
            raise
        self._do(lambda connection: connection.execute(update(visits).where(visits.c.id == visit_id).values(made=True)))
        self.keys.keep_copy()

    def remember_copy(self, visit_id: str, how: CopyKind, whom: str = "") -> None:
        """Remember that a copy of a visit has left this profile, for the certificate of its destruction.

        No more than when, how, and to whom by name, where that is known.
        """
        key, at = copies_key(how, visit_id), datetime.now().astimezone().isoformat("T", "seconds")
        self.set_setting(key, [*self.setting(key, []), {"at": at, "to": whom}])

    def open_store(self, visit_id: str) -> VisitStore:
        """Open the file of a visit, backed up first where an older version of the program has written it.

        Raises VisitMissing, NewerFile, DamagedFile, DiskFault.
        """
        row = self._visit_row(visit_id)
        if self.safekeeping.check(visit_id) < SCHEMA_VERSION:
            self.safekeeping.back_up(visit_id)
        me = Inspector(id=row.inspector, name=self.name, designation=self.designation)
        return VisitStore(self.places.visit_db(visit_id), row.key, me=me, laptop=self.laptop_in(visit_id))

    def laptop_in(self, visit_id: str) -> str:
        """Return the id under which this laptop writes the visit's log.

        It is a new one from when a visit came here, was restored or repaired: what was written under another, also
        before the visit was destroyed, may be at a colleague's, and no number of the log may stand for two entries.
        """
        return str(self.setting(f"laptop-in/{visit_id}", self.laptop))

    def _begin_chain(self, visit_id: str) -> None:
        self._keep_at_once(f"laptop-in/{visit_id}", new_id())

    def _go_back(self, visit_id: str) -> None:
        self.holds.keep_standing(visit_id)
        self._begin_chain(visit_id)

    def me_in(self, visit_id: str) -> str:
        """Return the id of the member of this visit's team who sits here. Raises VisitMissing."""
        return str(self._visit_row(visit_id).inspector)

    def visit_closed(self, visit_id: str, *, changed: bool) -> None:
        """Remember what the home page says of a visit; back it up where it has no backup of how it stands.

        A fault here keeps no visit from being closed: it is logged, and the home page shows what is wrong.
        """
        if not changed and self.safekeeping.has_backup(visit_id):
            return
        try:
            self._remember(visit_id)
        except InspectorError as error:
            _log.warning("nothing new to remember of %s: %s", visit_id, type(error).__name__)
        self.safekeeping.try_to_back_up(visit_id)

    def _remember(self, visit_id: str) -> None:
        row = self._visit_row(visit_id)
        values = {"remembered": read_remembered(self.places.visit_db(visit_id), row.key, row.remembered)}
        statement = update(visits).where(visits.c.id == visit_id).values(values)
        self._do(lambda connection: connection.execute(statement))

    def destroy_visit(self, visit_id: str) -> DestructionNote:
        """Destroy a visit: its key and what the settings hold of it first, then its files and backups.

        Raises VisitMissing, VisitOnHold; nothing is destroyed then.
        """
        row = self._visit_row(visit_id)
        about = self._summary(row)
        refuse_held(about)
        if self._last_setting is not None:
            self._last_setting.result()  # what waits to be written may name the visit
        was = what_it_was(about, self.places.visit_db(visit_id), row.key, self._settings)
        self._settings = without_visit(self._settings, visit_id)
        self._do(lambda connection: begin_destroying(connection, visit_id))
        forget_copies(self.places)
        note = destroy_files(self.places, was, by=self.name, designation=self.designation)
        self._do(lambda connection: forget_key(connection, visit_id))
        self.keys.keep_copy()
        cleared, away = self.safekeeping.forget(visit_id)
        return replace(note, folders_cleared=cleared, folders_away=away)

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

    def _file_of(self, visit_id: str) -> tuple[Path, bytes, Mapping[str, Any]]:
        row = self._visit_row(visit_id)
        return self.places.visit_db(visit_id), row.key, row.remembered

    def _summary(self, row: Any) -> VisitSummary:
        remembered, fault = row.remembered, ""
        try:
            refuse_broken_log(self.places.visit_db(row.id))
            remembered = read_remembered(self.places.visit_db(row.id), row.key, remembered)
        except InspectorError as error:
            fault = str(error)
        return summary(row.id, self.holds.with_own(row.id, remembered), fault=fault)
