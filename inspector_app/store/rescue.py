"""Keeping what the disk does not take, and offering it again: the rescue copies of one open visit."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from inspector_app.store.plain import field_value
from inspector_app.store.reader import Reader
from inspector_app.store.rescue_file import RescueCopy, Waiting, read_rescue_copy, rescue_copies, write_rescue_copy
from inspector_app.store.rescue_meanwhile import Meanwhile
from inspector_app.store.tables import TABLES
from inspector_app.visit.typed_words import added_words, texts_of_change, typed_texts

Long = TypeVar("Long")


@dataclass(frozen=True, slots=True)
class RescuedText:
    """A text of a rescue copy: where it belongs, what stands there now, and what was kept."""

    entity: str
    id: str
    field: str
    present: str
    kept: str

    def words(self) -> int:
        """Return how many words would come in."""
        return added_words(self.present, self.kept)


class Rescue:
    """The rescue copies of one visit; `folder` is where they lie in the profile.

    Nothing here waits for the visit's writer, nor for the profile's file.
    """

    def __init__(
        self,
        visit: str,
        key: bytes,
        folder: Path,
        waiting: Callable[[], Waiting],
        reading: Callable[[], AbstractContextManager[Reader]],
    ) -> None:
        self._visit = visit
        self._key = key
        self._folder = folder
        self._waiting = waiting
        self._reading = reading
        self._meanwhile: list[Meanwhile] = []

    def waiting(self) -> Waiting:
        """Return what is not on disk yet."""
        return self._waiting()

    def waiting_texts(self) -> tuple[str, ...]:
        """Return the newest words of each text that is not on disk yet, whole."""
        return tuple(_newest(self._waiting()).values())

    def keep(self, folder: Path | None = None) -> Path:
        """Write what is not on disk yet into a rescue copy, in the profile or in another folder. Raises DiskFault."""
        return write_rescue_copy(folder or self._folder, self._key, self._visit, self._waiting())

    def keep_while(self, long: Future[Long]) -> Future[Long]:
        """Keep a copy of whatever is handed over until something long is written, and remove it once it is on disk."""

        def keep(held: Waiting) -> Path:
            return write_rescue_copy(self._folder, self._key, self._visit, held)

        self._meanwhile.append(Meanwhile(self._waiting, keep, long))
        return long

    def end(self) -> None:
        """The visit is closed, and all is on disk: no copy is kept any more of what was handed over meanwhile."""
        while self._meanwhile:
            self._meanwhile.pop().end()

    def copies(self, elsewhere: Path | None = None) -> list[RescueCopy]:
        """Return the rescue copies in the profile, and in another folder, the oldest first."""
        folders = {self._folder, elsewhere or self._folder}
        return rescue_copies(folders, self._key, self._visit)

    def read(self, path: Path) -> RescueCopy:
        """Read one rescue copy of this visit. Raises DamagedFile, DiskFault."""
        return read_rescue_copy(path, self._key)

    def texts(self, copy: RescueCopy) -> tuple[RescuedText, ...]:
        """Return the texts of a copy that are not what stands in the visit now."""
        found = []
        with self._reading() as reader:
            for (entity, entity_id, field), kept in _newest(copy).items():
                row = reader.rows(entity, TABLES[entity].c.id == entity_id).get(entity_id, {})
                present = dict(typed_texts(entity, field, field_value(row, field))).get(field, "")
                if present != kept:
                    found.append(RescuedText(entity, entity_id, field, present, kept))
        return tuple(found)

    def remove(self, copy: RescueCopy) -> None:
        """Remove a copy that has been taken in."""
        with contextlib.suppress(OSError):  # a stick that is away keeps it; taken in twice it changes nothing
            copy.path.unlink(missing_ok=True)


def _newest(held: Waiting | RescueCopy) -> dict[tuple[str, str, str], str]:
    texts: dict[tuple[str, str, str], str] = {}
    for step in held.steps:
        for change in step.changes:
            for field, text in texts_of_change(change):
                texts[change.entity, change.id, field] = text
    return texts
