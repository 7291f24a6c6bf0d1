"""Closing while the disk does not take everything: asked, kept in a rescue copy, offered again, taken in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, button, comes, line, named, shows, visit_of

from inspector_app.gui import leaving, main_window, questions
from inspector_app.gui.background import Background
from inspector_app.gui.closing import ClosingDialog
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.notice import Notice
from inspector_app.gui.rescued_dialog import RescuedDialog
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

WORDS = "Not seen since the strategy discussion"
D = TypeVar("D", bound=QDialog)


@pytest.fixture(autouse=True)
def asks_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving asks after half a second of a disk that does not take everything, not after five."""
    monkeypatch.setattr(leaving, "SETTLE", 0.5)


@contextmanager
def held(places: ProfilePlaces, visit_id: str) -> Iterator[None]:
    """Another connection holds the visit's file: nothing that is typed gets onto the disk."""
    profile = open_by_key(places.profile_db, read_key(places.passphrase_key, PASSPHRASE))
    (key,) = profile.execute("SELECT key FROM visits WHERE id = ?", (visit_id,)).fetchone()
    profile.close()
    other = open_by_key(places.visit_db(visit_id), bytes(key))
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def in_sight(kind: type[D]) -> D | None:
    return next((top for top in QApplication.topLevelWidgets() if isinstance(top, kind) and top.isVisible()), None)


def asked(qtbot: QtBot) -> ClosingDialog:
    qtbot.waitUntil(lambda: in_sight(ClosingDialog) is not None, timeout=WAIT)
    dialog = in_sight(ClosingDialog)
    assert dialog is not None
    return dialog


def type_a_concern(qtbot: QtBot, window: MainWindow) -> OpenVisit:
    window.go("concerns")
    button(window, "New concern").click()
    matter = named(window, QPlainTextEdit, "Matter")
    matter.setFocus()
    qtbot.keyClicks(matter, WORDS)
    qtbot.waitUntil(lambda: window.save_text().startswith("Not saved:"), timeout=WAIT)
    return visit_of(window)


def notices(window: MainWindow) -> list[Notice]:
    return [notice for notice in window.findChildren(Notice) if notice.isVisible()]


