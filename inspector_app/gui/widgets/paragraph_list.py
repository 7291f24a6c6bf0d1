"""A list whose lines are short paragraphs with a picture; keys of its own do something with the current one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from inspector_app.gui import style


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the list: its words, what is read aloud, and its picture with the colour that has."""

    words: str
    spoken: str
    icon: str
    tone: str


class ParagraphList(QListWidget):
    """Calls what stands under a key once for each press of it; such a key seeks no line that begins with it."""

    entered = Signal()
    """The cursor has come."""

    def __init__(self, name: str, keys: Mapping[Qt.Key, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._shown: tuple[Paragraph, ...] = ()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "paragraphs")
        self.setWordWrap(True)
        self.setSpacing(1)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(style.measure("icon"), style.measure("icon")))

    def show_paragraphs(self, lines: Sequence[Paragraph], current: int) -> None:
        """Show these lines with this row (-1: none) as the current one; lines that are as before are left alone."""
        self.blockSignals(True)
        while self.count() > len(lines):
            self.takeItem(self.count() - 1)
        for row, line in enumerate(lines):
            if row >= self.count():
                self.addItem(QListWidgetItem())
            elif line == self._shown[row]:
                continue
            item = self.item(row)
            item.setText(line.words)
            item.setIcon(style.icon(line.icon, line.tone))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
        self._shown = tuple(lines)
        self.blockSignals(False)
        self.setCurrentRow(current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the cursor has come."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the list's own keys; one that is held does what it does once."""
        do = self._keys.get(Qt.Key(event.key()))
        if do is None or event.modifiers():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            do()
