"""The record of a concern on paper or in a file, for the council."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui.page import PageWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Concern

_WHAT = "Making the record of the concern"


class ConcernPaper:
    """Makes the page off the main thread; shows how it prints, or saves it where the person says."""

    def __init__(self, visit: OpenVisit, window: PageWindow, page: QWidget) -> None:
        self._visit = visit
        self._window = window
        self._page = page

    def preview(self, concern: Concern) -> None:
        """Show how the record will look on paper, and let it be printed from there."""

        def show(pdf: bytes) -> None:
            from inspector_app.gui.printing import print_with_preview

            print_with_preview(pdf, _name(concern), self._window, self._page, saved=self._left)

        self._window.run_in_background(self._maker(concern), show, _WHAT)

    def save(self, concern: Concern) -> None:
        """Ask where to, and save the record as a PDF."""
        path = self._window.ask_to_save("Save the record of the concern", f"{_name(concern)}.pdf", "PDF (*.pdf)")
        if path is not None:
            pdf = self._maker(concern)

            def saved(_none: None) -> None:
                self._left()
                self._window.say(f"Saved: {path.name}. It is not encrypted: keep it safe.")

            self._window.run_in_background(lambda: write_private_file(path, pdf()), saved, _WHAT)

    def _left(self) -> None:
        self._window.profile.remember_copy(self._visit.id, "exported", "the record of a concern")

    def _maker(self, concern: Concern) -> Callable[[], bytes]:
        """Return what makes the page, off the main thread, of the concern as it is now."""
        visit, framework = self._visit, self._visit.framework
        created = datetime.now().astimezone()

        def make() -> bytes:
            from inspector_app.letter.concern_record import concern_record_pdf

            raised_by = next((each for each in visit.inspectors() if each.id == concern.raised_by), None)
            return concern_record_pdf(concern, visit.visit(), raised_by, framework, created=created)

        return make


def _name(concern: Concern) -> str:
    return " ".join(f"Concern {concern.case or ''}".replace("/", "-").split())
