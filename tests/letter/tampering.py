"""A drawn signature, and ways in which a signed letter can be changed."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

PASSWORD = "a password"


def drawn() -> bytes:
    """A signature drawn on nothing, as PNG."""
    picture = Image.new("RGBA", (600, 160), (0, 0, 0, 0))
    strokes = [(20, 120), (60, 30), (90, 130), (300, 60), (560, 90)]
    ImageDraw.Draw(picture).line(strokes, fill=(20, 30, 90, 255), width=5)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def with_page(pdf: bytes) -> bytes:
    """The file with a page appended in an update of its own, as a PDF editor saves it."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, pdf_name

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    box = ArrayObject([NumberObject(edge) for edge in (0, 0, 595, 842)])
    pages = writer.root["/Pages"]
    page = DictionaryObject({pdf_name("/Type"): NameObject("/Page"), pdf_name("/MediaBox"): box})
    page["/Parent"] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_other_title(pdf: bytes) -> bytes:
    """The file with its metadata changed in an update of its own."""
    from pyhanko.pdf_utils.generic import TextStringObject

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = TextStringObject("fr")
    writer.update_root()
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_other_look(pdf: bytes) -> bytes:
    """The file with the first signature's field made as large as the page, where it could cover the letter."""
    from pyhanko.pdf_utils.generic import ArrayObject, NumberObject

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0).get_object()
    field["/Rect"] = ArrayObject([NumberObject(edge) for edge in (0, 0, 595, 842)])
    writer.update_container(field)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_changed_word(pdf: bytes) -> bytes:
    """The file written anew with another page content, the signature taken along."""
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[1]
        page.Contents.write(page.Contents.read_bytes()[:-40] + b" " * 40)
        written = BytesIO()
        document.save(written)
    return written.getvalue()


def with_space_in_signature(pdf: bytes) -> bytes:
    """The file with white space among the noughts that fill the room of the signature."""
    at = pdf.rindex(b"0" * 100)
    return pdf[:at] + b"\t" + pdf[at + 1 :]


def with_byte_changed(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
