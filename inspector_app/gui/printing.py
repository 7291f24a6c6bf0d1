"""Putting our documents on paper: the pages of the PDF itself, made into pictures off the main thread."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from threading import Event, Semaphore
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from inspector_app.errors import DiskFault, InspectorError, NoPrinter
from inspector_app.exchange.private_file import begin_beside, give_up_beside, put_in_place, write_private_file
from inspector_app.gui.page import PageWindow

if TYPE_CHECKING:
    from inspector_app.letter.preview import PageImage

_FINEST = 300
"""Dots an inch above which a page looks no better and only takes memory."""

_ON_SCREEN = 110
"""Dots an inch of a page in the preview, which keeps them all: as fine as paper, thirty would take a gigabyte."""

_BANDS, _OVERLAP = 10, 2
"""A page is painted in so many bands, for the window goes on between two of them; each lies over some rows of the next,
so that no printer leaves a line of the paper between them. In a file, which is looked at on a screen, they would be
seen: there it is one."""

_OF_THE_WINDOW = 0.9
"""How much of the window the preview takes, so that a page can be read in it."""

_AHEAD = 2
"""Bands that wait to be painted: their pages are in memory."""

_FOOT_SIZE, _FOOT_LEFT, _FOOT_TOP = 8.5, 70.87, 812
"""Of the line under a file copy, in points from the upper left corner: under the number of the page."""

_FOOT_INK = "#4a5058"
"""As the number of the page has it. A preview notes no black pen, and a dark window writes in its own light ink."""


def _nothing() -> None:
    pass


def print_with_preview(
    pdf: bytes,
    name: str,
    window: PageWindow,
    parent: QWidget,
    foot: str = "",
    *,
    saved: Callable[[], None] = _nothing,
) -> None:
    """Show how a document will look on paper, and let it be printed from there; see `Printing` for `foot`, `saved`."""

    def show(pages: Sequence[PageImage]) -> None:
        printer = a4_printer(name)
        if _is_to_be_printed(printer, pages, foot, parent):
            Printing(pdf, name, foot, window, parent, saved).begin(printer)

    def make() -> Sequence[PageImage]:
        from inspector_app.letter.preview import page_count, page_images

        return page_images(pdf, range(page_count(pdf)), _ON_SCREEN / 72)

    window.run_in_background(make, show, "Drawing the pages")


def print_with_dialog(
    pdf: bytes, name: str, window: PageWindow, parent: QWidget, *, saved: Callable[[], None] = _nothing
) -> None:
    """Ask for printer, copies and pages, and print; where there is no printer, but a dialog that can save what it
    would print, that is offered. See `Printing` for `saved`."""
    if not QPrinterInfo.availablePrinters() and sys.platform in {"win32", "darwin"}:
        window.tell(
            NoPrinter("No printer is set up on this computer.", "Add one in the system's settings, or save a PDF.")
        )
        return
    from inspector_app.letter.preview import page_count

    printer = a4_printer(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, page_count(pdf))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        Printing(pdf, name, "", window, parent, saved).begin(printer)


def a4_printer(name: str) -> QPrinter:
    """Return a printer set to A4 without margins of its own: a document brings its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows of a page: from `top` to before `bottom`."""

    page: PageImage
    top: int
    bottom: int


class Printing(QObject):
    """Prints one document while the window goes on: a page is painted on the main thread when its picture is made.

    Pages are handed in one by one, so that other work, such as the drawing of what is typed, comes between them.

    `foot` is a line for the foot of every page, under all that the document has there. What is printed whole into a
    PDF file, without such a line, is the document itself: pictures of it could not be read aloud, nor bear a signature.
    `saved` is called once it lies in a file, and not on paper.
    """

    _made = Signal(object)

    def __init__(
        self,
        pdf: bytes,
        name: str,
        foot: str,
        window: PageWindow,
        parent: QWidget,
        saved: Callable[[], None] = _nothing,
    ) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._name = name
        self._foot = foot
        self._window = window
        self._saved = saved
        self._painter = QPainter()
        self._room = Semaphore(_AHEAD)
        self._stopped = Event()
        self._beside: Path | None = None
        self._made.connect(self._paint)

    def begin(self, printer: QPrinter) -> None:
        """Print on a printer as it was set in its dialog; says when that is done, and tells what goes wrong."""
        from inspector_app.letter.preview import page_count

        pages = page_count(self._pdf)
        numbers = pages_for(printer, pages)
        to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        path = Path(printer.outputFileName())
        if to_file and not self._foot and numbers == list(range(pages)):
            self._save(path)
            return
        if to_file and not self._begin_file(printer, path):
            return
        if self._painter.begin(printer):
            self._printer, self._blank = printer, True
            self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._left, self._to_paint = iter(numbers), len(numbers)
            self._scale = min(printer.resolution(), _FINEST) / 72
            self._bands = 1 if to_file else _BANDS
            for _ in range(_AHEAD):  # one more than is made, so that it is one work until the last page
                self._make_next()
        else:
            self._give_up_file()
            self._end(NoPrinter("The printer does not take the document.", "Choose another, or save it as a PDF."))

    def _begin_file(self, printer: QPrinter, path: Path) -> bool:
        """Let a file be written beside its place: what is cancelled leaves no torn one under its name."""
        try:
            self._beside, self._path = begin_beside(path), path
        except DiskFault as fault:
            self._end(fault)
            return False
        printer.setOutputFileName(str(self._beside))
        return True

    def _give_up_file(self) -> None:
        if self._beside is not None:
            give_up_beside(self._beside)

    def _save(self, path: Path) -> None:
        def done(_none: None) -> None:
            self._saved()
            self._end(f"Saved: {path.name}.")

        self._window.run_in_background(lambda: write_private_file(path, self._pdf), done, "Saving")

    def _make_next(self) -> None:
        """Hand in the next page, if there is one more."""
        number = next(self._left, None)
        if number is not None:
            self._window.run_in_background(
                lambda: self._make(number), lambda _none: self._page_painted(), "Printing", given_up=self._give_up
            )

    def _page_painted(self) -> None:
        self._to_paint -= 1
        if self._to_paint:
            self._make_next()
        else:
            self._all_painted()

    def _make(self, number: int) -> None:
        """Make the picture of a page, off the main thread, as fast as its bands are painted."""
        from inspector_app.letter.preview import page_images

        if self._stopped.is_set():
            return
        (page,) = page_images(self._pdf, [number], self._scale)
        for band in _bands(page, self._bands):
            self._room.acquire()
            if self._stopped.is_set():
                return
            with contextlib.suppress(RuntimeError):  # the window may be gone by now
                self._made.emit(band)

    def _paint(self, band: _Band) -> None:
        if not self._stopped.is_set():
            if band.top == 0 and not self._blank:
                self._printer.newPage()
            self._blank = False
            _draw(self._painter, self._printer, band, self._foot)
        self._room.release()

    def _all_painted(self) -> None:
        self._painter.end()
        if self._printer.printerState() == QPrinter.PrinterState.Error:
            self._give_up_file()
            self._end(NoPrinter("The printer stopped before the last page.", "Look at the printer, and print again."))
        elif self._beside is not None:
            self._put_file_in_place(self._beside)
        else:
            self._end(f"{self._name}: on its way to the printer.")

    def _put_file_in_place(self, beside: Path) -> None:
        try:
            put_in_place(beside, self._path)
        except DiskFault as fault:
            self._end(fault)
            return
        self._saved()
        self._end(f"Saved: {self._path.name}.")

    def _give_up(self) -> None:
        """Paint no more pages; a printer may have been given some, and not every system takes them back."""
        if self._stopped.is_set():  # with one of its pages it is given up whole
            return
        self._stopped.set()
        self._room.release()
        self._printer.abort()
        self._painter.end()
        self._give_up_file()
        may_come = "Pages that the printer has been given may still come out."
        self._end(f"Printing was cancelled. {'Nothing was saved.' if self._beside is not None else may_come}")

    def _end(self, said: str | InspectorError) -> None:
        if isinstance(said, InspectorError):
            self._window.tell(said)
        else:
            self._window.say(said)
        self.deleteLater()


def pages_for(printer: QPrinter, pages: int) -> list[int]:
    """Return the pages, from 0, in the order in which they are drawn; a printer that makes copies itself gets one."""
    wanted = printer.pageRanges()
    numbers = [number for number in range(pages) if wanted.isEmpty() or wanted.contains(number + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return numbers * copies if printer.collateCopies() else [number for number in numbers for _ in range(copies)]


def _is_to_be_printed(printer: QPrinter, pages: Sequence[PageImage], foot: str, parent: QWidget) -> bool:
    """Show the pages, and say whether they are to be printed on the printer as it is set then."""
    asked = False

    def paint(onto: QPrinter) -> None:
        nonlocal asked
        if onto.paintEngine().type() != QPaintEngine.Type.Picture:
            asked = True  # the dialog closes now; a printer that refuses is told without it in the way
            return
        painter = QPainter(onto)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, page in enumerate(pages):
            if place:
                onto.newPage()
            _draw(painter, onto, _Band(page, 0, page.height), foot)
        painter.end()

    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle("Print preview")
    dialog.setAccessibleName("Print preview")
    dialog.resize(parent.window().size() * _OF_THE_WINDOW)
    dialog.paintRequested.connect(paint)
    dialog.exec()
    dialog.deleteLater()
    return asked


def _bands(page: PageImage, bands: int) -> list[_Band]:
    height = ceil(page.height / bands)
    return [_Band(page, top, min(page.height, top + height + _OVERLAP)) for top in range(0, page.height, height)]


def _draw(painter: QPainter, printer: QPrinter, band: _Band, foot: str) -> None:
    """Draw rows of a page in their place on the paper, and the foot with the last ones."""
    page, paper = band.page, printer.paperRect(QPrinter.Unit.DevicePixel)
    image = QImage(page.pixels, page.width, page.height, QImage.Format.Format_RGB32)
    row, rows = paper.height() / page.height, band.bottom - band.top
    target = QRectF(paper.left(), paper.top() + band.top * row, paper.width(), rows * row)
    painter.drawImage(target, image, QRectF(0, band.top, page.width, rows))
    if foot and band.bottom == page.height:
        to_point = printer.resolution() / 72
        font = QFont(painter.font())
        font.setPointSizeF(_FOOT_SIZE)
        painter.setFont(font)
        painter.setPen(QColor(_FOOT_INK))
        painter.drawText(QPointF(_FOOT_LEFT * to_point, _FOOT_TOP * to_point), foot)
