"""The pages of a PDF as pictures in memory, and what lies where on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdfium2 import PdfPage
from pypdfium2.raw import FPDFBitmap_BGRx

from inspector_app.letter.flowables import Place
from inspector_app.letter.pdfium import opened

if TYPE_CHECKING:
    from inspector_app.letter.pdf import BuiltLetter


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


def places_alike(built: BuiltLetter, pdf: bytes) -> tuple[Place, ...]:
    """Return where the blocks of a letter lie in another PDF of it: those in whose places the same words stand there.

    A signed letter does not say itself where its blocks come from. It is built once more from what the visit holds; a
    line that another version of the program would set elsewhere now leads nowhere, never to the wrong place.
    """
    here, there = (_words_at(each, built.places) for each in (built.pdf, pdf))
    return tuple(place for place, one, other in zip(built.places, here, there, strict=True) if one and one == other)


def _words_at(pdf: bytes, places: Sequence[Place]) -> list[str]:
    """The words in each place; empty where there is no such page."""
    with opened(pdf) as document:
        texts = [page.get_textpage() for page in document]
        return [texts[each.page].get_text_bounded(*each.rect) if each.page < len(texts) else "" for each in places]


def _image(page: PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, force_bitmap_format=FPDFBitmap_BGRx, draw_annots=True)
    assert bitmap.stride == 4 * bitmap.width
    return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))
