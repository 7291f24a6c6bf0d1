"""The letter's outline: parts in order, findings under their headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.gui.letter.outline_lines import DETAILS, OutlineLine

_NAME = Qt.ItemDataRole.UserRole + 2


class Outline(QListWidget):
    """Says `chosen` with a line when another one becomes current."""

    chosen = Signal(object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._lines: tuple[OutlineLine, ...] = ()
        self.setAccessibleName("Outline of the letter")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        self.currentRowChanged.connect(self._say)

    def minimumSizeHint(self) -> QSize:
        """Leave the editor its room."""
        return QSize(style.space(50), style.space(30))

    def show_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show these lines; the current one stays current while it is there."""
        current = self.current_line()
        same = [line.name for line in lines] == [line.name for line in self._lines]
        self._lines = tuple(lines)
        self.blockSignals(True)
        if not same:
            self.clear()
            for line in lines:
                item = QListWidgetItem(self)
                item.setSizeHint(QSize(0, style.measure("hit")))
                item.setData(_NAME, line.name)
        for number, line in enumerate(lines):
            item = self.item(number)
            item.setText(_words(line))
            item.setIcon(self._icon(line))
            item.setToolTip(line.text)
        self.blockSignals(False)
        if not same and not self.go_to(current.name if current else DETAILS):
            self.setCurrentRow(0)

    def lines(self) -> tuple[OutlineLine, ...]:
        """Return the lines that are shown."""
        return self._lines

    def current_line(self) -> OutlineLine | None:
        """Return the line that is current, or None."""
        row = self.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def go_to(self, name: str) -> bool:
        """Make the line of a block current; False where there is none."""
        for number, line in enumerate(self._lines):
            if line.name == name:
                self.setCurrentRow(number)
                self.scrollToItem(self.item(number))
                return True
        return False

    def _say(self, row: int) -> None:
        if 0 <= row < len(self._lines):
            self.chosen.emit(self._lines[row])

    def _icon(self, line: OutlineLine) -> QIcon:
        if line.category:
            tone = self._framework.category(line.category).tone
            if line.finding:
                return style.icon("dot", f"tone_{tone}")
            # The sign of a warning stands on this page for what bars signing, which a heading does not.
            return style.icon("flag" if tone == "priority" else style.TONE_ICONS[tone], f"tone_{tone}")
        if line.name == DETAILS:
            return style.icon("calendar", "text_muted")
        return style.icon("pen", "accent") if line.overridden else style.icon("page", "text_muted")


def _words(line: OutlineLine) -> str:
    """Return the line in words: a finding by its own, a part by what it is, whose words it has, and its words."""
    text = " ".join(line.text.split())
    if line.finding is not None:
        return text or "No words yet"
    whose = " (your own words)" if line.overridden else ""
    return f"{line.label}{whose}: {text}" if text else line.label
