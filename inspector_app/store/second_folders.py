"""The second folders for backups of one profile: the one that is set, and all that ever got anything.

A folder that is set no more still holds backups and the keys to them, so each is remembered, by its path.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspector_app.settings import SETTINGS_KEY, settings_from
from inspector_app.store.second_folder import AWAY, SecondFolder

_WRITTEN = "second-folders"
"""The setting with the paths of all folders that got anything."""


class SecondFolders:
    """The second folders of one profile, whose settings `setting` reads and `keep` writes."""

    def __init__(
        self, second: SecondFolder, *, setting: Callable[[str, object], Any], keep: Callable[[str, object], None]
    ) -> None:
        self._second = second
        self._setting = setting
        self._keep = keep

    def take(self) -> str:
        """Give the folder that is set what it lacks, and let those of before forget what has been destroyed.

        Returns a quiet note where the one that is set is away or did not take all, else nothing.
        """
        chosen, written = self._chosen(), self._written()
        for folder in written:
            if folder != chosen:
                self._second.forget_destroyed(Path(folder))
        note = self._second.take(Path(chosen)) if chosen else ""
        if chosen and note != AWAY and chosen not in written:
            self._keep(_WRITTEN, [*written, chosen])
        return note

    def forget(self, visit_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Remove a destroyed visit's backups and key from every folder.

        Returns the folders where neither is any more, and those that were not there or did not let go.
        """
        chosen, written = self._chosen(), self._written()
        folders = dict.fromkeys([*written, *([chosen] if chosen else [])])
        reached = [folder for folder in folders if self._second.forget(Path(folder), visit_id, got=folder in written)]
        return tuple(reached), tuple(folder for folder in folders if folder not in reached)

    def _chosen(self) -> str:
        return settings_from(self._setting(SETTINGS_KEY, {})).second_backup_folder

    def _written(self) -> list[str]:
        return list(self._setting(_WRITTEN, []))
