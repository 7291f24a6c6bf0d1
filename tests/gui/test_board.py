"""The board on a real visit: dragged by mouse, narrowed by filters, spoken, every step taken back and done again."""

from __future__ import annotations

import json
import warnings
from itertools import pairwise

import pytest
from board_hands import CTRL, NONE, SHIFT, bearing, card, cards_on, choose, keys_in, press, shown_page
from board_of_cards import CARDS, FINDING, ME, OTHER, TEXTS, opened, visit_to_judge
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from window_hands import named

from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.judgement.model import CARDS as CARDS_MIME
from inspector_app.gui.judgement.model import FINDINGS as FINDINGS_MIME
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import Put, Step
from inspector_app.visit.identifiers import derived_id

Key = Qt.Key


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    with opened(own_profile, visit_to_judge()) as (visit, profile):
        yield shown_page(qtbot, visit, profile)


def test_days_are_offered_as_they_are_now(page):
    write = page.visit.write(steps.set_field("visit", page.visit.id, "days", ["2010-06-08", "2010-06-11"]))
    page.changed(write.result())
    days = named(page, QComboBox, "Day")
    assert [days.itemData(at) for at in range(days.count())] == [None, "2010-06-08", "2010-06-11"]


# -- by mouse


def carry(page: JudgementPage, mime: str, keys: list[str]) -> QMimeData:
    data = QMimeData()
    data.setData(mime, QByteArray(json.dumps(keys).encode()))
    return data


def drop(page: JudgementPage, column: int, at: QPoint, data: QMimeData, modifier=NONE) -> None:
    view = page.board.columns[column].view
    arguments = (Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, modifier)
    with warnings.catch_warnings():
        # Making these events by hand is marked as deprecated, but a headless platform has no pointer to drag with.
        warnings.simplefilter("ignore", DeprecationWarning)
        events = (QDragEnterEvent(at, *arguments), QDragMoveEvent(at, *arguments), QDropEvent(QPointF(at), *arguments))
    for event in events:
        QApplication.sendEvent(view.viewport(), event)
    QApplication.processEvents()


def centre(page: JudgementPage, key: str, column: int) -> QPoint:
    view = page.board.columns[column].view
    return view.visualRect(page.board.model.index_of(key)).center()


def test_a_card_dropped_on_a_finding_supports_it_and_on_its_right_third_contradicts(page):
    rect = page.board.columns[3].view.visualRect(page.board.model.index_of(f"finding:{OTHER}"))
    drop(page, 3, rect.center() - QPoint(40, 0), carry(page, CARDS_MIME, [card(2)]))
    drop(page, 3, QPoint(rect.right() - 10, rect.center().y()), carry(page, CARDS_MIME, [card(4)]))
    assert cards_on(page, OTHER) == [card(2, OTHER), card(4, OTHER)]
    assert (bearing(page, 2, OTHER), bearing(page, 4, OTHER)) == ("supports", "contradicts")


def test_shift_lets_a_dropped_card_contradict_and_ctrl_leaves_it_where_it_was(page):
    drop(page, 3, centre(page, f"finding:{OTHER}", 3), carry(page, CARDS_MIME, [card(0, FINDING)]), SHIFT | CTRL)
    assert bearing(page, 0, OTHER) == "contradicts"
    assert card(0, FINDING) in cards_on(page, FINDING)


def test_cards_dropped_on_empty_ground_make_a_finding_and_on_unsorted_come_off(page):
    drop(page, 1, QPoint(30, 200), carry(page, CARDS_MIME, [card(2), card(3)]))
    made = next(finding for finding in page.visit.findings() if finding.category == "strengths")
    assert [link.evidence for link in made.evidence] == [CARDS[2], CARDS[3]]
    drop(page, 0, QPoint(30, 200), carry(page, CARDS_MIME, [card(1, FINDING)]))
    assert card(1) in keys_in(page, "unsorted")


def test_a_card_dropped_between_cards_lies_there(page):
    first = page.board.columns[3].view.visualRect(page.board.model.index_of(card(1, FINDING)))
    drop(page, 3, first.topLeft() + QPoint(30, 2), carry(page, CARDS_MIME, [card(4)]))
    assert cards_on(page, FINDING) == [card(0, FINDING), card(4, FINDING), card(1, FINDING)]


def test_a_finding_is_dropped_into_a_category_or_among_others_but_never_unsorted(page):
    drop(page, 0, QPoint(30, 200), carry(page, FINDINGS_MIME, [f"finding:{FINDING}"]))
    assert page.visit.finding(FINDING).category == "areas-for-development"
    top = page.board.columns[3].view.visualRect(page.board.model.index_of(f"finding:{FINDING}")).topLeft()
    drop(page, 3, top + QPoint(30, 2), carry(page, FINDINGS_MIME, [f"finding:{OTHER}"]))
    assert keys_in(page, "areas-for-development") == [f"finding:{OTHER}", f"finding:{FINDING}"]
    drop(page, 2, QPoint(30, 100), carry(page, FINDINGS_MIME, [f"finding:{OTHER}"]))
    assert page.visit.finding(OTHER).category == "satisfactory-practice"


