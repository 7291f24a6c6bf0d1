"""No key means two things: two shortcuts on one key cancel each other, and neither is done."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QShortcut
from records_room import OpenWindow, page_in

from inspector_app.gui.page import PAGE_NAMES


def test_no_key_of_a_page_means_two_things(open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    twice = {}
    for name in PAGE_NAMES:
        page = page_in(window, name)
        everywhere = [
            each.key().toString() for each in window.desk().findChildren(QShortcut) if each.parent() is window.desk()
        ]
        keys = Counter([*everywhere, *(each.shortcut().toString() for each in page.commands())])
        twice[name] = sorted(key for key, times in keys.items() if key and times > 1)
    assert not any(twice.values()), twice
