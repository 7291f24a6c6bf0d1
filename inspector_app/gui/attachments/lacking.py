"""Telling, once a visit is open, which attached files are not there any more."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from inspector_app.gui.notice import Notice
from inspector_app.open_visit import OpenVisit

_MOST_NAMED = 3


class LackingFiles(QObject):
    """Shows a notice where files that the visit names are missing or damaged, and no backup has them."""

    _looked = Signal(object)

    def __init__(self, visit: OpenVisit, show_notice: Callable[[Notice], None], parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._show_notice = show_notice
        self._told = False
        self._looked.connect(self._tell)
        visit.on_files_looked_at(self._say_looked)
        self._tell(visit.lacking_files() or ())

    def _say_looked(self, lacking: tuple[str, ...]) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone, and nobody is left to tell
            self._looked.emit(lacking)

    def _tell(self, lacking: tuple[str, ...]) -> None:
        if not lacking or self._told:
            return
        self._told = True
        named = {each.sha256: each.name for each in self._visit.attachments()}
        names = sorted(named[digest] for digest in lacking if digest in named)
        names += ["a list of the council"] * any(frame.sha256 in lacking for frame in self._visit.frames())
        if names:
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            self._show_notice(
                Notice(
                    f"Not on this laptop, or damaged, and not in its backups: {', '.join(names[:_MOST_NAMED])}{more}. "
                    "The second folder for backups, or who brought it in, may have it."
                )
            )
