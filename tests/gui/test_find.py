"""Ctrl+K finds what the words say, beside the window, and opens it with the words marked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from injected_calls import injected
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot
from records_room import WAIT
from window_hands import named, shows, visit_of

from inspector_app.gui.find import FindBox
from inspector_app.gui.finder import Finder
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.row_delegate import ROW, Row
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.ordering import orders

CTRL = Qt.KeyboardModifier.ControlModifier


class Finding:
    """The box, as hands and eyes have it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        desk = window.desk()
        assert desk is not None
        desk.open_find()
        self.box = next(top for top in QApplication.topLevelWidgets() if isinstance(top, FindBox) and top.isVisible())
        self.line = named(self.box, QLineEdit, "Words to find")
        self.list = named(self.box, QListView, "What was found")

    def type(self, words: str, told: str) -> None:
        """Type words in place of those that are there, and wait until the box says something."""
        self.line.selectAll()
        self.qtbot.keyClicks(self.line, words)
        self.qtbot.waitUntil(lambda: shows(self.box, told), timeout=WAIT)

    def press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            self.qtbot.keyClick(self.line, key)

    def rows(self) -> list[Row]:
        model = self.list.model()
        return [model.index(row, 0).data(ROW) for row in range(model.rowCount())]


def test_what_is_found_is_shown_marked_and_opened_with_the_words_marked(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    find = Finding(qtbot, window)
    assert [row.title for row in find.rows() if row.title == "Lock"] == ["Lock"]
    find.type("nothing holds this", "Nothing holds these words")
    find.type("supervis", "found.")
    rows = find.rows()
    assert {row.side for row in rows} >= {"Document", "Finding", "Evidence · case", "Interview"}
    assert any("\x02supervision\x03" in row.detail.lower() for row in rows)
    assert not any("\x02" in row.spoken() for row in rows)
    find.press(Qt.Key.Key_Down, 2)
    assert find.line.accessibleDescription() == rows[2].spoken()
    find.type('monthly, "diary permitting"', "2 found.")
    find.press(Qt.Key.Key_Down, next(n for n, row in enumerate(find.rows()) if row.side == "Interview"))
    find.press(Qt.Key.Key_Return)
    desk = window.desk()
    assert desk is not None
    qtbot.waitUntil(lambda: desk.current_name() == "interviews", timeout=WAIT)
    page: Any = desk.current_page()
    marked = [editor for editor in page.findChildren(NotesEdit) if _underlined(editor) == "monthly diary permitting"]
    assert marked
    qtbot.waitUntil(marked[0].hasFocus, timeout=WAIT)
    qtbot.keyClicks(marked[0], "x")
    assert _underlined(marked[0]) == ""


def test_pages_follow_and_the_newest_words_win(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begun)
    visit = visit_of(window)
    for number, order in enumerate(orders(70)):
        visit.write(steps.add("evidence", f"z{number}", {"text": f"zebra {number}", "order": order}))
    visit.settle(20)
    find = Finding(qtbot, window)
    find.type("zebra", "The best 50 are shown")
    assert len(find.rows()) == 50
    find.press(Qt.Key.Key_PageDown, 7)
    qtbot.waitUntil(lambda: shows(find.box, "70 found."), timeout=WAIT)
    assert len({row.detail for row in find.rows()}) == 70
    with injected("pread64:error=EIO", threads=("finder",)):
        visit.write(steps.add("evidence", "after", {"text": "what was read before is read anew"})).result(10)
        find.type("zebra 5", "The disk cannot be read just now")
    find.type("zebra 51", "1 found.")
    for words in ("zebra", "zebra 6", "zebra 69"):
        find.line.setText("")
        qtbot.keyClicks(find.line, words)
    find.press(Qt.Key.Key_Return)
    desk = window.desk()
    assert desk is not None
    qtbot.waitUntil(lambda: desk.current_name() == "judgement", timeout=WAIT)
    page = desk.current_page()
    assert page is not None
    assert page.current_place() == "evidence:z69"
    caplog.clear()


def _underlined(editor: NotesEdit) -> str:
    found = []
    for selection in editor.extraSelections():
        cursor, look = selection.cursor, selection.format  # type: ignore[attr-defined]
        if look.fontUnderline():
            found.append(cursor.selectedText().lower())
    return " ".join(found)


def test_what_is_asked_while_it_is_closed_is_let_be(qtbot: QtBot, profile: Profile, begun: str) -> None:
    owner = QObject()
    with closing(OpenVisit.open(profile, begun)) as visit:
        finder = Finder(visit, owner)
        finder.ask("one")
        finder.close()
        finder.ask("two")
        qtbot.waitUntil(lambda: not any("finder" in each.name for each in threading.enumerate()), timeout=WAIT)
        QApplication.processEvents()  # what the thread said last is heard, and nothing begun for it
    profile.close()
