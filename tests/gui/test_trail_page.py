"""The trail page by keys: one key from letter, board or record, the chain with its story beside it, and back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot
from records_room import cursor_in, press
from window_hands import PASSPHRASE, WAIT, button, comes, line, named, shows, visit_of

from inspector_app.gui.find import FindBox
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import Page
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.identifiers import link_id
from inspector_app.visit.sentences import finding_sentences

OpenWindow = Callable[[str], MainWindow]


def _page(window: MainWindow) -> Page:
    desk = window.desk()
    assert desk is not None
    page = desk.current_page()
    assert page is not None
    return page


def _chain(window: MainWindow) -> QListWidget:
    return named(window, QListWidget, "From the letter to the records")


def _rows(window: MainWindow) -> list[str]:
    chain = _chain(window)
    return [chain.item(row).text() for row in range(chain.count())]


def _story(window: MainWindow) -> QTextBrowser:
    return named(window, QTextBrowser, "What happened")


def _trail_comes(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: _page(window).title == "Trail" and words in _story(window).toPlainText(), timeout=WAIT)


def _worked_on(visit: OpenVisit) -> tuple[str, str]:
    """Change a finding's words twice and let evidence contradict it; return the ids of both."""
    finding = visit.findings()[9]
    for words in (finding.text.replace("difficult", "hard"), finding.text.replace("difficult", "very hard")):
        visit.write(steps.set_field("finding", finding.id, "text", words)).result()
        visit.field_left()
    piece = visit.evidence()[3]
    visit.write(steps.link_evidence(finding.id, piece.id, "z0", "contradicts")).result()
    visit.write(steps.set_field("link", link_id(finding.id, piece.id), "weighed", "one caller only")).result()
    return finding.id, piece.id


def test_one_key_leads_from_the_letter_down_to_the_records_and_back_to_the_same_line(
    qtbot: QtBot, open_window: OpenWindow, york: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared_in: list[threading.Thread] = []
    compare = SequenceMatcher.get_opcodes

    def noted(matcher: SequenceMatcher[str]) -> object:
        compared_in.append(threading.current_thread())
        return compare(matcher)

    monkeypatch.setattr(SequenceMatcher, "get_opcodes", noted)
    window = open_window(york)
    finding, piece = _worked_on(visit_of(window))
    window.go("letter", f"finding:{finding}")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "changed its words")
    rows = _rows(window)
    assert rows[0] == "Letter: In the letter: bullet 1 under “Areas for development”"
    assert rows[1].startswith("Finding: Some weaknesses")
    assert any(
        row.startswith("Evidence that contradicts: ")
        and "contradicts; weighed, because one caller only" in row
        and "contradictscontradicts" not in row
        for row in rows
    )
    assert comes(lambda: cursor_in() is _chain(window))
    assert _chain(window).currentRow() == 1, "the keyboard is on what was asked for"
    story = _story(window)
    assert "difficult very hard" in story.toPlainText(), "the first words and the last of both goes"
    assert _struck(story) == ["difficult"]

    place = story.toPlainText().index("2 times in a minute")
    cursor = QTextCursor(story.document())
    cursor.setPosition(place + 25)
    link = story.cursorRect(cursor).center()
    assert story.anchorAt(link)
    QTest.mouseClick(story.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(link))
    assert "hard very hard" not in story.toPlainText()
    assert _struck(story) == ["difficult", "difficult"], "unfolded, each go has its own words"
    assert "very " in story.toPlainText()
    assert compared_in and threading.main_thread() not in compared_in, "long texts take a second"

    _chain(window).setFocus()
    evidence = next(n for n, row in enumerate(rows) if row.startswith("Evidence that contradicts"))
    _chain(window).setCurrentRow(evidence)
    qtbot.waitUntil(lambda: "put it against the finding" in _story(window).toPlainText(), timeout=WAIT)
    assert shows(window, "What happened to this evidence")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert _page(window).current_place().startswith(f"record:{visit_of(window).evidence_piece(piece).record}@")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "made evidence of a passage")
    assert any(row.startswith("Finding: Some weaknesses") and "it contradicts" in row for row in _rows(window))
    press(Qt.Key.Key_Escape)
    assert _page(window).title == "Observations"

    record = visit_of(window).evidence_piece(piece).record
    assert record is not None
    at = visit_of(window).record(record).notes.index(visit_of(window).evidence_piece(piece).text) + 3
    window.go("observations", f"record:{record}@notes:{at}")
    button(window, "How what is at hand came about (Ctrl+H)").click()
    _trail_comes(qtbot, window, "made evidence of a passage")
    words = visit_of(window).evidence_piece(piece).text
    assert words.rstrip(".") in _rows(window)[_chain(window).currentRow()], "the passage in which the cursor stood"

    window.go("letter", f"finding:{finding}")
    press(Qt.Key.Key_H, ctrl=True)
    qtbot.waitUntil(lambda: _page(window).title == "Trail", timeout=WAIT)
    press(Qt.Key.Key_Escape)
    assert _page(window).title == "Letter"
    assert _page(window).current_place() == f"finding:{finding}"


