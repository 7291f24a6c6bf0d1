"""Evidence and sentences in the judgement page: tied, seen to have changed, confirmed, looked at side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from board_of_cards import CARDS, FINDING, OTHER, LoneWindow, opened, visit_to_judge
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QToolButton, QWidget
from window_hands import comes, named

from inspector_app.gui import style
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.judgement.pieces import Piece
from inspector_app.places import ProfilePlaces
from inspector_app.visit.entities import Evidence, Link
from inspector_app.visit.identifiers import link_id, new_id
from inspector_app.visit.sentence_backing import backing_by_sentence

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
FIRST, SECOND = "Supervision is regular.", "It lacks reflection."
NOT_CONFIRMED = "was changed after its evidence was tied to it"


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    style.apply(QApplication.instance(), "light")
    contents = visit_to_judge()
    of_two = replace(contents.findings[0], text=f"{FIRST} {SECOND}")
    with opened(own_profile, replace(contents, findings=(of_two, contents.findings[1]))) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        yield page


def press(page: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def choose_in_list(page: JudgementPage, number: int) -> None:
    assert comes(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(QApplication.activePopupWidget().findChild(QListWidget), Key(Key.Key_0 + number))
    assert comes(lambda: QApplication.activePopupWidget() is None)
    page.activateWindow()  # off the screen nobody gives the window the keyboard back
    assert comes(page.isActiveWindow)


def held(page: JudgementPage, finding: str = FINDING) -> dict[str, list[int]]:
    """Which cards are tied to which sentence of a finding, as it is on disk."""
    of = page.visit.finding(finding)
    shown = backing_by_sentence(of, CARDS)
    found = {each.sentence.words: [CARDS.index(tie.link.evidence) for tie in each.ties] for each in shown.sentences}
    return {words: cards for words, cards in found.items() if cards}


def in_words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def pieces(page: JudgementPage) -> list[Piece]:
    return [piece for piece in page.panel.backing.findChildren(Piece) if piece.isVisible()]


def on_card(page: JudgementPage, number: int, finding: str = FINDING) -> None:
    assert page.board.go_to(f"card:{CARDS[number]}@{finding}", focus=True)


def test_t_ties_a_card_to_the_sentence_chosen_by_a_digit_and_unties_it(page):
    on_card(page, 0)
    press(page, Key.Key_T)
    choose_in_list(page, 2)
    assert held(page) == {SECOND: [0]}
    assert comes(lambda: f"2  {SECOND}" in in_words(page.panel) and "The finding as a whole" in in_words(page.panel))
    press(page, Key.Key_T)
    choose_in_list(page, 1)
    assert held(page) == {FIRST: [0], SECOND: [0]}
    press(page, Key.Key_T)
    choose_in_list(page, 2)
    assert held(page) == {FIRST: [0]}
    press(page, Key.Key_T)
    choose_in_list(page, 0)
    assert held(page) == {}
    page.visit.undo().result()
    page.refresh(None)
    assert held(page) == {FIRST: [0]}


def test_a_piece_is_tied_by_the_mouse(page):
    on_card(page, 0)
    assert comes(lambda: len(pieces(page)) == 2)
    piece = next(piece for piece in pieces(page) if piece.link.evidence == CARDS[0])
    QTest.mouseClick(named(piece, QToolButton, "Tie to a sentence (T)"), Qt.MouseButton.LeftButton)
    assert comes(lambda: QApplication.activePopupWidget() is not None)
    offered = QApplication.activePopupWidget().findChild(QListWidget)
    place = offered.visualItemRect(offered.item(1)).center()
    QTest.mouseClick(offered.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert held(page) == {SECOND: [0]}


def test_a_card_put_on_a_finding_of_one_sentence_is_tied_in_the_same_step(page):
    assert page.board.go_to(f"card:{CARDS[4]}@", focus=True)
    press(page, Key.Key_L)
    popup = QApplication.activePopupWidget()
    QTest.keyClicks(popup.words, "calls")
    QTest.keyClick(popup.words, Key.Key_Return)
    assert held(page, OTHER) == {"Calls are checked.": [4]}
    on_card(page, 4, OTHER)
    press(page, Key.Key_T)
    choose_in_list(page, 0)
    assert held(page, OTHER) == {}
    press(page, Key.Key_T)
    assert held(page, OTHER) == {"Calls are checked.": [4]}
    page.visit.undo().result()
    page.visit.undo().result()
    page.visit.undo().result()
    assert page.visit.finding(OTHER).evidence == ()


def test_t_says_why_it_does_nothing(page):
    assert page.board.go_to(f"finding:{FINDING}", focus=True)
    press(page, Key.Key_T)
    assert "Choose a card that lies on a finding" in page.shell.said[-1]
    press(page, Key.Key_Return, CTRL)
    assert "Nothing is to be confirmed" in page.shell.said[-1]


def test_a_changed_sentence_is_shown_before_and_after_and_confirmed_in_the_words(page, qtbot):
    on_card(page, 0)
    press(page, Key.Key_T)
    choose_in_list(page, 1)
    assert comes(lambda: f"1  {FIRST}" in in_words(page.panel))
    page.panel.edit()
    words = page.panel.form.text
    words.set_cursor_place(len("Supervision is "))
    QTest.keyClicks(words, "seldom ")
    qtbot.waitUntil(lambda: "seldom" in page.visit.finding(FINDING).text)
    assert words.hasFocus()
    assert NOT_CONFIRMED not in in_words(page.panel)  # nothing nags while words are typed
    page.board.take_focus()
    assert comes(lambda: NOT_CONFIRMED in in_words(page.panel))
    spoken = [label.accessibleName() for label in page.panel.findChildren(QLabel) if label.isVisible()]
    assert f"It was: {FIRST} It is now: Supervision is seldom regular." in spoken

    page.panel.edit()
    QTest.keyClicks(words, "No. ")
    press(page, Key.Key_Return, CTRL)
    assert comes(lambda: NOT_CONFIRMED not in in_words(page.panel))
    assert words.hasFocus()
    tie = page.visit.finding(FINDING).evidence[0].ties
    assert [sentence for sentence in tie.values() if "seldom" in sentence]
    page.board.take_focus()
    assert "sentence-changed" not in [problem.check for problem in page._read.judged.problems[FINDING]]


def test_one_piece_is_confirmed_where_the_keyboard_is_and_the_keyboard_stays(page):
    for number in (0, 1):
        on_card(page, number)
        press(page, Key.Key_T)
        choose_in_list(page, 1)
    page.panel.edit()
    QTest.keyClicks(page.panel.form.text, "Now ")
    page.board.take_focus()
    assert comes(lambda: "Sentence 1 was changed" in in_words(page.panel))
    shown = next(piece for piece in pieces(page) if piece.link.evidence == CARDS[0])
    shown.setFocus()
    QTest.keyClick(shown, Key.Key_Return, CTRL)
    finding = page.visit.finding(FINDING)
    assert [tie.link.evidence for tie in backing_by_sentence(finding, CARDS).to_confirm] == [CARDS[1]]
    focused = QApplication.focusWidget()
    assert isinstance(focused, Piece) and focused.link.evidence == CARDS[0]

    def buttons() -> list[QPushButton]:
        made = page.panel.backing.findChildren(QPushButton)
        return [each for each in made if each.isVisible() and each.text().startswith("It still holds")]

    assert comes(lambda: len(buttons()) == 1)
    QTest.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)
    assert backing_by_sentence(page.visit.finding(FINDING), CARDS).to_confirm == ()


def test_evidence_of_a_sentence_that_is_gone_can_back_the_whole(page):
    on_card(page, 0)
    press(page, Key.Key_T)
    choose_in_list(page, 2)
    page.panel.edit()
    page.panel.form.text.selectAll()
    QTest.keyClicks(page.panel.form.text, f"{FIRST} Forms are kept.")
    page.board.take_focus()
    assert comes(lambda: f"“{SECOND}”" in in_words(page.panel))
    press(page, Key.Key_Return, CTRL)
    assert page.visit.finding(FINDING).evidence[0].ties == {}


def test_the_weight_says_records_kinds_inspectors_days_and_what_was_seen_and_told(page):
    assert page.board.go_to(f"finding:{FINDING}", focus=True)
    assert comes(lambda: "Supports: 1 · contradicts: 1 · seen: 0 · told or handed over: 1" in in_words(page.panel))
    assert "Records: 1 · kinds of source: interview · inspectors: B. Colleague · days: 9 Jun" in in_words(page.panel)


# -- side by side


def test_z_shows_a_finding_and_its_evidence_over_the_page_and_escape_goes_back_to_the_row(page):
    on_card(page, 1)
    press(page, Key.Key_Z)
    assert comes(lambda: not page.board.isVisible() and page.zoom.isVisible())
    focused = QApplication.focusWidget()
    assert isinstance(focused, Piece) and focused.link.evidence == CARDS[1]
    words, evidence = page.panel.form, page.panel.backing
    right = evidence.mapTo(page, evidence.rect().topLeft()).x()
    assert words.isVisible() and words.mapTo(page, words.rect().topRight()).x() < right
    assert comes(lambda: f"2  {SECOND}" in in_words(page.panel))  # every sentence, also where nothing is tied to it
    assert "Finding 1 of 2" in in_words(page.zoom)
    place = page.current_place()
    page.show_place(None)  # the page is left and come back to
    assert page.zoom.is_open() and place == f"finding:{FINDING}@zoom"
    press(page, Key.Key_Escape)
    assert comes(page.board.isVisible)
    assert page.board.current_key() == f"card:{CARDS[1]}@{FINDING}"
    assert comes(lambda: page.board.isAncestorOf(QApplication.focusWidget()))
    page.show_place(f"{place}@text:11")  # as after unlocking
    assert page.zoom.is_open() and comes(words.text.hasFocus)
    assert page.current_place() == f"{place}@text:11"


def test_pages_go_from_finding_to_finding_and_nothing_typed_is_lost(page):
    assert page.board.go_to(f"finding:{FINDING}", focus=True)
    press(page, Key.Key_Z)
    page.panel.edit()
    words = page.panel.form.text
    words.set_cursor_place(0)
    QTest.keyClicks(words, "One. ")
    press(page, Key.Key_PageDown, CTRL)
    assert words.value() == "Calls are checked."
    words.set_cursor_place(0)
    QTest.keyClicks(words, "Two. ")
    press(page, Key.Key_Escape)
    assert words.value() == "Two. Calls are checked."
    assert comes(lambda: page.board.isVisible() and page.board.current_key() == f"finding:{OTHER}")
    page.leave()
    assert page.visit.finding(OTHER).text == "Two. Calls are checked."
    assert page.visit.finding(FINDING).text.startswith("One. ")
    press(page, Key.Key_Z)
    press(page, Key.Key_PageUp, CTRL)
    assert comes(lambda: words.value().startswith("One. "))


def test_in_the_view_of_one_finding_evidence_is_tied_by_keys_and_its_sentence_is_lit(page):
    assert page.board.go_to(f"finding:{FINDING}", focus=True)
    press(page, Key.Key_Z)
    press(page, Key.Key_Down)
    on = QApplication.focusWidget()
    assert isinstance(on, Piece)
    press(page, Key.Key_T)
    choose_in_list(page, 2)
    tied = CARDS.index(on.link.evidence)
    assert held(page) == {SECOND: [tied]}
    assert comes(lambda: isinstance(QApplication.focusWidget(), Piece))
    lit = page.panel.form.text.highlight_at(len(FIRST) + 3)
    assert lit is not None and page.panel.form.text.highlight_at(2) is None
    press(page, Key.Key_Return)
    assert page.shell.went[-1] == ("interviews", f"evidence:{CARDS[tied]}")


def test_z_needs_a_finding(page):
    assert page.board.go_to(f"card:{CARDS[2]}@", focus=True)
    press(page, Key.Key_Z)
    assert page.board.isVisible()
    assert "Choose a finding first" in page.shell.said[-1]


def test_of_much_evidence_what_is_in_sight_comes_first_and_all_of_it_comes(own_profile: ProfilePlaces, qtbot):
    contents = visit_to_judge()
    pieces_held = tuple(Evidence(id=new_id(), text=f"Piece {number}.", order=f"a{number:03}") for number in range(45))
    links = tuple(
        Link(id=link_id(OTHER, piece.id), finding=OTHER, evidence=piece.id, order=piece.order) for piece in pieces_held
    )
    held_up = replace(contents.findings[1], evidence=links)
    more = replace(contents, evidence=pieces_held, findings=(replace(contents.findings[0], evidence=()), held_up))
    with opened(own_profile, more) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        last = f"card:{pieces_held[-1].id}@{OTHER}"
        assert page.board.go_to(last, focus=True)

        def marked() -> list[Piece]:
            return [piece for piece in pieces(page) if piece.property("marked")]

        assert comes(lambda: [piece.link.evidence for piece in marked()] == [pieces_held[-1].id])
        assert comes(lambda: not marked()[0].visibleRegion().isEmpty())
        page.board.go_to(f"finding:{FINDING}")
        page.board.go_to(f"finding:{OTHER}")
        assert comes(lambda: len(pieces(page)) == 45)
        assert [piece.link.evidence for piece in pieces(page)] == [piece.id for piece in pieces_held]


def test_tab_goes_down_what_is_shown_though_pieces_show_one_finding_after_another(page):
    for finding in (OTHER, FINDING, OTHER, FINDING):
        page.board.go_to(f"finding:{finding}")
    backing = page.panel.backing

    def heights() -> list[int]:
        found, at = [], backing.nextInFocusChain()
        while at is not backing:
            if backing.isAncestorOf(at) and at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
                found.append(at.mapTo(backing, QPoint()).y())
            at = at.nextInFocusChain()
        return found

    assert comes(lambda: len(pieces(page)) > 1 and len(heights()) > len(pieces(page)))
    assert comes(lambda: heights() == sorted(heights()))
