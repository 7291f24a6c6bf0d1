"""What leaves the judgement page: the feedback sheet for the second afternoon, and the evidence record to be kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui.page import PageWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.abbreviations import ABBREVIATIONS_KEY, abbreviations_from

_NAME = "Feedback sheet"
_WHAT = "Making the feedback sheet"
_RECORD = "Evidence record"
_UNTIL_ON_DISK = 30.0
"""Seconds that the record waits for the last words to be on disk, and in the log that it tells of."""


class FeedbackPaper:
    """Makes the sheet off the main thread; shows how it prints, or saves it where the person says."""

    def __init__(self, visit: OpenVisit, window: PageWindow, page: QWidget) -> None:
        self._visit = visit
        self._window = window
        self._page = page

    def preview(self) -> None:
        """Show how the sheet will look on paper, and let it be printed from there."""

        def show(pdf: bytes) -> None:
            from inspector_app.gui.printing import print_with_preview

            print_with_preview(pdf, _NAME, self._window, self._page, saved=self._left)

        self._window.run_in_background(self._making(), show, _WHAT)

    def save(self) -> None:
        """Ask where to, and save the sheet as a PDF."""
        path = self._window.ask_to_save("Save the feedback sheet", f"{_NAME}.pdf", "PDF (*.pdf)")
        if path is None:
            return
        make = self._making()

        def saved(_: None) -> None:
            self._left()
            self._window.say(f"Saved: {path.name}. Read it before you hand it over; it is not encrypted.")

        self._window.run_in_background(lambda: write_private_file(path, make()), saved, _WHAT)

    def _left(self) -> None:
        self._window.profile.remember_copy(self._visit.id, "exported", "the feedback sheet")

    def _making(self) -> Callable[[], bytes]:
        visit, framework = self._visit, self._visit.framework
        created = datetime.now().astimezone()

        def make() -> bytes:
            from inspector_app.letter.feedback_sheet import feedback_sheet_pdf

            return feedback_sheet_pdf(visit.contents(), framework, created=created)

        return make


class EvidenceRecordPaper:
    """Saves all that the visit holds as one PDF, made off the main thread, where the person says."""

    def __init__(self, visit: OpenVisit, window: PageWindow) -> None:
        self._visit = visit
        self._window = window

    def save(self) -> None:
        """Ask where to, and save the evidence record."""
        path = self._window.ask_to_save("Save the evidence record", f"{_RECORD}.pdf", "PDF (*.pdf)")
        if path is None:
            return
        visit, framework, created = self._visit, self._visit.framework, datetime.now().astimezone()
        short_forms = abbreviations_from(self._window.profile.setting(ABBREVIATIONS_KEY))

        def make() -> None:
            from inspector_app.letter.evidence_record import evidence_record_pdf

            visit.settle(_UNTIL_ON_DISK)
            contents, log, digest = visit.contents(), visit.history(), visit.log_digest()
            pdf = evidence_record_pdf(
                contents, framework, log, log_digest=digest, created=created, short_forms=short_forms
            )
            write_private_file(path, pdf)

        def saved(_: None) -> None:
            self._window.profile.remember_copy(visit.id, "exported", "the evidence record")
            self._window.say(f"Saved: {path.name}. It holds the whole visit and is not encrypted: keep it safe.")

        self._window.run_in_background(make, saved, "Making the evidence record")
