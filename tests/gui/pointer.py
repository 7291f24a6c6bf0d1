"""A pointer for the tests of the window: it presses, drags, lets go, and turns the wheel.

On a screen it drags by Qt's own drag and drop. Off the screen Qt begins a drag and ends it at once, so there the same
events are sent to what lies under the pointer.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from window_hands import comes

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_PAUSE, _MOVES = 5, 3
"""Milliseconds between two movements of the pointer while something is dragged, and how many there are."""


def click(widget: QWidget, at: QPoint) -> None:
    """Press and let go at a point of a widget, as the window gets it."""
    window, point = _in_window(widget, at)
    QTest.mouseMove(window, point)
    QTest.mouseClick(window, LEFT, PLAIN, point)


def drag(start: QWidget, at: QPoint, end: QWidget, to: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press at a point of one widget, move to a point of another of the same window, and let go there.

    Qt waits in the movement that begins the drag until it is over, so the rest is done by a timer meanwhile.
    """
    window, first = _in_window(start, at)
    _, last = _in_window(end, to)
    away = first + QPoint(0, 3 * QApplication.startDragDistance())
    acts: list[Callable[[], None]] = [
        partial(QTest.mouseMove, window, away + (last - away) * part / _MOVES) for part in range(1, _MOVES + 1)
    ]
    acts.append(partial(QTest.mouseRelease, window, LEFT, held, last))

    def go_on() -> None:
        acts.pop(0)()
        if acts:
            QTimer.singleShot(_PAUSE, go_on)

    QTest.mousePress(window, LEFT, held, first)
    if QGuiApplication.platformName() == "offscreen":
        QTest.mouseMove(window, away)
        _drop(start, end, to, held)
        acts[-1]()
        return
    QTimer.singleShot(_PAUSE, go_on)
    QTest.mouseMove(window, away)
    assert comes(lambda: not acts)


def _drop(start: QWidget, end: QWidget, to: QPoint, held: Qt.KeyboardModifier) -> None:
    """Carry what is chosen in the list at the start over a point, and let it go there."""
    rows = start.parentWidget()
    assert isinstance(rows, QAbstractItemView)
    carried = rows.model().mimeData(rows.selectedIndexes())
    arguments = (Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, carried, LEFT, held)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # nobody but Qt should make these events
        events = (QDragEnterEvent(to, *arguments), QDragMoveEvent(to, *arguments), QDropEvent(QPointF(to), *arguments))
    for event in events:
        QApplication.sendEvent(end, event)


def turn_wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over the middle of a widget; upwards is positive."""
    at = widget.rect().center()
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def _in_window(widget: QWidget, at: QPoint) -> tuple[QWindow, QPoint]:
    top = widget.window()
    window = top.windowHandle()
    assert window is not None
    return window, widget.mapTo(top, at)