def test_evidence_stands_under_its_sentence_and_what_is_undone_is_told_at_once(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    visit = visit_of(window)
    finding = visit.findings()[9]
    first = finding_sentences(finding)[0].words
    visit.write(steps.set_field("link", finding.evidence[0].id, "ties/one", first)).result()
    window.go("judgement", f"finding:{finding.id}")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "tied the evidence")
    rows = _rows(window)
    tied = rows.index(f"Sentence: {first.rstrip('.')}")
    assert rows[tied + 1].startswith("Evidence that supports: ")
    assert "Sentence: The finding as a whole" in rows
    press(Qt.Key.Key_Z, ctrl=True)
    _trail_comes(qtbot, window, "took back")
    qtbot.waitUntil(lambda: f"Sentence: {first.rstrip('.')}" not in _rows(window), timeout=WAIT)


def test_a_part_of_the_letter_and_the_whole_visit_have_a_story_without_a_chain(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    visit = visit_of(window)
    visit.write(steps.set_field("letter", visit.letter().id, "wording/salutation", "Dear colleague")).result()
    window.go("letter", "part:salutation")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "Dear colleague")
    assert not _chain(window).isVisible()
    press(Qt.Key.Key_H, ctrl=True)
    assert _page(window).title == "Letter", "the same key goes back"
    window.go("overview")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "brought in the visit")
    assert any(label.text() == "All that was done in the visit to City of York Council" for label in _labels(window))


def test_it_is_told_also_of_a_concern_and_of_a_signed_letter_and_comes_back_after_locking(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    visit = visit_of(window)
    concern = visit.concerns()[0]
    visit.write(steps.set_field("concern", concern.id, "response", "Seen the same evening.")).result()
    finding = visit.findings()[0].id
    window.go("concerns", f"concern:{concern.id}")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "Seen the same evening.")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked()
    assert not _story(window).isVisible()
    qtbot.keyClicks(line(window, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(line(window, "Passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=WAIT)
    _trail_comes(qtbot, window, "Seen the same evening.")
    assert comes(_story(window).hasFocus)
    press(Qt.Key.Key_Escape)
    assert _page(window).current_place().startswith(f"concern:{concern.id}")

    digest = visit.log_digest()
    visit.seal(b"a letter", signed_by=visit.me, signed_at="2010-05-20T12:00:00+01:00", log_digest=digest)
    window.go("judgement", f"finding:{finding}")
    press(Qt.Key.Key_H, ctrl=True)
    _trail_comes(qtbot, window, "brought in the finding")


def test_the_trail_of_what_was_found_is_a_key_away_and_comes_back_to_the_page(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    window.go("documents")
    press(Qt.Key.Key_K, ctrl=True)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), FindBox), timeout=WAIT)
    box = QApplication.activePopupWidget()
    assert isinstance(box, FindBox)
    words = named(box, QLineEdit, "Words to find")
    QTest.keyClicks(words, '"weaknesses in recording practice"')
    found = named(box, QListView, "What was found")
    qtbot.waitUntil(lambda: "Some" in str(found.model().index(0, 0).data()), timeout=WAIT)
    QTest.keyClick(words, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    _trail_comes(qtbot, window, "brought in the finding")
    press(Qt.Key.Key_Escape)
    assert _page(window).title == "Documents"


def _labels(window: MainWindow) -> list[QLabel]:
    return [label for label in window.findChildren(QLabel) if label.isVisible()]


def _struck(story: QTextBrowser) -> list[str]:
    """The words that are struck out."""
    found = []
    block = story.document().begin()
    while block.isValid():
        for part in block:
            fragment = part.fragment()
            if fragment.charFormat().fontStrikeOut():
                found.append(fragment.text().strip())
        block = block.next()
    return found
