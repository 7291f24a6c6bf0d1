"""A whole visit by window: first run, three records typed, evidence, board by drag and by keys, letter, sign, verify,
quit, unlock, and all is still there."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from records_room import page_in, press, type_text
from window_hands import PASSPHRASE, WAIT, button, close, dialog_in_sight, line, show_window, shows, visit_of

from inspector_app.gui import questions
from inspector_app.gui.judgement.model import CARDS
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.letter.verification import verify_pdf
from inspector_app.letter_verifying import evidence_of_letter
from inspector_app.places import ProfilePlaces
from inspector_app.visit.entities import Evidence

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SEEN = "Supervision notes open on the screen. Case by case, no reflection on risk. Phone rings."
TOLD = "Monthly, mostly cases. Little on my own development."
READ = "Seven of nine sessions record case management only."
FINDING = "Supervision is regular but is mainly concerned with case management."


def test_a_visit_from_the_first_run_to_the_signed_letter_and_back(
    qtbot: QtBot, own_profile: ProfilePlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "signed.pdf"
    monkeypatch.setattr(questions, "ask_to_save", lambda *_: letter)
    monkeypatch.setattr(questions, "ask_to_open", lambda *_: letter)
    window = show_window(qtbot, own_profile)
    try:
        first_run(qtbot, window)
        begin(qtbot, window)
        write_details(window)
        capture(window)
        judge(qtbot, window)
        sign(qtbot, window, letter)
        verify(qtbot, window, letter)
        before = visit_of(window).contents()
    finally:
        close(qtbot, window)
    again = show_window(qtbot, own_profile)
    try:
        unlock(qtbot, again)
        assert visit_of(again).contents() == before
        assert visit_of(again).signed_pdf(before.signed_letters[0].id) == letter.read_bytes()
        page_in(again, "observations")
        assert any(part.value() == SEEN for part in again.findChildren(NotesEdit))
    finally:
        close(qtbot, again)


def first_run(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClicks(line(window, "Your name"), "A. Inspector")
    qtbot.keyClicks(line(window, "Designation"), "His Majesty's Inspector")
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClicks(line(window, "Passphrase again"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase again"), Qt.Key.Key_Return)
    button(dialog_in_sight(qtbot), "Later").click()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    qtbot.waitUntil(lambda: button(window, "New visit").isVisible(), timeout=WAIT)


def begin(qtbot: QtBot, window: MainWindow) -> None:
    button(window, "New visit").click()
    qtbot.keyClicks(line(window, "Authority"), "Exampleshire County Council")
    line(window, "First day").selectAll()
    qtbot.keyClicks(line(window, "First day"), "8/6/2010")
    button(window, "Start the visit").click()
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)


def write_details(window: MainWindow) -> None:
    for name, words in (
        ("addressee 1: Name", "Ms B. Director"),
        ("addressee 1: Dear …", "Ms Director"),
        ("addressee 1: Post title", "Director of Children's Services"),
        ("addressee 1: Postcode", "EX1 1AA"),
        ("copy 1: Name", "C. Executive"),
    ):
        line(window, name).setFocus()
        type_text(words)


def capture(window: MainWindow) -> None:
    page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text(SEEN)
    cursor_editor().select(SEEN.index("Case"), SEEN.index(" Phone"))
    take_evidence()
    page_in(window, "interviews")
    press(Qt.Key.Key_N, ctrl=True)
    interview_notes = next(part for part in window.findChildren(NotesEdit) if part.isVisible())
    interview_notes.setFocus()
    type_text(TOLD)
    cursor_editor().select(0, len(TOLD))
    take_evidence()
    page_in(window, "documents")
    press(Qt.Key.Key_N, ctrl=True)
    type_text(READ)
    cursor_editor().select(0, len(READ))
    take_evidence()
    assert len(visit_of(window).evidence()) == 3


def take_evidence() -> None:
    press(Qt.Key.Key_E, ctrl=True)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_Minus)
    press(Qt.Key.Key_Escape)


def cursor_editor() -> NotesEdit:
    focus = QApplication.focusWidget()
    assert isinstance(focus, NotesEdit)
    return focus


def judge(qtbot: QtBot, window: MainWindow) -> None:
    page = page_in(window, "judgement")
    seen, told, read = visit_of(window).evidence()
    assert page.board.go_to(card(seen), focus=True)
    press(Qt.Key.Key_3)
    finding = visit_of(window).findings()[0]
    assert finding.category == "areas-for-development"
    drop_on_finding(page, told, finding.id)
    assert page.board.go_to(card(read), focus=True)
    drop_on_finding(page, read, finding.id)
    assert [link.evidence for link in visit_of(window).finding(finding.id).evidence] == [seen.id, told.id, read.id]
    press(Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: len(visit_of(window).finding(finding.id).evidence) == 2, timeout=WAIT)
    press(Qt.Key.Key_Z, ctrl=True, shift=True)
    qtbot.waitUntil(lambda: len(visit_of(window).finding(finding.id).evidence) == 3, timeout=WAIT)
    page.board.go_to(f"finding:{finding.id}", focus=True)
    press(Qt.Key.Key_E)
    cursor_editor().selectAll()
    type_text(FINDING)
    press(Qt.Key.Key_Return, ctrl=True)  # the evidence was tied to the card's words: it backs these as well
    written = visit_of(window).finding(finding.id)
    assert written.text == FINDING
    assert {words for link in written.evidence for words in link.ties.values()} == {FINDING}


def card(piece: Evidence) -> str:
    return f"card:{piece.id}@"


def drop_on_finding(page: Any, piece: Evidence, finding: str) -> None:
    """Drop a card on the left of a finding: a headless platform has no pointer to drag with."""
    view = page.board.columns[3].view
    rect = view.visualRect(page.board.model.index_of(f"finding:{finding}"))
    at = rect.center()
    at.setX(rect.x() + rect.width() // 4)
    data = QMimeData()
    data.setData(CARDS, QByteArray(json.dumps([card(piece)]).encode()))
    held = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        events = (QDragEnterEvent(at, *held), QDragMoveEvent(at, *held), QDropEvent(QPointF(at), *held))
    for event in events:
        QApplication.sendEvent(view.viewport(), event)


def sign(qtbot: QtBot, window: MainWindow, letter: Path) -> None:
    page_in(window, "letter")
    date_line = line(window, "Date of the letter")
    date_line.setFocus()
    date_line.selectAll()
    type_text("6/7/2010")
    press(Qt.Key.Key_Tab)
    button(window, "Sign…").click()
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible())
    press_sign = button(dialog, "Sign and lock the letter")
    qtbot.waitUntil(press_sign.isEnabled, timeout=WAIT)
    press_sign.click()
    qtbot.waitUntil(letter.exists, timeout=60_000)
    assert visit_of(window).letter().state == "signed"


def verify(qtbot: QtBot, window: MainWindow, letter: Path) -> None:
    pdf = letter.read_bytes()
    said = verify_pdf(pdf)
    assert said.good
    button(window, "Verify a file…").click()
    sentences = f"{said.sentence} {evidence_of_letter(visit_of(window), pdf, said).sentence}"
    qtbot.waitUntil(lambda: window.said() == " ".join(sentences.split()), timeout=WAIT)


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    assert window.is_locked()
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shows(window, "Visits on this laptop"), timeout=WAIT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)
