"""The bar above: which visit, which day, undo, open concerns, find, keys, lock, and the way home."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import icon_button
from inspector_app.gui.widgets.elided_label import ElidedLabel


class TopBar(QWidget):
    """Says what the person wants; knows nothing of how it is done."""

    home = Signal()
    details = Signal()
    undo = Signal()
    redo = Signal()
    look = Signal()
    trail = Signal()
    keys = Signal()
    lock = Signal()
    concerns = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Visit")
        self._name = ElidedLabel("", self)
        self._name.setObjectName("visit-name")
        self._day = QLabel("", self)
        self._concerns = self._open_concerns()
        self._undo = icon_button("undo", "Undo", self.undo.emit, parent=self)
        self._redo = icon_button("redo", "Redo", self.redo.emit, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(2), style.space(1), style.space(2), style.space(1))
        row.setSpacing(style.space(1))
        row.addWidget(icon_button("home", "Visits on this laptop", self.home.emit, parent=self))
        row.addSpacing(style.space(1))
        row.addWidget(self._name, 1)
        row.addWidget(self._day)
        row.addSpacing(style.space(2))
        row.addWidget(self._concerns)
        row.addSpacing(style.space(1))
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(icon_button("search", "Find anything (Ctrl+K)", self.look.emit, parent=self))
        row.addWidget(icon_button("clock", "How what is at hand came about (Ctrl+H)", self.trail.emit, parent=self))
        row.addWidget(icon_button("settings", "Visit details (Ctrl+I)", self.details.emit, parent=self))
        row.addWidget(icon_button("info", "Keys (F1)", self.keys.emit, parent=self))
        row.addWidget(icon_button("lock", "Lock (Ctrl+L)", self.lock.emit, parent=self))
        self.show_open_concerns(0, "")
        self.show_steps(None, None)

    def show_visit(self, name: str, day: str) -> None:
        """Show which visit is open, and where in it today stands."""
        self._name.set_text(name)
        self._day.setText(day)

    def show_open_concerns(self, count: int, oldest: str) -> None:
        """Show how many concerns are open, and since when the first is ("35 min"), until all are closed."""
        words = f"{count} open concern" if count == 1 else f"{count} open concerns"
        self._concerns.setText(f"{words} · {oldest}" if oldest else words)
        self._concerns.setAccessibleName(f"{words}: go to them")
        self._concerns.setAccessibleDescription(f"The first was raised {oldest} ago." if oldest else "")
        self._concerns.setVisible(count > 0)

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Show what undo and redo would do."""
        for made, word, key, action in (
            (self._undo, "Undo", "Ctrl+Z", undo),
            (self._redo, "Redo", "Ctrl+Shift+Z", redo),
        ):
            words = f"{word}: {action} ({key})" if action else f"Nothing to {word.lower()}"
            made.setEnabled(action is not None)
            made.setToolTip(words)
            made.setAccessibleName(words)

    def _open_concerns(self) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("open-concerns")
        made.setIcon(style.icon("flag", "error"))
        made.setIconSize(QSize(style.measure("icon"), style.measure("icon")))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setToolTip("A concern stays here until it is closed")
        made.clicked.connect(lambda _checked=False: self.concerns.emit())
        return made
