"""Pages from a story: flow it over A4 pages, draw the furniture, and return the PDF with where everything lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from time import sleep

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from inspector_app.letter.flowables import Place
from inspector_app.letter.fonts import BOLD, REGULAR, text_width
from inspector_app.letter.line_breaking import break_lines, with_links
from inspector_app.letter.styles import (
    BOTTOM,
    DRAFT,
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

_GIVING_WAY = 0.001
"""How long a long document stands back, in seconds: enough for another that waits to begin."""
_FOOT = BOTTOM - 32
_MARK_ROOM = 560
"""How long the word behind the text may be, in points: it stands across the page."""


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """What stands beside the text: a running line at the foot of several pages, a mark and a code on every page."""

    running: str
    mark: str = ""
    code: str = ""

    def draw_behind(self, canvas: TaggedCanvas) -> None:
        """Draw the mark large and pale behind the text."""
        if self.mark:
            with canvas.artefact():
                self._watermark(canvas)

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw the foot of a page, and the mark at its head."""
        if self.mark and page > 1:
            with canvas.artefact("Header"):
                canvas.setFillColor(DRAFT.colour)
                _put_right(canvas, PAGE_HEIGHT - TOP + 14, self.mark, BOLD)
        with canvas.artefact("Footer"):
            canvas.setFillColor(RUNNING.colour)
            number = f"Page {page} of {pages}"
            _put_right(canvas, _FOOT, number, REGULAR)
            if self.running and pages > 1:
                room = TEXT_WIDTH - text_width(number, REGULAR, RUNNING.size) - 24
                canvas.put_text(LEFT, _FOOT, _shortened(self.running, room), REGULAR, RUNNING.size)
            if self.code:
                canvas.put_text(LEFT, _FOOT - RUNNING.leading, self.code, REGULAR, RUNNING.size)

    def _watermark(self, canvas: TaggedCanvas) -> None:
        canvas.saveState()
        canvas.setFillColor(WATERMARK)
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(52)
        word = self.mark.split()[0]
        size = min(150, 150 * _MARK_ROOM / text_width(word, BOLD, 150))
        canvas.put_text(-text_width(word, BOLD, size) / 2, -size / 3, word, BOLD, size)
        canvas.restoreState()


def give_way() -> None:
    """Let documents that wait be made in the midst of a long one, by whoever holds BUILDING, between two flowables.

    What ReportLab keeps for the whole process, it keeps by document: the bytes are the same as without.
    """
    BUILDING.release()
    try:
        sleep(_GIVING_WAY)
    finally:
        BUILDING.acquire()


def flow(story: Iterable[Flowable], canvas: TaggedCanvas, *, top: float = TOP, bottom: float = BOTTOM) -> None:
    """Draw a story on as many pages as it needs, within these margins (points); what comes later in it is asked for
    when its turn comes."""
    coming = iter(story)
    left = next(coming, None)
    while left is not None:
        frame = Frame(
            LEFT,
            bottom,
            TEXT_WIDTH,
            PAGE_HEIGHT - top - bottom,
            leftPadding=0,
            bottomPadding=0,
            rightPadding=0,
            topPadding=0,
        )
        first = left
        while left is not None and frame.add(left, canvas):
            left = next(coming, None)
        if left is not None:
            parts = frame.split(left, canvas)
            if len(parts) > 1:
                frame.add(parts[0], canvas)
                left, *more = parts[1:]
                coming = chain(more, coming) if more else coming
            elif left is first:
                raise AssertionError(f"{left!r} is higher than a page and cannot be split")
        canvas.showPage()


def sorted_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return places from the first page to the last, from top to bottom."""
    return tuple(sorted(places, key=lambda place: (place.page, -place.rect[3])))


def _put_right(canvas: TaggedCanvas, y: float, words: str, font: str) -> None:
    canvas.put_text(PAGE_WIDTH - RIGHT - text_width(words, font, RUNNING.size), y, words, font, RUNNING.size)


def _shortened(line: str, width: float) -> str:
    lines = break_lines(with_links(line, REGULAR), RUNNING.size, width)
    if len(lines) == 1:
        return line
    first = break_lines(with_links(line, REGULAR), RUNNING.size, width - 8)[0]
    return "".join(run.text for run in first.runs).rstrip() + "…"
