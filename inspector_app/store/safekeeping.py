"""Keeping the visits of a profile safe: backups, the second folder, restoring, repairing."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

from inspector_app.errors import DamagedFile, DiskFault, InspectorError, VisitMissing
from inspector_app.places import ProfilePlaces
from inspector_app.store import backups, integrity, restoring
from inspector_app.store.backups import Backup
from inspector_app.store.broken_log import broken_log_of, refuse_broken_log
from inspector_app.store.cipher import DATABASE_ERRORS, copy_private, damage_told
from inspector_app.store.kept_along import backed_up_files, bring, files_of, named_by
from inspector_app.store.repair import RepairNote, repair
from inspector_app.store.second_folders import SecondFolders

_log = logging.getLogger(__name__)


class Safekeeping:
    """What keeps the visits safe.

    `key_of` gives a visit's key or raises VisitMissing; `begin_chain` gives this laptop a new chain in a visit's log.
    """

    def __init__(
        self,
        places: ProfilePlaces,
        second: SecondFolders,
        *,
        key_of: Callable[[str], bytes],
        begin_chain: Callable[[str], None],
    ) -> None:
        self._places = places
        self._second = second
        self._key_of = key_of
        self._begin_chain = begin_chain
        self.note = ""
        """What there is to say of the second folder since it was last looked for; empty: nothing."""

    def check(self, visit_id: str) -> int:
        """Read every page of a visit's file and return its schema version.

        Raises VisitMissing, NewerFile, DamagedFile, DiskFault.
        """
        try:
            refuse_broken_log(self._places.visit_db(visit_id))
            return integrity.check_file(self._places.visit_db(visit_id), self._key_of(visit_id))
        except DamagedFile as error:
            raise DamagedFile(error.sentence, repair_words(visit_id)) from error

    def back_up(self, visit_id: str, *, chain: bool = True) -> None:
        """Back a visit up as it is on the disk, also while it is open (then without a look at the log's `chain`).

        Raises DamagedFile, DiskFault, VisitMissing.
        """
        path, key = self._places.visit_db(visit_id), self._key_of(visit_id)
        with damage_told("The folder of backups"):
            backups.back_up(path, key, self._folder(visit_id), chain=chain)
        self.look_for_second_folder()

    def try_to_back_up(self, visit_id: str, *, chain: bool = True) -> None:
        """The same, where a fault must keep nobody from working or closing: it is logged."""
        try:
            self.back_up(visit_id, chain=chain)
        except (InspectorError, *DATABASE_ERRORS, OSError) as error:
            _log.warning("no backup of %s: %s", visit_id, type(error).__name__)

    def look_for_second_folder(self) -> None:
        """Give the second folder, where one is set and there, what it lacks."""
        self.note = self._second.take()
        if self.note:
            _log.info("the second folder is away or did not take all")

    def forget(self, visit_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Remove a destroyed visit's backups and key from the second folders as well.

        Returns the folders that were cleared of it, and those that were not there or did not let go.
        """
        return self._second.forget(visit_id)

    def backups(self, visit_id: str) -> tuple[Backup, ...]:
        """Return a visit's backups, the newest first, with what is in each. Raises VisitMissing."""
        key = self._key_of(visit_id)
        return tuple(backups.look_into(path, key) for path in reversed(backups.backups_of(self._folder(visit_id))))

    def has_backup(self, visit_id: str) -> bool:
        """Say whether a visit has any backup."""
        return bool(backups.backups_of(self._folder(visit_id)))

    def restore(self, visit_id: str, name: str) -> None:
        """Let a backup be the visit, which nobody may have open; what was there is kept.

        It is backed up where it is sound, and kept aside as it is in any case. Raises VisitMissing, DamagedFile,
        DiskFault; nothing is changed then.
        """
        key = self._key_of(visit_id)
        backup = next((path for path in backups.backups_of(self._folder(visit_id)) if path.stem == name), None)
        if backup is None:
            raise VisitMissing(
                "There is no such backup.", f"See which there are: inspector-app visit backups {visit_id}."
            )
        with damage_told("The visit's file"):
            beside = restoring.copy_beside(self._places, visit_id, backup, key)
            self._keep_present(visit_id)
            restoring.bring_files(self._places, visit_id, beside, key)
            self._begin_chain(visit_id)
            restoring.put_in_place(self._places, visit_id, beside, key)
            broken_log_of(self._places.visit_db(visit_id)).unlink(missing_ok=True)
        _log.info("restored %s", visit_id)

    def last_entry(self, visit_id: str) -> str | None:
        """Return the clock of the newest entry of a visit's log, or None. Raises VisitMissing, DamagedFile."""
        return integrity.last_clock(self._places.visit_db(visit_id), self._key_of(visit_id))

    def rehearse_restore(self, visit_id: str) -> Backup:
        """Restore a visit's newest backup to a temporary place, look at all of it, and return what it holds.

        A visit whose newest backup is older than its last change is backed up first. Raises DamagedFile, DiskFault.
        """
        key, folder = self._key_of(visit_id), self._folder(visit_id)
        newest = backups.backups_of(folder)[-1:]
        if not newest or _last_of(newest[0], key) != self.last_entry(visit_id):
            newest = [*newest, backups.back_up(self._places.visit_db(visit_id), key, folder)]
        for backup in newest:
            held = _looked_through(backup, key, self._places.restored_scratch)
        self._look_at_backed_up_files(newest[-1], visit_id, key)
        return held

    def bring_back_files(self, visit_id: str, named: frozenset[str], stopped: Event) -> tuple[str, ...]:
        """Read the kept files that a visit names (SHA-256, hex), bring damaged and missing ones back from its backups.

        Returns those that are still not there, or not sound. Ends early once `stopped`; takes a second for 100 MB.
        """
        key = self._key_of(visit_id)
        own = files_of(self._places.visit_db(visit_id), key)
        lacking: list[str] = []
        for digest in sorted(named):
            if stopped.is_set():
                break
            brought = bring((digest,), backed_up_files(self._folder(visit_id), key), own, look=True)
            lacking += (*brought.missing, *brought.damaged)
            if brought.came:
                _log.info("an attached file of %s was brought back from its backup", visit_id)
        return tuple(lacking)

    def repair(self, visit_id: str) -> RepairNote:
        """Restore the newest good backup of a damaged visit, and what its log still holds beyond that.

        Raises InspectorError where there is nothing to repair, or nothing to repair it with; nothing is changed then.
        """
        key = self._key_of(visit_id)
        with damage_told("The visit's file"):
            note = repair(self._places, visit_id, key, self._begin_chain)
        self.try_to_back_up(visit_id)
        return note

    def _look_at_backed_up_files(self, backup: Path, visit_id: str, key: bytes) -> None:
        """Read the files that a backup names, and copy what is damaged anew. Raises DamagedFile, DiskFault."""
        source = files_of(self._places.visit_db(visit_id), key)
        named = named_by(backup, key, unchanging=True)
        brought = bring(named, source, backed_up_files(self._folder(visit_id), key), look=True)
        if brought.damaged:
            raise DamagedFile("An attached file is damaged, and so is its copy in the backups.", "Attach it again.")

    def _keep_present(self, visit_id: str) -> None:
        try:
            backups.back_up(
                self._places.visit_db(visit_id), self._key_of(visit_id), self._folder(visit_id), chain=False
            )
        except InspectorError as error:
            _log.info("what is there is no more than kept aside: %s", type(error).__name__)

    def _folder(self, visit_id: str) -> Path:
        return self._places.backups / visit_id


def repair_words(visit_id: str) -> str:
    """Return the next step for a damaged visit."""
    return f"Repair it from the list of visits, or with: inspector-app visit repair {visit_id}."


def _last_of(backup: Path, key: bytes) -> str | None:
    try:
        return integrity.last_clock(backup, key, unchanging=True)
    except DamagedFile:
        return None


def _looked_through(backup: Path, key: bytes, scratch: Path) -> Backup:
    """Restore a backup into a folder that is taken away in the end, and read all of it."""
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        scratch.mkdir(mode=0o700)
        restored = scratch / backup.name
        copy_private(backup, restored)
        bad = integrity.bad_entry_of(restored, key, unchanging=True)
        held = backups.look_into(restored, key)
    except OSError as error:
        raise DiskFault(f"A backup could not be restored: {error.strerror}.", "Look at the disk.") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if held.fault or bad:
        raise DamagedFile(held.fault or f"The entry {bad} of its change log is not as it was written.")
    return held
