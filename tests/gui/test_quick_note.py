"""The quick note from any page, filing it, open records as tabs, and the days as timelines."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QListWidget, QMenu, QPlainTextEdit, QTabBar
from pytestqt.qtbot import QtBot
from records_room import (
    WAIT,
    OpenWindow,
    cursor_in,
    only_record,
    overview_in,
    page_in,
    press,
    type_text,
    visit_in,
)

from inspector_app.gui.overview.day_rows import Gap, Hour, day_rows
from inspector_app.gui.records.list_menu import ListMenu
from inspector_app.visit.lines import RecordLine


def unfiled(visit: Any) -> list[str]:
    return [line.opening for line in visit.record_lines() if line.unfiled]


def quick_note(words: str) -> None:
    press(Qt.Key.Key_N, ctrl=True, shift=True)
    type_text(words)


def test_a_quick_note_is_kept_from_any_page_and_the_cursor_comes_back(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    page_in(window, "concerns")
    before = cursor_in()
    quick_note("Overheard in the lift.")
    qtbot.waitUntil(lambda: unfiled(visit) == ["Overheard in the lift."], timeout=WAIT)  # while it is still open
    press(Qt.Key.Key_N, ctrl=True, shift=True)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: cursor_in() is before, timeout=WAIT)
    assert len(visit.record_lines()) == 1, "an empty note is none"

    page_in(window, "judgement")
    quick_note("Second")
    press(Qt.Key.Key_Return, ctrl=True)
    assert sorted(unfiled(visit)) == ["Overheard in the lift.", "Second"]
    record = visit.record(visit.record_lines()[0].id)
    assert (record.day, record.author) == (date(2010, 6, 9), visit.me)
    assert record.start is not None


def test_quick_notes_are_filed_by_one_key_from_the_overview_and_from_their_page(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    for words in ("First", "Second", "Third", "Fourth"):
        quick_note(words)
    press(Qt.Key.Key_F3)  # from the strip itself
    assert only_record(visit, "interview").notes == "Fourth"
    visit.settle(20)

    overview = overview_in(qtbot, window)
    notes = next(each for each in overview.findChildren(QListWidget) if "to file" in each.accessibleName())
    qtbot.waitUntil(notes.isVisible, timeout=WAIT)
    press(Qt.Key.Key_A, ctrl=True, shift=True)
    press(Qt.Key.Key_D)
    qtbot.waitUntil(lambda: len(visit.record_lines("document")) == 1, timeout=WAIT)
    visit.settle(20)
    qtbot.waitUntil(lambda: len(unfiled(visit)) == 2 and notes.count() == 2, timeout=WAIT)

    filed = only_record(visit, "document").notes
    page = page_in(window, "observations")
    page.list.choose(page.list.model.first())
    page.show_record(page.list.model.first())
    added = page.shown.notes
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    chooser = QApplication.activePopupWidget()
    line = chooser.findChild(QLineEdit)
    line.setText(filed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: added in only_record(visit, "document").notes, timeout=WAIT)
    assert len(unfiled(visit)) == 1
    qtbot.waitUntil(lambda: window.desk().current_name() == "documents", timeout=WAIT)


def test_one_key_leads_back_to_the_record_before_across_kinds_and_restarts(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Watched")
    page_in(window, "interviews")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Told")
    window.go("judgement")
    press(Qt.Key.Key_Tab, ctrl=True)
    assert window.desk().current_name() == "interviews"
    press(Qt.Key.Key_Tab, ctrl=True)
    assert window.desk().current_name() == "observations"
    assert cursor_in().toPlainText() == "Watched"  # type: ignore[attr-defined]
    assert cursor_in().cursor_place() == len("Watched")  # type: ignore[attr-defined]
    page = window.desk().current_page()
    tabs = page.findChild(QTabBar)
    qtbot.waitUntil(tabs.isVisible, timeout=WAIT)
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Watched", "Told"]
    held = window.remembered(f"open-records/{visit.id}")
    assert "Watched" not in str(held)
    press(Qt.Key.Key_W, ctrl=True)
    assert window.desk().current_name() == "interviews"
    assert window.desk().current_page().findChild(QTabBar).count() == 1


def test_a_list_is_sorted_grouped_and_narrowed_and_keeps_what_is_chosen(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    page = page_in(window, "observations")
    model = page.list.model
    chosen = page.list.current()
    choose_in_menu(page, "Most evidence first")
    choose_in_menu(page, "No groups")
    amounts = [model.line(model.index(n)).evidence for n in range(model.rowCount())]
    assert amounts == sorted(amounts, reverse=True)
    assert page.list.current() == chosen
    # Words that stand deep in a note, not in its row, find it too.
    record = next(r for r in visit_in(window).contents().records if r.kind == "observation" and len(r.notes) > 400)
    word = max(record.notes[300:].split()[1:], key=len)
    page.list.focus_filter()
    type_text(word)
    qtbot.waitUntil(lambda: model.shown() < model.count() and model.index_of(record.id).isValid(), timeout=WAIT)


def choose_in_menu(page: Any, words: str) -> None:
    page.list.open_menu()
    menu = page.findChild(ListMenu)
    next(action for part in menu.findChildren(QMenu) for action in part.actions() if action.text() == words).trigger()
    menu.close()
    QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)


def line(number: int, start: str | None, end: str | None = None) -> RecordLine:
    return RecordLine(
        id=str(number), kind="observation", title="", label="", author=None, day=None,
        start=time.fromisoformat(start) if start else None, end=time.fromisoformat(end) if end else None,
        written_at=None, written="at-the-time", themes=(), opening="", evidence=0,
    )  # fmt: skip


def test_a_day_shows_hours_in_order_and_the_gaps_between_what_was_captured() -> None:
    rows = day_rows([line(3, None), line(2, "13:30"), line(1, "09:15", "12:00"), line(0, "09:05", "09:10")])
    shown = [row.words if isinstance(row, Hour) else row.words() if isinstance(row, Gap) else row.id for row in rows]
    gap = "12:00 to 13:30: 1 h 30 min without a new record"
    assert shown == ["09:00", "0", "1", gap, "13:00", "2", "No time", "3"]


def test_enter_on_the_timeline_opens_the_record(qtbot: QtBot, open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    overview = overview_in(qtbot, window)
    press(Qt.Key.Key_T, ctrl=True)

    def on_a_record() -> bool:
        rows = cursor_in()
        return isinstance(rows, QListView) and rows.currentIndex().isValid()

    qtbot.waitUntil(on_a_record, timeout=WAIT)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk().current_page() is not overview, timeout=WAIT)
    qtbot.waitUntil(lambda: isinstance(cursor_in(), QPlainTextEdit), timeout=WAIT)
