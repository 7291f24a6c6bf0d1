"""The years after, in the window: reminded, held, archived, destroyed with a certificate, and back again, by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_hands import WAIT, button, comes, dialog_in_sight, line, named, shows

from inspector_app.gui import questions
from inspector_app.gui.main_window import MainWindow
from inspector_app.letter.verification import verify_pdf
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit.letter_state import Sent, issue

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def issued_long_ago(profile: Profile, visit_id: str) -> None:
    with OpenVisit.open(profile, visit_id) as visit:
        sealed = visit.seal(b"%PDF", signed_by=visit.me, signed_at="2010-05-21T14:02:00+01:00", log_digest="")
        sent = Sent(at="2010-05-22T09:00:00+01:00", to=("The council",), by=visit.me, order="a0")
        visit.write(issue(visit.letter(), sealed, sent)).result()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=WAIT)
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def typed(qtbot: QtBot, within: QWidget, name: str, words: str) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line(within, name), timeout=WAIT)
    qtbot.keyClicks(line(within, name), words)


def test_a_visit_in_the_years_after(
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    profile: Profile,
    begun: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    archive, certificate = tmp_path / "kept.visit-archive", tmp_path / "destroyed.pdf"
    monkeypatch.setattr(questions, "ask_to_save", lambda _title, name, *_: archive if "arch" in name else certificate)
    monkeypatch.setattr(questions, "ask_to_open", lambda *_: archive)
    issued_long_ago(profile, begun)
    home = make_window()
    home.use_profile(profile)
    assert comes(lambda: shows(home, "was to be kept until 22 May 2016"))
    button(home, "Keep it for now").click()
    assert comes(lambda: not shows(home, "was to be kept until 22 May 2016"))

    press(qtbot, Qt.Key.Key_H, CTRL_SHIFT)
    asked = dialog_in_sight(qtbot)
    typed(qtbot, asked, "Reason", " ")
    press(qtbot, Qt.Key.Key_Return)
    assert comes(lambda: shows(asked, "Say why"))
    typed(qtbot, asked, "Reason", "A complaint of 3 June")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: profile.visits()[0].held_because == ("A complaint of 3 June",), timeout=WAIT)
    assert comes(lambda: shows(home, "A complaint of 3 June"))
    told: list[str] = []
    monkeypatch.setattr(home, "tell", lambda error: told.append(str(error)))
    button(home, "Destroy…").click()
    assert "on hold: A complaint of 3 June" in told[0]
    button(home, "Lift the hold…").click()
    asked = dialog_in_sight(qtbot)
    typed(qtbot, asked, "Reason", "Answered")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: profile.visits()[0].held_because == (), timeout=WAIT)
    assert comes(lambda: "lifted" in home.said())
    home.activateWindow()  # as a window manager does once a dialog has gone

    press(qtbot, Qt.Key.Key_A, CTRL_SHIFT)
    shown = dialog_in_sight(qtbot)
    said = next(label for label in shown.findChildren(QLabel) if label.objectName() == "recovery-code")
    code = said.accessibleName().removeprefix("Recovery code: ")
    button(shown, "I have written it down").click()
    groups = [each for each in range(1, 9) if shows(shown, f"group {each}") or shows(shown, f"Group {each}")]
    for number in groups:
        typed(qtbot, shown, f"Group {number}", code.split()[number - 1])
        press(qtbot, Qt.Key.Key_Tab)
    assert not archive.exists(), "an archive is written once its code has been kept"
    named(shown, type(button(shown, "I kept it")), "I kept it").click()
    qtbot.waitUntil(archive.exists, timeout=WAIT)
    assert comes(lambda: "opened again" in home.said())

    button(home, "Destroy…").click()
    asked = dialog_in_sight(qtbot)
    typed(qtbot, asked, "Name of the authority", "Exampleshire County Council")
    button(asked, "Destroy").click()
    qtbot.waitUntil(certificate.exists, timeout=WAIT)
    assert verify_pdf(certificate.read_bytes()).signed_by == profile.name
    done = dialog_in_sight(qtbot)
    assert comes(lambda: shows(done, str(certificate)))
    press(qtbot, Qt.Key.Key_Escape)
    assert profile.visits() == ()

    button(home, "Bring in a file").click()
    asked = dialog_in_sight(qtbot)
    typed(qtbot, asked, "Recovery code of the archive", "ABC")
    press(qtbot, Qt.Key.Key_Return)
    assert comes(lambda: shows(asked, "40 letters in 8 groups"))
    line(asked, "Recovery code of the archive").clear()
    typed(qtbot, asked, "Recovery code of the archive", code)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [each.id for each in profile.visits()] == [begun], timeout=WAIT)
    assert comes(lambda: shows(home, "Visits on this laptop"))
