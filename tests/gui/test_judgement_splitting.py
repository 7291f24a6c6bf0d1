"""Splitting and merging findings on the judgement page, and the menu that says how."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking_hands import (
    CTRL,
    PRIORITY,
    SHIFT,
    TWO,
    Key,
    asks,
    choose,
    focused,
    held,
    new_finding,
    page_on,
    press,
    write,
)
from board_of_cards import CARDS, FINDING, OTHER, visit_to_judge
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QMenu
from pytestqt.qtbot import QtBot
from window_hands import comes, named

from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.change import Set, Step


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot: QtBot) -> Iterator[JudgementPage]:
    with page_on(own_profile, qtbot, visit_to_judge()) as page:
        yield page


def test_a_finding_is_split_by_keys_where_its_sentences_part_and_evidence_goes_as_it_is_sent(page, qtbot):
    write(page, steps.set_field("finding", FINDING, "text", TWO))
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_X)
    assert comes(lambda: focused("The new finding begins with"))
    evidence = named(page, QListWidget, "Evidence, and where it goes")
    evidence.setFocus()
    evidence.setCurrentRow(1)
    QTest.keyClick(evidence, Key.Key_Space)
    press(page, Key.Key_Return)
    new = new_finding(page)
    assert page.visit.finding(FINDING).text == "Supervision is regular."
    assert page.visit.finding(new).text == "It lacks reflection."
    assert (held(page, FINDING), held(page, new)) == ({0: "supports"}, {1: "contradicts"})
    assert page.board.current_key() == f"finding:{new}"
    assert [each.id for each in page.visit.findings()] == [FINDING, new, OTHER]


def test_a_finding_is_split_at_the_cursor_in_its_words(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_X)
    assert "one sentence" in page.shell.said[-1]
    page.show_place(f"finding:{OTHER}@text:6")
    assert comes(page.panel.form.text.hasFocus)
    press(page, Key.Key_X, CTRL | SHIFT)
    assert comes(lambda: focused("The new finding begins with"))
    press(page, Key.Key_Return)
    assert page.visit.finding(OTHER).text == "Calls"
    assert page.visit.finding(new_finding(page)).text == "are checked."


def test_beside_its_evidence_a_finding_is_agreed_with_and_split_too(page):
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_Z)
    assert comes(lambda: page.panel.backing.isAncestorOf(QApplication.focusWidget()))
    press(page, Key.Key_A)
    assert [each.agreed for each in page.visit.agreements()] == [True]
    page.panel.edit()
    press(page, Key.Key_End, CTRL)
    for _ in range(len("regular.")):
        press(page, Key.Key_Left)
    press(page, Key.Key_X, CTRL | SHIFT)
    assert comes(lambda: focused("The new finding begins with"))
    press(page, Key.Key_Escape)
    assert comes(page.panel.form.text.hasFocus)
    assert not page.board.isVisible()


def test_findings_are_merged_in_the_order_that_is_chosen_also_over_a_restart(own_profile, qtbot):
    with page_on(own_profile, qtbot, visit_to_judge()) as page:
        visit, profile = page.visit, page.shell.profile
        before = visit.findings()
        choose(page, f"finding:{FINDING}")
        press(page, Key.Key_M)

        assert comes(lambda: focused("Merge it with"))
        press(page, Key.Key_Return)
        assert asks(page, "Choose the other finding.")
        QTest.keyClick(named(page, QComboBox, "Merge it with"), Key.Key_Down)
        order = named(page, QListWidget, "Findings in their order")
        assert order.count() == 2
        order.setFocus()
        order.setCurrentRow(1)
        QTest.keyClick(order, Key.Key_Up, CTRL)
        press(page, Key.Key_Return)
        (merged,) = visit.findings()
        assert (merged.id, merged.text) == (OTHER, "Calls are checked.\nSupervision is regular.")
        assert held(page, OTHER) == {0: "supports", 1: "contradicts"}
        visit_id = visit.id
        visit.close(20)
        with OpenVisit.open(profile, visit_id) as again:
            assert again.undo_action() == "merge 2 findings"
            again.undo().result()
            assert again.findings() == before
            again.redo().result()
            assert again.findings() == (merged,)


def test_findings_on_both_sides_of_priority_action_are_not_merged(page):
    write(page, Step("move", (Set("finding", OTHER, "category", PRIORITY),)))
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_M)
    assert page.shell.said[-1] == "There is no other finding that it could be merged with."


def test_the_menu_of_a_finding_says_what_can_be_done_with_it_and_by_which_key(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    keys = {action.text(): action.shortcut().toString() for action in menu.actions()}
    assert keys["Split the finding…"] == "X" and keys["Agree with the finding"] == "A"
    assert keys["To strengths"] == "1" and "Put the cards on a finding…" not in keys
    next(action for action in menu.actions() if action.text() == "To strengths").trigger()
    menu.close()
    assert page.visit.finding(OTHER).category == "strengths"
    choose(page, f"card:{CARDS[2]}@")
    view = next(column.view for column in page.board.columns if column.view.hasFocus())
    at = view.visualRect(view.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Put the cards on a finding…" in {action.text() for action in menu.actions()}
    menu.close()
