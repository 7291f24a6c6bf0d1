"""One attachment being looked at: its pages are read and drawn apart, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from inspector_app.errors import AttachmentUnreadable, InspectorError
from inspector_app.exchange.apart import ReadApart
from inspector_app.exchange.attachment_pages import Size
from inspector_app.gui.background import Background
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.file_entities import Attachment


class Reading(QObject):
    """Give each question a function that takes the answer; `failed` takes the error for a person. `end` it."""

    def __init__(
        self, visit: OpenVisit, attachment: Attachment, failed: Callable[[InspectorError], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._attachment = attachment
        self._background = Background(failed, self)
        self._guard = threading.Lock()
        self._ended = False
        self._apart: ReadApart | None = None

    def sizes(self, done: Callable[[tuple[Size, ...]], None]) -> None:
        """Open it and give the sizes of its pages, in points."""
        self._background.run(lambda: self._opened().sizes(), done, "Opening the attachment")

    def page(self, number: int, scale: float, done: Callable[[QImage], None]) -> None:
        """Draw a page, counted from 0, at so many pixels a point; a page asked for before is given up."""
        self._background.cancel()
        self._background.run(lambda: self._drawn(number, scale), done, "Drawing the page")

    def end(self) -> None:
        """Ask no more, and let the process end, which nobody waits for; then nothing of the file is left in memory."""
        with self._guard:
            self._ended = True
            if self._apart is not None:
                self._apart.kill()
        self._background.close_after(self._let_go)

    def _opened(self) -> ReadApart:
        content = content_of_attachment(self._visit, self._attachment)
        with self._guard:
            if self._ended:
                raise AttachmentUnreadable("It is not looked at any more.")
            self._apart = ReadApart(content, self._attachment.media_type)
        return self._apart

    def _let_go(self) -> None:
        if self._apart is not None:
            self._apart.close()

    def _drawn(self, number: int, scale: float) -> QImage:
        assert self._apart is not None
        page = self._apart.page(number, scale)
        return QImage(page.rgb, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888).copy()


def content_of_attachment(visit: OpenVisit, attachment: Attachment) -> bytes:
    """Return what is in an attachment. Raises AttachmentUnreadable where it is not on this laptop, DamagedFile."""
    try:
        return visit.kept_file(attachment.sha256)
    except KeyError as error:
        raise AttachmentUnreadable(
            "This file is not on this laptop.", "It is where it was attached; restore a backup, or attach it again."
        ) from error
