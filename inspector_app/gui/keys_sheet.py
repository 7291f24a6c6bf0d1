"""The sheet of keys (F1): those of the window, and those of the page that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.buttons import primary_button
from inspector_app.gui.widgets.form_rows import column, scrolling
from inspector_app.gui.widgets.headings import heading

Keys = Sequence[tuple[str, str]]


class KeysSheet(QDialog):
    """Two columns of keys with what they do; Escape closes."""

    def __init__(self, window_keys: Keys, page: str, page_keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        inner = QWidget(self)
        inner.setAccessibleName("Keys")
        row = QHBoxLayout(inner)
        row.setSpacing(style.space(8))
        row.addLayout(_column("Everywhere", window_keys))
        if page_keys:
            row.addLayout(_column(page, page_keys))
        rows = column(self)
        rows.addWidget(scrolling(inner), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(primary_button("Close", self.accept, parent=self))
        rows.addLayout(foot)
        size = inner.sizeHint()
        self.resize(size.width() + style.space(14), min(size.height() + style.space(22), style.measure("row") * 12))


def _column(name: str, keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.space(4))
    grid.setVerticalSpacing(style.space(2))
    grid.addWidget(heading(name), 0, 0, 1, 2)
    for row, (key, does) in enumerate(keys, start=1):
        label = QLabel(key)
        label.setFont(style.font(bold=True))
        grid.addWidget(label, row, 0)
        grid.addWidget(QLabel(does), row, 1)
    grid.setRowStretch(len(keys) + 1, 1)
    grid.setColumnStretch(1, 1)
    return grid
