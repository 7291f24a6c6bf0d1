"""Leaving a visit: save and back up first; where the disk does not take everything, ask, and keep a rescue copy."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from inspector_app.errors import DiskFault, InspectorError
from inspector_app.gui import questions
from inspector_app.gui.background import Background
from inspector_app.gui.closing import ClosingDialog
from inspector_app.gui.page import PageWindow

if TYPE_CHECKING:
    from inspector_app.gui.desk import Desk

SETTLE = 5.0
"""Seconds that leaving waits for the disk before it asks."""
ANSWER = 5000
"""Milliseconds in which a folder must have taken a rescue copy."""


class Leaving(QObject):
    """Leaves one visit: `left` when it is saved and closed, `given_up` when it ends without that."""

    left = Signal()
    given_up = Signal(object)
    """The folder in which a rescue copy is kept, or None."""
    stayed = Signal()
    """The person works on."""
    _kept = Signal(object, object)

    def __init__(self, desk: Desk, window: PageWindow, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = window
        self._background = background
        self._run = background.run_to_the_end
        self._parent = parent
        self._dialog: ClosingDialog | None = None
        self._folder: Path | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(ANSWER)
        self._patience.timeout.connect(self._no_answer)
        self._kept.connect(self._copy_ended)

    def begin(self) -> None:
        """Save what is there, then close; ask where that fails."""
        visit = self._desk.visit
        self._desk.leave()
        self._desk.setEnabled(False)
        self._run(lambda: visit.settle(SETTLE), lambda _none: self._end_the_rest(), "Saving", self._ask_about_closing)

    def _end_the_rest(self) -> None:
        """What is being attached or drawn may end; where a share does not answer the visit is closed all the same."""
        self._background.give_time(SETTLE, self._close)

    def _close(self) -> None:
        self._desk.stop()

        def not_kept(error: InspectorError) -> None:
            self._window.tell(error)
            self.left.emit()

        self._run(self._desk.visit.close, lambda _none: self.left.emit(), "Backing up", not_kept)

    def _ask_about_closing(self, error: InspectorError) -> None:
        self._desk.setEnabled(True)
        dialog = self._dialog = ClosingDialog(error, self._desk.visit.save_state().waiting, self._parent)
        dialog.wait_longer.connect(self.begin)
        dialog.keep_copy.connect(lambda: self._keep_copy(None))
        dialog.keep_copy_elsewhere.connect(self._keep_copy_elsewhere)
        dialog.copy_words.connect(self._copy_words)
        dialog.give_up.connect(lambda: self._give_up(None))
        dialog.rejected.connect(self._stay)
        dialog.open()

    def _stay(self) -> None:
        if self._dialog is not None:
            self._dialog = None
            self.stayed.emit()

    def _keep_copy_elsewhere(self) -> None:
        folder = questions.ask_for_folder("Keep the rescue copy in", self._parent)
        if folder is not None:
            self._keep_copy(folder)

    def _keep_copy(self, folder: Path | None) -> None:
        """Write a rescue copy on a thread of its own: the folder may be on the disk that does not answer."""
        rescue = self._desk.visit.rescue
        self._folder = folder

        def write() -> None:
            try:
                ended: object = rescue.keep(folder)
            except InspectorError as error:
                ended = error
            with contextlib.suppress(RuntimeError):  # the window is gone, and nobody waits any more
                self._kept.emit(folder, ended)

        self._patience.start()
        threading.Thread(target=write, name="rescue", daemon=True).start()

    def _copy_ended(self, folder: Path | None, ended: object) -> None:
        if self._dialog is None or folder != self._folder:
            return
        self._patience.stop()
        if isinstance(ended, InspectorError):
            self._dialog.show_trouble(f"{ended.sentence} {ended.next_step}".strip())
        elif isinstance(ended, Path):
            self._give_up(ended.parent)

    def _no_answer(self) -> None:
        if self._dialog is not None:
            self._dialog.show_trouble("The disk does not answer. Keep the copy in another folder, on another disk.")

    def _copy_words(self) -> None:
        texts = self._desk.visit.rescue.waiting_texts()
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        self._window.say("The words that are not saved are on the clipboard, readable by other programs.")

    def _give_up(self, kept_in: Path | None) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.reject()
        self._desk.stop()
        with contextlib.suppress(DiskFault):
            self._desk.visit.close(0.0)
        self.given_up.emit(kept_in)


def close_in_time(close: Callable[[], None], seconds: float) -> bool:
    """Call something that may wait for a disk that does not answer; say whether it has ended in time (seconds)."""
    thread = threading.Thread(target=close, name="closing", daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()
