"""Choosing several of a list by ticks, with one key each: themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from inspector_app.gui import style


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its id, its words, and the letter that chooses it in the open list."""

    id: str
    label: str
    key: str = ""


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
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the ids that are chosen."""
        return self._chosen

    def set_value(self, chosen: Sequence[str]) -> None:
        """Show what is chosen; says nothing. An id that is not among the options is kept."""
        self._chosen = tuple(chosen)
        self._show()

    def toggle_option(self, option: str) -> None:
        """Choose one, or let it go; says `changed`."""
        kept = set(self._chosen) ^ {option}
        known = [each.id for each in self._options]
        self._chosen = tuple([each for each in known if each in kept] + [c for c in self._chosen if c not in known])
        self._show()
        self.changed.emit(self._chosen)

    def open_list(self) -> None:
        """Open the list of ticks under the button."""
        popup = _Ticks(self, self._options, self._chosen, self._name)
        below = self.mapToGlobal(QPoint(0, self.height()))
        screen = self.screen().availableGeometry()
        at = QPoint(min(below.x(), screen.right() - popup.width()), min(below.y(), screen.bottom() - popup.height()))
        popup.move(max(at.x(), screen.left()), max(at.y(), screen.top()))
        popup.show()

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
    """The open list: Space or the option's letter ticks, Escape closes."""

    def __init__(self, picker: ThemePicker, options: Sequence[Option], chosen: Sequence[str], name: str) -> None:
        super().__init__(picker, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._picker = picker
        self._list = QListWidget(self)
        self._list.setAccessibleName(name)
        for option in options:
            item = QListWidgetItem(f"{option.label}   ({option.key.upper()})" if option.key else option.label)
            item.setData(Qt.ItemDataRole.UserRole, option.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if option.id in chosen else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self._list.addItem(item)
        self._keys = {option.key.lower(): row for row, option in enumerate(options) if option.key}
        self._list.itemChanged.connect(lambda item: self._picker.toggle_option(item.data(Qt.ItemDataRole.UserRole)))
        self._list.setCurrentRow(0)
        self._list.installEventFilter(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._list)
        width = self._list.sizeHintForColumn(0) + style.space(12)
        height = sum(self._list.sizeHintForRow(row) for row in range(self._list.count())) + style.space(2)
        self.resize(max(width, picker.width()), min(height, picker.screen().availableGeometry().height() - 80))
        self.setFocusProxy(self._list)
        self._list.setFocus()

    def eventFilter(self, watched: object, event: object) -> bool:
        """Let a letter tick its option, and Enter or Escape close the list."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.close()
                return True
            row = self._keys.get(event.text().lower()) if event.text().strip() else None
            if row is not None:
                item = self._list.item(row)
                self._list.setCurrentRow(row)
                down = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if down else Qt.CheckState.Checked)
                return True
        return False
