"""A fault of the program: shown, kept beside the log, and without a word of what was typed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_app.crash_reports import report_of
from inspector_app.errors import InspectorError, NothingToUndo
from inspector_app.gui.crash import CrashDialog, CrashHooks
from inspector_app.places import ProfilePlaces

SECRET = "the child at number nine"


class Told:
    def __init__(self) -> None:
        self.errors: list[InspectorError] = []

    def __call__(self, error: InspectorError) -> None:
        self.errors.append(error)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def hooks(qtbot: QtBot, own_profile: ProfilePlaces, told: Told) -> Iterator[CrashHooks]:
    made = CrashHooks(own_profile.crashes, told)
    yield made
    made.uninstall()


def broken(words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as fault:
        raise ValueError(f"cannot use {words}") from fault


def fault() -> BaseException:
    try:
        broken(SECRET)
    except ValueError as met:
        return met
    raise AssertionError


def test_a_report_names_types_and_places_but_no_values() -> None:
    report = report_of(fault())
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_crash.py" in report
    assert "broken" in report
    assert "nine" not in report


def test_a_fault_is_shown_and_kept_without_what_was_typed(
    qtbot: QtBot, hooks: CrashHooks, own_profile: ProfilePlaces, caplog: pytest.LogCaptureFixture
) -> None:
    hooks.met(fault())
    dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, CrashDialog) and top.isVisible()]
    assert len(dialogs) == 1
    kept = list(own_profile.crashes.glob("*.txt"))
    assert len(kept) == 1
    text = kept[0].read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "nine" not in text
    assert "nine" not in caplog.text
    caplog.clear()
    dialogs[0].accept()


def test_faults_of_other_threads_are_shown_too(
    qtbot: QtBot, hooks: CrashHooks, own_profile: ProfilePlaces, caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=lambda: hooks.met(fault()))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: own_profile.crashes.is_dir() and any(own_profile.crashes.iterdir()))
    caplog.clear()
    for top in QApplication.topLevelWidgets():
        if isinstance(top, CrashDialog):
            top.accept()


def test_an_error_for_a_person_is_told_and_no_crash(
    qtbot: QtBot, hooks: CrashHooks, told: Told, own_profile: ProfilePlaces
) -> None:
    hooks.met(NothingToUndo("There is nothing to undo."))
    assert [error.sentence for error in told.errors] == ["There is nothing to undo."]
    assert not own_profile.crashes.exists()


def test_where_the_report_cannot_be_kept_the_fault_is_still_shown(
    qtbot: QtBot, own_profile: ProfilePlaces, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    own_profile.folder.mkdir()
    own_profile.crashes.write_text("in the way")
    CrashHooks(own_profile.crashes, told).met(fault())
    shown = [top for top in QApplication.topLevelWidgets() if isinstance(top, CrashDialog) and top.isVisible()]
    assert len(shown) == 1
    assert logging.ERROR in [record.levelno for record in caplog.records]
    caplog.clear()
    shown[0].accept()
