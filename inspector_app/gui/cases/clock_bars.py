"""The clocks of one case drawn as bars against the limit in force: the words say what the colour says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.quick_dates import date_in_words
from inspector_app.visit.clocks import ClockReading

STATE_WORDS = {"met": "met", "not-met": "not met", "running": "still running", "overdue": "overdue"}
STATE_TONES = {"met": "strength", "not-met": "priority", "running": "neutral", "overdue": "priority"}
STATE_ICONS = {"met": "tick", "not-met": "cross", "running": "clock", "overdue": "warning"}


class ClockBars(QWidget):
    """A line for each clock that runs: its name over from when to when, a bar with a mark at the limit, and the days.

    What is over the limit is hatched, and said: no colour alone says it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._readings: tuple[ClockReading, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Clocks: none runs yet")

    def show_readings(self, readings: Sequence[ClockReading]) -> None:
        """Show these clocks."""
        if tuple(readings) == self._readings:
            return
        self._readings = tuple(readings)
        told = "; ".join(f"{reading.label}: {in_words(reading)}, {_whose_limit(reading)}" for reading in readings)
        self.setAccessibleName(f"Clocks: {told or 'none runs yet'}")
        self.setToolTip("\n".join(f"{reading.label}: {_whose_limit(reading)}" for reading in readings))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        return QSize(style.space(60), max(1, len(self._readings)) * self._line_height() + style.space(1))

    def minimumSizeHint(self) -> QSize:
        """Return the height of all lines."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        if not self._readings:
            painter.setPen(style.colour("text_muted"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), "No clock runs yet: fill in a date.")
            return
        small, bold = QFontMetrics(style.font("small")), QFontMetrics(style.font(bold=True))
        labels = max(QFontMetrics(style.font()).horizontalAdvance(reading.label) for reading in self._readings)
        labels = max(labels, *(small.horizontalAdvance(_from_to(reading)) for reading in self._readings))
        words = max(bold.horizontalAdvance(_days(reading)) for reading in self._readings)
        words = max(words, *(small.horizontalAdvance(how_it_stands(reading)) for reading in self._readings))
        for n, reading in enumerate(self._readings):
            line = QRect(0, n * self._line_height(), self.width(), self._line_height())
            self._paint_line(painter, line, reading, min(labels, 2 * self.width() // 5), words)

    def _paint_line(self, painter: QPainter, line: QRect, reading: ClockReading, labels: int, words: int) -> None:
        gap, side = style.space(2), style.measure("icon")
        ink = style.tone_colour(STATE_TONES[reading.state])
        label = QRect(line.left(), line.top(), labels, line.height())
        told = QRect(line.right() - words, line.top(), words + 1, line.height())
        icon = QRect(told.left() - side - gap // 2, line.center().y() - side // 2, side, side)
        _paint_words(painter, label, reading.label, _from_to(reading), style.colour("text"), bold=False)
        _paint_words(painter, told, _days(reading), how_it_stands(reading), ink, bold=True)
        style.paint_icon(painter, icon, STATE_ICONS[reading.state], ink)
        track = QRect(label.right() + gap, line.top(), icon.left() - label.right() - 2 * gap, line.height())
        if track.width() > style.space(8):
            _paint_bar(painter, track, reading)

    def _line_height(self) -> int:
        words = QFontMetrics(style.font(bold=True)).height() + QFontMetrics(style.font("small")).height()
        return words + style.space(1.5)


def in_words(reading: ClockReading) -> str:
    """Return what a reading says: "12 of 7 working days, not met: 5 over"."""
    return f"{_days(reading)}, {how_it_stands(reading)}"


def how_it_stands(reading: ClockReading) -> str:
    """Return how a clock stands, and by how many working days it is over or has left."""
    over = reading.working_days - reading.limit
    left = f": {-over} left" if reading.state == "running" else ""
    return STATE_WORDS[reading.state] + (f": {over} over" if over > 0 else left)


def _days(reading: ClockReading) -> str:
    return f"{reading.working_days} of {reading.limit} working days"


def _from_to(reading: ClockReading) -> str:
    first = reading.from_
    from_ = f"{first.day} {first:%b}" + (f" {first:%Y}" if reading.to is None or reading.to.year != first.year else "")
    to = f"{reading.to.day} {reading.to:%b %Y}" if reading.to is not None else "the last visit day"
    return f"{from_} to {to}"


def _whose_limit(reading: ClockReading) -> str:
    whose = "this authority's own limit" if reading.limit_from == "visit" else "the limit in force on the day it began"
    return f"from {date_in_words(reading.from_)}; {reading.limit} working days is {whose}"


def _paint_words(painter: QPainter, room: QRect, above: str, below: str, ink: QColor, *, bold: bool) -> None:
    """Draw a line of words, and a smaller one under it."""
    flags = int(Qt.AlignmentFlag.AlignLeft)
    middle = room.center().y() + style.space(0.5)
    painter.setFont(style.font(bold=bold))
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(above, Qt.TextElideMode.ElideRight, room.width())
    top = QRect(room.left(), room.top(), room.width(), middle - room.top())
    painter.drawText(top, flags | int(Qt.AlignmentFlag.AlignBottom), shown)
    painter.setFont(style.font("small"))
    painter.setPen(ink if bold else style.colour("text_muted"))
    shown = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, room.width())
    under = QRect(room.left(), middle, room.width(), room.bottom() - middle)
    painter.drawText(under, flags | int(Qt.AlignmentFlag.AlignTop), shown)


def _paint_bar(painter: QPainter, track: QRect, reading: ClockReading) -> None:
    """Draw the days up to the limit filled, and those over it hatched in a frame; a line stands at the limit."""
    high = style.space(2.5)
    scale = max(reading.limit * 1.4, reading.working_days * 1.05, 1)
    ground = QRect(track.left(), track.center().y() - high // 2, track.width(), high)
    painter.fillRect(ground, style.colour("sunken"))
    ink = style.tone_colour(STATE_TONES[reading.state])
    limit = round(track.width() * reading.limit / scale)
    long = round(track.width() * max(0, reading.working_days) / scale)
    painter.fillRect(QRect(ground.left(), ground.top(), min(long, limit), high), ink)
    if long > limit:
        over = QRect(ground.left() + limit, ground.top(), long - limit, high)
        painter.fillRect(over, style.colour("surface"))
        painter.fillRect(over, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(over.adjusted(0, 0, -1, -1))
    mark = QRect(ground.left() + limit, ground.top() - style.space(1), style.measure("focus"), high + style.space(2))
    painter.fillRect(mark, style.colour("text"))
