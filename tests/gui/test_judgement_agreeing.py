"""Who agrees with a finding: said by keys on the judgement page, counted in the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from asking_hands import SHIFT, Key, asks, choose, focused, page_on, press, write
from board_of_cards import COLLEAGUE, FINDING, ME, OTHER, visit_to_judge
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window_hands import comes, named

from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.sign_dialog import SignDialog
from inspector_app.places import ProfilePlaces
from inspector_app.visit import agreement, steps


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot: QtBot) -> Iterator[JudgementPage]:
    with page_on(own_profile, qtbot, visit_to_judge()) as page:
        yield page


def colleague_says(page: JudgementPage, agreed: bool, note: str = "") -> None:
    evidence = {piece.id: piece for piece in page.visit.evidence()}
    write(page, agreement.say(page.visit.finding(FINDING), evidence, COLLEAGUE, agreed, note, "2010-06-09T15:00:00Z"))


def spoken(page: JudgementPage, finding: str = FINDING) -> str:
    return str(page.board.model.index_of(f"finding:{finding}").data(Qt.ItemDataRole.AccessibleTextRole))


def test_i_agree_by_a_key_and_am_asked_again_when_the_words_change(page, qtbot):
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_A)
    assert "A. Inspector agrees" in spoken(page) and "B. Colleague has not said" in spoken(page)
    assert comes(lambda: named(page, QAbstractButton, "Agree").isChecked())
    assert asks(page, "B. Colleague has not said")
    (said,) = page.visit.agreements()
    assert (said.inspector, said.agreed) == (ME, True)
    write(page, steps.set_field("finding", FINDING, "text", "Supervision is rare."))
    assert "A. Inspector open again: its words changed" in spoken(page)
    assert asks(page, "You: open again: its words changed")
    QTest.mouseClick(named(page, QAbstractButton, "Agree"), Qt.MouseButton.LeftButton)
    assert "A. Inspector agrees" in spoken(page)
    QTest.mouseClick(named(page, QAbstractButton, "Agree"), Qt.MouseButton.LeftButton)
    assert "A. Inspector has not said" in spoken(page), "pressed again it is taken back"


def test_i_do_not_agree_and_say_why_and_the_finding_warns_of_it(page, qtbot):
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_A, SHIFT)
    assert comes(lambda: focused("Why you do not agree"))
    QTest.keyClicks(QApplication.focusWidget(), "Too mild")
    choose(page, f"finding:{OTHER}")
    (said,) = page.visit.agreements()
    assert (said.finding, said.agreed, said.note) == (FINDING, False, "Too mild")
    choose(page, f"finding:{FINDING}")
    assert "A. Inspector does not agree with this finding." in spoken(page)
    assert comes(lambda: asks(page, "does not agree with this finding. “Too mild”"))
    write(page, steps.set_field("finding", FINDING, "text", "Supervision is rare."))
    note = named(page, QLineEdit, "Why you do not agree")
    assert note.isVisible() and note.text() == "Too mild", "in sight also while it is open again"
    choose(page, f"finding:{OTHER}")
    page.board.selection.select(
        page.board.model.index_of(f"finding:{FINDING}"), QItemSelectionModel.SelectionFlag.Select
    )
    press(page, Key.Key_A, SHIFT)
    said = {one.finding: (one.agreed, one.note) for one in page.visit.agreements()}
    assert said == {FINDING: (False, "Too mild"), OTHER: (False, "")}, "said again of several each keeps its reason"


def test_what_is_still_open_is_gone_through_by_a_key(page):
    colleague_says(page, True)
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_A)
    page.show_place("open:")
    assert page.board.current_key() == f"finding:{OTHER}"
    assert page.shell.said[-1] == "Not agreed by all: 1 of 1."
    next(each for each in page.commands() if each.text().startswith("Show only findings on which")).trigger()
    assert not page.board.model.index_of(f"finding:{FINDING}").isValid()
    assert page.board.model.index_of(f"finding:{OTHER}").isValid()
    page.filters.words.setText("in no card and no finding")
    page.board.setFocus()
    assert comes(lambda: not page.board.model.index_of(f"finding:{OTHER}").isValid())
    page.show_place("open:")
    assert page.board.current_key() == f"finding:{OTHER}", "whatever the filters hide"
    colleague_says(page, False)
    press(page, Key.Key_O)
    assert page.board.current_key() == f"finding:{FINDING}"


def test_the_letter_says_how_many_findings_all_agree_with_and_leads_to_the_others(page, qtbot):
    colleague_says(page, True)
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_A)
    letter = LetterPage(page.visit, page.shell)
    qtbot.addWidget(letter)
    letter.show()
    words = "Agreed by all: 1 of 2 findings (A. Inspector with 1, B. Colleague with 1)"
    assert comes(lambda: any(words in label.text() for label in letter.findChildren(QLabel) if label.isVisible()))
    QTest.mouseClick(named(letter, QAbstractButton, "Show what is still open"), Qt.MouseButton.LeftButton)
    assert page.shell.went == [("judgement", "open:")]
    signing = SignDialog(page.visit.contents(), (), ME, page.shell)
    qtbot.addWidget(signing)
    assert any(words in label.text() for label in signing.findChildren(QLabel))


def test_one_inspector_alone_is_asked_nothing(own_profile, qtbot):
    contents = visit_to_judge()
    with page_on(own_profile, qtbot, replace(contents, inspectors=contents.inspectors[:1])) as page:
        choose(page, f"finding:{FINDING}")
        assert not named(page, QWidget, "Agreement").isVisible()
        press(page, Key.Key_A)
        assert page.visit.agreements() == ()
        assert "alone" in page.shell.said[-1]
