"""Where the cursor goes once work in the background has ended: hands may be typing somewhere else by then."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def has_cursor(part: QWidget) -> bool:
    """Say whether a part is in sight and its window's cursor is in it, or in nothing that is in sight."""
    holder = part.window().focusWidget()
    free = holder is None or not holder.isVisible()
    return part.isVisible() and (free or holder is part or part.isAncestorOf(holder))


def put_cursor(cursor: QWidget, within: QWidget) -> None:
    """Put the cursor somewhere in a part that has it; from elsewhere it is not taken away."""
    if has_cursor(within):
        cursor.setFocus(Qt.FocusReason.OtherFocusReason)
