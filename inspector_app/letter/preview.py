"""The pages of a PDF as pictures in memory, and what lies where on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pypdfium2 import PdfPage

from inspector_app.letter.flowables import Place
from inspector_app.letter.pdfium import opened
from inspector_app.letter.styles import PAGE_HEIGHT


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: rows from top to bottom without gaps, three bytes (red, green, blue) a pixel."""

    width: int
    height: int
    rgb: bytes


def page_images(pdf: bytes, scale: float) -> tuple[PageImage, ...]:
    """Return every page as a picture, `scale` pixels to a point (1/72 inch); nothing is written to disk."""
    with opened(pdf) as document:
        return tuple(_image(page, scale) for page in document)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, scale: float) -> PageImage:
    """Return one page, counted from 0, as a picture of `scale` pixels to a point."""
    with opened(pdf) as document:
        return _image(document[page], scale)


def place_at(places: Sequence[Place], page: int, x: float, y: float) -> Place | None:
    """Return what lies at a point of a page, or None; x and y in points from the page's upper left corner."""
    up = PAGE_HEIGHT - y
    for place in places:
        left, bottom, right, top = place.rect
        if place.page == page and left <= x <= right and bottom <= up <= top:
            return place
    return None


def _image(page: PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, draw_annots=True)
    picture = bitmap.to_pil().convert("RGB")
    return PageImage(picture.width, picture.height, picture.tobytes())
