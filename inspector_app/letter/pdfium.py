"""Reading a finished PDF with PDFium, one document at a time: PDFium is not safe to call from two threads at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from pypdfium2 import PdfDocument

_ONE_AT_A_TIME = Lock()


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """Open a PDF for the length of a `with`, and close it."""
    with _ONE_AT_A_TIME:
        document = PdfDocument(pdf)
        try:
            document.init_forms()  # a signature that was added to a letter is drawn by its field
            yield document
        finally:
            document.close()
