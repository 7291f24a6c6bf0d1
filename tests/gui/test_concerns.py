"""Concerns: raised from any page, timed by one key each, in sight and in mind until closed, and on paper."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from injected_calls import injected
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, button, line, named, shows, visit_of

from inspector_app.exchange.private_file import write_private_file
from inspector_app.gui.concern_watch import ConcernWatch
from inspector_app.gui.concerns import paper
from inspector_app.gui.main_window import MainWindow
from inspector_app.visit import steps
from inspector_app.visit.entities import Concern

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOUR = timedelta(hours=1)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


def the_concern(window: MainWindow) -> Concern:
    [concern] = visit_of(window).concerns()
    return concern


def test_a_concern_from_its_case_to_the_paper_for_the_council_by_keys(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    begun: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(begun)
    visit = visit_of(window)
    case = steps.new_record(
        "c1", "case", author=visit.me, day=visit.visit().days[0], start="09:00", written_at="2010-06-08T09:00:00+01:00",
        order="a0", details={"reference": "EX-014"},
    )  # fmt: skip
    visit.write(case).result(10)
    window.go("cases", "record:c1")
    press(qtbot, window, Qt.Key.Key_C, CTRL | SHIFT)
    matter = named(window, QPlainTextEdit, "Matter")
    qtbot.waitUntil(matter.hasFocus, timeout=WAIT)
    concern = the_concern(window)
    assert (concern.case, concern.raised_by) == ("EX-014", visit.me)
    assert concern.raised_at
    qtbot.keyClicks(matter, "Not seen since 12 May.")
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shows(window, "the response must say why"), timeout=WAIT)
    response = named(window, QPlainTextEdit, "Response")
    response.setFocus()
    qtbot.keyClicks(response, "Seen and well.")
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not shows(window, "must say why"), timeout=WAIT)
    concern = the_concern(window)
    assert concern.safe_at
    assert concern.closed_at
    assert (concern.matter, concern.response) == ("Not seen since 12 May.", "Seen and well.")
    out = tmp_path / "concern.pdf"
    monkeypatch.setattr(
        window, "ask_to_save", lambda _title, name, _kind: out if name == "Concern EX-014.pdf" else None
    )
    writers: list[threading.Thread] = []

    def watched(path: Path, content: bytes) -> None:
        writers.append(threading.current_thread())
        write_private_file(path, content)

    monkeypatch.setattr(paper, "write_private_file", watched)
    press(qtbot, window, Qt.Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "Saved: concern.pdf" in window.said(), timeout=WAIT)
    assert out.read_bytes().startswith(b"%PDF")
    assert writers != [threading.main_thread()], "a disk or stick that hangs would hold the window"


def test_what_is_open_since_the_day_before_is_told_first_and_its_age_stands_above_every_page(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], profile: Any, begun: str
) -> None:
    from inspector_app.open_visit import OpenVisit

    raised = (datetime.now().astimezone() - 25 * HOUR).isoformat(timespec="seconds")
    with closing(OpenVisit.open(profile, begun)) as visit:
        visit.write(steps.add("concern", "old", {"case": "EX-020", "raised_at": raised, "order": "a0"})).result(10)
    window = open_window(begun)
    qtbot.waitUntil(lambda: shows(window, "Still open from a day before: the concern about case EX-020."), timeout=WAIT)
    assert button(window, "1 open concern: go to them").text() == "1 open concern · 25 h"
    button(window, "Go to the first").click()
    desk = window.desk()
    assert desk is not None
    assert desk.current_name() == "concerns"
    assert line(window, "Case reference").text() == "EX-020"


def test_a_child_not_known_to_be_safe_is_brought_to_mind_and_again(qtbot: QtBot) -> None:
    moment = [datetime.fromisoformat("2010-06-08T11:20:00+01:00")]
    owner = QObject()
    watch = ConcernWatch(owner, lambda: moment[0])
    said: list[str] = []
    watch.reminded.connect(said.append)
    watch.take([Concern(id="one", case="EX-014", raised_at=moment[0].isoformat())])
    for minutes in (29, 1, 29, 1):
        moment[0] += timedelta(minutes=minutes)
        watch.look()
    assert len(said) == 2
    assert said[1] == ("Case EX-014: raised 1 h ago, child not yet known to be safe.")
    watch.stop()


def test_a_concern_is_begun_on_a_disk_that_cannot_be_read(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begun)
    window.go("concerns")
    visit = visit_of(window)
    with injected("pread64:error=EIO", threads=("MainThread",)):
        press(qtbot, window, Qt.Key.Key_N, CTRL)
        reference = line(window, "Case reference")
        qtbot.waitUntil(reference.hasFocus, timeout=WAIT)
        qtbot.keyClicks(reference, "EX-014")
        matter = named(window, QPlainTextEdit, "Matter")
        matter.setFocus()
        qtbot.keyClicks(matter, "Not seen")
        press(qtbot, window, Qt.Key.Key_2, CTRL)
        assert QApplication.activeModalWidget() is None
        assert (reference.text(), matter.toPlainText()) == ("EX-014", "Not seen")
        qtbot.waitUntil(matter.hasFocus, timeout=WAIT)
    qtbot.waitUntil(lambda: window.save_text().startswith("Saved "), timeout=WAIT)
    visit.settle(20)
    concern = the_concern(window)
    assert (concern.case, concern.matter) == ("EX-014", "Not seen")
    assert concern.safe_at
    caplog.clear()
