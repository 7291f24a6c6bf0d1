"""Locking: nothing of the visit in sight, nothing thrown away, back at the same cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, button, comes, line, named, visit_of

from inspector_app.gui.main_window import MainWindow
from inspector_app.settings import SETTINGS_KEY, Settings, settings_to
from inspector_app.store.profile import Profile


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)


def words_in_sight() -> str:
    words = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            words.append(top.windowTitle())
            for part in top.findChildren(QWidget):
                if part.isVisible() and isinstance(part, QLabel):
                    words.append(part.text())
                elif part.isVisible() and isinstance(part, QPlainTextEdit):
                    words.append(part.toPlainText())
    return "\n".join(words)


def test_a_locked_window_shows_nothing_of_the_visit(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    window.go("concerns")
    assert "City of York" in window.windowTitle()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked()
    assert "York" not in words_in_sight()
    assert "YK-" not in words_in_sight()


def test_unlocking_returns_to_the_same_words_and_cursor(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    window.go("concerns")
    matter = named(window, QPlainTextEdit, "Matter")
    matter.setFocus()
    cursor = matter.textCursor()
    cursor.setPosition(7)
    matter.setTextCursor(cursor)
    qtbot.keyClicks(matter, " half a word")
    written = matter.toPlainText()
    window.lock()
    visit_of(window).settle(10)
    assert any(concern.matter == written for concern in visit_of(window).concerns())
    unlock(qtbot, window)
    again = named(window, QPlainTextEdit, "Matter")
    assert again.toPlainText() == written
    qtbot.waitUntil(again.hasFocus, timeout=WAIT)
    assert again.textCursor().position() == 7 + len(" half a word")

    window.go("letter", f"finding:{visit_of(window).findings()[0].id}@text")
    words = QApplication.focusWidget()
    assert isinstance(words, QPlainTextEdit)
    window.lock()
    window.desk().remember_place()  # as its clock does
    unlock(qtbot, window)
    qtbot.waitUntil(words.hasFocus, timeout=WAIT)

    page = window.desk().current_page()
    points = named(page, QPlainTextEdit, "Points under the finding")
    points.setFocus()
    place = page.current_place()
    page.outline.setFocus()
    page.show_place(place)
    assert points.hasFocus()


def test_a_question_on_the_board_keeps_its_words_and_the_cursor(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    finding = visit_of(window).findings()[-1]
    window.go("judgement", f"finding:{finding.id}")
    board = QApplication.focusWidget()
    assert board is not None
    qtbot.keyClick(board, Qt.Key.Key_4)  # priority action asks why
    assert comes(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    why = named(window, QLineEdit, "Why it is moved")
    qtbot.keyClicks(why, "Half a reason")
    window.lock()
    unlock(qtbot, window)
    qtbot.waitUntil(why.hasFocus, timeout=WAIT)
    assert why.text() == "Half a reason"
    assert visit_of(window).finding(finding.id).category == finding.category


def test_a_dialog_is_covered_and_comes_back_half_filled(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], york: str
) -> None:
    window = open_window(york)
    button(window, "Visits on this laptop").click()
    qtbot.waitUntil(lambda: window.desk() is None, timeout=WAIT)
    qtbot.waitUntil(lambda: button(window, "Destroy…").isVisible(), timeout=WAIT)
    button(window, "Destroy…").click()
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible())
    qtbot.keyClicks(line(dialog, "Name of the authority"), "City of")
    window.lock()
    assert not dialog.isVisible()
    unlock(qtbot, window)
    assert comes(lambda: dialog.isVisible())
    assert line(dialog, "Name of the authority").text() == "City of"
    dialog.reject()


def test_it_locks_itself_when_nobody_is_there(
    qtbot: QtBot, make_window: Callable[[], MainWindow], profile: Profile
) -> None:
    settings = settings_to(replace(Settings(), autolock_minutes=1))
    profile.set_setting(SETTINGS_KEY, settings)
    window = make_window()
    window.use_profile(profile)
    assert window.idle.patience() == 60_000
    window.idle.watch(1000)
    clock = window.idle.findChild(QTimer)
    qtbot.waitUntil(lambda: clock.remainingTime() < 800, timeout=WAIT)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert clock.remainingTime() > 850  # a key is a sign of life
    window.idle.watch(1)
    qtbot.waitUntil(window.is_locked, timeout=WAIT)
    assert window.idle.patience() == 0
