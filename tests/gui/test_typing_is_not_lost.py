"""Ways in which something typed could be lost, each found by reading: refreshes, switches, slow disks."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from board_of_cards import FINDING, ME, OTHER, LoneWindow, visit_to_judge
from board_of_cards import opened as board_opened
from injected_calls import injected
from made_visits import raw_file
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from records_room import (
    WAIT,
    OpenWindow,
    begin_visit,
    cursor_in,
    named,
    only_record,
    page_in,
    press,
    type_text,
    visit_in,
)
from window_hands import comes

from inspector_app.gui import style
from inspector_app.gui.concerns.concerns_page import ConcernsPage
from inspector_app.gui.details.details_page import DetailsPage
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.page import UNREADABLE, PageName
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.entities import Copy
from inspector_app.visit.identifiers import new_id

NOTES = "What you see and hear"


@pytest.fixture
def room(own_profile: ProfilePlaces, qtbot: QtBot):
    """An open visit with findings, and a maker of pages on it."""
    style.apply(QApplication.instance(), "light")
    contents = replace(visit_to_judge(), copies=(Copy(id="copy", role="chief-executive", name="C", order="a0"),))
    with board_opened(own_profile, contents) as (visit, profile):
        window = LoneWindow(profile)

        def show(kind: type):
            page = kind(visit, window)
            qtbot.addWidget(page)
            page.resize(1234, 684)
            page.show()
            qtbot.waitExposed(page)
            page.activateWindow()
            QTest.qWaitForWindowActive(page)
            return page

        yield visit, window, show


def settled(qtbot: QtBot, visit) -> None:
    qtbot.wait(700)
    visit.settle(10)


# -- a refresh must not take away what is being typed


def test_a_day_typed_slowly_is_not_overwritten_by_its_own_beginning(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    day = named(page, "Day it happened")
    day.setFocus()
    day.selectAll()
    for words, stands in (("8", 8), (" J", 9), ("une", 8)):  # "8 J" is no day: the one before stands meanwhile
        type_text(words)
        there = date(2010, 6, stands)
        qtbot.waitUntil(lambda: only_record(visit_in(window), "observation").day == there, timeout=WAIT)  # noqa: B023
    assert day.text() == "8 June"


def test_the_letters_date_typed_slowly_is_not_overwritten(room, qtbot: QtBot) -> None:
    visit, _, show = room
    page = show(LetterPage)
    line = page.editor.details.findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "9 Ju")
    settled(qtbot, visit)
    assert line.text() == "9 Ju"
    QTest.keyClicks(line, "ly 2010")
    settled(qtbot, visit)
    assert visit.letter().date == date(2010, 7, 9)


def test_a_blank_at_the_end_of_the_frameworks_words_stays(room, qtbot: QtBot) -> None:
    visit, _, show = room
    page = show(LetterPage)
    assert page.outline.go_to("part/opening") or page.outline.go_to("opening"), [x.name for x in page.outline.lines()]
    text = page.editor.wording.text
    text.setFocus()
    before = text.value()
    text.set_cursor_place(len(before))
    QTest.keyClicks(text, " ")
    settled(qtbot, visit)
    QTest.keyClicks(text, "and")
    assert text.value() == before + " and"


def test_the_first_note_on_a_check_stands_while_something_else_is_announced(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "cases")
    page.new_record()
    visit = visit_in(window)
    visit.settle(10)
    note = next(each for each in page.findChildren(QPlainTextEdit) if each.accessibleName().startswith("Note on"))
    note.setFocus()
    type_text("Thin")
    visit.write(steps.set_field("record", only_record(visit, "case").id, "themes", [])).result(10)
    page.refresh(None)
    type_text(" on risk")
    assert note.toPlainText() == "Thin on risk"


def test_details_built_anew_show_what_is_being_typed(room, qtbot: QtBot) -> None:
    visit, _, show = room
    page = show(DetailsPage)
    line = named(page, "addressee 1: Name")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Ms New")
    visit.write(steps.add("addressee", new_id(), {"name": "Another", "order": "z"})).result(10)
    page.refresh(None)
    settled(qtbot, visit)
    lines = [each for each in page.findChildren(QLineEdit) if each.accessibleName() == "addressee 1: Name"]
    assert [each.text() for each in lines if each.isVisible()] == ["Ms New"]
    assert visit.addressees()[0].name == "Ms New"


# -- the right record


def test_a_finding_typed_on_the_board_is_what_the_letter_page_shows_while_the_disk_is_slow(room, qtbot: QtBot) -> None:
    visit, window, show = room
    letter = show(LetterPage)
    letter.outline.go_to(f"finding/{FINDING}")
    letter.leave()
    letter.hide()
    board = show(JudgementPage)
    board.show_place(f"finding:{FINDING}@text:0")
    with raw_file(window.profile.places, visit.id) as raw:
        raw.execute("BEGIN IMMEDIATE")
        QTest.keyClicks(board.panel.form.text, "Reflection is missing. ")
        board.leave()
        board.hide()
        letter.show()
        qtbot.waitExposed(letter)
        assert letter.editor.finding.text.value() == "Reflection is missing. Supervision is regular."
        raw.execute("ROLLBACK")


def test_a_reason_that_waits_is_given_to_the_finding_it_was_typed_on(room, qtbot: QtBot) -> None:
    visit, _, show = room
    page = show(JudgementPage)
    assert page.board.go_to(f"finding:{FINDING}", focus=True)
    line = next(
        each for each in page.panel.findChildren(QLineEdit) if each.accessibleName().startswith("Why it may stand")
    )
    line.setFocus()
    QTest.keyClicks(line, "Weighed.")
    assert page.board.go_to(f"finding:{OTHER}")
    settled(qtbot, visit)
    assert [acceptance.why for acceptance in visit.finding(FINDING).accepted] == ["Weighed."]
    assert visit.finding(OTHER).accepted == ()


def test_undo_in_a_new_record_brings_back_nothing_of_another(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    notes = named(page, NOTES)
    type_text("Of the first")
    notes.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_N, ctrl=True)
    assert comes(notes.hasFocus)
    notes.undo()
    assert notes.toPlainText() == ""


def test_undo_after_evidence_takes_back_the_evidence_and_leaves_the_note(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Two calls taken.")
    press(Qt.Key.Key_E, ctrl=True)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(visit_in(window).evidence()) == 1, timeout=WAIT)
    press(Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: not visit_in(window).evidence(), timeout=WAIT)
    assert named(page, NOTES).toPlainText() == "Two calls taken."


def test_a_concern_is_not_typed_into_the_one_that_stood_there_before(room, qtbot: QtBot) -> None:
    visit, _, show = room
    for name in ("one", "two"):
        visit.write(steps.add("concern", name, {"matter": name, "order": f"a{name}", "raised_at": _at(name)}))
    visit.settle(10)
    page = show(ConcernsPage)
    page.show_place("concern:one")
    matter = named(page, "Matter")
    matter.setFocus()
    visit.write(steps.remove("concern", "one")).result(10)
    response = named(page, "Response")
    QTest.keyClicks(response, "x")
    settled(qtbot, visit)
    QTest.keyClicks(matter, "y")
    settled(qtbot, visit)
    (two,) = visit.concerns()
    assert "one" not in two.matter


def test_a_concern_begun_while_another_is_typed_is_the_one_that_is_typed_next(room, qtbot: QtBot) -> None:
    visit, _, show = room
    visit.write(steps.add("concern", "one", {"matter": "one", "order": "a0", "raised_at": _at("one")})).result(10)
    page = show(ConcernsPage)
    named(page, "Matter").setFocus()
    type_text("x")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("EX-014")
    settled(qtbot, visit)
    assert {concern.case: concern.matter for concern in visit.concerns()} == {None: "xone", "EX-014": ""}


def _at(name: str) -> str:
    return f"2010-06-08T1{len(name)}:00:00+01:00"


# -- nothing in silence


@pytest.mark.parametrize("kind", [JudgementPage, LetterPage])
def test_words_that_the_sealed_letter_refuses_are_told_and_kept(room, qtbot: QtBot, kind: type) -> None:
    visit, window, show = room
    page = show(kind)
    digest = visit.log_digest()
    with raw_file(window.profile.places, visit.id) as raw:
        raw.execute("BEGIN IMMEDIATE")
        seal = threading.Thread(
            target=lambda: visit.seal(b"%PDF", signed_by=ME, signed_at="2010-07-06T10:00:00+01:00", log_digest=digest)
        )
        seal.start()
        qtbot.waitUntil(lambda: visit.save_state().waiting == 1, timeout=WAIT)
        source = page.panel if kind is JudgementPage else page.editor
        source.asked.emit(steps.set_field("finding", FINDING, "text", "Reflection is missing."))
        raw.execute("ROLLBACK")
    seal.join(10)
    visit.settle(10)
    qtbot.waitUntil(lambda: bool(window.told), timeout=2000)
    typed = ["Reflection is missing."]
    if kind is JudgementPage:  # and what was typed just before the page was told; the letter page would draw the seal
        page.refresh(None)
        source.asked.emit(steps.set_field("finding", FINDING, "points", ["Twelve", "Thirteen"]))
        typed.append("Twelve\nThirteen")
    assert all("kept as a quick note" in each.next_step for each in window.told) and len(window.told) == len(typed)
    visit.settle(10)
    assert [each.notes.partition("\n\n")[2] for each in visit.contents().records if each.unfiled] == typed


def test_no_dialog_takes_the_keys_while_the_disk_cannot_be_read(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    notes = named(page, NOTES)
    typed = ""
    with injected("pread64:error=EIO", threads=("MainThread",)):
        for _ in range(25):
            type_text("word ")
            typed += "word "
            qtbot.wait(60)
        assert comes(lambda: "disk" in window.said())  # once there is a silence the list is to show it
        assert comes(notes.hasFocus)
    visit = visit_in(window)
    settled(qtbot, visit)
    assert notes.toPlainText() == typed == only_record(visit, "observation").notes
    caplog.clear()


@pytest.mark.parametrize("name", ["concerns", "judgement", "letter"])
def test_no_dialog_comes_after_ones_own_words_and_they_are_read_again_once_the_disk_can_be(
    qtbot: QtBot, open_window: OpenWindow, york: str, name: PageName, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(york)
    visit = visit_in(window)
    page = page_in(window, name)
    if name == "concerns":
        editor = named(page, "Matter")
    else:
        page.show_place(f"finding:{visit.findings()[0].id}@text:0")
        editor = page.panel.form.text if name == "judgement" else page.editor.finding.text
    editor.setFocus()
    with injected("pread64:error=EIO", threads=("MainThread",)):
        for _ in range(15):
            type_text("word ")
            assert window.save_text() != f"Saved {visit.save_state().at}"
            qtbot.wait(60)
        assert QApplication.activeModalWidget() is None
        assert comes(editor.hasFocus)
        assert window.said() in ("", UNREADABLE)  # it is said where anything had to be read
    type_text("end ")
    settled(qtbot, visit)
    written = [concern.matter for concern in visit.concerns()] + [finding.text for finding in visit.findings()]
    assert editor.value() in written
    assert editor.value().count("word ") == 15
    qtbot.waitUntil(lambda: window.save_text().startswith("Saved "), timeout=WAIT)
    caplog.clear()


def test_an_answer_from_elsewhere_moves_no_question_from_under_the_cursor(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "interviews")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    asked = [source.editor for source in page.form.sources()]
    mine, theirs = asked[1].accessibleName(), asked[3].accessibleName().removeprefix("Answer: ")
    asked[1].setFocus()
    type_text("Monthly, ")
    record = only_record(visit, "interview").id
    visit.write(steps.write_answer(record, theirs, "Yes", "a5")).result(10)
    qtbot.waitUntil(lambda: "Yes" in [source.editor.value() for source in page.form.sources()], timeout=WAIT)
    type_text("mostly cases.")
    assert cursor_in().accessibleName() == mine
    settled(qtbot, visit)
    answers = {answer.prompt: answer.answer for answer in only_record(visit, "interview").details.answers}
    assert answers == {mine.removeprefix("Answer: "): "Monthly, mostly cases.", theirs: "Yes"}


def test_a_copy_without_a_role_is_no_fault_of_the_program(room, qtbot: QtBot) -> None:
    visit, _, show = room
    faults: list[BaseException] = []
    visit.on_fault(faults.append)
    page = show(DetailsPage)
    box = next(each for each in page.findChildren(QComboBox) if each.accessibleName() == "copy 1: Copy for")
    for choice in range(box.count()):
        box.setCurrentIndex(choice)
        box.activated.emit(choice)
    visit.settle(10)
    assert not faults
    assert visit.copies()[0].role == visit.framework.copy_roles[-1].id


def test_a_burst_beside_edited_evidence_is_still_one_entry(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Supervision is monthly.")
    press(Qt.Key.Key_E, ctrl=True)
    visit = visit_in(window)
    (piece,) = visit.evidence()
    visit.write(steps.set_field("evidence", piece.id, "text", "Edited words")).result(10)
    page.refresh(None)
    notes = named(page, NOTES)
    notes.setFocus()
    record = only_record(visit, "observation").id
    before = len(visit.history("record", record))
    for words in ("a", "b", "c", "d"):
        type_text(words)
        settled(qtbot, visit)
    assert len(visit.history("record", record)) == before + 1
