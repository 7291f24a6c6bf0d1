"""Help while one writes costs no key: typing among misspelt words and names, beside a bare editor in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from limits import ROOM

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

from made_visits import large_visit
from measured_window import window_on
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, visit_of

from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces
from inspector_app.spelling.speller import Speller
from inspector_app.visit.name_warnings import name_warnings

CHARACTERS = 600
FRAME = 16.0
"""Milliseconds in which a key is to be seen."""
LINE = (
    "Supervison with Aisha Khan was iregular; the asessment for EX-014 recieved no manager oversite, seen alone twice. "
)
Note = Callable[[str, object], None]
pytestmark = pytest.mark.usefixtures("threads_as_in_the_program")


def test_typing_among_marked_words(
    qtbot: QtBot, own_profile: ProfilePlaces, bare_editor: QPlainTextEdit, record_property: Note
) -> None:
    what, text = "forty lines with four marks each", f"{LINE}\n" * 40
    with window_on(qtbot, own_profile, large_visit(50), "observations") as window:
        page = window.desk().current_page()  # type: ignore[union-attr]
        page.new_record()  # type: ignore[union-attr]
        editor = window.focusWidget()
        assert isinstance(editor, NotesEdit)
        editor.insertPlainText(text)
        qtbot.waitUntil(lambda: any(True for _each in editor.underlines.in_sight()), timeout=WAIT)
        bare_editor.insertPlainText(text)
        ours, beside = [], []
        for number in range(CHARACTERS):
            ours.append(_key_to_paint(editor, LINE[number % len(LINE)]))
            beside.append(_key_to_paint(bare_editor, LINE[number % len(LINE)]))
        visit_of(window).settle(30)

    felt, bared = (
        f"median {median(each):.2f}, p95 {sorted(each)[-CHARACTERS // 20]:.2f} ms" for each in (ours, beside)
    )
    record_property(what, f"{felt}; bare editor {bared}")
    print(f"\n{what}: key to paint {felt}\n  bare editor: {bared}")
    assert median(ours) < ROOM * max(FRAME, 4 * median(beside))


def _key_to_paint(editor: QPlainTextEdit, character: str) -> float:
    """Type a character and return the milliseconds until all that follows from it is done and painted."""
    begun = time.perf_counter()
    key = Qt.Key.Key_Space if character == " " else Qt.Key.Key_A
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - begun)


def test_a_line_is_looked_through_in_little_time(record_property: Note) -> None:
    speller = Speller()
    speller.is_right("warm")
    begun = time.perf_counter()
    for number in range(200):
        line = f"{LINE}{number}"
        speller.misspelt(line)
        name_warnings(line, known=speller.is_right)
    each = (time.perf_counter() - begun) / 200
    beside = time.perf_counter()
    for _number in range(200):
        LINE.split()
    split = (time.perf_counter() - beside) / 200
    record_property("looking a line through", f"{1e6 * each:.0f} µs, splitting it {1e6 * split:.1f} µs")
    print(f"\na line of {len(LINE.split())} words: {1e6 * each:.0f} µs ({each / split:.0f} times splitting it)")
    assert each < ROOM * 5000 * split
