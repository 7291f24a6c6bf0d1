"""An attached PDF or picture as pages of pixels. It runs in the process that reads strangers' files (`apart.py`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from inspector_app.visit.attaching import PDF

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 2000
"""Pages that are shown of one file."""
_MOST_PIXELS = 12_000_000
"""Pixels of a page that is drawn: 48 MB while it is being made."""
_LONGEST_SIDE = 8000
_LARGEST_PICTURE = 80_000_000
"""Pixels of a picture that is read at all; a camera's have 12 to 50 million."""
_POINTS = 72 / 96
"""Points (1/72 inch) that a pixel of a picture takes at its own size."""

Size = tuple[float, float]
"""Width and height in points."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """One page drawn: rows from top to bottom without gaps, three bytes (red, green, blue) a pixel."""

    width: int
    height: int
    rgb: bytes


class TooLarge(Exception):
    """The file asks for more memory than a page may take."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The sizes of a file's pages, and what draws one (counted from 0) at so many pixels a point."""

    sizes: Sequence[Size]
    draw: Callable[[int, float], Pixels]


def open_pages(content: bytes, media_type: str) -> Pages:
    """Open a PDF or picture. Broken files raise anything."""
    return _pdf(content) if media_type == PDF.media_type else _picture(content)


def _pdf(content: bytes) -> Pages:
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    sizes = [document.get_page_size(number) for number in range(min(len(document), MOST_PAGES))]

    def draw(number: int, scale: float) -> Pixels:
        page = document[number]
        picture = page.render(scale=_bounded(sizes[number], scale), rev_byteorder=True).to_pil()
        page.close()
        return _pixels(picture)

    return Pages(sizes, draw)


def _picture(content: bytes) -> Pages:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = _LARGEST_PICTURE
    picture = Image.open(BytesIO(content), formats=["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
    many = picture.format == "TIFF"
    frames = min(int(getattr(picture, "n_frames", 1)), MOST_PAGES) if many else 1
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    sizes: list[Size] = []
    for number in range(frames):
        picture.seek(number)
        if picture.width * picture.height > _LARGEST_PICTURE:
            raise TooLarge
        width, height = picture.width * _POINTS, picture.height * _POINTS
        sizes.append((height, width) if turned and not many else (width, height))

    def draw(number: int, scale: float) -> Pixels:
        picture.seek(number)
        upright = picture if many else ImageOps.exif_transpose(picture)
        fitting = _bounded(sizes[number], scale)
        size = (max(1, round(sizes[number][0] * fitting)), max(1, round(sizes[number][1] * fitting)))
        return _pixels(_on_white(upright).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))

    return Pages(sizes, draw)


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _pixels(picture: Image.Image) -> Pixels:
    drawn = picture.convert("RGB")
    return Pixels(drawn.width, drawn.height, drawn.tobytes())


def _bounded(size: Size, scale: float) -> float:
    """Return the scale, or as much of it as a page of this size may be drawn at."""
    width, height = size
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise TooLarge
    return min(scale, math.sqrt(_MOST_PIXELS / (width * height)), _LONGEST_SIDE / max(width, height))
