"""Choosing several of a list by ticks, with one key each: themes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.tick_list import TickList


class ThemePicker(QPushButton):
    """Shows what is chosen as words; opens a list of ticks. Says `changed` with the ids, in the order of the list."""

    changed = Signal(object)

    def __init__(self, options: Sequence[Option], name: str = "Themes", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._chosen: tuple[str, ...] = ()
        self._name = name
        self._words = ""
        self.setAutoDefault(False)
        self.setProperty("role", "picker")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open_list)
        self._ticks = _Ticks(self, options, name)
        self._ticks.list.changed.connect(self._ticked)
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the ids that are chosen."""
        return self._chosen

    def set_value(self, chosen: Sequence[str]) -> None:
        """Show what is chosen; says nothing. An id that is not among the options is kept."""
        self._chosen = tuple(chosen)
        self._show()

    def open_list(self) -> None:
        """Open the list of ticks under the button."""
        self._ticks.list.set_value(self._chosen)
        self._ticks.open_at(self.mapToGlobal(QPoint(0, self.height())), self.width())

    def _ticked(self, chosen: tuple[str, ...]) -> None:
        self._chosen = chosen
        self._show()
        self.changed.emit(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - style.space(6), style.space(20))
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))

    def _show(self) -> None:
        labels = {each.id: each.label for each in self._options}
        words = ", ".join(labels.get(each, each) for each in self._chosen)
        self._words = words or f"No {self._name.lower()} yet"
        self._fit()
        self.setProperty("empty", not words)
        self.style().polish(self)
        self.setToolTip(words)
        self.setAccessibleName(f"{self._name}: {words or 'none'}")


class _Ticks(QWidget):
    """The open list: Space or the option's letter ticks, Enter or Escape closes."""

    def __init__(self, picker: ThemePicker, options: Sequence[Option], name: str) -> None:
        super().__init__(picker, Qt.WindowType.Popup)
        self.setAccessibleName(name)
        self.list = TickList(options, name, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.list)
        self.setFocusProxy(self.list)
        for key in ("Return", "Enter", "Escape"):
            QShortcut(QKeySequence(key), self, self.close)

    def open_at(self, corner: QPoint, least_width: int) -> None:
        """Show the list with its left top corner as near to this as the screen allows."""
        ticks, screen = self.list, self.screen().availableGeometry()
        width = max(ticks.sizeHintForColumn(0) + style.space(12), least_width)
        height = sum(ticks.sizeHintForRow(row) for row in range(ticks.count())) + style.space(3)
        self.resize(width, min(height, screen.height() - style.space(10)))
        left = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        top = max(screen.top(), min(corner.y(), screen.bottom() - self.height()))
        self.move(left, top)
        ticks.setCurrentRow(max(0, ticks.currentRow()))
        self.show()
        ticks.setFocus()
