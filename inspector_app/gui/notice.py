"""A quiet band above the page: something that has happened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button, icon_button
from inspector_app.gui.widgets.headings import plain

Act = tuple[str, Callable[[], None]]
"""The words of a button, and what it does."""


class Notice(QWidget):
    """Stands until one of its buttons is pressed or it is put away; takes no key and no cursor."""

    def __init__(self, words: str, acts: Sequence[Act] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(3), style.space(1), style.space(2), style.space(1))
        row.setSpacing(style.space(2))
        row.addWidget(plain(words, self), 1)
        for name, do in acts:
            row.addWidget(button(name, do, parent=self))
        row.addWidget(icon_button("cross", "Put away", self.put_away, parent=self))

    def put_away(self) -> None:
        """Take it out of the window."""
        self.hide()
        self.deleteLater()
