"""A line of a table of contents: what stands where, with the number of its page, as a link to it."""

from __future__ import annotations

from inspector_app.letter import styles
from inspector_app.letter.flowables import TaggedFlowable
from inspector_app.letter.structure import Element
from inspector_app.letter.tagged_canvas import WITHIN

_STYLE = styles.CONTENTS_LINE


class ContentsLine(TaggedFlowable):
    """One line, its words at the left and at the right the page on which the anchor lies."""

    def __init__(self, words: str, anchor: str, element: Element) -> None:
        super().__init__()
        self.words = words
        self.anchor = anchor
        self.element = element

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Say how much room it takes, in points."""
        self.width, self.height = aW, _STYLE.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw words and number as one link."""
        canvas, size = self.canv, _STYLE.size
        baseline = (self.height - 0.776 * size) / 2
        canvas.setFillColor(styles.LINK)
        with canvas.tagged(self.element):
            canvas.put_text(_STYLE.indent, baseline, self.words, _STYLE.font, size)
            canvas.put_page_number(self.anchor, self.width, baseline, _STYLE.font, size)
        rect = canvas.on_page(_STYLE.indent, 0, self.width - _STYLE.indent, self.height)
        canvas.put_link(self.element, rect, f"{WITHIN}{self.anchor}", self.words)
