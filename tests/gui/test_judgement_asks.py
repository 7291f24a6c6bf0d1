"""What the judgement page asks before a finding comes to priority action, and what ends a question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking_hands import (
    CTRL,
    DEVELOPMENT,
    PRIORITY,
    Key,
    asks,
    choose,
    focused,
    new_finding,
    page_on,
    press,
    type_into,
    write,
)
from board_of_cards import CARDS, FINDING, ME, OTHER, visit_to_judge
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from window_hands import comes, named

from inspector_app.gui import tab_order
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.judgement.model import FINDINGS as FINDINGS_MIME
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.change import Set, Step


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot: QtBot) -> Iterator[JudgementPage]:
    with page_on(own_profile, qtbot, visit_to_judge()) as page:
        yield page


def answer_risk(page: JudgementPage) -> None:
    press(page, Key.Key_Return)
    assert focused("Who is at risk"), "what is lacking first"
    QTest.keyClicks(QApplication.focusWidget(), "children on the waiting list")
    type_into(page, "Of what", "harm that nobody sees")
    press(page, Key.Key_Return)
    assert asks(page, "Say who is at risk"), "what is lacking is said, and nothing done"
    QTest.keyClick(named(page, QAbstractButton, "Systemic: yes"), Key.Key_Space)
    trigger = named(page, QComboBox, "Named trigger")
    QTest.keyClick(trigger, Key.Key_Down)


def test_a_finding_is_moved_to_priority_action_once_it_says_who_is_at_risk_and_why(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_4)
    assert comes(lambda: asks(page, "From April 2010"))
    assert page.visit.finding(OTHER).category == DEVELOPMENT, "nothing is moved before it is answered"
    assert comes(lambda: focused("Why it is moved"))
    QTest.keyClicks(QApplication.focusWidget(), "Seven cases")
    answer_risk(page)
    press(page, Key.Key_Return)
    moved = page.visit.finding(OTHER)
    assert moved.category == PRIORITY
    assert moved.risk is not None and moved.risk.systemic
    assert (moved.risk.who, moved.risk.of_what) == ("children on the waiting list", "harm that nobody sees")
    assert moved.trigger == page.visit.framework.category(PRIORITY).triggers[0]
    (move,) = page.visit.moves()
    assert (move.finding, move.from_category, move.to_category) == (OTHER, DEVELOPMENT, PRIORITY)
    assert (move.why, move.by) == ("Seven cases", ME)
    assert page.shell.profile.setting(f"judgement/asked/{page.visit.id}") is None, "what is answered is not kept"
    assert page.board.current_key() == f"finding:{OTHER}"
    press(page, Key.Key_Left, CTRL)
    assert comes(lambda: focused("Why it is moved")), "moving it away asks for the reason"
    QTest.keyClicks(QApplication.focusWidget(), "The council acted")
    press(page, Key.Key_Return)
    assert [each.why for each in page.visit.moves()] == ["Seven cases", "The council acted"]
    assert page.visit.finding(OTHER).category == DEVELOPMENT
    page.visit.undo().result()
    assert [each.why for each in page.visit.moves()] == ["Seven cases"]
    assert page.visit.finding(OTHER).category == PRIORITY
    page.visit.undo().result()
    assert page.visit.moves() == ()
    assert (page.visit.finding(OTHER).category, page.visit.finding(OTHER).risk) == (DEVELOPMENT, None)


def test_of_several_findings_moved_to_priority_action_one_that_says_its_risk_keeps_it(page):
    said = {"who": "Babies", "of_what": "Injury", "systemic": False}
    write(page, Step("say", (Set("finding", OTHER, "risk", said), Set("finding", OTHER, "trigger", "Seen twice"))))
    choose(page, f"finding:{FINDING}")
    page.board.selection.select(page.board.model.index_of(f"finding:{OTHER}"), QItemSelectionModel.SelectionFlag.Select)
    press(page, Key.Key_4)
    assert comes(lambda: asks(page, "What a finding says of its risk already it keeps"))
    assert comes(lambda: focused("Why it is moved"))
    QTest.keyClicks(QApplication.focusWidget(), "Seven cases")
    answer_risk(page)
    press(page, Key.Key_Return)
    kept, given = page.visit.finding(OTHER), page.visit.finding(FINDING)
    assert (kept.category, given.category) == (PRIORITY, PRIORITY)
    assert kept.risk is not None and given.risk is not None
    assert (kept.risk.who, given.risk.who) == ("Babies", "children on the waiting list")
    assert (kept.trigger, given.trigger) == ("Seen twice", page.visit.framework.category(PRIORITY).triggers[0])


def test_a_drop_asks_as_a_key_does_and_escape_leaves_all_as_it_was(page):
    before = page.visit.log_digest()
    carried: QMimeData = page.board.model.mimeData([page.board.model.index_of(f"finding:{OTHER}")])
    assert carried.hasFormat(FINDINGS_MIME)
    column: QModelIndex = page.board.model.index_of(f"column:{PRIORITY}")
    page.board.model.drop(carried, column, -1, None, keep=False)
    assert comes(lambda: focused("Why it is moved"))
    QTest.keyClicks(QApplication.focusWidget(), "child")
    for name in ("Who is at risk", "Of what", "Systemic: yes", "Named trigger", "Move", "Cancel"):
        assert tab_order.go_on(page, forwards=True)
        assert focused(name), QApplication.focusWidget().accessibleName()
    press(page, Key.Key_Escape)
    assert not asks(page, "From April 2010")
    assert page.visit.log_digest() == before
    assert comes(lambda: page.board.isAncestorOf(QApplication.focusWidget()))


def test_cards_make_a_priority_finding_once_its_risk_is_said_in_ones_own_words(page):
    choose(page, f"card:{CARDS[2]}@")
    press(page, Key.Key_4)
    assert comes(lambda: focused("Who is at risk"))
    answer_risk(page)
    trigger = named(page, QComboBox, "Named trigger")
    trigger.setFocus()
    QTest.keyClick(trigger, Key.Key_End)
    type_into(page, "Why none of the named triggers", "No duty team")
    press(page, Key.Key_Return)
    made = page.visit.finding(new_finding(page))
    assert (made.category, made.trigger) == (PRIORITY, "No duty team")
    assert page.visit.moves() == (), "what is made there was not moved"


def test_what_is_typed_into_a_question_is_not_lost_to_the_next_and_removed_evidence_ends_it(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_4)
    assert comes(lambda: focused("Why it is moved"))
    page.board.take_focus()
    press(page, Key.Key_M)
    assert comes(lambda: focused("Merge it with")), "nothing was typed yet"
    press(page, Key.Key_Escape)
    press(page, Key.Key_4)
    assert comes(lambda: focused("Why it is moved"))
    QTest.keyClicks(QApplication.focusWidget(), "Seven cases")
    for key in (Key.Key_M, Key.Key_4):
        page.board.take_focus()
        press(page, key)
        assert comes(lambda: focused("Why it is moved"))
        assert named(page, QLineEdit, "Why it is moved").text() == "Seven cases"
    assert "Answer what is asked first" in page.shell.said[-1]
    press(page, Key.Key_Escape)

    choose(page, f"card:{CARDS[2]}@")
    press(page, Key.Key_4)
    assert comes(lambda: focused("Who is at risk"))
    write(page, steps.remove("evidence", CARDS[2]))
    assert not asks(page, "From April 2010")
    assert "evidence was changed meanwhile" in page.shell.said[-1]


def test_a_findings_own_category_leaves_it_in_its_place_and_its_undoing_closes_the_zoom(page):
    before = page.visit.log_digest()
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_3)
    assert page.visit.log_digest() == before
    choose(page, f"card:{CARDS[2]}@")
    press(page, Key.Key_1)
    press(page, Key.Key_Z)
    assert comes(page.zoom.is_open)
    page.changed(page.visit.undo().result())
    assert comes(lambda: not page.zoom.is_open() and page.board.isVisible())


def test_a_question_is_given_up_when_its_finding_is_changed_meanwhile(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_4)
    assert comes(lambda: asks(page, "From April 2010"))
    type_into(page, "Why it is moved", "Two calls were lost")
    type_into(page, "Who is at risk", "children")
    write(page, steps.set_field("finding", OTHER, "text", "Calls are seldom checked."))
    assert not asks(page, "From April 2010")
    assert "changed meanwhile" in page.shell.said[-1]

    window, visit = page.shell, page.visit
    begun = {
        "why": "Two calls were lost",
        "risk": {"who": "children", "of_what": "", "systemic": None},
        "trigger": None,
    }
    name = f"judgement/asked/{visit.id}"
    assert list(window.profile.setting(name).values()) == [begun]
    page.show_place(f"finding:{OTHER}@asked")  # as after going home
    assert "is kept" in window.said[-1]
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_4)
    assert comes(lambda: named(page, QLineEdit, "Why it is moved").text() == "Two calls were lost")
    assert named(page, QLineEdit, "Who is at risk").text() == "children"
    type_into(page, "Of what", "being lost")
    page.leave()
    ((kept,),) = [window.profile.setting(name).values()]
    assert kept["risk"]["of_what"] == "being lost"
    for field in page.aside.findChildren(QLineEdit):
        field.clear()
        field.textEdited.emit("")
    page.leave()
    assert window.profile.setting(name) is None
