"""Home: start, bring in, export, destroy; a faulty file changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, YORK, button, comes, line, shows, visit_of

from inspector_app.gui import questions
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.questions import ErrorDialog
from inspector_app.store.profile import Profile


@pytest.fixture
def home(make_window: Callable[[], MainWindow], profile: Profile) -> MainWindow:
    window = make_window()
    window.use_profile(profile)
    return window


def chosen_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer the system's file dialogs, which no test can press."""
    monkeypatch.setattr(questions, "ask_to_open", lambda *_: path)
    monkeypatch.setattr(questions, "ask_to_save", lambda *_: path)


def dialog_in_sight() -> QDialog:
    return next(top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible())


def test_a_new_visit_opens_on_its_details_with_days_and_team(qtbot: QtBot, home: MainWindow, profile: Profile) -> None:
    button(home, "New visit").click()
    qtbot.keyClicks(line(home, "Authority"), "Exampleshire County Council")
    first = line(home, "First day")
    first.clear()
    qtbot.keyClicks(first, "8/6/2010")
    button(home, "Start the visit").click()
    qtbot.waitUntil(lambda: home.desk() is not None, timeout=WAIT)
    contents = visit_of(home).contents()
    assert contents.visit.authority_area == "Exampleshire"
    assert [day.isoformat() for day in contents.visit.days] == ["2010-06-08", "2010-06-09"]
    assert [(who.name, who.lead) for who in contents.inspectors] == [(profile.name, True)]
    assert contents.letter.signatories == (profile.inspector_id,)
    assert line(home, "Full name").text() == "Exampleshire County Council"


def test_an_area_written_by_hand_stays_when_the_name_is_mended(qtbot: QtBot, home: MainWindow) -> None:
    button(home, "New visit").click()
    qtbot.keyClicks(line(home, "Authority"), "London Borough of Haringey Council")
    assert line(home, "Area").text() == "London Borough of Haringey"
    line(home, "Area").selectAll()
    qtbot.keyClicks(line(home, "Area"), "Haringey")
    qtbot.keyClicks(line(home, "Authority"), "!")
    assert line(home, "Area").text() == "Haringey"


def test_what_is_missing_for_a_new_visit_is_told(qtbot: QtBot, home: MainWindow, profile: Profile) -> None:
    button(home, "New visit").click()
    button(home, "Start the visit").click()
    assert comes(lambda: shows(home, "The authority’s name is missing"))
    assert profile.visits() == ()


def test_the_example_opens_and_opens_again(qtbot: QtBot, home: MainWindow, profile: Profile) -> None:
    button(home, "Open the example").click()
    qtbot.waitUntil(lambda: home.desk() is not None, timeout=WAIT)
    assert visit_of(home).visit().authority_name == "City of York Council"


def test_a_visit_file_is_brought_in_and_opened_with_enter(
    qtbot: QtBot, home: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen_file(monkeypatch, YORK)
    button(home, "Bring in a file").click()
    qtbot.waitUntil(lambda: shows(home, "Visits on this laptop"), timeout=WAIT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home.desk() is not None, timeout=WAIT)


def test_a_faulty_file_is_told_fault_by_fault_and_changes_nothing(
    qtbot: QtBot, home: MainWindow, profile: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = json.loads(YORK.read_text(encoding="utf-8"))
    document["records"][0]["day"] = "the first"
    document["findings"][0]["category"] = "splendid"
    faulty = tmp_path / "faulty.visit.json"
    faulty.write_text(json.dumps(document), encoding="utf-8")
    chosen_file(monkeypatch, faulty)
    button(home, "Bring in a file").click()
    qtbot.waitUntil(
        lambda: any(isinstance(top, ErrorDialog) and top.isVisible() for top in QApplication.topLevelWidgets()),
        timeout=WAIT,
    )
    dialog = dialog_in_sight()
    faults = dialog.findChild(QListWidget)
    assert faults is not None
    told = "\n".join(faults.item(row).text() for row in range(faults.count()))
    assert "$.records[0].day" in told
    assert "$.findings[0].category" in told
    assert profile.visits() == ()
    dialog.accept()


def test_export_says_who_can_read_it_and_writes_the_visit(
    qtbot: QtBot, home: MainWindow, york: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "out.visit.json"
    chosen_file(monkeypatch, out)
    asked: list[str] = []
    monkeypatch.setattr(questions, "ask", lambda *words: not asked.append(words[1]))
    home.show_home()
    button(home, "Export…").click()
    qtbot.waitUntil(out.exists, timeout=WAIT)
    qtbot.waitUntil(lambda: home.said() == "Exported to out.visit.json.", timeout=WAIT)
    assert "not encrypted" in asked[0]
    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(YORK.read_text(encoding="utf-8"))


def test_a_visit_is_destroyed_only_once_its_name_is_typed(
    qtbot: QtBot,
    home: MainWindow,
    york: str,
    profile: Profile,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    home.show_home()
    button(home, "Destroy…").click()
    dialog = dialog_in_sight()
    destroy = button(dialog, "Destroy")
    qtbot.keyClicks(line(dialog, "Name of the authority"), "City of Yor")
    assert not destroy.isEnabled()
    qtbot.keyClicks(line(dialog, "Name of the authority"), "k Council")
    assert destroy.isEnabled()
    monkeypatch.setattr(questions, "ask_to_save", lambda *_: None)
    destroy.click()
    assert comes(lambda: home.said().startswith("Nothing was destroyed"))
    assert [visit.id for visit in profile.visits()] == [york]
    chosen_file(monkeypatch, tmp_path / "destroyed.pdf")
    button(home, "Destroy…").click()
    dialog = dialog_in_sight()
    qtbot.keyClicks(line(dialog, "Name of the authority"), "City of York Council")
    button(dialog, "Destroy").click()
    qtbot.waitUntil(lambda: not profile.visits() and not home.busy(), timeout=WAIT)
    assert not profile.places.visit_db(york).exists()
    told = dialog_in_sight()
    text = told.findChild(QPlainTextEdit)
    assert text is not None
    assert york in text.toPlainText()
    assert (tmp_path / "destroyed.pdf").read_bytes().startswith(b"%PDF")
    told.accept()


def test_settings_take_effect_at_once_and_are_kept(qtbot: QtBot, home: MainWindow, york: str, profile: Profile) -> None:
    from inspector_app.gui import style
    from inspector_app.gui.widgets.fields import ChoiceField

    home.show_home()
    button(home, "Settings (Ctrl+,)").click()
    light = style.colour("window")
    theme = next(
        field for field in home.findChildren(ChoiceField) if field.focusProxy().accessibleName() == "Appearance"
    )
    theme.set_value("dark")
    theme.changed.emit("dark")
    assert style.colour("window") != light
    assert profile.setting("settings")["theme"] == "dark"
