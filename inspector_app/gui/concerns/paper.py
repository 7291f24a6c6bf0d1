"""The record of a concern on paper or in a file, for the council."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from inspector_app.errors import InspectorError
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

            print_with_preview(pdf, _name(concern), self._page)

        self._make(concern, show)

    def save(self, concern: Concern) -> None:
        """Ask where to, and save the record as a PDF."""
        path = self._window.ask_to_save("Save the record of the concern", f"{_name(concern)}.pdf", "PDF (*.pdf)")
        if path is not None:
            self._make(concern, lambda pdf: self._write(path, pdf))

    def _make(self, concern: Concern, done: Callable[[bytes], None]) -> None:
        visit, framework = self._visit, self._visit.framework
        created = datetime.now().astimezone()

        def work() -> bytes:
            from inspector_app.letter.concern_record import concern_record_pdf

            raised_by = next((each for each in visit.inspectors() if each.id == concern.raised_by), None)
            return concern_record_pdf(concern, visit.visit(), raised_by, framework, created=created)

        self._window.run_in_background(work, done, _WHAT)

    def _write(self, path: Path, pdf: bytes) -> None:
        try:
            write_private_file(path, pdf)
        except InspectorError as fault:
            self._window.tell(fault)
        else:
            self._window.say(f"Saved: {path.name}. It is not encrypted: keep it safe.")


def _name(concern: Concern) -> str:
    return " ".join(f"Concern {concern.case or ''}".replace("/", "-").split())
