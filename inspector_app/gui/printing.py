"""Putting our documents on paper: the pages of the PDF itself, drawn at the printer's resolution."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from inspector_app.errors import NoPrinter

_FINEST = 300
"""Dots an inch above which a page looks no better and only takes memory."""

_ON_SCREEN = 110
"""Dots an inch of a page in the preview."""

_FOOT_SIZE, _FOOT_LEFT, _FOOT_TOP = 8.5, 70.87, 812
"""Of the line under a file copy, in points from the upper left corner: under the number of the page."""


def print_with_preview(pdf: bytes, name: str, parent: QWidget, foot: str = "") -> None:
    """Show how a document will look on paper, and let it be printed from there; see `draw_on` for `foot`."""
    printer = a4_printer(name)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle("Print preview")
    dialog.setAccessibleName("Print preview")
    dialog.paintRequested.connect(lambda onto: draw_on(onto, pdf, foot))
    dialog.exec()


def print_with_dialog(pdf: bytes, name: str, parent: QWidget) -> bool:
    """Ask for printer, copies and pages, and print. Raises NoPrinter where there is none."""
    if not QPrinterInfo.availablePrinters():
        raise NoPrinter(
            "No printer is set up on this computer.", "Add one in the system's settings, or save it as a PDF."
        )
    from inspector_app.letter.preview import page_count

    printer = a4_printer(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, page_count(pdf))
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


def draw_on(printer: QPrinter, pdf: bytes, foot: str = "") -> None:
    """Draw the pages that were asked for onto a printer, each in its place on the paper; one at a time is in memory.

    `foot` is a line for the foot of every page, under all that the document has there.
    """
    from inspector_app.letter.preview import page_count, page_images

    numbers = pages_for(printer, page_count(pdf))
    painter = QPainter()
    if not painter.begin(printer):
        raise NoPrinter("The printer does not take the document.", "Choose another, or save it as a PDF.")
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # A preview keeps all pages: as fine as the paper, those of thirty forms would take a gigabyte.
    seen = painter.paintEngine().type() == QPaintEngine.Type.Picture
    scale = min(printer.resolution(), _ON_SCREEN if seen else _FINEST) / 72
    for place, number in enumerate(numbers):
        if place:
            printer.newPage()
        (page,) = page_images(pdf, [number], scale)
        image = QImage(page.pixels, page.width, page.height, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
        if foot:
            _draw_foot(painter, printer.resolution() / 72, foot)
    painter.end()


def pages_for(printer: QPrinter, pages: int) -> list[int]:
    """Return the pages, from 0, in the order in which they are drawn; a printer that makes copies itself gets one."""
    wanted = printer.pageRanges()
    numbers = [number for number in range(pages) if wanted.isEmpty() or wanted.contains(number + 1)]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return numbers * copies if printer.collateCopies() else [number for number in numbers for _ in range(copies)]


def _draw_foot(painter: QPainter, to_point: float, words: str) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(_FOOT_SIZE)
    painter.setFont(font)
    painter.drawText(QPointF(_FOOT_LEFT * to_point, _FOOT_TOP * to_point), words)
