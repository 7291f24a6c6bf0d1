"""Typing never waits: 3,000 characters into a real window's notes, whatever the disk does, beside a bare editor."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

from injected_calls import injected
from limits import CHARACTERS_TYPED, ROOM
from made_visits import large_visit
from measured_window import window_on
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from small_disk import small_disk
from typing_meter import STRETCH, Felt, Typist
from window_hands import visit_of

from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces

CHARACTERS = CHARACTERS_TYPED
FRAME = 16.0
"""Milliseconds in which a key is to be seen."""
LONGEST_STALL = 250.0
"""Milliseconds that a busy machine may hold up either of them for once."""
NEVER = 3600.0
"""Seconds that no test waits for."""
Note = Callable[[str, object], None]
pytestmark = pytest.mark.usefixtures("threads_as_in_the_program")


@contextlib.contextmanager
def notes_of_a_window(qtbot: QtBot, places: ProfilePlaces) -> Iterator[tuple[MainWindow, QPlainTextEdit]]:
    """A window on a visit of 200 records with the cursor in the empty notes of a new observation."""
    with window_on(qtbot, places, large_visit(200), "observations") as window:
        page = window.desk().current_page()  # type: ignore[union-attr]
        page.new_record()  # type: ignore[union-attr]
        editor = window.focusWidget()
        assert isinstance(editor, NotesEdit)
        visit_of(window).settle(20)
        yield window, editor


def type_in_turns(editor: QPlainTextEdit, bare: QPlainTextEdit) -> tuple[Felt, Felt]:
    """Type 3,000 characters into each, a stretch here and a stretch there: a busy machine is busy for both."""
    ours, beside = Typist(editor), Typist(bare)
    for _ in range(CHARACTERS // STRETCH):
        ours.type()
        beside.type()
    return ours.felt, beside.felt


def commits_take(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Let each sync of the threads that write take so long; only they are traced, so that the others stay fast."""
    delay = f"delay_enter={round(seconds * 1_000_000)}"
    return injected(f"fsync:{delay}", f"fdatasync:{delay}", threads=("visit-writer", "settings"))


def judge(what: str, felt: Felt, beside: Felt, record_property: Note) -> None:
    """Keep the figures; fail where keys wait longer than a frame and longer than a bare editor lets them wait."""
    record_property(what, f"{felt}")
    record_property(f"{what}, bare editor", f"{beside}")
    print(f"\n{what}: {felt}\n  bare editor: {beside}")
    assert felt.p99() < ROOM * max(FRAME, 3 * beside.p99())
    assert felt.stall_p99() < ROOM * max(FRAME, 3 * beside.stall_p99())
    assert max(felt.stalls) < ROOM * max(LONGEST_STALL, 3 * max(beside.stalls))


def test_a_normal_disk(
    qtbot: QtBot, own_profile: ProfilePlaces, bare_editor: QPlainTextEdit, record_property: Note
) -> None:
    with notes_of_a_window(qtbot, own_profile) as (window, editor):
        felt, beside = type_in_turns(editor, bare_editor)
        visit_of(window).settle(20)
        assert editor.toPlainText() in {record.notes for record in visit_of(window).contents().records}
    judge("normal disk", felt, beside, record_property)


def test_commits_of_two_seconds(
    qtbot: QtBot, own_profile: ProfilePlaces, bare_editor: QPlainTextEdit, record_property: Note
) -> None:
    with notes_of_a_window(qtbot, own_profile) as (window, editor):
        with commits_take(2.0):
            felt, beside = type_in_turns(editor, bare_editor)
            assert window.save_text() == "Saving…"
            assert visit_of(window).save_state().waiting
        visit_of(window).settle(30)
        assert editor.toPlainText() in {record.notes for record in visit_of(window).contents().records}
    judge("commits of 2 s", felt, beside, record_property)


def test_a_commit_that_never_returns(
    qtbot: QtBot, own_profile: ProfilePlaces, bare_editor: QPlainTextEdit, record_property: Note
) -> None:
    with notes_of_a_window(qtbot, own_profile) as (window, editor):
        with commits_take(NEVER):
            felt, beside = type_in_turns(editor, bare_editor)
            assert not window.save_text().startswith("Saved")
        visit_of(window).settle(30)
        assert editor.toPlainText() in {record.notes for record in visit_of(window).contents().records}
    judge("a commit that never returns", felt, beside, record_property)


def test_a_full_disk(
    qtbot: QtBot, tmp_path: Path, bare_editor: QPlainTextEdit, record_property: Note, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        small_disk(tmp_path / "disk") as disk,
        notes_of_a_window(qtbot, ProfilePlaces(disk.folder / "profile")) as (window, editor),
    ):
        disk.fill()
        felt, beside = type_in_turns(editor, bare_editor)
        assert window.save_text().startswith("Not saved: The disk is full.")
        disk.free()
        visit_of(window).settle(30)
        assert editor.toPlainText() in {record.notes for record in visit_of(window).contents().records}
    caplog.clear()
    judge("full disk", felt, beside, record_property)
