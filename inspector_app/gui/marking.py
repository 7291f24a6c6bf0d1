"""Words that were looked for, shown where they stand on the page that was opened."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inspector_app.gui.page import Page
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.visit.found_words import Query, places

_MOST = 200
"""Passages that are marked in one text; who wants more of them reads the text."""


def mark_found(page: Page, query: Query, *, cursor: bool) -> None:
    """Mark the words in the texts that the page shows; `cursor`: put it at the first.

    Where only the name of a text holds them, as the question above an answer does, it goes into that text.
    """
    editors = [each for each in page.findChildren(NotesEdit) if each.isVisibleTo(page)]
    in_texts = [(editor, places(editor.value(), query)[:_MOST]) for editor in editors]
    for editor, found in in_texts:
        editor.show_found(found)
    firsts = [(editor, found[0][0]) for editor, found in in_texts if found]
    asked = [(editor, 0) for editor in editors if places(editor.accessibleName(), query)]
    if cursor and (firsts or asked):
        editor, place = (firsts or asked)[0]
        editor.set_cursor_place(place)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
