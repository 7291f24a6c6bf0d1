"""Keys and backups through the window: recovery code, a forgotten passphrase, a changed one, restoring, repairing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")
pytest.importorskip("pytestqt", reason="the window is tested with pytest-qt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot
from window_hands import PASSPHRASE, WAIT, YORK, button, close, comes, dialog_in_sight, line, named, shows

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.gui import questions, style
from inspector_app.gui.home.preflight_page import PreflightPage
from inspector_app.gui.main_window import MainWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import open_by_key
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

NEW = "marmalade on the ninth step"


@pytest.fixture
def make_window(qtbot: QtBot, own_profile: ProfilePlaces) -> Iterator[Callable[[], MainWindow]]:
    made: list[MainWindow] = []

    def make() -> MainWindow:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        style.apply(app, "light")
        window = MainWindow(own_profile, app)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        made.append(window)
        return window

    yield make
    for window in made:
        close(qtbot, window)
        window.deleteLater()


def begin(qtbot: QtBot, window: MainWindow) -> QDialog:
    """Make a profile, as on the first run; the recovery code is in sight."""
    qtbot.keyClicks(line(window, "Your name"), "A. Inspector")
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClicks(line(window, "Passphrase again"), PASSPHRASE)
    button(window, "Begin").click()
    return dialog_in_sight(qtbot)


def code_in(dialog: QDialog) -> list[str]:
    label = dialog.findChild(QLabel, "recovery-code")
    assert label is not None
    return label.text().split()


def answer_groups(qtbot: QtBot, dialog: QDialog, groups: list[str]) -> None:
    button(dialog, "I have written it down").click()
    for number, group in enumerate(groups, start=1):
        for each in dialog.findChildren(QLineEdit):
            if each.accessibleName() == f"Group {number}":
                each.clear()
                qtbot.keyClicks(each, group.lower())


def test_the_code_is_shown_once_and_two_of_its_groups_are_asked_back(
    qtbot: QtBot, make_window: Callable[[], MainWindow]
) -> None:
    window = make_window()
    dialog = begin(qtbot, window)
    groups = code_in(dialog)
    assert len(groups) == 8
    answer_groups(qtbot, dialog, ["WRONG"] * 8)
    button(dialog, "I kept it").click()
    assert comes(lambda: shows(dialog, "is another"))
    assert window.profile.keys.recovery_state() == "not-proved"
    button(dialog, "Show the code again").click()
    answer_groups(qtbot, dialog, groups)
    button(dialog, "I kept it").click()
    assert window.profile.keys.recovery_state() == "proved"
    assert not button(window, "Make a recovery code…").isVisible()


def test_put_off_it_is_reminded_of_on_home_and_proved_later(
    qtbot: QtBot, make_window: Callable[[], MainWindow]
) -> None:
    window = make_window()
    dialog = begin(qtbot, window)
    groups = code_in(dialog)
    button(dialog, "Later").click()
    assert comes(lambda: shows(window, "have not shown yet that you kept"))
    button(window, "I have it…").click()
    dialog = dialog_in_sight(qtbot)
    mistyped = [*groups[:4], "ABABA" if groups[4] != "ABABA" else "BABAB", *groups[5:]]
    qtbot.keyClicks(line(dialog, "Recovery code"), " ".join(mistyped))
    button(dialog, "Try it").click()
    qtbot.waitUntil(lambda: shows(dialog, "Group 5") or shows(dialog, "not the profile's"), timeout=WAIT)
    line(dialog, "Recovery code").clear()
    qtbot.keyClicks(line(dialog, "Recovery code"), "-".join(groups).lower())
    button(dialog, "Try it").click()
    qtbot.waitUntil(lambda: window.profile.keys.recovery_state() == "proved", timeout=WAIT)
    qtbot.waitUntil(lambda: not shows(window, "have not shown yet"), timeout=WAIT)


def use_code(qtbot: QtBot, window: MainWindow, code: str) -> None:
    button(window, "Use the recovery code…").click()
    assert window.is_locked()
    qtbot.keyClicks(line(window, "Recovery code"), code)
    qtbot.keyClicks(line(window, "New passphrase"), NEW)
    qtbot.keyClicks(line(window, "New passphrase again"), NEW)
    button(window, "Set the new passphrase").click()
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)


def test_a_forgotten_passphrase_is_replaced_behind_the_lock_and_at_the_start(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces
) -> None:
    window = make_window()
    dialog = begin(qtbot, window)
    code = " ".join(code_in(dialog))
    button(dialog, "Later").click()
    window.lock()
    use_code(qtbot, window, code)
    close(qtbot, window)
    with Profile.open(own_profile, NEW) as profile:
        profile.keys.set_passphrase(PASSPHRASE)
    again = make_window()
    use_code(qtbot, again, code)
    assert again.profile.name == "A. Inspector"
    close(qtbot, again)
    Profile.open(own_profile, NEW).close()


def test_the_passphrase_is_changed_in_the_settings_and_the_code_stays(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces
) -> None:
    window = make_window()
    dialog = begin(qtbot, window)
    code = "-".join(code_in(dialog))
    button(dialog, "Later").click()
    assert window.profile.visits() == ()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=WAIT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line(window, "Passphrase now"), PASSPHRASE)
    for name in ("New passphrase", "New passphrase again"):
        qtbot.keyClicks(line(window, name), NEW)
    button(window, "Change the passphrase").click()
    qtbot.waitUntil(lambda: "has been changed" in window.said(), timeout=WAIT)
    close(qtbot, window)
    Profile.open(own_profile, NEW).close()
    Profile.open_by_code(own_profile, code).close()


def read_visit_key(places: ProfilePlaces, visit_id: str) -> bytes:
    """The visit's key, as someone with the passphrase and a database tool would find it."""
    raw = open_by_key(places.profile_db, read_key(places.passphrase_key, PASSPHRASE))
    (key,) = raw.execute("SELECT key FROM visits WHERE id = ?", (visit_id,)).fetchone()
    raw.close()
    return bytes(key)


