"""The pages beside the words: they follow what is typed, drawn off the main thread.

While it is typed only the pages in sight are made; the rest of the letter when the typing rests for a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from inspector_app.frameworks.framework import Framework
from inspector_app.gui.letter.drawing import Drawing, DrawnLetter
from inspector_app.gui.letter.pages_view import PagesView
from inspector_app.gui.page import PageWindow
from inspector_app.letter.content import letter_content
from inspector_app.visit.contents import VisitContents

REST = 250
"""Milliseconds without a key after which the rest of the letter is made: longer than between two keys of a typist."""

_Draw = Callable[[], DrawnLetter]


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
        self._draw_whole: _Draw | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._go_on)

    def pdf(self) -> bytes:
        """Return the PDF whose pages are shown, nothing before the first; as it is typed, with the words of the pages
        in sight alone."""
        return self._pdf

    def show_letter(self, contents: VisitContents, framework: Framework) -> None:
        """Show a letter that is not signed."""
        draft, created = contents.letter.state == "draft", datetime.now().astimezone()
        scale, first = self._pages.scale(), self._pages.in_sight()

        def draw(draw: Callable[..., DrawnLetter]) -> DrawnLetter:
            content = letter_content(contents, framework)
            return draw(content, draft=draft, created=created, scale=scale, first=first)

        self._draw_whole = partial(draw, self._drawing.draw_letter)
        self._begin(partial(draw, self._drawing.draw_in_sight))

    def show_signed(self, pdf: bytes, contents: VisitContents, framework: Framework) -> None:
        """Show a signed letter byte for byte as it was sealed; `contents` are locked since."""
        scale, first, created = self._pages.scale(), self._pages.in_sight(), datetime.now().astimezone()

        def draw() -> DrawnLetter:
            content = letter_content(contents, framework)
            return self._drawing.draw_signed(pdf, content, created=created, scale=scale, first=first)

        self._draw_whole = draw
        self._begin(draw)

    def stop(self) -> None:
        """Make nothing more."""
        self._draw_whole = None
        self._rest.stop()

    def _begin(self, draw: _Draw) -> None:
        self._wanted += 1
        self._rest.stop()
        self._run(self._wanted, draw)

    def _run(self, number: int, draw: _Draw) -> None:
        def work() -> DrawnLetter | None:
            return draw() if number == self._wanted else None

        self._window.run_in_background(
            work, partial(self._show, number), "Drawing the letter", given_up=partial(self._given_up, number)
        )

    def _given_up(self, number: int) -> None:
        """Draw once more in a moment: whatever was cancelled, the pages show what stands in the fields."""
        if number == self._wanted and self._draw_whole is not None:
            self._rest.start()

    def _show(self, number: int, drawn: DrawnLetter | None) -> None:
        if drawn is None or number < self._shown:
            return
        self._shown, self._pdf = number, drawn.pdf
        self._pages.show_pages(drawn.images, drawn.places)
        if number < self._wanted:
            return
        if self._draw_whole is not None and not drawn.whole:
            self._rest.start()
        elif drawn.waiting:
            self._run(number, lambda: self._drawing.draw_next(drawn))

    def _go_on(self) -> None:
        if self._draw_whole is not None:
            self._run(self._wanted, self._draw_whole)
