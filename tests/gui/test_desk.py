"""One open visit: pages by key, finding, undo, the truth about saving, and where the person was."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, button, close, comes, line, named, visit_of

from inspector_app.gui import leaving
from inspector_app.gui.closing import ClosingDialog
from inspector_app.gui.find import FindBox
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import PAGE_NAMES
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def test_every_page_is_reached_by_its_key(qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str) -> None:
    window = open_window(york)
    desk = window.desk()
    assert desk is not None
    for number, name in enumerate(PAGE_NAMES):
        press(qtbot, Qt.Key(Qt.Key.Key_1 + number), ALT)
        assert desk.current_name() == name


def test_find_goes_to_what_was_found(qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str) -> None:
    window = open_window(york)
    desk = window.desk()
    assert desk is not None
    press(qtbot, Qt.Key.Key_K, CTRL)
    box = next(top for top in QApplication.topLevelWidgets() if isinstance(top, FindBox) and top.isVisible())
    words = named(box, QLineEdit, "Words to find")
    qtbot.keyClicks(words, "YK-119 police notification")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.current_name() in ("concerns", "cases", "judgement"), timeout=WAIT)
    page = desk.current_page()
    assert page is not None
    assert page.current_place()


def test_find_runs_commands_too(qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str) -> None:
    window = open_window(begun)
    window.go("concerns")
    press(qtbot, Qt.Key.Key_K, CTRL)
    box = next(top for top in QApplication.topLevelWidgets() if isinstance(top, FindBox) and top.isVisible())
    words = named(box, QLineEdit, "Words to find")
    qtbot.keyClicks(words, "new concern")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert len(visit_of(window).concerns()) == 1


def test_undo_takes_back_and_redo_does_again(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str
) -> None:
    window = open_window(begun)
    window.go("concerns")
    press(qtbot, Qt.Key.Key_N, CTRL)
    visit = visit_of(window)
    qtbot.waitUntil(lambda: button(window, "Undo: add a concern (Ctrl+Z)").isEnabled(), timeout=WAIT)
    button(window, "Undo: add a concern (Ctrl+Z)").click()
    qtbot.waitUntil(lambda: visit.concerns() == (), timeout=WAIT)
    qtbot.waitUntil(lambda: button(window, "Redo: add a concern (Ctrl+Shift+Z)").isEnabled(), timeout=WAIT)
    press(qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(visit.concerns()) == 1, timeout=WAIT)


def test_an_open_concern_is_in_sight_on_every_page_until_it_is_closed(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str
) -> None:
    window = open_window(begun)
    window.go("concerns")
    press(qtbot, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: button(window, "1 open concern: go to them").isVisible(), timeout=WAIT)
    for name in PAGE_NAMES:
        window.go(name)
        assert comes(lambda: button(window, "1 open concern: go to them").isVisible())
    button(window, "1 open concern: go to them").click()
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not button(window, "0 open concerns: go to them").isVisible(), timeout=WAIT)


def test_page_and_cursor_are_there_again_after_closing(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    make_window: Callable[[], MainWindow],
    own_profile: ProfilePlaces,
    begun: str,
) -> None:
    window = open_window(begun)
    window.go("concerns")
    press(qtbot, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(line(window, "Case reference").hasFocus, timeout=WAIT)
    matter = named(window, QPlainTextEdit, "Matter")
    matter.setFocus()
    qtbot.waitUntil(matter.hasFocus, timeout=WAIT)
    qtbot.keyClicks(matter, "Not seen since")
    close(qtbot, window)
    again = make_window()
    again.use_profile(Profile.open(own_profile, PASSPHRASE))
    again.open_visit(begun)
    qtbot.waitUntil(lambda: again.desk() is not None, timeout=WAIT)
    field = named(again, QPlainTextEdit, "Matter")
    assert field.toPlainText() == "Not seen since"
    assert comes(field.hasFocus)
    assert field.textCursor().position() == len("Not seen since")


@contextmanager
def full_disk(profile: Profile, visit_id: str) -> Iterator[None]:
    """Let no file of this process grow any more, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    places = profile.places
    sizes = [path.stat().st_size for path in places.folder.rglob("*") if path.is_file() and path != places.profile_db]
    resource.setrlimit(resource.RLIMIT_FSIZE, (min(size for size in sizes if size), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_status_line_tells_the_truth_while_the_disk_is_full(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    profile: Profile,
    begun: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(leaving, "SETTLE", 0.5)
    window = open_window(begun)
    window.go("concerns")
    press(qtbot, Qt.Key.Key_N, CTRL)
    visit_of(window).settle(10)
    qtbot.waitUntil(lambda: window.save_text().startswith("Saved "), timeout=WAIT)
    matter = named(window, QPlainTextEdit, "Matter")
    matter.setFocus()
    with full_disk(profile, begun):
        qtbot.keyClicks(matter, "Words that the disk will not take")
        qtbot.waitUntil(lambda: window.save_text().startswith("Not saved:"), timeout=WAIT)
        assert matter.toPlainText() == "Words that the disk will not take"
        window.close()
        qtbot.waitUntil(
            lambda: any(isinstance(t, ClosingDialog) and t.isVisible() for t in QApplication.topLevelWidgets()),
            timeout=WAIT,
        )
        dialog = next(t for t in QApplication.topLevelWidgets() if isinstance(t, ClosingDialog) and t.isVisible())
        button(dialog, "Keep working").click()
        assert window.isVisible()
    qtbot.waitUntil(lambda: window.save_text().startswith("Saved "), timeout=WAIT)
    caplog.clear()
    assert visit_of(window).concerns()[0].matter == "Words that the disk will not take"


def test_after_another_page_the_cursor_is_back_in_the_answer(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    desk = window.desk()
    assert desk is not None
    desk.go("interviews")
    press(qtbot, Qt.Key.Key_N, CTRL)
    press(qtbot, Qt.Key.Key_Down, CTRL)
    answer = QApplication.focusWidget()
    qtbot.keyClicks(answer, "Monthly, ")
    desk.go("concerns")
    desk.go("interviews")
    qtbot.waitUntil(answer.hasFocus, timeout=WAIT)
    qtbot.keyClicks(answer, "mostly cases.")
    assert answer.toPlainText() == "Monthly, mostly cases."
