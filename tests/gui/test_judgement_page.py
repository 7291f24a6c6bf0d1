"""The judgement page on a real visit: by keys, by mouse, filtered, undone, locked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from board_hands import CTRL, SHIFT, bearing, card, cards_on, choose, keys_in, press, shown_page
from board_of_cards import CARDS, FINDING, ME, OTHER, TEXTS, LoneWindow, opened, visit_to_judge
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from window_hands import comes

from inspector_app.gui import printing
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.places import ProfilePlaces
from inspector_app.store.destruction import copies_key
from inspector_app.visit import steps

Key = Qt.Key


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    with opened(own_profile, visit_to_judge()) as (visit, profile):
        yield shown_page(qtbot, visit, profile)


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
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Key.Key_Backspace)
    page.leave()
    page.visit.write(steps.set_field("finding", OTHER, "text", "Calls are always checked.")).result()
    assert page.visit.save_state().state == "saved", "what was never accepted is not taken back"
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
    assert page.shell.told[-1].next_step == "A correction is a new version of the letter."
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
    page.visit.write(steps.link_evidence(OTHER, CARDS[0], "a0")).result()
    page.refresh(None)
    for finding in (FINDING, OTHER):
        choose(page, card(0, finding))
        place = page.current_place()
        page.show_place(f"finding:{FINDING}")
        page.show_place(place)
        assert page.board.current_key() == card(0, finding), "of a card on two findings the one that was current"


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
    monkeypatch.setattr(printing, "print_with_preview", lambda pdf, name, *_, **__: previewed.append((name, pdf)))
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
    [copy] = page.shell.profile.setting(copies_key("exported", visit_to_judge().visit.id))
    assert copy["to"] == "the feedback sheet"
