"""Where a letter is signed: room for ink, the visible signature, or the field that waits for another signatory's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName

from inspector_app.letter import styles
from inspector_app.letter.content import SignaturePlace
from inspector_app.letter.flowables import TaggedFlowable
from inspector_app.letter.fonts import text_width
from inspector_app.letter.signature_fields import field_label, field_name
from inspector_app.letter.structure import Element

_LONGEST_DATE = "30 September 2000 at 00:00"
_INK_HEIGHT = 17 * mm
IMAGE_HEIGHT = 15 * mm
IMAGE_WIDTH = 62 * mm
_GAP = 10
"""How far a signature stands below the name of who signs before, in points."""
BASELINE = styles.SIGNED.after + 3.5
"""How high the line under a signature stands in its place, in points."""


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
    """The room above a typed name: empty for ink, or the picture, the line and the field of the digital signature.

    Once one of several has signed, the places of the others have the field that theirs will fill: pages that are
    certified cannot be laid out again. `number` counts the places from 0.
    """

    def __init__(
        self, places: Sequence[SignaturePlace], number: int, signature: VisibleSignature | None, section: Element
    ) -> None:
        super().__init__()
        place = places[number]
        self._number = number
        self._name = place.name
        self._gap = _GAP if number else 0
        self._visible = signature if signature and signature.place == number else None
        self._has_field = signature is not None
        self._locks = signature is not None and number == _last_to_sign(len(places), signature)
        image = self._visible.image if self._visible else None
        self._image = ImageReader(BytesIO(image)) if image else None
        if self._visible:
            self._figure = section.add("Figure", alt=f"Signature of {place.name}") if self._image else None
            self._line = section.add("P")
        if self._has_field:
            self._form = section.add("Form")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002
        """Say how much room the signature takes, in points."""
        self.width = aW
        line = styles.SIGNED.leading + styles.SIGNED.after
        if not self._has_field:
            self.height = _INK_HEIGHT
        else:
            self.height = self._gap + (IMAGE_HEIGHT if self._image or not self._visible else 0) + line
        return self.width, self.height

    def draw(self) -> None:
        """Draw the visible signature, if there is one, and the field."""
        if not self._has_field:
            return
        visible, canvas, style = self._visible, self.canv, styles.SIGNED
        line = visible.line if visible else f"Signed by {self._name}, on {_LONGEST_DATE}"
        width = text_width(line, style.font, style.size)
        if visible is None:
            width = max(width, IMAGE_WIDTH)
        elif self._image is not None and self._figure is not None:
            width = max(width, self._draw_image(self._image, self._figure))
        if visible is not None:
            canvas.setFillColor(style.colour)
            with canvas.tagged(self._line):
                canvas.put_text(0, BASELINE, line, style.font, style.size)
        rect = canvas.on_page(0, style.after - 1, min(width, self.width), self.height - self._gap - style.after + 1)
        signer = visible.signed_by if visible else self._name
        name = field_name(self._number)
        canvas.put_signature_field(self._form, rect, name, field_label(signer), locks=self._locks)

    def _draw_image(self, image: ImageReader, figure: Element) -> float:
        """Draw the picture as large as its room allows, and return its width in points."""
        pixels_wide, pixels_high = image.getSize()
        scale = min(IMAGE_WIDTH / pixels_wide, IMAGE_HEIGHT / pixels_high)
        width, height = pixels_wide * scale, pixels_high * scale
        bottom = styles.SIGNED.leading + styles.SIGNED.after
        rect = self.canv.on_page(0, bottom, width, height)
        figure.attributes = {"O": PDFName("Layout"), "Placement": PDFName("Block"), "BBox": PDFArray(list(rect))}
        with self.canv.tagged(figure):
            self.canv.drawImage(image, 0, bottom, width, height, mask="auto")
        return width


def _last_to_sign(places: int, first: VisibleSignature) -> int | None:
    """Whose signature is the last: after the first they sign in the order of the letter. None: the first is alone."""
    return max((number for number in range(places) if number != first.place), default=None)
