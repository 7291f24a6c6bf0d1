"""The judgement page on a real visit: by keys, by mouse, filtered, undone, locked."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace

import pytest
from board_of_cards import CARDS, FINDING, ME, OTHER, TEXTS, LoneWindow, opened, visit_to_judge
from pypdfium2 import PdfDocument
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from window_hands import comes

from inspector_app.gui import printing, style
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.judgement.model import CARDS as CARDS_MIME
from inspector_app.gui.judgement.model import FINDINGS as FINDINGS_MIME
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.change import Put, Step
from inspector_app.visit.identifiers import derived_id

Key = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    style.apply(QApplication.instance(), "light")
    with opened(own_profile, visit_to_judge()) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        yield page


def card(number: int, finding: str = "") -> str:
    return f"card:{CARDS[number]}@{finding}"


def press(page: JudgementPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def choose(page: JudgementPage, key: str) -> None:
    assert page.board.go_to(key, focus=True), f"{key} is not shown"


def rows_in(page: JudgementPage, column: str) -> list[str]:
    model = page.board.model
    parent = model.index_of(f"column:{column}")
    return [model.row(model.index(number, 0, parent)).key for number in range(model.rowCount(parent))]


def keys_in(page: JudgementPage, column: str) -> list[str]:
    """The findings of a column; the cards of unsorted."""
    return [key for key in rows_in(page, column) if column == "unsorted" or key.startswith("finding:")]


def cards_on(page: JudgementPage, finding: str) -> list[str]:
    shown = [key for column in page.board.columns for key in rows_in(page, column.id)]
    return [key for key in shown if key.startswith("card:") and key.endswith(f"@{finding}")]


def bearing(page: JudgementPage, number: int, finding: str = FINDING) -> str:
    return next(link.bearing for link in page.visit.finding(finding).evidence if link.evidence == CARDS[number])


# -- by keys


def test_unsorted_cards_and_findings_stand_in_their_columns(page):
    assert keys_in(page, "unsorted") == [card(2), card(3), card(4)]
    assert keys_in(page, "areas-for-development") == [f"finding:{FINDING}", f"finding:{OTHER}"]
    assert cards_on(page, FINDING) == [card(0, FINDING), card(1, FINDING)]


def test_a_number_makes_a_finding_of_a_card_in_that_category_and_undo_takes_it_back(page):
    choose(page, card(2))
    press(page, Key.Key_1)
    made = next(finding for finding in page.visit.findings() if finding.category == "strengths")
    assert (made.category, made.text) == ("strengths", "Calls checked at once.")
    assert keys_in(page, "strengths") == [f"finding:{made.id}"]
    assert page.board.current_key() == f"finding:{made.id}"
    page.visit.undo().result()
    page.refresh(None)
    assert keys_in(page, "strengths") == []
    assert keys_in(page, "unsorted") == [card(2), card(3), card(4)]


def test_several_cards_make_one_finding(page):
    choose(page, card(2))
    press(page, Key.Key_Down, SHIFT)
    press(page, Key.Key_2)
    made = next(finding for finding in page.visit.findings() if finding.category == "satisfactory-practice")
    assert [link.evidence for link in made.evidence] == [CARDS[2], CARDS[3]]


def test_a_number_moves_a_finding_to_that_category(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_2)
    assert page.visit.finding(OTHER).category == "satisfactory-practice"
    press(page, Key.Key_Right, CTRL)
    assert page.visit.finding(OTHER).category == "areas-for-development"


def test_findings_and_cards_move_up_and_down_by_ctrl_and_arrows(page):
    choose(page, f"finding:{OTHER}")
    press(page, Key.Key_Up, CTRL)
    assert keys_in(page, "areas-for-development") == [f"finding:{OTHER}", f"finding:{FINDING}"]
    press(page, Key.Key_Up, CTRL)
    press(page, Key.Key_Down, CTRL)
    assert keys_in(page, "areas-for-development") == [f"finding:{FINDING}", f"finding:{OTHER}"]
    choose(page, card(0, FINDING))
    press(page, Key.Key_Down, CTRL)
    assert cards_on(page, FINDING) == [card(1, FINDING), card(0, FINDING)]
    assert bearing(page, 1) == "contradicts"


def test_s_and_c_say_whether_a_card_supports_or_contradicts(page):
    choose(page, card(1, FINDING))
    press(page, Key.Key_S)
    assert bearing(page, 1) == "supports"
    press(page, Key.Key_C)
    assert bearing(page, 1) == "contradicts"
    choose(page, card(2))
    press(page, Key.Key_C)
    assert "only a card that lies on a finding" in page.shell.said[-1].lower()


def test_delete_takes_a_card_off_and_a_finding_away(page):
    choose(page, card(0, FINDING))
    press(page, Key.Key_Delete)
    assert card(0) in keys_in(page, "unsorted")
    assert page.board.current_key() == card(1, FINDING)
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_Delete)
    assert [finding.id for finding in page.visit.findings()] == [OTHER]
    assert card(1) in keys_in(page, "unsorted")


def test_f_asks_for_the_category_of_an_unsorted_card_and_stays_in_that_of_one_on_a_finding(page):
    choose(page, card(4))
    press(page, Key.Key_F)
    QTest.keyClick(QApplication.activePopupWidget(), Key.Key_1)
    assert [finding.text for finding in page.visit.findings() if finding.category == "strengths"] == [TEXTS[4]]
    choose(page, card(0, FINDING))
    press(page, Key.Key_F)
    made = next(finding for finding in page.visit.findings() if finding.text == TEXTS[0])
    assert made.category == "areas-for-development"
    assert cards_on(page, FINDING) == [card(1, FINDING)]


def test_l_puts_a_card_on_a_finding_found_by_typing_and_leaves_it_where_it_was(page):
    choose(page, card(0, FINDING))
    press(page, Key.Key_L)
    offered = QApplication.activePopupWidget()
    words = offered.findChild(QLineEdit)
    QTest.keyClicks(words, "calls che")
    QTest.keyClick(words, Key.Key_Return)
    assert cards_on(page, OTHER) == [card(0, OTHER)]
    assert card(0, FINDING) in cards_on(page, FINDING)


def test_arrows_walk_from_column_to_column_and_e_edits_the_finding(page, qtbot):
    choose(page, card(2))
    press(page, Key.Key_Right)
    assert page.board.current_key().startswith(("finding:", "card:")) and page.board.current_key() != card(2)
    press(page, Key.Key_Left)
    assert page.board.current_key() in (card(2), card(3), card(4))
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_E)
    assert comes(page.panel.form.text.hasFocus)
    QTest.keyClick(page.panel.form.text, Key.Key_End, CTRL)
    QTest.keyClicks(page.panel.form.text, " And F 1.")
    qtbot.waitUntil(lambda: page.visit.finding(FINDING).text == "Supervision is regular. And F 1.")
    assert page.board.model.row(page.board.model.index_of(f"finding:{FINDING}")).finding.text.endswith("And F 1.")
    assert comes(page.panel.form.text.hasFocus)


def test_leaving_the_page_hands_over_what_was_just_typed(page):
    choose(page, f"finding:{FINDING}")
    press(page, Key.Key_E)
    QTest.keyClicks(page.panel.form.text, "X")
    page.leave()
    assert page.visit.finding(FINDING).text == "XSupervision is regular."


def test_space_folds_a_finding_and_its_cards_come_back(page):
    choose(page, card(0, FINDING))
    press(page, Key.Key_Space)
    assert page.board.current_key() == f"finding:{FINDING}"
    assert cards_on(page, FINDING) == []
    choose(page, card(1, FINDING))
    assert cards_on(page, FINDING) == [card(0, FINDING), card(1, FINDING)]


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


# -- weight, warnings, contradictions


def shown_words(page: JudgementPage) -> str:
    return "\n".join(label.text() for label in page.panel.backing.findChildren(QLabel) if label.isVisibleTo(page))


def field_named(page: QWidget, start: str) -> QLineEdit:
    return next(line for line in page.findChildren(QLineEdit) if line.accessibleName().startswith(start))


def test_a_contradiction_is_answered_in_the_panel_and_the_error_goes(page, qtbot):
    choose(page, f"finding:{FINDING}")
    assert "has not been weighed" in shown_words(page)
    line = field_named(page.panel, "Weighed, because")
    line.setFocus()
    QTest.keyClicks(line, "one team only")
    qtbot.waitUntil(lambda: page.visit.finding(FINDING).evidence[1].weighed == "one team only")
    assert comes(line.hasFocus)
    page.board.take_focus()
    assert "has not been weighed" not in shown_words(page)


def test_a_warning_is_accepted_with_a_reason_and_taken_back_by_emptying_it(page, qtbot):
    choose(page, f"finding:{FINDING}")
    line = field_named(page.panel, "Why it may stand: finding-single-record")
    line.setFocus()
    QTest.keyClicks(line, "seen by both")
    qtbot.waitUntil(lambda: [one.why for one in page.visit.finding(FINDING).accepted] == ["seen by both"])
    line.clear()
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Key.Key_Backspace)
    qtbot.waitUntil(lambda: page.visit.finding(FINDING).accepted == ())


def test_a_finding_says_its_weight_and_its_problems_in_words(page):
    spoken = page.board.model.index_of(f"finding:{FINDING}").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1 piece" in spoken and "1 against" in spoken and "single record" in spoken
    spoken = page.board.model.index_of(card(3)).data(Qt.ItemDataRole.AccessibleTextRole)
    for word in ("Interview", "Manager", "9 Jun", "B. Colleague", "Neutral", "in confidence"):
        assert word in spoken


# -- others' changes, locking, places


def test_a_change_made_elsewhere_is_shown_and_what_was_current_stays(page):
    choose(page, card(4))
    future = page.visit.write(steps.set_field("finding", OTHER, "text", "Calls are always checked."))
    page.changed(future.result())
    assert page.board.model.index_of(f"finding:{OTHER}").data() == "Calls are always checked."
    assert page.board.current_key() == card(4)


def test_nothing_moves_once_the_letter_is_signed(page):
    page.visit.seal(b"%PDF-", signed_by=ME, signed_at="2010-07-06T10:00:00+01:00", log_digest=page.visit.log_digest())
    page.refresh(None)
    choose(page, card(2))
    press(page, Key.Key_1)
    assert "signed" in page.shell.told[-1].sentence
    assert keys_in(page, "strengths") == []
    assert page.panel.form.text.isReadOnly()


def test_a_place_brings_back_to_the_same_cursor(page):
    page.show_place(f"finding:{FINDING}@text:11")
    place = page.current_place()
    page.show_place(f"evidence:{CARDS[2]}")
    assert page.current_place() == f"evidence:{CARDS[2]}"
    page.show_place(place)
    assert comes(page.panel.form.text.hasFocus)
    assert page.panel.form.text.cursor_place() == 11


def test_a_card_leads_to_its_record(page):
    choose(page, card(2))
    press(page, Key.Key_Return)
    assert page.shell.went == [("observations", f"evidence:{CARDS[2]}")]


def test_a_renamed_category_shows_on_the_board(own_profile, qtbot):
    from inspector_app.frameworks.library import load_framework
    from inspector_app.frameworks.reader import framework_from_source

    source = json.loads(json.dumps(load_framework("ucra-2010").source))
    text = json.dumps(source).replace('"Areas for development"', '"Serious concerns"')
    renamed = framework_from_source(json.loads(text))
    contents = visit_to_judge()
    contents = replace(contents, visit=replace(contents.visit, framework_source=renamed.source))
    with opened(own_profile, contents) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        assert [column.view.accessibleName() for column in page.board.columns][3] == "Serious concerns"


# -- the feedback sheet


def test_the_feedback_sheet_is_previewed_and_saved_by_keys_with_what_was_just_typed(page, tmp_path, monkeypatch):
    previewed = []
    monkeypatch.setattr(printing, "print_with_preview", lambda pdf, name, _parent: previewed.append((name, pdf)))
    page.shell.save_to = tmp_path
    choose(page, f"finding:{FINDING}")
    page.panel.edit()
    QTest.keyClicks(QApplication.focusWidget(), "Sharpened now. ")
    press(page, Key.Key_P, CTRL)
    press(page, Key.Key_S, CTRL | SHIFT)
    [(name, pdf)] = previewed
    assert name == "Feedback sheet"
    for made in (pdf, (tmp_path / "Feedback sheet.pdf").read_bytes()):
        words = PdfDocument(made)[0].get_textpage().get_text_range()
        assert "Provisional" in words
        assert "Sharpened now." in words
    assert page.shell.said[-1].startswith("Saved: Feedback sheet.pdf.")
