"""The second reading on the letter page: words proposed, shown, accepted and refused by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from board_of_cards import COLLEAGUE, FINDING, ME, OTHER, LoneWindow, opened, visit_to_judge
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from window_hands import comes, line, named

from inspector_app.gui import style
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "Words as you would have them"


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    """The letter page of a reader who does not sign; the first finding has a point."""
    style.apply(QApplication.instance(), "light")
    contents = visit_to_judge()
    one, two = contents.findings
    contents = replace(
        contents,
        findings=(replace(one, points=("Held monthly.",)), two),
        letter=replace(contents.letter, signatories=(COLLEAGUE,)),
    )
    with opened(own_profile, contents) as (visit, profile):
        page = LetterPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        yield page


def read_again(page: LetterPage, finding: str) -> NotesEdit:
    if not page.bar.reading.isChecked():
        page.outline.setFocus()
        QTest.keyClick(page.outline, Qt.Key.Key_R, CTRL)
    page.show_place(f"finding:{finding}@text")
    field = named(page, NotesEdit, WORDS)
    assert comes(field.isVisible)
    return field


def have_it(field: NotesEdit, words: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def shown_differences(page: LetterPage) -> list[str]:
    return [
        each.accessibleName() for each in page.findChildren(QLabel) if each.isVisible() and "[" in each.accessibleName()
    ]


def listed(page: LetterPage) -> list[str]:
    return [page.reading.list.list.item(row).text() for row in range(page.reading.list.list.count())]


def test_words_are_proposed_shown_accepted_and_refused_by_keys(page, qtbot):
    field = read_again(page, FINDING)
    have_it(field, "Supervision is held regularly.")
    qtbot.waitUntil(lambda: len(page.visit.proposals()) == 1)
    have_it(named(page, NotesEdit, "Point 1 as you would have them"), "Held every month.")
    qtbot.waitUntil(lambda: len(page.visit.proposals()) == 2)
    assert page.visit.finding(FINDING).text == "Supervision is regular."
    assert comes(
        lambda: (
            shown_differences(page)
            == [
                "Supervision is [out: regular][in: held regularly].",
                "Held [out: monthly][in: every month].",
            ]
        )
    )
    assert "2 proposals to answer" in page.reading.list.findChild(QLabel).text()

    page.bar.quality_assured.emit(True)
    assert page.visit.letter().state == "draft"
    page.bar.reading.setChecked(False)
    shown = [page.checks.list.item(row).text() for row in range(page.checks.list.count())]
    row = next(row for row, words in enumerate(shown) if "proposal waits for an answer" in words)
    page.checks.list.itemActivated.emit(page.checks.list.item(row))
    assert page.bar.reading.isChecked()
    assert comes(page.reading.list.list.hasFocus)
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_F6)
    assert comes(named(page, NotesEdit, "Point 1 as you would have them").hasFocus)  # where it was
    QTest.keyClick(named(page, NotesEdit, "Point 1 as you would have them"), Qt.Key.Key_F6)
    assert comes(page.reading.list.list.hasFocus)
    page.reading.list.list.setCurrentRow(0)
    assert "“is regular.” becomes “is held regularly.”" in listed(page)[0]
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_A)
    assert page.visit.finding(FINDING).text == "Supervision is held regularly."
    assert "“Held monthly.” becomes “Held every month.”" in listed(page)[0]
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_R)
    assert page.visit.finding(FINDING).points == ("Held monthly.",)
    kept = {each.before: (each.answer, each.answered_by) for each in page.visit.proposals()}
    assert kept == {"is regular.": ("accepted", ME), "Held monthly.": ("refused", ME)}
    assert not shown_differences(page)
    assert "nothing waits" in page.reading.list.findChild(QLabel).text()

    page.visit.undo().result()
    page.refresh(None)
    assert "1 proposal to answer" in page.reading.list.findChild(QLabel).text()


def test_an_answer_leads_to_the_next_proposal_and_its_words(page):
    have_it(read_again(page, FINDING), "Supervision is held.")
    have_it(read_again(page, OTHER), "Calls are noted.")
    page.leave()
    page.reading.list.list.setCurrentRow(0)
    page.reading.list.list.setFocus()
    assert comes(lambda: page.outline.current_line().finding.id == FINDING)
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_A)
    assert page.outline.current_line().finding.id == OTHER
    assert named(page, NotesEdit, WORDS).value() == "Calls are noted."
    assert comes(lambda: shown_differences(page) == ["Calls are [out: checked][in: noted]."])


def test_words_typed_back_propose_nothing_and_leaving_the_page_keeps_what_was_typed(page):
    field = read_again(page, OTHER)
    have_it(field, "Calls are checked at once.")
    page.leave()
    assert [each.after for each in page.visit.proposals()] == ["checked at once."]
    have_it(field, "Calls are checked.")
    page.show_place(f"finding:{FINDING}")
    assert page.visit.proposals() == ()


def test_a_finding_changed_elsewhere_while_a_reader_types_stays_changed(page):
    field = read_again(page, OTHER)
    have_it(field, "Calls are checked at once.")
    page.changed(page.visit.write(steps.set_field("finding", OTHER, "text", "All calls are checked.")).result())
    assert field.value() == "Calls are checked at once."
    page.leave()
    assert page.visit.finding(OTHER).text == "All calls are checked."
    assert [(each.before, each.after) for each in page.visit.proposals()] == [("checked.", "checked at once.")]
    assert "changed meanwhile" in page.shell.said[-1]
    page.refresh(None)
    assert field.value() == "All calls are checked at once."

    page.changed(page.visit.write(steps.set_field("finding", OTHER, "points", ["First.", "Second."])).result())
    second = named(page, NotesEdit, "Point 2 as you would have them")
    have_it(second, "Second in")
    page.changed(page.visit.write(steps.set_field("finding", OTHER, "points", ["Second."])).result())
    assert second.hasFocus()  # with what it was typing, under its new number
    page.reading.list.list.setFocus()
    page.show_place(page.current_place() + "@text")
    assert second.hasFocus()
    QTest.keyClicks(second, "deed.")
    page.changed(page.visit.write(steps.set_field("finding", OTHER, "points", ["Other."])).result())
    page.leave()
    page.refresh(None)
    assert ("Second.", "Second indeed.") in [(each.before, each.after) for each in page.visit.proposals()]
    page.reading.list.list.setFocus()
    page.reading.list.list.setCurrentRow(listed(page).index(next(each for each in listed(page) if "indeed" in each)))
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_A)
    assert page.visit.finding(OTHER).points == ("Other.",)
    assert "changed since" in page.shell.said[-1]


def test_other_words_for_a_part_of_the_framework_s_become_wording_of_the_letter_s_own(page, qtbot):
    page.outline.setFocus()
    QTest.keyClick(page.outline, Qt.Key.Key_R, CTRL)
    page.outline.go_to("part/category-sentence")
    field = named(page, NotesEdit, WORDS)
    words = field.value()
    have_it(field, words.replace("identified", "found"))
    page.leave()
    assert page.visit.letter().wording == {}
    page.reading.list.list.setFocus()
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_A)
    assert page.visit.letter().wording == {"category-sentence": words.replace("identified", "found")}


def test_a_comment_at_marked_words_waits_for_an_answer(page, qtbot):
    field = read_again(page, FINDING)
    field.select(0, 11)
    QTest.keyClick(field, Qt.Key.Key_M, CTRL)
    asked = line(page, "Comment")
    assert comes(asked.hasFocus)
    QTest.keyClicks(asked, "Whose?")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    (comment,) = page.visit.proposals()
    assert (comment.before, comment.after, comment.comment, comment.by) == ("Supervision", None, "Whose?", ME)
    assert comes(lambda: shown_differences(page) == ["[comment at: Supervision] is regular."])
    page.reading.list.list.setFocus()
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_A)
    assert page.visit.proposals()[0].answer == "accepted"


def test_a_comment_begun_while_another_is_typed_keeps_both(page):
    field = read_again(page, FINDING)
    for start, end, words in ((0, 11, "First"), (12, 14, "Second")):
        field.setFocus()
        field.select(start, end)
        QTest.keyClick(field, Qt.Key.Key_M, CTRL)
        asked = line(page, "Comment")
        assert comes(asked.hasFocus)
        QTest.keyClicks(asked, words)
    page.leave()
    kept = {each.before: each.comment for each in page.visit.proposals()}
    assert kept == {"Supervision": "First", "is": "Second"}


def test_a_key_that_is_held_answers_one_proposal(page):
    have_it(read_again(page, FINDING), "Supervision is held.")
    have_it(read_again(page, OTHER), "Calls are noted.")
    page.leave()
    page.reading.list.list.setCurrentRow(0)
    page.reading.list.list.setFocus()
    for repeated in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", repeated)
        QApplication.sendEvent(page.reading.list.list, press)
    assert {each.answer for each in page.visit.proposals()} == {"accepted", None}


def test_of_words_that_have_changed_since_the_choice_is_left_to_a_hand(page):
    have_it(read_again(page, OTHER), "Calls are noted.")
    page.leave()
    page.changed(page.visit.write(steps.set_field("finding", OTHER, "text", "Telephones ring.")).result())
    assert "These words have changed since" in listed(page)[0]
    page.reading.list.list.setFocus()
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_A)
    assert "choose by hand" in page.shell.said[-1]
    assert page.visit.finding(OTHER).text == "Telephones ring."
    QTest.keyClick(page.reading.list.list, Qt.Key.Key_R)
    assert page.visit.proposals()[0].answer == "refused"
