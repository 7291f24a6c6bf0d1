"""The picture of a signature: drawn here, or a photograph or scan whose paper is taken away."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageOps, UnidentifiedImageError

from inspector_app.errors import IdentityFault

_LARGEST = (1500, 400)
"""Pixels that a signature has at most: those of 600 dots an inch where it is printed."""
_GROUND = 12
"""How many grey steps around the paper's own brightness are still paper."""
_INK = 60
"""How much darker than the paper ink is at least that is fully opaque."""
_MARGIN = 12


def signature_picture(image: bytes) -> bytes:
    """Return a picture (PNG, JPEG) as PNG on a clear ground, cut to the ink, no larger than it can be printed.

    A picture that is clear in places is left as it is. Raises IdentityFault for one that cannot be read or is blank.
    """
    try:
        with Image.open(BytesIO(image)) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise IdentityFault(
            "The picture of the signature cannot be read.", "Draw the signature, or choose a PNG or JPEG picture."
        ) from None
    clear, _ = picture.getchannel("A").getextrema()
    if clear == 255:
        picture = _without_paper(picture)
    picture.thumbnail(_LARGEST)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _without_paper(picture: Image.Image) -> Image.Image:
    """Make the paper clear and keep the ink's colour: how much darker than the paper around it a point is, counts.

    Paper in a photograph is grey, and darker towards an edge: its brightness is taken from a coarse, blurred copy.
    """
    picture.thumbnail((2 * _LARGEST[0], 3 * _LARGEST[1]))
    grey = ImageOps.grayscale(picture)
    darker = ImageChops.subtract(_paper_of(grey), grey)
    alpha = darker.point([min(255, max(0, (step - _GROUND) * 255 // (_INK - _GROUND))) for step in range(256)])
    bounds = alpha.point([255 if step > 64 else 0 for step in range(256)]).getbbox()
    if bounds is None:
        raise IdentityFault(
            "Nothing is to be seen in the picture of the signature.", "Sign in dark ink, and photograph it again."
        )
    picture.putalpha(alpha)
    left, top, right, bottom = bounds
    return picture.crop((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN))


def _paper_of(grey: Image.Image) -> Image.Image:
    """Return the paper alone: in each stretch of a coarse copy the lightest, so that no ink is left in it."""
    width, height = grey.size
    coarse = grey.resize((max(1, width // 8), max(1, height // 8)), Image.Resampling.BOX)
    lightest = coarse.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(4))
    return lightest.resize((width, height), Image.Resampling.BILINEAR)
