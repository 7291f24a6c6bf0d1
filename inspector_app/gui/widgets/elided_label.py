"""A label of one line that ends in … where it is too long, and shows the whole as its tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from inspector_app.gui import style


class ElidedLabel(QLabel):
    """One line; never makes its surroundings wider than they are."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text; line breaks become blanks."""
        one_line = " ".join(text.split())
        self.setText(one_line)
        self.setToolTip(one_line)

    def minimumSizeHint(self) -> QSize:
        """Ask for little width."""
        return QSize(style.space(10), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
