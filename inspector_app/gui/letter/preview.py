"""The pages beside the words: they follow what is typed, drawn off the main thread, those in sight first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from inspector_app.frameworks.framework import Framework
from inspector_app.gui.letter.drawing import Drawing, DrawnLetter
from inspector_app.gui.letter.pages_view import PagesView
from inspector_app.gui.page import PageWindow
from inspector_app.letter.content import letter_content
from inspector_app.visit.contents import VisitContents


class Preview(QObject):
    """Of several letters that are wanted while one is drawn, only the latest is drawn; none is shown after a later."""

    def __init__(self, pages: PagesView, window: PageWindow) -> None:
        super().__init__(pages)
        self._pages = pages
        self._window = window
        self._drawing = Drawing()
        self._wanted = 0
        self._shown = 0
        self._pdf = b""

    def pdf(self) -> bytes:
        """Return the PDF whose pages are shown; nothing before the first."""
        return self._pdf

    def show_letter(self, contents: VisitContents, framework: Framework) -> None:
        """Show a letter that is not signed."""
        scale, first, created = self._pages.scale(), self._pages.in_sight(), datetime.now().astimezone()

        def draw() -> DrawnLetter:
            content, draft = letter_content(contents, framework), contents.letter.state == "draft"
            return self._drawing.draw_letter(content, draft=draft, created=created, scale=scale, first=first)

        self._begin(draw)

    def show_signed(self, pdf: bytes) -> None:
        """Show a signed letter byte for byte as it was sealed."""
        scale, first = self._pages.scale(), self._pages.in_sight()
        self._begin(lambda: self._drawing.draw_pdf(pdf, scale, first))

    def _begin(self, draw: Callable[[], DrawnLetter]) -> None:
        self._wanted += 1
        self._run(self._wanted, draw)

    def _run(self, number: int, draw: Callable[[], DrawnLetter]) -> None:
        def work() -> DrawnLetter | None:
            return draw() if number == self._wanted else None

        self._window.run_in_background(work, partial(self._show, number), "Drawing the letter")

    def _show(self, number: int, drawn: DrawnLetter | None) -> None:
        if drawn is None or number < self._shown:
            return
        self._shown, self._pdf = number, drawn.pdf
        self._pages.show_pages(drawn.images, drawn.places)
        if drawn.waiting:
            self._run(number, lambda: self._drawing.draw_next(drawn))
