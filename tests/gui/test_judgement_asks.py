"""What the judgement page asks before it acts: splitting, merging, priority action; and who agrees with a finding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from board_of_cards import CARDS, COLLEAGUE, FINDING, ME, OTHER, LoneWindow, opened, visit_to_judge
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot
from window_hands import WAIT, comes, named

from inspector_app.gui import style, tab_order
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.judgement.model import FINDINGS as FINDINGS_MIME
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.sign_dialog import SignDialog
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.visit import agreement, steps
from inspector_app.visit.change import Set, Step
from inspector_app.visit.contents import VisitContents

Key = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
PRIORITY, DEVELOPMENT = "areas-for-priority-action", "areas-for-development"
TWO = "Supervision is regular. It lacks reflection."


@contextmanager
def page_on(places: ProfilePlaces, qtbot: QtBot, contents: VisitContents) -> Iterator[JudgementPage]:
    style.apply(QApplication.instance(), "light")
    with opened(places, contents) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        QTest.qWaitForWindowActive(page, WAIT)
        yield page


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot: QtBot) -> Iterator[JudgementPage]:
    with page_on(own_profile, qtbot, visit_to_judge()) as page:
        yield page


def press(page: JudgementPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def choose(page: JudgementPage, key: str) -> None:
    assert page.board.go_to(key, focus=True), f"{key} is not shown"


def write(page: JudgementPage, step: Step) -> None:
    """Let something be written elsewhere, and the page hear of it."""
    page.changed(page.visit.write(step).result())


def type_into(page: JudgementPage, name: str, words: str) -> None:
    line = named(page, QLineEdit, name)
    line.setFocus()
    QTest.keyClicks(line, words)


def focused(name: str) -> bool:
    field = QApplication.focusWidget()
    return field is not None and field.accessibleName() == name


def asks(page: JudgementPage, words: str) -> bool:
    return any(words in label.text() for label in page.aside.findChildren(QLabel) if label.isVisible())


def held(page: JudgementPage, finding: str) -> dict[int, str]:
    return {CARDS.index(link.evidence): link.bearing for link in page.visit.finding(finding).evidence}


def new_finding(page: JudgementPage) -> str:
    (new,) = {finding.id for finding in page.visit.findings()} - {FINDING, OTHER}
    return new


# -- priority action


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
    write(page, steps.set_field("finding", OTHER, "text", "Calls are seldom checked."))
    assert not asks(page, "From April 2010")
    assert "changed meanwhile" in page.shell.said[-1]


# -- splitting and merging


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


# -- agreement


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
