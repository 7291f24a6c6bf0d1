"""Making the letter's pages for the screen, off the main thread and in memory only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QImage

from inspector_app.gui.letter.pages_view import PageSheet, Place
from inspector_app.letter.content import LetterContent

_A4_HEIGHT = 841.89


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """A letter's PDF, its pages as images, and where its blocks lie."""

    pdf: bytes
    sheets: tuple[PageSheet, ...]
    places: tuple[Place, ...]


def draw_letter(content: LetterContent, *, draft: bool, created: datetime, scale: float) -> DrawnLetter:
    """Return the letter drawn at `scale` pixels a point."""
    from inspector_app.letter.pdf import build_letter

    built = build_letter(content, draft=draft, created=created)
    places = tuple(Place(str(place.origin), place.page, _area(place.rect)) for place in built.places)
    return DrawnLetter(built.pdf, sheets_of(built.pdf, scale), places)


def sheets_of(pdf: bytes, scale: float) -> tuple[PageSheet, ...]:
    """Return the pages of a PDF drawn at `scale` pixels a point."""
    from inspector_app.letter.preview import page_images

    return tuple(
        PageSheet(
            QImage(page.rgb, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888).copy(),
            page.width / scale,
            page.height / scale,
        )
        for page in page_images(pdf, scale)
    )


def _area(rect: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Turn corners counted from the foot of an A4 page into left, top, width and height."""
    left, bottom, right, top = rect
    return left, _A4_HEIGHT - top, right - left, top - bottom


def draw_pdf(pdf: bytes, scale: float) -> DrawnLetter:
    """Return a PDF that is kept as it is, drawn at `scale` pixels a point."""
    return DrawnLetter(pdf, sheets_of(pdf, scale), ())
