"""The quick notes that are not filed yet: one key files each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.records.filing import ADD_LETTER, KINDS
from inspector_app.gui.widgets.headings import heading, hint
from inspector_app.visit.lines import RecordLine

_SHOWN = 3
"""So many stand in sight at once; the list scrolls."""


class UnfiledList(QWidget):
    """Hidden while there is nothing to file. Says which note is to be filed as what, or opened."""

    wanted = Signal(str, object)
    """File this note as a kind; None: add it to a record."""
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = heading("", self)
        self._list = _List(self)
        self._list.key.connect(self._key)
        self._list.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self._heading)
        rows.addWidget(hint("O files as an observation, I as an interview, D as a document; A adds it to a record."))
        rows.addWidget(self._list)

    def show_lines(self, lines: Sequence[RecordLine]) -> None:
        """Show these notes; the cursor stays where it is in the list."""
        at = max(0, self._list.currentRow())
        self._count(len(lines))
        self._list.clear()
        for line in lines:
            item = QListWidgetItem(
                style.icon("pen"), f"{line.start:%H:%M}  {line.opening}" if line.start else line.opening
            )
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            self._list.addItem(item)
        self._list.setCurrentRow(min(at, len(lines) - 1))
        self._list.setFixedHeight(min(len(lines), _SHOWN) * style.measure("hit") + style.space(2))
        self.setVisible(bool(lines))

    def drop(self, note_id: str) -> None:
        """Show a note no more: the next letter is meant for the one after it, which may be pressed before the disk has
        taken this one."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == note_id:
                self._list.takeItem(row)
                self._list.setCurrentRow(min(row, self._list.count() - 1))
                self._count(self._list.count())
                return

    def focus_rows(self) -> None:
        """Put the cursor in the list."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _count(self, notes: int) -> None:
        self._heading.setText(f"Quick notes to file ({notes})")

    def _key(self, letter: str) -> None:
        if self._list.currentRow() < 0:
            return
        note = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        if letter == ADD_LETTER:
            self.wanted.emit(note, None)
        else:
            self.wanted.emit(note, next(kind for kind, _name, each, _key in KINDS if each == letter))


class _List(QListWidget):
    key = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Quick notes to file")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if letter in (ADD_LETTER, *(each for _kind, _name, each, _key in KINDS)):
            self.key.emit(letter)
        else:
            super().keyPressEvent(event)
