"""How a signature that is added to a certified letter looks: drawn for its field, since the page stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from pyhanko.pdf_utils.content import AnnotAppearances
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStampStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from inspector_app.letter import styles
from inspector_app.letter.document import BUILDING
from inspector_app.letter.fonts import REGULAR, in_fonts, register_fonts, text_width
from inspector_app.letter.signature_place import BASELINE, IMAGE_HEIGHT, IMAGE_WIDTH, VisibleSignature

_BELOW = styles.SIGNED.after - 1
"""How far above the foot of the place its field begins, in points."""


@dataclass(frozen=True)
class DrawnOnThePage(BaseStampStyle):
    """The signature is drawn on the page, tagged; the field's own appearance stays empty."""

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: object) -> None:
        """Make no stamp."""


@dataclass(frozen=True)
class DrawnInTheField(BaseStampStyle):
    """The signature is drawn as the field's appearance, as the pages show the first one's."""

    visible: VisibleSignature = field(kw_only=True)

    def create_stamp(  # type: ignore[override]
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: object,  # noqa: ARG002
    ) -> _Appearance:
        """Draw it as large as the field."""
        drawn = PdfFileReader(BytesIO(_drawn(self.visible, float(box.width), float(box.height))))
        return _Appearance(writer, drawn)


class _Appearance:
    """A drawn page, as the appearance of a field."""

    def __init__(self, writer: BasePdfFileWriter, drawn: PdfFileReader) -> None:
        self._look = writer.import_page_as_xobject(drawn)

    def apply_appearance(self, annotation: DictionaryObject) -> None:
        """Give the field this appearance."""
        annotation[pdf_name("/AP")] = AnnotAppearances(self._look).as_pdf_object()


def _drawn(visible: VisibleSignature, width: float, height: float) -> bytes:
    """Return a PDF page of the field's size with the picture and the line; a line that is too long is set smaller."""
    style = styles.SIGNED
    size = style.size * min(1, width / text_width(visible.line, style.font, style.size))
    written = BytesIO()
    with BUILDING:
        register_fonts()
        canvas = Canvas(
            written,
            pagesize=(width, height),
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR,  # type: ignore[arg-type]
        )
        if visible.image is not None:
            _put_image(canvas, visible.image)
        canvas.setFillColor(style.colour)
        line = canvas.beginText(0, BASELINE - _BELOW)
        for name, part in in_fonts(visible.line, style.font):
            line.setFont(name, size)
            line.textOut(part)
        canvas.drawText(line)
        canvas.save()
    return written.getvalue()


def _put_image(canvas: Canvas, image: bytes) -> None:
    picture = ImageReader(BytesIO(image))
    pixels_wide, pixels_high = picture.getSize()
    scale = min(IMAGE_WIDTH / pixels_wide, IMAGE_HEIGHT / pixels_high)
    bottom = styles.SIGNED.leading + styles.SIGNED.after - _BELOW
    canvas.drawImage(picture, 0, bottom, pixels_wide * scale, pixels_high * scale, mask="auto")
