"""A pad to draw a signature on with mouse, pen or finger; it gives a picture on a clear ground."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.gui import style

_PICTURE_SCALE = 4
_INK = QColor(16, 24, 48)
"""The ink of the signature itself, on paper: not of the window, so it follows no appearance."""


class SignaturePad(QWidget):
    """Draws what the pointer draws; says `changed` after each stroke."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Signature, drawn")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[QPointF]] = []

    def sizeHint(self) -> QSize:
        """Leave room for a signature."""
        return QSize(style.measure("field"), style.space(28))

    def minimumSizeHint(self) -> QSize:
        """Leave room for a signature."""
        return self.sizeHint()

    def is_empty(self) -> bool:
        """Say whether nothing has been drawn."""
        return not self._strokes

    def clear(self) -> None:
        """Take away what was drawn."""
        self._strokes = []
        self.update()
        self.changed.emit()

    def picture(self) -> bytes | None:
        """Return what was drawn as a PNG on a clear ground, cut to the strokes; None where nothing was."""
        if self.is_empty():
            return None
        bounds = self._path().boundingRect().adjusted(-4, -4, 4, 4)
        size = QRectF(0, 0, bounds.width() * _PICTURE_SCALE, bounds.height() * _PICTURE_SCALE).toRect().size()
        image = QImage(size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(_PICTURE_SCALE, _PICTURE_SCALE)
        painter.translate(-bounds.topLeft())
        self._draw(painter, _INK)
        painter.end()
        return _png(image)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        self._strokes.append([event.position()])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the stroke."""
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, a line to write on, and the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), style.colour("surface"))
        pen = QPen(style.colour("focus" if self.hasFocus() else "control_line"))
        painter.setPen(pen)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        line = QRect(style.space(4), self.height() * 3 // 4, self.width() - style.space(8), 0)
        painter.setPen(QPen(style.colour("line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(line.topLeft(), line.topRight())
        if self.is_empty():
            painter.setPen(style.colour("text_muted"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "Sign here with mouse, pen or finger")
        self._draw(painter, style.colour("text"))
        painter.end()

    def _draw(self, painter: QPainter, ink: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink, 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(self._path())

    def _path(self) -> QPainterPath:
        """Return the strokes, rounded through the middles between the points."""
        path = QPainterPath()
        for stroke in self._strokes:
            path.moveTo(stroke[0])
            for before, after in pairwise(stroke):
                path.quadTo(before, (before + after) / 2)
            path.lineTo(stroke[-1] + QPointF(0.1, 0.1))
        return path


def on_paper(signature: bytes, height: int) -> QPixmap:
    """Return a signature as it looks on paper, so many pixels high: in the dark its ink would not be seen."""
    ink = QImage.fromData(signature).scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
    paper = QPixmap(ink.size())
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, ink)
    painter.end()
    return paper


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
