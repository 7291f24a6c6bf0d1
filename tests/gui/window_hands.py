"""Hands for the tests of the window: find a control by what a person calls it, wait, close."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.gui import style
from inspector_app.gui.main_window import MainWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces, resources_folder

PASSPHRASE = "violet harbour engine seventeen"
YORK = resources_folder() / "demo" / "york-2010.visit.json"
WAIT = 20_000
"""Milliseconds after which a condition that has not come true fails the test."""

W = TypeVar("W", bound=QWidget)


def named(within: QWidget, kind: type[W], name: str) -> W:
    """Return the control of this kind and accessible name: a visible one where there is one."""
    found = _in_sight_first(within, kind, name)
    if not found or not found[0].isVisible():
        QApplication.processEvents()  # what has just been added to a page is not in sight yet
        found = _in_sight_first(within, kind, name)
    assert found, f"no {kind.__name__} is called {name!r}"
    return found[0]


def _in_sight_first(within: QWidget, kind: type[W], name: str) -> list[W]:
    found = [each for each in within.findChildren(kind) if each.accessibleName() == name]
    return sorted(found, key=lambda each: not each.isVisible())


def line(within: QWidget, name: str) -> QLineEdit:
    """Return a line by its accessible name."""
    return named(within, QLineEdit, name)


def button(within: QWidget, name: str) -> QAbstractButton:
    """Return a button by its accessible name."""
    return named(within, QAbstractButton, name)


def shows(within: QWidget, words: str) -> bool:
    """Say whether a visible label holds these words."""
    return any(words in label.text() for label in within.findChildren(QLabel) if label.isVisible())


def comes(condition: Callable[[], bool]) -> bool:
    """Give the window its turns until a condition holds, and say whether it came to: what was added to a page is in
    sight, and the cursor in it, only a turn of the event loop later."""
    deadline = time.monotonic() + WAIT / 1000
    while not condition():
        if time.monotonic() > deadline:
            return False
        QTest.qWait(5)
    return True


def visit_of(window: MainWindow) -> OpenVisit:
    """Return the visit that a window has open."""
    desk = window.desk()
    assert desk is not None
    return desk.visit


def show_window(qtbot: QtBot, places: ProfilePlaces) -> MainWindow:
    """Show a window of an inspector's laptop on a profile folder; the one who asks closes it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style.apply(app, "light")
    window = MainWindow(places, app)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    QTest.qWaitForWindowActive(window, WAIT)
    return window


def close(qtbot: QtBot, window: MainWindow) -> None:
    """Close a window and wait until it has closed its visit and its profile."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)


def dialog_in_sight(qtbot: QtBot) -> QDialog:
    """Wait for a dialog and return it."""

    def found() -> list[QDialog]:
        return [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT)
    return found()[-1]
