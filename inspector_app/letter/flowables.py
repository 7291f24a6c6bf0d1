"""Tagged text that flows over pages: paragraphs, headings and bullets, each knowing its element and its origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.platypus.flowables import Flowable

from inspector_app.letter.fonts import REGULAR, text_width
from inspector_app.letter.line_breaking import Line, Run, break_lines, with_links
from inspector_app.letter.structure import Element
from inspector_app.letter.styles import LINK, TextStyle
from inspector_app.letter.tagged_canvas import WITHIN, Rect, TaggedCanvas

FEWEST_LINES = 2
"""Fewer lines of a paragraph do not stand alone at the foot or the head of a page."""
MOST_WHOLE_LINES = 12
"""Not even a heading is kept whole when it has this many lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block lies: the page from 0, the rectangle on it, and what it comes from."""

    origin: object
    page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Label:
    """What hangs before the first line of a bullet, and its element."""

    text: str
    element: Element


class TaggedFlowable(Flowable):
    """Anything that flows: it draws on a TaggedCanvas, and notes where it came to lie."""

    canv: TaggedCanvas
    origin: object = None

    def note_place(self, places: list[Place]) -> None:
        """Add where this lies, if it comes from something that a reader may want to be led to."""
        if self.origin is not None:
            rect = self.canv.on_page(0, 0, self.width, self.height)
            places.append(Place(self.origin, self.canv.page, rect))


class TaggedText(TaggedFlowable):
    """One paragraph, heading or bullet as lines; split over pages with at least two lines on either.

    A heading with an `outline` level (from 0) is a line of the PDF's outline too, with its own words or those of
    `bookmark`. Links of the document lead to its `anchor`, if it has one.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        style: TextStyle,
        element: Element,
        places: list[Place],
        *,
        origin: object = None,
        label: Label | None = None,
        whole: bool = False,
        outline: int | None = None,
        bookmark: str = "",
        anchor: str = "",
    ) -> None:
        super().__init__()
        self.runs = tuple(runs)
        self.style = style
        self.element = element
        self.places = places
        self.origin = origin
        self.label = label
        self.whole = whole
        self.outline = outline
        self.bookmark = bookmark
        self.anchor = anchor
        self.lines: tuple[Line, ...] = ()
        self.is_rest = False

    def getSpaceBefore(self) -> float:
        """The space above, in points."""
        return 0 if self.is_rest else self.style.before

    def getSpaceAfter(self) -> float:
        """The space below, in points."""
        return self.style.after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Break into lines, and say how much room they take, in points."""
        if not self.lines or self.width != aW:
            self.lines = break_lines(self.runs, self.style.size, aW - self.style.indent)
        self.width = aW
        self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Split into what fits and what is left, or into nothing where too few lines would stand alone."""
        self.wrap(aW, aH)
        fitting = int((aH + 0.01) // self.style.leading)
        if fitting >= len(self.lines):
            return [self]
        fitting = min(fitting, len(self.lines) - FEWEST_LINES)
        if fitting < FEWEST_LINES or (self.whole and len(self.lines) < MOST_WHOLE_LINES):
            return []
        return [self._part(self.lines[:fitting], rest=False), self._part(self.lines[fitting:], rest=True)]

    def _part(self, lines: tuple[Line, ...], *, rest: bool) -> TaggedText:
        label, anchor = (None, "") if rest else (self.label, self.anchor)
        part = TaggedText(
            self.runs, self.style, self.element, self.places, origin=self.origin, label=label, anchor=anchor
        )
        part.lines, part.width, part.is_rest = lines, self.width, rest or self.is_rest
        return part

    def draw(self) -> None:
        """Draw the lines as the element's content, links inside elements of their own.

        Between references the text has elements too: what is read aloud then goes by the order of the elements alone.
        """
        canvas, style = self.canv, self.style
        canvas.setFillColor(style.colour)
        if self.outline is not None and not self.is_rest:
            title = self.bookmark or "".join(run.text for run in self.runs)
            canvas.put_bookmark(title, self.outline, self.height)
        if self.anchor:
            canvas.put_anchor(self.anchor, self.height)
        if self.label is not None:
            with canvas.tagged(self.label.element):
                canvas.put_text(style.label, self._baseline(0), self.label.text, REGULAR, style.size)
        stretches = [(number, x, run) for number, line in enumerate(self.lines) for x, run in self._placed(line)]
        refers = any(run.target.startswith(WITHIN) for run in self.runs)
        for target, group in groupby(stretches, key=lambda stretch: stretch[2].target):
            if target:
                self._draw_link(target, list(group))
                continue
            with canvas.tagged(self.element.add("Span") if refers else self.element):
                for number, x, run in group:
                    canvas.put_text(x, self._baseline(number), run.text, run.font, style.size)
        self.note_place(self.places)

    def _draw_link(self, target: str, stretches: Sequence[tuple[int, float, Run]]) -> None:
        """A link over two lines is one element with two rectangles; one within the document shows by its colour."""
        canvas, size = self.canv, self.style.size
        canvas.setFillColor(LINK if target.startswith(WITHIN) else self.style.colour)
        element = self.element.add("Link")
        label = "".join(run.text for _, _, run in stretches)
        for number, x, run in stretches:
            baseline = self._baseline(number)
            with canvas.tagged(element):
                canvas.put_text(x, baseline, run.text, run.font, size)
            canvas.put_link(element, canvas.on_page(x, baseline - 0.25 * size, _width(run, size), size), target, label)
        canvas.setFillColor(self.style.colour)

    def _placed(self, line: Line) -> list[tuple[float, Run]]:
        x = self.width - line.width if self.style.right else self.style.indent
        placed = []
        for run in line.runs:
            placed.append((x, run))
            x += _width(run, self.style.size)
        return placed

    def _baseline(self, number: int) -> float:
        """How high a line's baseline stands; ascent and descent of Noto Sans are 1.069 and 0.293 of its size."""
        return self.height - number * self.style.leading - (self.style.leading + 0.776 * self.style.size) / 2


class HeldTogether(TaggedFlowable):
    """A first part that never stands at a page's foot without the start of the second."""

    def __init__(self, first: Flowable, second: Flowable) -> None:
        super().__init__()
        self.first = first
        self.second = second

    def getSpaceBefore(self) -> float:
        """The space above the first part, in points."""
        return self.first.getSpaceBefore()

    def getSpaceAfter(self) -> float:
        """The space below the second part, in points."""
        return self.second.getSpaceAfter()

    def _gap(self) -> float:
        return max(self.first.getSpaceAfter(), self.second.getSpaceBefore())

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Say how much room both take, in points."""
        self.width = aW
        self.height = self.first.wrap(aW, aH)[1] + self._gap() + self.second.wrap(aW, aH)[1]
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Split inside the second part; where that cannot be, inside the first; else not at all."""
        self.wrap(aW, aH)
        if self.height <= aH + 0.01:
            return [self]
        room = aH - self.first.wrap(aW, aH)[1] - self._gap()
        parts = self.second.split(aW, room) if room > 0 else []
        if len(parts) > 1:
            return [HeldTogether(self.first, parts[0]), *parts[1:]]
        parts = self.first.split(aW, min(aH, self.first.wrap(aW, aH)[1] - 0.02))
        if len(parts) > 1:
            return [parts[0], HeldTogether(parts[1], self.second)]
        return []

    def draw(self) -> None:
        """Draw both, one above the other."""
        self.first.drawOn(self.canv, 0, self.height - self.first.height)
        self.second.drawOn(self.canv, 0, 0)


def text(
    words: str,
    style: TextStyle,
    element: Element,
    places: list[Place],
    *,
    origin: object = None,
    label: Label | None = None,
    whole: bool = False,
    outline: int | None = None,
) -> TaggedText:
    """Return a paragraph of these words, with its mail and web addresses as links."""
    runs = with_links(words, style.font)
    return TaggedText(runs, style, element, places, origin=origin, label=label, whole=whole, outline=outline)


def _width(run: Run, size: float) -> float:
    return text_width(run.text, run.font, size)
