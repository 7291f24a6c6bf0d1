"""What stands where nothing is yet: what belongs there, and the key that makes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import heading, hint


class EmptyState(QWidget):
    """An icon, what belongs here, how it is made, and, where there is one, the button that makes it."""

    def __init__(
        self,
        icon: str,
        what: str,
        how: str,
        words: str = "",
        do: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(what)
        rows = QVBoxLayout(self)
        rows.setSpacing(style.space(2))
        rows.addStretch(2)
        side = style.measure("hit") + style.space(2)
        picture = QLabel(self)
        picture.setPixmap(style.icon(icon, "text_muted").pixmap(side, side))
        rows.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(heading(what, self), 0, Qt.AlignmentFlag.AlignHCenter)
        explained = hint(how, self)
        explained.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(explained)
        if do is not None:
            rows.addWidget(button(words, do, parent=self), 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)
