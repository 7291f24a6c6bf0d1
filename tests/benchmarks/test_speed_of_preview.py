"""The letter's pages follow typing: from a key to the paint of a page that has it, on nine pages."""

from __future__ import annotations

import sys
import time
from statistics import median, quantiles

import pytest
from limits import MEASURING, ROOM

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

import pypdfium2
from long_letter import nine_pages
from measured_window import window_on
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, visit_of

from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.places import ProfilePlaces

PREVIEW = 150.0
"""Milliseconds within which 99 in 100 keys are to be seen on the page."""
PACE = 80
"""Milliseconds between two keys: a fast typist."""
KEYS = 300 if MEASURING else 40
SIGN = "¤"
"""What is typed, in words of six, since no letter has it: so many stand on a page as it has followed keys."""
pytestmark = pytest.mark.usefixtures("threads_as_in_the_program")


class Onlooker(QObject):
    """Types into the editor at a pace, and notes when which PDF had been painted."""

    def __init__(self, page: LetterPage, editor: QPlainTextEdit) -> None:
        super().__init__()
        self.pressed: list[float] = []
        self.painted: list[tuple[float, bytes]] = []
        self._page, self._editor, self._blank = page, editor, False
        self._loop = QEventLoop()
        page.pages.viewport().installEventFilter(self)

    def type(self, keys: int) -> None:
        clock = QTimer(self)
        clock.setTimerType(Qt.TimerType.PreciseTimer)
        clock.timeout.connect(self._press)
        clock.start(PACE)
        while len(self.pressed) < keys:
            self._loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        clock.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _press(self) -> None:
        self._blank = not self._blank and len(self.pressed) % 6 == 5
        if not self._blank:
            self.pressed.append(time.perf_counter())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key, character = (Qt.Key.Key_Space, " ") if self._blank else (Qt.Key.Key_A, SIGN)
            QApplication.sendEvent(self._editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))

    def _note(self) -> None:
        pdf = self._page.drawn_pdf()
        if not self.painted or self.painted[-1][1] is not pdf:
            self.painted.append((time.perf_counter(), pdf))


def signs(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    found = sum(document[n].get_textpage().get_text_bounded().count(SIGN) for n in range(3))
    document.close()
    return found


def test_the_pages_follow_typing(qtbot: QtBot, own_profile: ProfilePlaces) -> None:
    contents = nine_pages()
    with window_on(qtbot, own_profile, contents, "letter") as window:
        desk = window.desk()
        assert desk is not None
        page = desk.current_page()
        assert isinstance(page, LetterPage)
        page.show_place(f"finding:{contents.findings[0].id}@text")
        qtbot.waitUntil(lambda: page.pages.pages() == 9 and not window.busy(), timeout=WAIT)
        editor = window.focusWidget()
        assert isinstance(editor, QPlainTextEdit)
        onlooker = Onlooker(page, editor)
        onlooker.type(KEYS)
        qtbot.waitUntil(lambda: signs(onlooker.painted[-1][1]) == KEYS, timeout=WAIT)
        visit_of(window).settle(30)
    followed = [(at, signs(pdf)) for at, pdf in onlooker.painted]
    waited = [
        1000 * (next(at for at, has in followed if has > number) - pressed)
        for number, pressed in enumerate(onlooker.pressed)
    ]
    usual, slowest = median(waited), quantiles(waited, n=100)[98]
    sys.stdout.write(
        f"key to page: median {usual:.0f} ms, 99th percentile {slowest:.0f} ms, {len(followed)} drawings\n"
    )
    # beside other tests the 99th percentile measures the other users of the machine as well
    assert (slowest if MEASURING else usual) < ROOM * PREVIEW
