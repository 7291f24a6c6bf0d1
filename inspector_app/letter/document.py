"""Pages from a story: flow it over A4 pages, draw the furniture, and return the PDF with where everything lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from inspector_app.letter.flowables import Place
from inspector_app.letter.fonts import BOLD, REGULAR, text_width
from inspector_app.letter.line_breaking import break_lines, with_links
from inspector_app.letter.styles import (
    BOTTOM,
    DRAFT,
    HAIRLINE,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    RUNNING,
    TEXT_WIDTH,
    TOP,
    WATERMARK,
)
from inspector_app.letter.tagged_canvas import TaggedCanvas

BUILDING = Lock()
"""ReportLab keeps fonts and sequences for the whole process: one document is made at a time."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands beside the text: a running line on later pages, a mark on every page, a code at the foot."""

    running: str
    mark: str = ""
    code: str = ""

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw the furniture of one page of so many, as artefacts."""
        if self.mark:
            with canvas.artefact():
                self._watermark(canvas)
        with canvas.artefact("Header"):
            self._header(canvas, page)
        with canvas.artefact("Footer"):
            canvas.setFillColor(RUNNING.colour)
            said = f"Page {page} of {pages}"
            canvas.put_text(
                PAGE_WIDTH - RIGHT - text_width(said, REGULAR, RUNNING.size), BOTTOM - 32, said, REGULAR, RUNNING.size
            )
            if self.code:
                canvas.put_text(LEFT, BOTTOM - 32, self.code, REGULAR, RUNNING.size)

    def _header(self, canvas: TaggedCanvas, page: int) -> None:
        line = PAGE_HEIGHT - TOP + 22
        room = TEXT_WIDTH
        if self.mark and page > 1:
            width = text_width(self.mark, BOLD, RUNNING.size)
            canvas.setFillColor(DRAFT.colour)
            canvas.put_text(PAGE_WIDTH - RIGHT - width, line, self.mark, BOLD, RUNNING.size)
            room -= width + 12
        if page > 1 and self.running:
            canvas.setFillColor(RUNNING.colour)
            canvas.put_text(LEFT, line, _shortened(self.running, room), REGULAR, RUNNING.size)
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.4)
            canvas.line(LEFT, line - 6, PAGE_WIDTH - RIGHT, line - 6)

    def _watermark(self, canvas: TaggedCanvas) -> None:
        canvas.saveState()
        canvas.setFillColor(WATERMARK)
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(52)
        word = self.mark.split()[0]
        canvas.put_text(-text_width(word, BOLD, 150) / 2, -50, word, BOLD, 150)
        canvas.restoreState()


def flow(story: Sequence[Flowable], canvas: TaggedCanvas) -> None:
    """Draw a story on as many pages as it needs."""
    waiting = list(story)
    while waiting:
        frame = Frame(
            LEFT,
            BOTTOM,
            TEXT_WIDTH,
            PAGE_HEIGHT - TOP - BOTTOM,
            leftPadding=0,
            bottomPadding=0,
            rightPadding=0,
            topPadding=0,
        )
        started = len(waiting)
        while waiting and frame.add(waiting[0], canvas):
            del waiting[0]
        if waiting:
            parts = frame.split(waiting[0], canvas)
            if len(parts) > 1:
                frame.add(parts[0], canvas)
                waiting[:1] = parts[1:]
            elif len(waiting) == started:
                raise AssertionError(f"{waiting[0]!r} is higher than a page and cannot be split")
        canvas.showPage()


def sorted_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return places from the first page to the last, from top to bottom."""
    return tuple(sorted(places, key=lambda place: (place.page, -place.rect[3])))


def _shortened(line: str, width: float) -> str:
    lines = break_lines(with_links(line, REGULAR), RUNNING.size, width)
    if len(lines) == 1:
        return line
    first = break_lines(with_links(line, REGULAR), RUNNING.size, width - 8)[0]
    return "".join(run.text for run in first.runs).rstrip() + "…"
