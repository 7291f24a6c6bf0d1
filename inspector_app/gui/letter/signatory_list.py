"""Who signs the letter, in which order: those who sign stand first, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.visit.entities import Inspector

_ID = Qt.ItemDataRole.UserRole


class SignatoryList(QWidget):
    """Says `changed` with the ids of those who sign, in their order; Space ticks, Alt+Up and Alt+Down move."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str, bool], ...] = ()
        self.list = _Lines(self)
        self.list.setAccessibleName("Signatories")
        self._up = button("Earlier", lambda: self._move(-1), icon="arrow-up", key="Alt+Up", parent=self)
        self._down = button("Later", lambda: self._move(1), icon="arrow-down", key="Alt+Down", parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(style.space(2))
        foot.addWidget(self._up)
        foot.addWidget(self._down)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(1))
        rows.addWidget(self.list)
        rows.addLayout(foot)
        self.setFocusProxy(self.list)
        self.list.itemChanged.connect(lambda _item: self.changed.emit(self.value()))
        self.list.moved.connect(self._move)

    def show_people(self, team: Sequence[Inspector], signatories: Sequence[str]) -> None:
        """Show the team, those who sign first and in their order; the line with the cursor keeps it."""
        by_id = {person.id: person for person in team}
        signing = [by_id[each] for each in signatories if each in by_id]
        others = [person for person in team if person.id not in signatories]
        shown = tuple(
            (person.id, ", ".join(filter(None, (person.name, person.designation))), person.id in signatories)
            for person in (*signing, *others)
        )
        several = len(signing) > 1
        self._up.setVisible(several)
        self._down.setVisible(several)
        if shown == self._shown:
            return
        current = self.list.currentItem()
        kept = current.data(_ID) if current else None
        self._shown = shown
        self.list.blockSignals(True)
        self.list.clear()
        for person_id, words, signs in shown:
            item = QListWidgetItem(words, self.list)
            item.setData(_ID, person_id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if signs else Qt.CheckState.Unchecked)
        rows = [person_id for person_id, _, _ in shown]
        self.list.setCurrentRow(rows.index(kept) if kept in rows else 0)
        self.list.blockSignals(False)
        self.list.setFixedHeight(style.measure("hit") * max(2, len(rows)) + style.space(3))

    def value(self) -> list[str]:
        """Return the ids of those who sign, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _move(self, way: int) -> None:
        """Let the person under the cursor sign earlier (-1) or later (1)."""
        signing, current = self.value(), self.list.currentItem()
        if current is None or current.data(_ID) not in signing:
            return
        at = signing.index(current.data(_ID))
        if 0 <= at + way < len(signing):
            signing.insert(at + way, signing.pop(at))
            self.changed.emit(signing)


class _Lines(QListWidget):
    """The lines; a line that is to move says so."""

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Alt+Up and Alt+Down, which move the line."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(way)
        else:
            super().keyPressEvent(event)
