"""What holds for every page: each control has a name that is spoken, nothing is cut, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_hands import WAIT, button

from inspector_app.gui import style
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import PAGE_NAMES
from inspector_app.gui.widgets.elided_label import ElidedLabel
from inspector_app.settings import SETTINGS_KEY, Settings, settings_to
from inspector_app.store.profile import Profile

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


def controls(within: QWidget) -> Iterator[QWidget]:
    for control in within.findChildren(QWidget):
        if isinstance(control, CONTROLS) and not control.objectName().startswith("qt_") and not qt_made(control):
            yield control


def nameless(within: QWidget) -> list[str]:
    return [
        f"{type(control).__name__} in {type(control.parentWidget()).__name__}"
        for control in controls(within)
        if not control.accessibleName() and not (isinstance(control, QAbstractButton) and control.text())
    ]


def qt_made(control: QWidget) -> bool:
    """Say whether Qt itself put the control inside another one: the list of a choice, the cross in a line."""
    if isinstance(control, QHeaderView) or type(control) is QAbstractButton:
        return True
    inside = control.parentWidget()
    while inside is not None:
        if isinstance(inside, QComboBox | QAbstractSpinBox | QHeaderView | QLineEdit):
            return True
        inside = inside.parentWidget()
    return False


def cut(within: QWidget) -> list[str]:
    found = []
    for part in within.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel) and not isinstance(part, ElidedLabel) and not part.wordWrap():
            wide = max((part.fontMetrics().horizontalAdvance(each) for each in part.text().split("\n")), default=0)
            if part.text() and part.pixmap().isNull() and wide > part.contentsRect().width() + 1:
                found.append(f"label {part.text()!r}")
        elif (
            isinstance(part, QAbstractButton)
            and part.text()
            and part.fontMetrics().horizontalAdvance(part.text()) + 8 > part.width()
        ):
            found.append(f"button {part.text()!r}")
        elif isinstance(part, QLabel) and part.wordWrap() and part.height() + 1 < part.heightForWidth(part.width()):
            found.append(f"text {part.text()!r}")
    return found


def sideways(within: QWidget) -> list[str]:
    return [
        type(area).__name__
        for area in within.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.horizontalScrollBar().isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


def small(within: QWidget) -> list[str]:
    return [
        f"{type(control).__name__} {control.accessibleName()!r}: {control.height()}"
        for control in controls(within)
        if control.isVisible()
        and isinstance(control, QAbstractButton | QComboBox | QLineEdit)
        and control.height() < 28
    ]


@pytest.fixture
def window(open_window: Callable[[str], MainWindow], york: str) -> MainWindow:
    return open_window(york)


def test_each_page_is_spoken_whole_and_fits_an_inspectors_laptop(qtbot: QtBot, window: MainWindow) -> None:
    for name in (*PAGE_NAMES, "details", "trail"):
        window.go(name)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1366, 768), f"{name} asks for more than the laptop has"
        assert nameless(window) == [], name
        assert cut(window) == [], name
        assert sideways(window) == [], name
        assert small(window) == [], name


def test_home_and_its_forms_are_spoken_whole_and_fit(qtbot: QtBot, window: MainWindow) -> None:
    button(window, "Visits on this laptop").click()
    qtbot.waitUntil(lambda: window.desk() is None, timeout=WAIT)
    qtbot.waitUntil(lambda: button(window, "New visit").isVisible(), timeout=WAIT)
    for press in (None, "New visit", "Cancel", "Settings (Ctrl+,)"):
        if press is not None:
            button(window, press).click()
        QApplication.processEvents()
        assert nameless(window) == []
        assert cut(window) == []
        assert sideways(window) == []
        assert small(window) == []


def test_the_sheet_of_keys_names_those_of_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go("concerns")
    button(window, "Keys (F1)").click()
    sheet = next(top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible())
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert "New concern" in words
    assert "Ctrl+N" in words
    sheet.close()


def test_each_page_still_fits_with_larger_text(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], profile: Profile, york: str
) -> None:
    profile.set_setting(SETTINGS_KEY, settings_to(replace(Settings(), text_scale=1.15)))
    window = open_window(york)
    for name in PAGE_NAMES:
        window.go(name)
        QApplication.processEvents()
        assert cut(window) == [], name
        assert sideways(window) == [], name
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style.apply(app, "light")
