"""What tests of the pages of records share: the page in a real window, its parts by the names that are spoken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from inspector_app.frameworks.library import load_framework
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import PageName
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.entities import Inspector
from inspector_app.visit.starting import start_visit

OpenWindow = Callable[[str], MainWindow]
WAIT = 20_000
"""How long (milliseconds) a test waits for something that must come."""
DAYS = (date(2010, 6, 8), date(2010, 6, 9))


def page_in(window: MainWindow, name: PageName) -> Any:
    """Go to a page and return it."""
    QTest.qWaitForWindowActive(window)
    desk = window.desk()
    assert desk is not None
    desk.go(name)
    return desk.current_page()


def overview_in(qtbot: Any, window: MainWindow) -> Any:
    """Go to the overview and return it once it has been read."""
    page = page_in(window, "overview")
    qtbot.waitUntil(
        lambda: not any(label.text().startswith("Reading") for label in page.findChildren(QLabel)), timeout=WAIT
    )
    return page


def visit_in(window: MainWindow) -> OpenVisit:
    """Return the visit that a window has open."""
    desk = window.desk()
    assert desk is not None
    return desk.visit


def shut(qtbot: Any, window: MainWindow) -> None:
    """Close a window, which closes its visit and its profile."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)


def begin_visit(profile: Profile, framework: str = "ucra-2010", folder: Path | None = None) -> str:
    """Begin a visit of two days in June 2010 and return its id."""
    me = Inspector(id=profile.inspector_id, name=profile.name, designation=profile.designation, lead=True, order="a0")
    contents = start_visit(
        load_framework(framework, folder),
        authority_name="Exampleshire County Council",
        authority_area="Exampleshire",
        authority_article="",
        days=DAYS,
        team=(me,),
    )
    return profile.new_visit(contents)


def named(page: QWidget, name: str) -> Any:
    """Return the widget on a page that a screen reader calls by this name."""
    found = [each for each in page.findChildren(QWidget) if each.accessibleName() == name]
    assert found, f"nothing on the page is called {name!r}"
    return found[0]


def type_text(words: str) -> None:
    """Type words where the cursor is."""
    for character in words:
        if character.isascii():
            QTest.keyClicks(cursor_in(), character)
        else:
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(cursor_in(), key)


def press(key: Qt.Key, *, ctrl: bool = False, shift: bool = False) -> None:
    """Press a key where the cursor is."""
    held = Qt.KeyboardModifier.NoModifier
    if ctrl:
        held |= Qt.KeyboardModifier.ControlModifier
    if shift:
        held |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(cursor_in(), key, held)


def cursor_in() -> QWidget:
    """Return the widget that has the cursor."""
    widget = QApplication.focusWidget()
    assert widget is not None, "the cursor is nowhere"
    return widget


def only_record(visit: OpenVisit, kind: Any) -> Any:
    """Return the one record of a kind that a visit holds."""
    (line,) = visit.record_lines(kind)
    return visit.record(line.id)