def start_again(qtbot: QtBot, make_window: Callable[[], MainWindow]) -> MainWindow:
    window = make_window()
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk() is not None and not window.is_locked(), timeout=WAIT)
    return window


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_rescue_copy_is_kept_offered_at_the_next_start_and_taken_in(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    make_window: Callable[[], MainWindow],
    own_profile: ProfilePlaces,
    begun: str,
    elsewhere: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stick = tmp_path / "stick"
    monkeypatch.setattr(questions, "ask_for_folder", lambda *_: stick)
    window = open_window(begun)
    with held(own_profile, begun):
        visit = type_a_concern(qtbot, window)
        window.close()
        dialog = asked(qtbot)
        button(dialog, "Keep it in another folder…" if elsewhere else "Keep a rescue copy and close").click()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
        assert window.abandoned()
    (kept,) = (stick if elsewhere else own_profile.rescue).iterdir()
    assert b"strategy" not in kept.read_bytes()
    forget_what_was_handed_over(visit)
    caplog.clear()

    again = start_again(qtbot, make_window)
    qtbot.waitUntil(lambda: any("rescue copy" in notice.words for notice in notices(again)), timeout=WAIT)
    (offer,) = (notice for notice in notices(again) if "rescue copy" in notice.words)
    assert offer.words.startswith("6 words from ")
    button(offer, "Look").click()
    qtbot.waitUntil(lambda: in_sight(RescuedDialog) is not None, timeout=WAIT)
    look = in_sight(RescuedDialog)
    assert look is not None
    assert WORDS in [part.toPlainText() for part in look.findChildren(QPlainTextEdit)]
    look.accept()
    button(offer, "Take them in").click()
    qtbot.waitUntil(lambda: WORDS in [concern.matter for concern in visit_of(again).concerns()], timeout=WAIT)
    qtbot.waitUntil(lambda: not kept.exists(), timeout=WAIT)
    assert not any("rescue copy" in notice.words for notice in notices(again))
    assert visit_of(again).verify_chain() is None


def forget_what_was_handed_over(visit: OpenVisit) -> None:
    """The first program has ended: what it still held is gone with it. Here its writer only gets the disk back."""
    visit.settle(20)
    for _ in visit.rescue.waiting().steps:
        raise AssertionError("all is on disk by now")
    while visit.undo_action() not in (None, "bring in the visit"):
        visit.undo().result(20)
    visit.close(20)
    for thread in threading.enumerate():
        assert thread.name != "visit-writer"


def test_words_can_be_copied_and_closing_can_wait(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    own_profile: ProfilePlaces,
    begun: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    window = open_window(begun)
    with held(own_profile, begun):
        visit = type_a_concern(qtbot, window)
        window.close()
        dialog = asked(qtbot)
        assert comes(lambda: shows(dialog, f"{visit.save_state().waiting} change"))
        button(dialog, "Copy the words").click()
        assert WORDS in QApplication.clipboard().text()
        button(dialog, "Wait longer").click()
        assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert not window.abandoned()
    caplog.clear()
    with Profile.open(own_profile, PASSPHRASE) as profile, OpenVisit.open(profile, begun) as again:
        assert [concern.matter for concern in again.concerns()] == [WORDS]


def test_a_folder_that_takes_no_copy_is_said_and_nothing_is_closed(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    own_profile: ProfilePlaces,
    begun: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("")
    monkeypatch.setattr(questions, "ask_for_folder", lambda *_: no_folder)
    window = open_window(begun)
    with held(own_profile, begun):
        type_a_concern(qtbot, window)
        window.close()
        dialog = asked(qtbot)
        button(dialog, "Keep it in another folder…").click()
        qtbot.waitUntil(lambda: shows(dialog, "Choose another folder."), timeout=WAIT)
        button(dialog, "Keep working").click()
        matter = named(window, QPlainTextEdit, "Matter")
        assert isinstance(matter, QWidget)
        assert matter.isEnabled()
        assert matter.toPlainText() == WORDS
    qtbot.waitUntil(lambda: window.save_text().startswith("Saved "), timeout=WAIT)
    caplog.clear()


def test_saving_on_leaving_cannot_be_cancelled(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    own_profile: ProfilePlaces,
    begun: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(leaving, "SETTLE", 20.0)
    window = open_window(begun)
    with held(own_profile, begun):
        type_a_concern(qtbot, window)
        window.close()
        qtbot.waitUntil(lambda: shows(window, "Saving…"), timeout=WAIT)
        assert not button(window, "Cancel").isVisible()
        button(window, "Cancel").click()
        window.close()
        assert window.busy()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    caplog.clear()
    with Profile.open(own_profile, PASSPHRASE) as profile, OpenVisit.open(profile, begun) as again:
        assert [concern.matter for concern in again.concerns()] == [WORDS]


def test_a_window_closed_while_a_visit_opens_closes_that_visit_as_well(
    qtbot: QtBot, make_window: Callable[[], MainWindow], profile: Profile, begun: str, own_profile: ProfilePlaces
) -> None:
    window = make_window()
    window.use_profile(profile)
    window.open_visit(begun)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert not any(thread.name == "visit-writer" for thread in threading.enumerate())
    assert [path.name for path in own_profile.visits.iterdir()] == [f"{begun}.db"]


def test_work_that_never_ends_keeps_nobody_from_unlocking_and_closing(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], own_profile: ProfilePlaces, begun: str
) -> None:
    window = open_window(begun)
    answers, told = threading.Event(), list[str]()
    try:
        window.run_in_background(
            lambda: answers.wait(WAIT / 1000),
            lambda _none: told.append("done"),
            "Reading from a share",
            given_up=lambda: told.append("given up"),
        )
        window.lock()
        qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
        qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)
        visit_of(window).write(steps.add("concern", "kept", {"matter": WORDS}))
        assert not told
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
        assert told == ["given up"]
        assert window.abandoned()
        with Profile.open(own_profile, PASSPHRASE) as profile, OpenVisit.open(profile, begun) as again:
            assert WORDS in [concern.matter for concern in again.concerns()]
    finally:
        answers.set()


def test_a_visit_is_not_opened_while_it_may_be_restored(
    qtbot: QtBot, make_window: Callable[[], MainWindow], profile: Profile, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "BEFORE_OPENING", 0.1)
    told: list[str] = []
    monkeypatch.setattr(questions, "tell", lambda error, _parent: told.append(error.sentence))
    window = make_window()
    window.use_profile(profile)
    ends = threading.Event()
    try:
        window.run_in_background(lambda: ends.wait(WAIT / 1000), lambda _none: None, "Restoring the visit")
        window.open_visit(begun)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
        assert "still going on" in told[0] and window.desk() is None
    finally:
        ends.set()
    qtbot.waitUntil(lambda: not window.busy(), timeout=WAIT)
    window.open_visit(begun)
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)


def test_what_can_be_cancelled_is_given_up_and_what_cannot_goes_on(qtbot: QtBot) -> None:
    told: list[str] = []
    go_on = threading.Event()
    background = Background(lambda error: told.append(error.sentence))
    background.run_to_the_end(lambda: go_on.wait(WAIT / 1000), lambda _none: told.append("saved"), "Saving")
    background.run(lambda: None, lambda _none: told.append("drawn"), "Drawing")
    background.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not background.busy(), timeout=WAIT)
    assert told == ["saved"]
    background.close()


def test_what_a_page_begins_while_it_is_left_is_shown_to_nobody(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(begun)
    desk = window.desk()
    assert desk is not None
    shown: list[bool] = []
    going_on = threading.Event()
    page = desk.current_page()
    stop = page.stop

    def stops_and_draws() -> None:
        stop()
        window.run_in_background(lambda: going_on.wait(0.3), shown.append, "Drawing")

    monkeypatch.setattr(page, "stop", stops_and_draws)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert not shown
    assert not window.abandoned()
