"""A form: a label over, or beside, each field, in a column that scrolls."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from inspector_app.gui import style
from inspector_app.gui.widgets.headings import field_label, heading


class FormRows(QWidget):
    """Rows of label and field; the label is the field's buddy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(style.space(4))
        self._rows.setVerticalSpacing(style.space(2))
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def add(self, label: str, field: QWidget) -> QLabel:
        """Add a field under its label."""
        made = field_label(label, self)
        made.setBuddy(field)
        self._rows.addRow(made, field)
        return made

    def add_wide(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self._rows.addRow(widget)

    def add_heading(self, text: str) -> None:
        """Begin a part of the form."""
        made = heading(text, self)
        made.setContentsMargins(0, style.space(3), 0, 0)
        self._rows.addRow(made)


def scrolling(inner: QWidget) -> QScrollArea:
    """Return a scroll area, without a frame and never sideways, around a form."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(inner.accessibleName() or "Form")
    area.setWidget(inner)
    return area


def column(parent: QWidget | None = None, *, margin: float = 4, spacing: float = 2) -> QVBoxLayout:
    """Return a column with the house's margins and spacing, in steps."""
    rows = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    rows.setContentsMargins(*(4 * (style.space(margin),)))
    rows.setSpacing(style.space(spacing))
    return rows


def in_order(*widgets: QWidget) -> None:
    """Let Tab go from each of these to the next, whatever the order in which they were made."""
    for before, after in pairwise(widget.focusProxy() or widget for widget in widgets):
        QWidget.setTabOrder(before, after)
