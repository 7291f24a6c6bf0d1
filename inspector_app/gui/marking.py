"""Words that were looked for, shown where they stand on the page that was opened."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inspector_app.gui.page import Page
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.visit.found_words import Query, places

_MOST = 200
"""Passages that are marked in one text; who wants more of them reads the text."""


def mark_found(page: Page, query: Query, *, cursor: bool) -> None:
    """Mark the words in the texts that the page shows, and bring the first into sight; `cursor`: put it there, too."""
    first: tuple[NotesEdit, int] | None = None
    for editor in page.findChildren(NotesEdit):
        if not editor.isVisibleTo(page):
            continue
        found = places(editor.value(), query)[:_MOST]
        editor.show_found(found)
        if found and first is None:
            first = editor, found[0][0]
    if first is not None and cursor:
        editor, place = first
        editor.set_cursor_place(place)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