def with_york(places: ProfilePlaces) -> tuple[Profile, str]:
    """York, with a backup from before a concern was raised."""
    profile = Profile.create(places, PASSPHRASE, name="A. Inspector", designation="HMI")
    visit_id = profile.new_visit(read_visit_file(YORK))
    OpenVisit.open(profile, visit_id).close()
    with OpenVisit.open(profile, visit_id) as visit:
        visit.write(steps.add("concern", "late", {"matter": "raised later"})).result(10)
    return profile, visit_id


def test_a_backup_is_looked_into_and_restored_from_home(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, visit_id = with_york(own_profile)
    window = make_window()
    window.use_profile(profile)
    button(window, "Backups…").click()
    dialog = dialog_in_sight(qtbot)
    backups = named(dialog, QListWidget, "Backups, the newest first")
    assert backups.count() == 2
    assert "pieces of evidence" in backups.item(1).text()
    backups.setCurrentRow(1)
    monkeypatch.setattr(questions, "ask", lambda *_: True)
    button(dialog, "Restore this one…").click()
    qtbot.waitUntil(lambda: "as it was in the backup" in window.said(), timeout=WAIT)
    with OpenVisit.open(profile, visit_id) as visit:
        assert "late" not in {concern.id for concern in visit.concerns()}


def test_a_damaged_visit_is_repaired_from_home_and_what_came_back_is_said(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, visit_id = with_york(own_profile)
    with own_profile.visit_db(visit_id).open("r+b") as file:
        file.write(random.Random(1).randbytes(4096))
    window = make_window()
    window.use_profile(profile)
    assert not button(window, "Open").isVisible()
    monkeypatch.setattr(questions, "ask", lambda *_: True)
    button(window, "Repair…").click()
    dialog = dialog_in_sight(qtbot)
    assert comes(lambda: shows(dialog, "was restored"))
    button(dialog, "Close").click()
    assert comes(lambda: button(window, "Open").isVisible())
    button(window, "Open").click()
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)


def test_somebody_who_was_at_the_log_is_found_out_when_the_visit_is_opened(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces, caplog: pytest.LogCaptureFixture
) -> None:
    profile, visit_id = with_york(own_profile)
    raw = open_by_key(own_profile.visit_db(visit_id), read_visit_key(own_profile, visit_id))
    raw.execute("DROP TRIGGER log_is_never_altered")
    raw.execute("UPDATE log SET inspector = 'someone else' WHERE seq = 7")
    raw.close()
    window = make_window()
    window.use_profile(profile)
    window.open_visit(visit_id)
    qtbot.waitUntil(lambda: shows(window, f"{profile.laptop_in(visit_id)}:7"), timeout=WAIT)
    close(qtbot, window)
    caplog.clear()


def test_ready_for_tomorrow_shows_a_line_for_each_thing_with_word_and_remedy(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces
) -> None:
    profile, _ = with_york(own_profile)
    window = make_window()
    window.use_profile(profile)
    button(window, "Ready for tomorrow?").click()
    page = window.findChild(PreflightPage)
    assert page is not None
    qtbot.waitUntil(lambda: len(page.lines()) == 8, timeout=60_000)
    good = {each.name for each in page.lines() if each.good}
    assert {"saving", "backup", "disk", "clock", "search"} <= good
    assert "keys" not in good
    assert comes(lambda: shows(page, "Good: What is typed survives a crash"))
    assert comes(lambda: shows(page, "Not ready: Passphrase and recovery code"))
    assert comes(lambda: shows(page, "Make a new recovery code"))
    button(page, "Back to the visits").click()
    assert comes(lambda: shows(window, "Visits on this laptop"))
