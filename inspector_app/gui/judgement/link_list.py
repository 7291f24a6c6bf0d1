"""Finding a finding by typing, to put cards on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector_app.frameworks.framework import Framework
from inspector_app.gui import style
from inspector_app.visit.entities import Bearing, Finding


class LinkList(QWidget):
    """A small list over the board: type a few words, Enter puts the cards there, Escape leaves everything as it is."""

    chosen = Signal(str, str)
    """The finding, and the bearing."""

    def __init__(self, framework: Framework, findings: Sequence[Finding], cards: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Put on a finding")
        self._findings = list(findings)
        self._framework = framework
        self.words = QLineEdit(self)
        what = "the card" if cards == 1 else f"{cards} cards"
        self.words.setPlaceholderText(f"Put {what} also on … (type words of the finding)")
        self.words.setAccessibleName("Words of the finding")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Findings")
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.against = QCheckBox("It contradicts the finding (Ctrl+Enter)", self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(4 * (style.space(2),)))
        rows.addWidget(self.words)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.against)
        self.words.textChanged.connect(self._narrow)
        self.words.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self._choose(against=False))
        self.list.itemClicked.connect(lambda _item: self._choose(against=False))
        self._narrow("")

    def open_at(self, point: QPoint) -> None:
        """Open near a point of the screen, inside it."""
        screen = self.screen().availableGeometry()
        self.resize(style.measure("notes") // 5 * 4, min(style.space(90), screen.height() // 2))
        x = max(screen.left(), min(point.x(), screen.right() - self.width()))
        y = max(screen.top(), min(point.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.words.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk the list while the words are typed; Enter chooses."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                way = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + way)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(against=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, words: str) -> None:
        self.list.clear()
        wanted = words.casefold().split()
        for finding in self._findings:
            label = self._framework.category(finding.category).label
            if all(word in f"{finding.text} {label}".casefold() for word in wanted):
                tone = self._framework.category(finding.category).tone
                item = QListWidgetItem(
                    style.icon(style.TONE_ICONS[tone], f"tone_{tone}"), finding.text or "No words yet"
                )
                item.setData(Qt.ItemDataRole.UserRole, finding.id)
                item.setToolTip(label)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self, *, against: bool) -> None:
        if self.list.currentRow() < 0:
            return
        item = self.list.currentItem()
        bearing: Bearing = "contradicts" if against or self.against.isChecked() else "supports"
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole), bearing)
        self.close()
