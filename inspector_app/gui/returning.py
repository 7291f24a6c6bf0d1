"""Coming back after an end without closing: the same visit is opened, and what was kept is told and offered."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector_app.errors import InspectorError
from inspector_app.gui.notice import Notice
from inspector_app.gui.page import PageWindow
from inspector_app.gui.rescued_dialog import RescuedDialog
from inspector_app.visit.typed_words import words

if TYPE_CHECKING:
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.kept import Kept
    from inspector_app.store.rescue_file import RescueCopy
    from inspector_app.visit.change import VisitChange

_OPEN = "open"
"""Under this name is remembered which visit is open; a visit that is closed leaves nothing there."""
_ELSEWHERE = "rescue"
_KIND = "Rescue copies (*.rescue)"


def left_open(window: PageWindow) -> str | None:
    """Return the id of the visit that was open when the program last ended without closing it."""
    mark = window.remembered(_OPEN)
    return str(mark["visit"]) if isinstance(mark, dict) and mark.get("visit") else None


class Returning(QObject):
    """Marks a visit as open, and tells what an earlier end has left."""

    told = Signal(object)
    """A Notice that is to be shown above the page."""
    taking_in = Signal()
    """A rescue copy is about to be taken in: what is being typed is to be handed over before."""
    _taken = Signal(object, object)

    def __init__(self, visit: OpenVisit, window: PageWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._visit = visit
        self._window = window
        self._parent = parent
        self._taken.connect(self._taken_in)
        self._left: dict[Path, int] = {}

    def begin(self) -> None:
        """Tell what an end without closing has left, and mark the visit as open from now on."""
        mark = self._window.remembered(_OPEN)
        if isinstance(mark, dict) and mark.get("visit") == self._visit.id:
            kept = self._visit.kept_after(int(mark.get("seq", 0)))
            self.told.emit(Notice(kept_words(kept, datetime.fromisoformat(str(mark["at"])))))
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        self._window.remember(_OPEN, {"visit": self._visit.id, "seq": self._visit.last_entry(), "at": at})
        elsewhere = self._window.remembered(_ELSEWHERE)
        for copy in self._visit.rescue.copies(Path(elsewhere) if isinstance(elsewhere, str) else None):
            self._offer(copy)

    def closed(self) -> None:
        """The visit has been closed as it should."""
        self._window.remember(_OPEN, None)

    def keep_in_mind(self, folder: Path) -> None:
        """Remember in which folder a rescue copy was kept."""
        self._window.remember(_ELSEWHERE, str(folder))

    def bring_in_copy(self) -> None:
        """Ask for a rescue copy that lies elsewhere, and offer it."""
        path = self._window.ask_to_open("Take in a rescue copy", _KIND)
        if path is None:
            return
        try:
            self._offer(self._visit.rescue.read(path))
        except InspectorError as error:
            self._window.tell(error)

    def _offer(self, copy: RescueCopy) -> None:
        texts = self._visit.rescue.texts(copy)
        count = sum(text.words() for text in texts)
        what = words(count) if count else f"{len(copy.steps)} change{'' if len(copy.steps) == 1 else 's'}"
        were = "was" if count == 1 or (not count and len(copy.steps) == 1) else "were"
        notice = Notice(
            f"{what} from {_time(copy.since)} on could not be saved and {were} kept in a rescue copy.",
            (
                ("Take them in", lambda: self._take_in(copy, notice)),
                ("Look", lambda: RescuedDialog(texts, self._parent).open()),
                ("Leave", lambda: notice.put_away()),
            ),
        )
        self.told.emit(notice)

    def _take_in(self, copy: RescueCopy, notice: Notice) -> None:
        notice.put_away()
        self.taking_in.emit()
        self._left[copy.path] = len(copy.steps)
        for step in copy.steps:
            self._visit.write(step).add_done_callback(lambda future: self._taken.emit(copy, future))

    def _taken_in(self, copy: RescueCopy, future: Future[VisitChange]) -> None:
        fault = future.exception()
        if isinstance(fault, InspectorError):
            self._window.tell(fault)
        elif fault is not None:
            raise fault
        else:
            self._left[copy.path] -= 1
            if not self._left[copy.path]:
                self._visit.rescue.remove(copy)
                self._window.say("The words are in the visit again. Ctrl+Z takes them back.")


def kept_words(kept: Kept, opened: datetime) -> str:
    """Return what is told after an end without closing, of what was written since the visit had been opened."""
    begun = "Inspector was ended without being closed."
    if not kept.steps or kept.last is None:
        return f"{begun} Nothing had been written since {_time(opened)}."
    count = kept.words or kept.steps
    what = f"{words(kept.words)} typed" if kept.words else f"{kept.steps} change{'' if kept.steps == 1 else 's'} made"
    were = "was" if count == 1 else "were"
    return f"{begun} {what} after {_time(opened)} {were} kept, up to {kept.last:%H:%M:%S}."


def _time(instant: datetime) -> str:
    local = instant.astimezone()
    day = "" if local.date() == datetime.now().astimezone().date() else f" on {local.day} {local:%B}"
    return f"{local:%H:%M}{day}"
