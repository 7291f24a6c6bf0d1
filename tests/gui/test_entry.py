"""The way in: the first run, a wrong passphrase, the right one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, button, close, comes, line, shows

from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.passphrase_strength import LEAST_LENGTH, strength_of
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile


@pytest.mark.parametrize(
    ("name", "first", "again", "told"),
    [
        ("", PASSPHRASE, PASSPHRASE, "Your name is missing"),
        ("A. Inspector", "short", "short", "Too short"),
        ("A. Inspector", PASSPHRASE, PASSPHRASE + "!", "The two passphrases differ"),
    ],
)
def test_what_is_missing_on_the_first_run_is_told(
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    own_profile: ProfilePlaces,
    name: str,
    first: str,
    again: str,
    told: str,
) -> None:
    window = make_window()
    qtbot.keyClicks(line(window, "Your name"), name)
    qtbot.keyClicks(line(window, "Passphrase"), first)
    qtbot.keyClicks(line(window, "Passphrase again"), again)
    button(window, "Begin").click()
    assert comes(lambda: shows(window, told))
    assert not own_profile.passphrase_key.exists()


def test_the_first_run_makes_a_profile_that_can_sign_and_ends_at_home(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces
) -> None:
    window = make_window()
    line(window, "Your name").insert("Łukasz Ștefan")
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClicks(line(window, "Passphrase again"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: button(window, "New visit").isVisible(), timeout=WAIT)
    assert window.profile.name == "Łukasz Ștefan"
    assert window.profile.signing_identity() is not None
    close(qtbot, window)
    with Profile.open(own_profile, PASSPHRASE) as again:
        assert again.name == "Łukasz Ștefan"


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(
    qtbot: QtBot, make_window: Callable[[], MainWindow], profile: Profile
) -> None:
    profile.close()
    window = make_window()
    qtbot.keyClicks(line(window, "Passphrase"), "not this one at all")
    button(window, "Unlock").click()
    qtbot.waitUntil(lambda: shows(window, "not right"), timeout=WAIT)
    assert line(window, "Passphrase").selectedText() != ""
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)


def test_a_profile_that_another_window_holds_is_told(
    qtbot: QtBot, make_window: Callable[[], MainWindow], profile: Profile
) -> None:
    window = make_window()
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    button(window, "Unlock").click()
    qtbot.waitUntil(lambda: shows(window, "nother"), timeout=WAIT)
    assert window.is_locked()
    profile.close()


@given(st.text(max_size=LEAST_LENGTH - 1))
def test_what_is_short_is_always_too_weak(passphrase: str) -> None:
    assert strength_of(passphrase).step == 0


def test_more_unrelated_words_are_never_weaker() -> None:
    words = ["violet", "harbour", "engine", "seventeen", "marble", "cloud"]
    steps = [strength_of(" ".join(words[:count])).step for count in range(2, 7)]
    assert steps == sorted(steps)
    assert steps[-1] == 4
    assert strength_of("password password password").step <= 1
