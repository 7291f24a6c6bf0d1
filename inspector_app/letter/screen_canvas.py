"""A canvas for what follows typing: laid out as on paper, but with the text of a few pages only, and without tags."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from inspector_app.letter.structure import Structure
from inspector_app.letter.tagged_canvas import DocumentFacts, Furniture, TaggedCanvas


class ScreenCanvas(TaggedCanvas):
    """Draws the text of the pages `drawn`, counted from 0; these look as on paper, and each page has its key."""

    def __init__(self, facts: DocumentFacts, furniture: Furniture, drawn: Collection[int]) -> None:
        super().__init__(facts, furniture)
        self.setPageCompression(0)
        self.structure = _Untold()
        self._drawn = frozenset(drawn)

    def text_code(self, x: float, y: float, text: str, font: str, size: float) -> str:
        """Return what sets one line of text, or nothing on a page that is not drawn."""
        return super().text_code(x, y, text, font, size) if self.page in self._drawn else ""


class _Untold(Structure):
    """Elements that nobody is going to read from the file."""

    def write(self, document: Any) -> None:
        """Leave them out."""
