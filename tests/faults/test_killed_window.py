"""A window killed while hands type: it opens at the same page, record and cursor, and only the last second is gone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

from made_visits import empty_visit
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, close, line, show_window, visit_of

from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.notice import Notice
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

LAST_SECOND = 1.0
SLOWER = 0.5
"""Seconds more for a machine that does other things as well: commits may take so long there."""


@pytest.mark.other_process
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not of Windows")
@pytest.mark.parametrize("seed", range(2))
def test_a_killed_window_comes_back_to_the_same_words_and_cursor(
    qtbot: QtBot, own_profile: ProfilePlaces, seed: int, record_property: Callable[[str, object], None]
) -> None:
    with Profile.create(own_profile, PASSPHRASE, name="A. Inspector", designation="HMI") as profile:
        visit_id = profile.new_visit(empty_visit())
    typed = type_and_kill(own_profile, random.Random(seed).uniform(2.0, 4.5))
    window = show_window(qtbot, own_profile)
    try:
        unlock(qtbot, window)
        desk = window.desk()
        assert desk is not None
        assert desk.visit.id == visit_id
        assert desk.current_name() == "observations"
        qtbot.waitUntil(lambda: isinstance(window.focusWidget(), NotesEdit), timeout=WAIT)
        editor = window.focusWidget()
        assert isinstance(editor, NotesEdit)
        kept = editor.value()
        missing = seconds_missing(kept, typed)
        record_property("missing", f"{missing:.2f} s")
        print(f"\nkilled after {len(typed)} words: {len(kept.split())} kept, {missing:.2f} s of typing missing")
        assert missing < LAST_SECOND + SLOWER
        assert "".join(f"word{number} " for number in range(len(typed) + 2)).startswith(kept)
        behind = len(kept) - editor.cursor_place()
        assert 0 <= behind <= (LAST_SECOND + SLOWER) / 0.015
        told = [notice.words for notice in window.findChildren(Notice)]
        assert any(f"{len(kept.split())} words typed after" in words for words in told)
        assert visit_of(window).verify_chain() is None
    finally:
        close(qtbot, window)
    forgets_once_closed(qtbot, own_profile)


def type_and_kill(places: ProfilePlaces, after: float) -> list[float]:
    """Let a window type for so many seconds, kill it, and return when each word was typed; the kill is the last."""
    script = Path(__file__).with_name("typing_window.py")
    child = subprocess.Popen(
        [sys.executable, str(script), str(places.folder), PASSPHRASE],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    try:
        first = child.stdout.readline()
        time.sleep(after)
    finally:
        child.send_signal(signal.SIGKILL)
        killed = time.time()
        rest = child.communicate()[0]
    assert first, "the window did not begin to type"
    return [float(words.split()[1]) for words in (first + rest).splitlines()] + [killed]


def seconds_missing(kept: str, typed: list[float]) -> float:
    """How long before the kill the first word was typed that is not there whole."""
    whole = kept.count(" ")
    return max(0.0, typed[-1] - typed[min(whole, len(typed) - 1)])


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)


def forgets_once_closed(qtbot: QtBot, places: ProfilePlaces) -> None:
    """Closed as it should be, it opens where the visits are listed."""
    window = show_window(qtbot, places)
    try:
        qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
        qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.is_locked() and not window.busy(), timeout=WAIT)
        assert window.desk() is None
    finally:
        close(qtbot, window)
