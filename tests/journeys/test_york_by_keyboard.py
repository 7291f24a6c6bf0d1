"""York's evidence sorted into its letter by keys alone: from the first card to the words that were published."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")
pytest.importorskip("pytestqt", reason="the window is tested with pytest-qt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, close, comes, show_window, visit_of
from york_sorting import ALT, CTRL, hand_is_in, must_be_sorted, press, unsorted_york, wanted_findings, write

from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit.entities import Evidence

Key = Qt.Key


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Profile:
    return Profile.create(own_profile, "four words to remember", name="A. Inspector", designation="HMI")


def test_york_is_sorted_into_its_letter_by_keys_alone(
    qtbot: QtBot, own_profile: ProfilePlaces, profile: Profile
) -> None:
    visit_id = profile.new_visit(unsorted_york())
    window = show_window(qtbot, own_profile)
    window.use_profile(profile)
    window.open_visit(visit_id)
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)
    try:
        press(Key.Key_7, ALT)
        wanted = wanted_findings()
        for finding in wanted:
            first, *others = finding.cards
            go_to_card(first)
            press(Key(Key.Key_0 + finding.category))
            press(Key.Key_E)
            assert comes(lambda: isinstance(QApplication.focusWidget(), NotesEdit))
            write(finding.text)
            for card in others:
                go_to_card(card)
                press(Key.Key_L)
                assert comes(lambda: isinstance(hand_is_in(), QLineEdit))
                write(finding.text[:30])
                press(Key.Key_Return)
                assert comes(lambda: QApplication.activePopupWidget() is None)
        press(Key.Key_8, ALT)
        assert comes(lambda: current_page(window) == "Letter")
        must_be_sorted(visit_of(window).contents(), wanted)
    finally:
        close(qtbot, window)


def go_to_card(card: Evidence) -> None:
    """Find a card by its words, and go down to it where others that hold them come before."""
    press(Key.Key_F, CTRL)
    write(card.text[:60])
    press(Key.Key_Return)
    for _ in range(5):
        if words_here() == card.text:
            return
        press(Key.Key_Down)
    raise AssertionError(f"not found: {card.text}")


def words_here() -> str:
    """The words of the row that the keyboard is on."""
    rows = hand_is_in()
    assert isinstance(rows, QAbstractItemView)
    return str(rows.currentIndex().data())


def current_page(window: MainWindow) -> str:
    desk = window.desk()
    assert desk is not None
    return desk.current_page().title
