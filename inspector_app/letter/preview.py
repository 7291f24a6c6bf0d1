"""The pages of a PDF as pictures in memory, and what lies where on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pypdfium2 import PdfPage
from pypdfium2.raw import FPDFBitmap_BGRx

from inspector_app.letter.flowables import Place
from inspector_app.letter.pdfium import opened
from inspector_app.letter.styles import PAGE_HEIGHT


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: rows from top to bottom without gaps, four bytes (blue, green, red, none) a pixel."""

    width: int
    height: int
    pixels: bytes


def page_images(pdf: bytes, numbers: Iterable[int], scale: float) -> tuple[PageImage, ...]:
    """Return these pages, counted from 0, as pictures of `scale` pixels to a point (1/72 inch), in memory only."""
    with opened(pdf) as document:
        return tuple(_image(document[number], scale) for number in numbers)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with opened(pdf) as document:
        return len(document)


def place_at(places: Sequence[Place], page: int, x: float, y: float) -> Place | None:
    """Return what lies at a point of a page, or None; x and y in points from the page's upper left corner."""
    up = PAGE_HEIGHT - y
    for place in places:
        left, bottom, right, top = place.rect
        if place.page == page and left <= x <= right and bottom <= up <= top:
            return place
    return None


def _image(page: PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, force_bitmap_format=FPDFBitmap_BGRx, draw_annots=True)
    assert bitmap.stride == 4 * bitmap.width
    return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))
