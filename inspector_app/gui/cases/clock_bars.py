"""The clocks of one case drawn as bars against the limit in force: the words say what the colour says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.quick_dates import date_in_words
from inspector_app.visit.clocks import ClockReading

STATE_WORDS = {"met": "met", "not-met": "not met", "running": "still running", "overdue": "overdue"}
STATE_TONES = {"met": "strength", "not-met": "priority", "running": "neutral", "overdue": "priority"}
STATE_ICONS = {"met": "tick", "not-met": "cross", "running": "clock", "overdue": "warning"}


class ClockBars(QWidget):
    """A line for each clock that runs: its name, the bar with a mark at the limit, and the days in words."""

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
        told = "; ".join(f"{reading.label}: {in_words(reading)}" for reading in readings)
        self.setAccessibleName(f"Clocks: {told or 'none runs yet'}")
        self.setToolTip("\n".join(f"{reading.label}: {_from_to(reading)}" for reading in readings))
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._readings:
            painter.setPen(style.colour("text_muted"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), "No clock runs yet: fill in a date.")
            return
        labels = max(QFontMetrics(style.font()).horizontalAdvance(reading.label) for reading in self._readings)
        words = max(QFontMetrics(style.font()).horizontalAdvance(in_words(reading)) for reading in self._readings)
        for n, reading in enumerate(self._readings):
            line = QRect(0, n * self._line_height(), self.width(), self._line_height())
            self._paint_line(painter, line, reading, min(labels, self.width() // 3), words)

    def _paint_line(self, painter: QPainter, line: QRect, reading: ClockReading, labels: int, words: int) -> None:
        gap = style.space(2)
        ink = style.tone_colour(STATE_TONES[reading.state])
        label = QRect(line.left(), line.top(), labels, line.height())
        painter.setFont(style.font())
        painter.setPen(style.colour("text"))
        shown = painter.fontMetrics().elidedText(reading.label, Qt.TextElideMode.ElideRight, labels)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignVCenter), shown)
        side = style.measure("icon")
        told = QRect(line.right() - words, line.top(), words + 1, line.height())
        painter.setPen(ink)
        painter.drawText(told, int(Qt.AlignmentFlag.AlignVCenter), in_words(reading))
        icon = QRect(told.left() - side - gap // 2, line.center().y() - side // 2, side, side)
        style.paint_icon(painter, icon, STATE_ICONS[reading.state], ink)
        track = QRect(label.right() + gap, line.top(), icon.left() - label.right() - 2 * gap, line.height())
        if track.width() > style.space(8):
            _paint_bar(painter, track, reading)

    def _line_height(self) -> int:
        return max(QFontMetrics(style.font()).height() + style.space(2), style.measure("chip") + style.space(1))


def in_words(reading: ClockReading) -> str:
    """Return what a reading says: "12 of 7 days, not met"."""
    return f"{reading.working_days} of {reading.limit} working days, {STATE_WORDS[reading.state]}"


def _from_to(reading: ClockReading) -> str:
    to = f"to {date_in_words(reading.to)}" if reading.to is not None else "not stopped; counted to the last visit day"
    whose = "this authority's own limit" if reading.limit_from == "visit" else "the limit in force on that day"
    return f"from {date_in_words(reading.from_)} {to}; {reading.limit} working days is {whose}"


def _paint_bar(painter: QPainter, track: QRect, reading: ClockReading) -> None:
    high = style.space(2)
    scale = max(reading.limit * 1.4, reading.working_days * 1.05, 1)
    ground = QRect(track.left(), track.center().y() - high // 2, track.width(), high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("sunken"))
    painter.drawRoundedRect(ground, high / 2, high / 2)
    long = round(track.width() * reading.working_days / scale)
    if long > 0:
        painter.setBrush(style.tone_colour(STATE_TONES[reading.state]))
        painter.drawRoundedRect(QRect(ground.left(), ground.top(), max(long, high), high), high / 2, high / 2)
    limit = ground.left() + round(track.width() * reading.limit / scale)
    painter.fillRect(
        QRect(limit, ground.top() - style.space(1), style.measure("focus"), high + style.space(2)),
        style.colour("text"),
    )
