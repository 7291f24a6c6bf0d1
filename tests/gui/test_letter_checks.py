"""The checks on the letter page: each leads to its place, and is let stand by one act with a reason, by keys alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from board_of_cards import COLLEAGUE, FINDING, ME, LoneWindow, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from test_letter_page import ready_to_sign
from window_hands import comes, named, shows

from inspector_app.gui import style
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.sign_dialog import SignDialog
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Concern
from inspector_app.visit.identifiers import derived_id

CONCERN = derived_id("concern")


def with_warnings() -> VisitContents:
    """A name, a long sentence, wording of one's own and an open concern in a letter that is else ready."""
    contents = ready_to_sign()
    one, two = contents.findings
    long = f"Calls are {'very often and ' * 20}checked."
    return replace(
        contents,
        findings=(replace(one, text="Supervision of Jessica is regular."), replace(two, text=long)),
        letter=replace(contents.letter, wording={"closing": "We will come again."}),
        concerns=(
            Concern(
                id=CONCERN,
                case="EX-1",
                matter="Not seen.",
                raised_at="2010-06-08T10:00:00+01:00",
                raised_by=ME,
                order="a0",
            ),
        ),
    )


@pytest.fixture(params=["lead"])
def page(request: pytest.FixtureRequest, own_profile: ProfilePlaces, qtbot):
    style.apply(QApplication.instance(), "light")
    contents = with_warnings()
    if request.param == "colleague":
        contents = replace(
            contents, inspectors=tuple(replace(one, lead=one.id == COLLEAGUE) for one in contents.inspectors)
        )
    with opened(own_profile, contents) as (visit, profile):
        page = LetterPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        yield page


def lines(page: LetterPage) -> list[str]:
    return [page.checks.list.item(row).text() for row in range(page.checks.list.count())]


def go_to(page: LetterPage, words: str) -> None:
    """Put the cursor on a line of the checks as keys would."""
    page.checks.list.setFocus()
    page.checks.list.setCurrentRow(next(row for row, line in enumerate(lines(page)) if words in line))


def say_why(page: LetterPage, words: str, why: str) -> None:
    go_to(page, words)
    QTest.keyClick(page.checks.list, Qt.Key.Key_W)
    reason = named(page, QLineEdit, "Why it may stand")
    assert comes(reason.hasFocus)
    reason.selectAll()
    QTest.keyClick(reason, Qt.Key.Key_Delete)
    QTest.keyClicks(reason, why)
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert comes(page.checks.list.hasFocus)


def sign_button(page: LetterPage) -> bool:
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    enabled = named(dialog, QPushButton, "Sign and lock the letter").isEnabled()
    dialog.reject()
    dialog.setParent(None)
    return enabled


def test_warnings_and_an_open_concern_are_answered_by_keys_alone_and_then_the_letter_can_be_signed(page, qtbot):
    (concern, name, own, hint) = lines(page)
    assert (
        "EX-1 is still open" in concern and "“Jessica” looks like" in name and "own words" in own and "words: “" in hint
    )
    assert not page.checks.reason.isVisible()
    assert not sign_button(page)
    say_why(page, "Jessica", "The name of the building.")
    (acceptance,) = page.visit.letter_acceptances()
    assert (acceptance.check, acceptance.about, acceptance.words) == (
        "discloses-person",
        f"finding:{FINDING}",
        "Jessica",
    )
    assert (acceptance.why, acceptance.by) == ("The name of the building.", ME)
    assert "It may stand: The name of the building." in lines(page)[-1]
    say_why(page, "own words", "They asked for it.")
    assert not sign_button(page)
    say_why(page, "EX-1", "The police have the child safe tonight.")
    assert page.visit.concerns()[0].open_because == "The police have the child safe tonight."
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    assert comes(lambda: shows(dialog, "The police have the child safe tonight.")), "the one who signs knows of it"
    dialog.reject()
    dialog.setParent(None)
    assert sign_button(page), lines(page)
    # other words at that place are warned of again; a reason that is emptied is taken back
    page.changed(
        page.visit.write(steps.set_field("finding", FINDING, "text", "Supervision of Thomas is good.")).result()
    )
    assert any("“Thomas” looks like" in line and "Say it without" in line for line in lines(page))
    page.changed(page.visit.write(steps.set_field("finding", FINDING, "text", "Supervision is good.")).result())
    say_why(page, "own words", "")
    assert not sign_button(page)
    assert [each.check for each in page.visit.letter_acceptances()] == ["discloses-person"]


def test_a_reason_is_kept_while_it_is_typed_and_the_lines_stay_where_they_are(page, qtbot):
    go_to(page, "Jessica")
    row = page.checks.list.currentRow()
    QTest.keyClick(page.checks.list, Qt.Key.Key_W)
    reason = named(page, QLineEdit, "Why it may stand")
    assert comes(reason.hasFocus)
    QTest.keyClicks(reason, "A buil")
    qtbot.waitUntil(lambda: [each.why for each in page.visit.letter_acceptances()] == ["A buil"])
    assert page.checks.list.currentRow() == row and "Jessica" in lines(page)[row]
    assert reason.isVisible() and reason.text() == "A buil"
    QTest.keyClicks(reason, "ding.")
    page.leave()
    assert [each.why for each in page.visit.letter_acceptances()] == ["A building."]


def test_enter_leads_to_the_words(page):
    go_to(page, "Jessica")
    QTest.keyClick(page.checks.list, Qt.Key.Key_Return)
    assert page.outline.current_line().name == f"finding/{FINDING}"
    assert page.editor.finding.text.textCursor().selectedText() == "Jessica"
    go_to(page, "own words")
    QTest.keyClick(page.checks.list, Qt.Key.Key_Return)
    assert page.outline.current_line().name == "part/closing"


@pytest.mark.parametrize("page", ["colleague"], indirect=True)
def test_only_the_lead_says_why_a_concern_may_stay_open(page):
    answer = named(page, QPushButton, "Say why it may stand")
    go_to(page, "EX-1")
    assert not answer.isEnabled()
    QTest.keyClick(page.checks.list, Qt.Key.Key_W)
    assert not page.checks.reason.isVisible()
    go_to(page, "words: “")  # a hint asks for nothing
    assert not answer.isEnabled()
    go_to(page, "Jessica")
    assert answer.isEnabled()
