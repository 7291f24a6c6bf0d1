"""The letter's real pages, one under the other; a click on a line says which part of the letter it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from inspector_app.gui import style

PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898
"""Of A4, in points."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block of the letter lies: its name, its page from 0, and the area in points from the left top corner."""

    name: str
    page: int
    area: tuple[float, float, float, float]


class PagesView(QAbstractScrollArea):
    """Pages fitted to the width; new pages take the place of the old at the same place, without a blank between."""

    block_clicked = Signal(str)
    """A block of the letter was clicked: its name."""
    width_changed = Signal()
    """The pages should be drawn for another width (after a short rest)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages of the letter")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._images: tuple[QImage, ...] = ()
        self._places: tuple[Place, ...] = ()
        self._pitch_shown = self._pitch()
        self._marked = ""
        self._under_pointer = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(150)
        self._rest.timeout.connect(self.width_changed)

    def pages(self) -> int:
        """Return how many pages are shown."""
        return len(self._images)

    def scale(self) -> float:
        """Return how many pixels of the screen one point of the page takes."""
        return (max(100, self._page_width()) * self.devicePixelRatioF() - 0.01) / PAGE_WIDTH

    def in_sight(self) -> range:
        """Return the numbers, from 0, of the pages that are or would be in sight."""
        above = self.verticalScrollBar().value() - style.space(3)
        return range(max(0, above // self._pitch()), max(0, above + self.viewport().height()) // self._pitch() + 1)

    def show_pages(self, images: Sequence[QImage], places: Sequence[Place]) -> None:
        """Show these pages, at the place where the reader was, the first at the marked block; an empty image is a white
        page."""
        first = not self._images
        self._images, self._places = tuple(images), tuple(places)
        self._set_range()
        if first:
            self.mark(self._marked)
        number = len(self._images)
        self.setAccessibleDescription("1 page" if number == 1 else f"{number} pages")
        self.viewport().update()

    def mark(self, name: str, *, bring_into_sight: bool = True) -> None:
        """Frame the block of this name, and scroll to it where it is out of sight."""
        self._marked = name
        areas = self.areas_of(name)
        if areas and bring_into_sight:
            shown = self.viewport().rect()
            if not shown.contains(areas[0].topLeft()):
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + areas[0].y() - shown.height() // 4)
        self.viewport().update()

    def areas_of(self, name: str) -> list[QRect]:
        """Return where a block lies on the viewport, an area for each page that it touches."""
        return [self._on_screen(place) for place in self._places if place.name == name]

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight, and a frame around the marked block."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), style.colour("sunken"))
        for number, image in enumerate(self._images):
            rect = self._page_rect(number)
            if not rect.intersects(event.rect()):
                continue
            self._paint_page(painter, rect, image)
            painter.setPen(style.colour("line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
        for name, tone in ((self._under_pointer, "line"), (self._marked, "accent")):
            pen = QPen(style.colour(tone))
            pen.setWidth(style.measure("focus"))
            painter.setPen(pen)
            for area in self.areas_of(name) if name else ():
                painter.drawRoundedRect(area.adjusted(-4, -3, 4, 3), style.measure("radius"), style.measure("radius"))
        if self.hasFocus():
            painter.setPen(style.colour("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width at once, the same lines at the top, and ask for sharper ones after a rest."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        pages_above = bar.value() / self._pitch_shown
        self._set_range()
        bar.setValue(round(pages_above * self._pitch()))
        self._pitch_shown = self._pitch()
        self._rest.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the pages."""
        self.viewport().scroll(dx, dy)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page and arrow keys scroll, Home and End go to the first and last page."""
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which block would be opened."""
        name = self._name_at(event.position().toPoint())
        if name != self._under_pointer:
            self._under_pointer = name
            hand = Qt.CursorShape.PointingHandCursor if name else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which block was clicked."""
        name = self._name_at(event.position().toPoint())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.block_clicked.emit(name)

    def _paint_page(self, painter: QPainter, rect: QRect, image: QImage) -> None:
        """One drawn for this width is painted pixel for pixel; the last row may be a part of one."""
        painter.fillRect(rect, Qt.GlobalColor.white)
        if image.isNull():
            return
        drawn = QSizeF(image.size()) / self.devicePixelRatioF()
        fits = abs(drawn.width() - rect.width()) < 1 and abs(drawn.height() - rect.height()) <= 1
        painter.drawImage(QRectF(rect.topLeft(), drawn) if fits else QRectF(rect), image)

    # -- where things lie

    def _name_at(self, point: QPoint) -> str:
        return next((place.name for place in self._places if self._on_screen(place).contains(point)), "")

    def _on_screen(self, place: Place) -> QRect:
        page, factor = self._page_rect(place.page), self._page_width() / PAGE_WIDTH
        x, y, width, height = (round(part * factor) for part in place.area)
        return QRect(page.x() + x, page.y() + y, width, height)

    def _page_rect(self, number: int) -> QRect:
        y = style.space(3) + number * self._pitch() - self.verticalScrollBar().value()
        x = (self.viewport().width() - self._page_width()) // 2
        return QRect(QPoint(x, y), QSize(self._page_width(), self._page_height()))

    def _page_width(self) -> int:
        fitting = self.viewport().width() - 2 * style.space(4)
        return max(1, min(fitting, style.measure("notes") * 5 // 4))

    def _page_height(self) -> int:
        return ceil(self._page_width() * PAGE_HEIGHT / PAGE_WIDTH)

    def _pitch(self) -> int:
        """How far one page is from the next, in pixels."""
        return self._page_height() + style.space(3)

    def _total_height(self) -> int:
        return len(self._images) * self._pitch() + style.space(3)

    def _set_range(self) -> None:
        bar = self.verticalScrollBar()
        seen = self.viewport().height()
        bar.setRange(0, max(0, self._total_height() - seen))
        bar.setPageStep(max(1, seen - style.space(10)))
        bar.setSingleStep(style.space(10))
