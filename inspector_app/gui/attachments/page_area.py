"""One page of an attachment at a time, fitted to the width or larger, turned and moved by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from inspector_app.gui import style

_LEAST_ZOOM, _MOST_ZOOM, _ZOOM_STEP = 0.25, 8.0, 1.25
_REST = 150
"""Milliseconds of rest after which a page is drawn for another width."""


class PageArea(QScrollArea):
    """Asks for a page by `wanted` (its number from 0, pixels a point) and shows what it is given."""

    wanted = Signal(int, float)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Page of the attachment")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._number = 0
        self._zoom = 1.0
        self._from_below = False
        self._page = QLabel(self)
        self.setWidget(self._page)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._want)

    def open(self, sizes: Sequence[tuple[float, float]], number: int) -> None:
        """Begin with one of the pages, which have these sizes in points."""
        self._sizes = tuple(sizes)
        self._number, self._zoom, self._from_below = min(number, len(self._sizes) - 1), 1.0, False
        self.turned.emit(self._number)
        self._want()

    def number(self) -> int:
        """Return which page is shown, counted from 0."""
        return self._number

    def forget(self) -> None:
        """Show nothing, and keep no page in memory."""
        self._rest.stop()
        self._sizes = ()
        self._page.clear()
        self._page.resize(0, 0)

    def show_page(self, image: QImage) -> None:
        """Show the page that was asked for."""
        ratio = self.devicePixelRatioF()
        image.setDevicePixelRatio(ratio)
        self._page.setPixmap(QPixmap.fromImage(image))
        self._page.resize(self._page.sizeHint())
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if self._from_below else min(bar.value(), bar.maximum()))
        self._from_below = False

    def turn_to(self, number: int, *, from_below: bool = False) -> None:
        """Go to a page, as far as there is one; `from_below`: to its end."""
        number = max(0, min(number, len(self._sizes) - 1))
        if number == self._number or not self._sizes:
            return
        self._number, self._from_below = number, from_below
        self.verticalScrollBar().setValue(0)
        self.turned.emit(number)
        self._want()

    def turn(self, by: int) -> None:
        """Go so many pages on."""
        self.turn_to(self._number + by)

    def zoom(self, factor: float | None) -> None:
        """Draw it larger or smaller by a factor; None: fitted to the width again."""
        self._zoom = 1.0 if factor is None else max(_LEAST_ZOOM, min(_MOST_ZOOM, self._zoom * factor))
        self._want()

    def zoom_in(self) -> None:
        """Draw it a step larger."""
        self.zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Draw it a step smaller."""
        self.zoom(1 / _ZOOM_STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the page at the new width, after a rest."""
        super().resizeEvent(event)
        if self._sizes:
            self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll and turn, plus and minus draw larger and smaller."""
        bar = self.verticalScrollBar()
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() >= bar.maximum():
            self.turn(1)
        elif key == Qt.Key.Key_PageUp and bar.value() <= 0:
            self.turn_to(self._number - 1, from_below=True)
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        elif key == Qt.Key.Key_Home:
            self.turn_to(0)
        elif key == Qt.Key.Key_End:
            self.turn_to(len(self._sizes) - 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.zoom(None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self.horizontalScrollBar().maximum():
            self.turn(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _want(self) -> None:
        if not self._sizes:
            return
        width = max(style.space(20), self.viewport().width() - 2 * style.space(2))
        fitting = width / self._sizes[self._number][0]
        self.wanted.emit(self._number, fitting * self._zoom * self.devicePixelRatioF())
