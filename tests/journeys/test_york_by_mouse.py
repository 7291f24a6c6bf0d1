"""York's evidence sorted into its letter by the mouse: pressed, dragged and let go; only the words are typed.

Where there is Xvfb the whole is done on its screen, where Qt drags as it does for a person.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")
pytest.importorskip("pytestqt", reason="the window is tested with pytest-qt")

from pointer import click, drag, turn_wheel
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot
from window_hands import WAIT, button, close, comes, named, show_window, visit_of
from york_sorting import must_be_sorted, unsorted_york, wanted_findings, write

from inspector_app.frameworks.library import load_framework
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

XVFB = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24")
ROOT = Path(__file__).parents[2]
LABELS = ["Unsorted", *(category.label for category in load_framework("ucra-2010").categories)]


def test_york_is_sorted_into_its_letter_by_mouse(qtbot: QtBot, own_profile: ProfilePlaces) -> None:
    if QGuiApplication.platformName() == "offscreen" and shutil.which(XVFB[0]):
        again = [sys.executable, "-m", "pytest", __file__, "--onscreen", "-n", "0", "-q"]
        on_screen = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        ran = subprocess.run([*XVFB, *again], cwd=ROOT, env=on_screen, capture_output=True, text=True, timeout=200)
        assert ran.returncode == 0, ran.stdout
        return
    profile = Profile.create(own_profile, "four words to remember", name="A. Inspector", designation="HMI")
    visit_id = profile.new_visit(unsorted_york())
    window = show_window(qtbot, own_profile)
    window.use_profile(profile)
    window.open_visit(visit_id)
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)
    try:
        press_button(window, "Judgement")
        press_button(window, "Fold findings")
        wanted = wanted_findings()
        for finding in wanted:
            loose, column = rows_of(window, 0), rows_of(window, finding.category)
            first, *others = finding.cards
            drag(loose.viewport(), in_sight(loose, first.text).center(), column.viewport(), ground_under(column))
            click(column.viewport(), left_of(in_sight(column, first.text)))
            words = next(part for part in window.findChildren(NotesEdit) if part.value() == first.text)
            click(words.viewport(), words.viewport().rect().center())
            write(finding.text)
            for card in others:
                onto = left_of(in_sight(column, finding.text, first.text))
                drag(loose.viewport(), in_sight(loose, card.text).center(), column.viewport(), onto)
        press_button(window, "Letter")
        must_be_sorted(visit_of(window).contents(), wanted)
    finally:
        close(qtbot, window)


def press_button(window: MainWindow, name: str) -> None:
    """Click a button, or an entry of the rail, by its name."""
    pressed = button(window, name)
    assert comes(pressed.isVisible)
    click(pressed, pressed.rect().center())


def rows_of(window: MainWindow, category: int) -> QAbstractItemView:
    """The rows under a heading of the board; 0 is unsorted."""
    return named(window, QAbstractItemView, LABELS[category])


def in_sight(rows: QAbstractItemView, *words: str) -> QRect:
    """Turn the wheel until the row with these words (or those before them) is in sight, and return where it is."""
    model, root = rows.model(), rows.rootIndex()
    places = [model.index(n, 0, root) for n in range(model.rowCount(root))]
    [wanted] = [index for index in places if index.data() in words][:1]
    middle = rows.viewport().rect().center().y()
    for _ in range(200):
        rect = rows.visualRect(wanted)
        if rows.viewport().rect().contains(rect):
            return rect
        turn_wheel(rows.viewport(), 1 if rect.center().y() < middle else -1)
    raise AssertionError(f"the wheel does not bring it into sight: {words}")


def ground_under(rows: QAbstractItemView) -> QPoint:
    """Turn the wheel to the end of a column, and return a point under its last row."""
    turn_wheel(rows.viewport(), -200)
    return QPoint(rows.viewport().width() // 2, rows.viewport().height() - 8)


def left_of(row: QRect) -> QPoint:
    """Return a point in the left of a row, where a card that is let go supports it."""
    return QPoint(row.x() + row.width() // 4, row.center().y())
