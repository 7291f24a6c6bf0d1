"""Choosing the sentence of a finding to which evidence is tied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.headings import hint

WHOLE = 0
"""Chosen in place of a sentence's number: the finding as a whole."""


class SentenceList(QWidget):
    """A small list over the page: a digit or Enter chooses a sentence, Escape leaves everything as it is."""

    chosen = Signal(int)
    """The number of a sentence, from 1, or WHOLE."""

    def __init__(self, sentences: Sequence[str], tied: Sequence[bool], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Tie to a sentence")
        self._list = _Numbers(self)
        self._list.setAccessibleName("Sentences of the finding")
        self._list.setWordWrap(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, (words, is_tied) in enumerate(zip(sentences, tied, strict=True), start=1):
            self._add(number, f"{number}  {words}", is_tied)
        self._add(WHOLE, "0  The finding as a whole", not any(tied))
        self._list.setCurrentRow(next((row for row, is_tied in enumerate(tied) if is_tied), 0))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(4 * (style.space(2),)))
        rows.addWidget(self._list, 1)
        rows.addWidget(hint("A digit or Enter ties the evidence; a ticked one is untied.", self))
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._list.numbered.connect(self._choose_number)

    def open_at(self, point: QPoint) -> None:
        """Open near a point of the screen, inside it."""
        screen = self.screen().availableGeometry()
        width = style.measure("notes") // 5 * 4
        high = sum(self._fit(self._list.item(row), width) for row in range(self._list.count()))
        self.resize(width, min(high + style.space(16), screen.height() // 2))
        x = max(screen.left(), min(point.x(), screen.right() - self.width()))
        y = max(screen.top(), min(point.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self._list.setFocus()

    def _fit(self, item: QListWidgetItem, width: int) -> int:
        """Give a row the height that its words need, which Qt reckons without the room for icon and border."""
        beside = style.measure("icon") + style.measure("scroll") + style.space(10)
        wrapped = Qt.TextFlag.TextWordWrap
        words = self._list.fontMetrics().boundingRect(QRect(0, 0, width - beside, 10_000), int(wrapped), item.text())
        height = max(style.measure("hit"), words.height() + style.space(3))
        item.setSizeHint(QSize(width - beside, height))
        return height

    def _add(self, number: int, words: str, is_tied: bool) -> None:
        item = QListWidgetItem(style.icon("tick" if is_tied else "minus", "good" if is_tied else "surface"), words)
        item.setData(Qt.ItemDataRole.UserRole, number)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}{', tied to it' if is_tied else ''}")
        self._list.addItem(item)

    def _choose_number(self, number: int) -> None:
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == number:
                self._choose(self._list.item(row))
                return

    def _choose(self, item: QListWidgetItem) -> None:
        if not self.isVisible():
            return  # where one click activates, it is told twice
        number = int(item.data(Qt.ItemDataRole.UserRole))
        self.close()
        self.chosen.emit(number)


class _Numbers(QListWidget):
    """A list whose rows are chosen by a digit."""

    numbered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a digit choose."""
        if event.text().isdigit() and len(event.text()) == 1:
            self.numbered.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
