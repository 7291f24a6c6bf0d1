"""Fields of a form side by side, each under its label."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.fields import FieldEditor
from inspector_app.gui.widgets.headings import field_label


class FieldGrid(QWidget):
    """So many columns, all of one width, of label over field; filled row by row, which is also the order of Tab."""

    def __init__(self, fields: Sequence[tuple[str, FieldEditor]], columns: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(4))
        grid.setVerticalSpacing(style.space(0.5))
        for place, (words, editor) in enumerate(fields):
            row, column = divmod(place, columns)
            label = field_label(words, self)
            label.setBuddy(editor)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignBottom)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, editor.sizePolicy().verticalPolicy())
            grid.addWidget(label, 2 * row, column)
            grid.addWidget(editor, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
