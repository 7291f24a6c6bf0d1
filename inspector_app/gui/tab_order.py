"""Tab goes through the window as it is read: by its layouts, not in the order in which its parts were made.

Qt's own order is that of making. Rows that come later, such as the questions of another role, would stand behind all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def go_on(window: QWidget | None, *, forwards: bool) -> bool:
    """Put the cursor into the field after (or before) the one with the cursor, round to the first (or last) again.

    False: the cursor is in none of the window's fields.
    """
    cursor = QApplication.focusWidget()
    fields = list(_fields(window)) if window is not None else []
    at = next((n for n, field in enumerate(fields) if field is cursor or field.focusProxy() is cursor), None)
    if at is None or cursor is None:
        return False
    wanted = fields[(at + (1 if forwards else -1)) % len(fields)]
    wanted.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(wanted)
    return True


def _fields(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget, in reading order; what is hidden or disabled is passed by."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    if _is_stop(widget):
        yield widget
    elif widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        for part in _parts(widget):
            yield from _fields(part)


def _is_stop(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if not isinstance(widget, QAbstractButton) or group is None or not group.exclusive():
        return True
    return widget.isChecked() or group.checkedButton() is None  # arrows go about among the others of a group


def _parts(widget: QWidget) -> list[QWidget]:
    """The parts of a widget in the order in which they are laid out, or made where they are laid out by nobody."""
    if isinstance(widget, QSplitter):
        return [part for at in range(widget.count()) if (part := widget.widget(at)) is not None]
    if isinstance(widget, QStackedWidget | QScrollArea):
        inner = widget.currentWidget() if isinstance(widget, QStackedWidget) else widget.widget()
        return [inner] if inner is not None else []
    layout = widget.layout()
    laid_out = list(_laid_out(layout)) if layout is not None else []
    others = [each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow()]
    return laid_out + [each for each in others if each not in laid_out]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=partial(_row_and_column, layout))
    for place in places:
        item = layout.itemAt(place)
        inner, held = (item.layout(), item.widget()) if item is not None else (None, None)
        if held is not None:
            yield held
        elif inner is not None:
            yield from _laid_out(inner)


def _row_and_column(grid: QGridLayout, place: int) -> tuple[int, int]:
    row, column, *_ = cast(tuple[int, int, int, int], grid.getItemPosition(place))
    return row, column


def _bring_into_sight(field: QWidget) -> None:
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(field)
        around = around.parentWidget()
