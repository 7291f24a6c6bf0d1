"""Putting our documents on paper: the pages of the PDF itself, drawn at the printer's resolution."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from inspector_app.errors import NoPrinter

_FINEST = 300
"""Dots an inch above which a page looks no better and only takes memory."""

_ON_SCREEN = 110
"""Dots an inch of a page in the preview."""


def print_with_preview(pdf: bytes, name: str, parent: QWidget) -> None:
    """Show how a document will look on paper, and let it be printed from there."""
    printer = a4_printer(name)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle("Print preview")
    dialog.setAccessibleName("Print preview")
    dialog.paintRequested.connect(lambda onto: draw_on(onto, pdf))
    dialog.exec()


def print_with_dialog(pdf: bytes, name: str, parent: QWidget) -> bool:
    """Ask for printer, copies and pages, and print. Raises NoPrinter where there is none."""
    if not QPrinterInfo.availablePrinters():
        raise NoPrinter(
            "No printer is set up on this computer.", "Add one in the system's settings, or save it as a PDF."
        )
    printer = a4_printer(name)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_on(printer, pdf)
    return True


def a4_printer(name: str) -> QPrinter:
    """Return a printer set to A4 without margins of its own: a document brings its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def draw_on(printer: QPrinter, pdf: bytes) -> None:
    """Draw the pages that were asked for onto a printer, each in its place on the paper; one at a time is in memory."""
    from inspector_app.letter.preview import page_count, page_images

    pages = page_count(pdf)
    first = printer.fromPage() or 1
    last = min(printer.toPage() or pages, pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise NoPrinter("The printer does not take the document.", "Choose another, or save it as a PDF.")
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # A preview keeps all pages: as fine as the paper, those of thirty forms would take a gigabyte.
    seen = painter.paintEngine().type() == QPaintEngine.Type.Picture
    scale = min(printer.resolution(), _ON_SCREEN if seen else _FINEST) / 72
    for number in range(first - 1, last):
        if number >= first:
            printer.newPage()
        (page,) = page_images(pdf, [number], scale)
        image = QImage(page.pixels, page.width, page.height, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
    painter.end()