def test_what_is_dragged_holds_ids_and_no_words(page):
    index = page.board.model.index_of(card(2))
    carried = page.board.model.mimeData([index])
    assert json.loads(bytes(carried.data(CARDS_MIME).data())) == [card(2)]
    assert carried.formats() == [CARDS_MIME]


def test_every_step_is_taken_back_and_done_again_over_restarts(own_profile, qtbot):
    def standing(visit) -> object:
        return [(f.category, f.text, [(each.evidence, each.bearing) for each in f.evidence]) for f in visit.findings()]

    with opened(own_profile, visit_to_judge()) as (visit, profile):
        page = shown_page(qtbot, visit, profile)
        states = [standing(visit)]
        for where, key, held in (
            (card(2), Key.Key_1, NONE),
            (f"finding:{OTHER}", Key.Key_2, NONE),
            (card(1, FINDING), Key.Key_S, NONE),
            (card(0, FINDING), Key.Key_Down, CTRL),
            (f"finding:{FINDING}", Key.Key_Delete, NONE),
        ):
            choose(page, where)
            press(page, key, held)
            states.append(standing(visit))
        assert all(before != after for before, after in pairwise(states))
    for act, expected in (("undo", states[-2::-1]), ("redo", states[1:])):
        with (
            Profile.open(own_profile, "four words to remember") as profile,
            OpenVisit.open(profile, visit.id) as again,
        ):
            page = shown_page(qtbot, again, profile)
            for state in expected:
                page.refresh(getattr(again, act)().result())
                assert standing(again) == state
                shown = {key for column in page.board.columns for key in keys_in(page, column.id)}
                assert {f"finding:{finding.id}" for finding in again.findings()} <= shown


# -- filters


@pytest.mark.parametrize(
    ("choice", "value", "left"),
    [
        ("theme", "front-door", [2]),
        ("kind", "document", [4]),
        ("leaning", "neutral", [3]),
        ("inspector", ME, [2, 4]),
        ("day", "2010-06-09", [3, 4]),
    ],
)
def test_filters_narrow_the_cards(page, choice, value, left):
    page.filters.choose(choice, value)
    assert keys_in(page, "unsorted") == [card(number) for number in left]


def test_words_narrow_cards_and_findings_and_show_all_brings_them_back(page, qtbot):
    page.filters.words.setText("calls")
    qtbot.waitUntil(lambda: keys_in(page, "unsorted") == [card(2)])
    assert keys_in(page, "areas-for-development") == [f"finding:{OTHER}"]
    page.show_place(f"finding:{FINDING}")
    assert keys_in(page, "areas-for-development") == [f"finding:{FINDING}", f"finding:{OTHER}"]
    assert page.board.current_key() == f"finding:{FINDING}"


def test_enter_in_the_words_leads_to_the_first_card_and_what_the_filter_hides_keeps_its_place(page):
    page.filters.words.setFocus()
    QTest.keyClicks(page.filters.words, "supervision monthly")
    QTest.keyClick(page.filters.words, Key.Key_Return)
    assert keys_in(page, "areas-for-development") == [f"finding:{FINDING}"]
    choose(page, card(0, FINDING))
    press(page, Key.Key_F)  # a third finding of this category; the second is hidden
    assert [finding.id for finding in page.visit.findings()][:2] == [FINDING, OTHER]
    press(page, Key.Key_L)
    assert QApplication.activePopupWidget() is None, "a finding alone is current: there is no card to link"
    choose(page, card(0, page.visit.findings()[2].id))
    press(page, Key.Key_L)
    words = QApplication.activePopupWidget().findChild(QLineEdit)
    QTest.keyClicks(words, "calls che")
    QTest.keyClick(words, Key.Key_Return)
    assert [link.evidence for link in page.visit.finding(OTHER).evidence] == [CARDS[0]]
    page.filters.clear()
    spoken = page.board.model.index_of(card(0, OTHER)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "also on 1 other" in spoken


def test_the_filter_learns_who_joins(page):
    joins = {"name": "C. Third", "designation": "HMI", "order": "a9"}
    page.changed(page.visit.write(Step("join", (Put("inspector", derived_id("third"), joins),))).result())
    offered = page.filters.findChildren(QComboBox)
    assert any("C. Third" in [box.itemText(n) for n in range(box.count())] for box in offered)


# -- spoken


def test_a_screen_reader_finds_every_row_and_hears_the_current_one(page):
    choose(page, card(1, FINDING))
    rows = QAccessible.queryAccessibleInterface(page.board.columns[3].view)
    said = [rows.child(number).text(QAccessible.Text.Name) for number in range(rows.childCount())]
    assert [words.split("\n")[0] for words in said] == ["Supervision is regular.", *TEXTS[:2], "Calls are checked."]
    assert "contradicts" in rows.focusChild().text(QAccessible.Text.Name)
