"""The archives of a profile's visits: writing one, and bringing its visit back."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector_app.errors import DamagedFile
from inspector_app.places import ProfilePlaces
from inspector_app.store.kept_along import backed_up_files, bring, files_of, named_by
from inspector_app.visit.destroyed import CopyKind
from inspector_app.visit.entities import Inspector

if TYPE_CHECKING:
    from inspector_app.store.archive import ArchivedDocument, ArchiveNote

MakeFile = Callable[[Path, bytes], None]
"""Makes a visit's file at its place, under its key."""
FIT_FOR_A_FILE_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
"""What a visit's id is, which names its files."""

_log = logging.getLogger(__name__)


class Archives:
    """Writes and reads archives.

    `key_of` gives a visit's key or raises VisitMissing; `enter` enters a visit with its team and what is remembered of
    it, and has its file made; `begin_chain` gives this laptop a new chain in a visit's log; `copied` notes that a
    visit is in an archive as well.
    """

    def __init__(
        self,
        places: ProfilePlaces,
        *,
        key_of: Callable[[str], bytes],
        enter: Callable[[str, Sequence[Inspector], Mapping[str, Any], MakeFile], None],
        begin_chain: Callable[[str], None],
        copied: Callable[[str, CopyKind], None],
    ) -> None:
        self._places = places
        self._key_of = key_of
        self._enter = enter
        self._begin_chain = begin_chain
        self._copied = copied

    def write(
        self, visit_id: str, path: Path, code: str, about: Mapping[str, str], documents: Sequence[ArchivedDocument]
    ) -> ArchiveNote:
        """Write a visit's archive under a recovery code. Raises VisitMissing, and as `archive.write_archive` does."""
        from inspector_app.store.archive import write_archive

        key, visit_db = self._key_of(visit_id), self._places.visit_db(visit_id)
        backed_up = backed_up_files(self._places.backups / visit_id, key)
        bring(named_by(visit_db, key), backed_up, files_of(visit_db, key), look=True)
        note = write_archive(path, visit_db, key, code, about=about, documents=documents)
        self._copied(visit_id, "archived")
        _log.info("archived %s: %d entries, %d files", visit_id, note.entries, note.files)
        return note

    def bring_back(self, path: Path, code: str) -> str:
        """Bring the visit of an archive back under a new key, and return its id.

        Raises VisitExists, RecoveryCodeMistyped, WrongRecoveryCode, NewerFile, DamagedFile, DiskFault.
        """
        from inspector_app.store.archive_reading import unpacked, write_visit

        with unpacked(path, code, self._places.visits) as archive:
            visit_id = archive.visit_id
            if not FIT_FOR_A_FILE_NAME.fullmatch(visit_id):
                raise DamagedFile("The archive's visit has no id that can be one.", "Nothing of it was taken in.")

            def make(visit_db: Path, key: bytes) -> None:
                self._begin_chain(visit_id)
                write_visit(archive, visit_db, key)

            self._enter(visit_id, archive.team, archive.remembered, make)
        self._copied(visit_id, "brought-back")
        _log.info("brought %s back from its archive", visit_id)
        return visit_id
