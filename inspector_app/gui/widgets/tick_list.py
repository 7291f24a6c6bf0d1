"""A list of ticks, each set by its own letter: themes of a piece of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from inspector_app.gui.widgets.option import Option


class TickList(QListWidget):
    """Says `changed` with the ids ticked, in the order of the list; an id that is not on offer is kept."""

    changed = Signal(object)
    other_key = Signal(object)
    """A key that ticks nothing and moves nothing: the text of it."""

    def __init__(self, options: Sequence[Option], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ids = [option.id for option in options]
        self._kept: list[str] = []
        self._keys = {option.key.lower(): row for row, option in enumerate(options) if option.key}
        for option in options:
            item = QListWidgetItem(f"{option.key.upper()}  {option.label}" if option.key else option.label, self)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.itemChanged.connect(lambda _item: self.changed.emit(self.value()))

    def value(self) -> tuple[str, ...]:
        """Return the ids that are ticked."""
        ticked = [self._ids[row] for row in range(self.count()) if self.item(row).checkState() == Qt.CheckState.Checked]
        return tuple(ticked + self._kept)

    def set_value(self, chosen: Sequence[str]) -> None:
        """Show what is ticked, and say nothing."""
        self._kept = [each for each in chosen if each not in self._ids]
        self.blockSignals(True)
        for row, each in enumerate(self._ids):
            self.item(row).setCheckState(Qt.CheckState.Checked if each in chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a letter tick its line; other keys with a text are told."""
        text = event.text().lower()
        row = self._keys.get(text) if text.strip() else None
        if row is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setCurrentRow(row)
            item = self.item(row)
            down = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if down else Qt.CheckState.Checked)
        elif text and text != " " and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.other_key.emit(event)
        else:
            super().keyPressEvent(event)
