"""Where a letter is signed: room for ink, or the visible signature with "Signed by ..., on ..."."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName

from inspector_app.letter import styles
from inspector_app.letter.content import SignaturePlace
from inspector_app.letter.flowables import TaggedFlowable
from inspector_app.letter.fonts import text_width
from inspector_app.letter.structure import Element

FIELD_NAME = "Signature"

_INK_HEIGHT = 17 * mm
_IMAGE_HEIGHT = 15 * mm
_IMAGE_WIDTH = 62 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleSignature:
    """A signature as the letter shows it.

    `image` is the drawn or scanned signature as PNG bytes, or None; `signed_on` is in words ("21 May 2010, 14:02").
    `place` counts the signature places of the letter from 0.
    """

    signed_by: str
    signed_on: str
    image: bytes | None = None
    place: int = 0

    @property
    def line(self) -> str:
        """The line under the signature."""
        return f"Signed by {self.signed_by}, on {self.signed_on}"


class SignatureArea(TaggedFlowable):
    """The room above a typed name: empty for ink, or the picture, the line and the field of the digital signature."""

    def __init__(self, place: SignaturePlace, visible: VisibleSignature | None, section: Element) -> None:
        super().__init__()
        self._visible = visible
        self._image = ImageReader(BytesIO(visible.image)) if visible and visible.image else None
        if visible:
            self._figure = section.add("Figure", alt=f"Signature of {place.name}") if self._image else None
            self._line = section.add("P")
            self._form = section.add("Form")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Say how much room the signature takes, in points."""
        self.width = aW
        line = styles.SIGNED.leading + styles.SIGNED.after
        self.height = (_IMAGE_HEIGHT if self._image else 0) + line if self._visible else _INK_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw the visible signature, if there is one."""
        visible, canvas, style = self._visible, self.canv, styles.SIGNED
        if visible is None:
            return
        width = text_width(visible.line, style.font, style.size)
        if self._image is not None and self._figure is not None:
            width = max(width, self._draw_image(self._image, self._figure))
        canvas.setFillColor(style.colour)
        with canvas.tagged(self._line):
            canvas.put_text(0, style.after + 3.5, visible.line, style.font, style.size)
        rect = canvas.on_page(0, style.after - 1, width, self.height - style.after + 1)
        canvas.put_signature_field(self._form, rect, FIELD_NAME, f"Digital signature of {visible.signed_by}")

    def _draw_image(self, image: ImageReader, figure: Element) -> float:
        """Draw the picture as large as its room allows, and return its width in points."""
        pixels_wide, pixels_high = image.getSize()
        scale = min(_IMAGE_WIDTH / pixels_wide, _IMAGE_HEIGHT / pixels_high)
        width, height = pixels_wide * scale, pixels_high * scale
        bottom = styles.SIGNED.leading + styles.SIGNED.after
        rect = self.canv.on_page(0, bottom, width, height)
        figure.attributes = {"O": PDFName("Layout"), "Placement": PDFName("Block"), "BBox": PDFArray(list(rect))}
        with self.canv.tagged(figure):
            self.canv.drawImage(image, 0, bottom, width, height, mask="auto")
        return width
