"""Holds that a profile keeps beside a visit's file: of one that cannot be opened, or that goes back to a backup.

They keep the visit from being destroyed like any other, and are written into its change log once it can be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from inspector_app.errors import InspectorError
from inspector_app.store.cipher import damage_told, open_to_look
from inspector_app.store.integrity import VISIT_FILE, refuse_none_or_empty
from inspector_app.store.visit_summary import Remembered, holds_in


class HoldsBeside:
    """The reasons of the holds that one profile keeps beside its visits.

    `file_of` gives a visit's file, its key and what is remembered of it; `setting` reads a setting of the profile,
    `keep` has written one once it returns.
    """

    def __init__(
        self,
        *,
        file_of: Callable[[str], tuple[Path, bytes, Remembered]],
        setting: Callable[[str, object], Any],
        keep: Callable[[str, object], None],
    ) -> None:
        self._file_of = file_of
        self._setting = setting
        self._keep = keep

    def of(self, visit_id: str) -> tuple[str, ...]:
        """Return why a visit is held by what is kept beside it."""
        return tuple(self._setting(_name(visit_id), []))

    def add(self, visit_id: str, reasons: Iterable[str]) -> None:
        """Keep holds beside a visit, each reason once."""
        known = self.of(visit_id)
        wanted = tuple(dict.fromkeys([*known, *reasons]))
        if wanted != known:
            self._keep(_name(visit_id), list(wanted))

    def clear(self, visit_id: str) -> None:
        """Let go what is kept beside a visit: it stands in its change log now, or has been lifted."""
        if self.of(visit_id):
            self._keep(_name(visit_id), [])

    def keep_standing(self, visit_id: str) -> None:
        """Keep the holds that stand in a visit's file, which is about to be another: a backup may know none of them.

        Of a file that cannot be read, those that are remembered. Raises VisitMissing.
        """
        path, key, remembered = self._file_of(visit_id)
        try:
            refuse_none_or_empty(path)
            with damage_told(VISIT_FILE), closing(open_to_look(path, key)) as connection:
                standing = holds_in(connection)
        except InspectorError:
            standing = list(remembered.get("held_because", ()))
        self.add(visit_id, standing)

    def with_own(self, visit_id: str, remembered: Remembered) -> Remembered:
        """Return what is remembered of a visit with these holds among it."""
        held = dict.fromkeys([*remembered.get("held_because", ()), *self.of(visit_id)])
        return {**remembered, "held_because": list(held)}


def _name(visit_id: str) -> str:
    """The setting; it goes with the visit's key when that is destroyed."""
    return f"held/{visit_id}"
