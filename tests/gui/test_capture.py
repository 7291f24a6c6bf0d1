"""Capturing on the pages of observations, interviews and documents, in a real window on a real visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot
from records_room import WAIT, OpenWindow, begin_visit, named, only_record, page_in, press, shut, type_text, visit_in
from window_hands import comes

from inspector_app.gui.main_window import MainWindow
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import engine_for
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.identifiers import new_id

WORDS = "seventeen violet harbours"
NOTES = "What you see and hear"


def test_typing_is_kept_without_saving_and_survives_reopening(
    qtbot: QtBot, make_window: Callable[[], MainWindow], own_profile: ProfilePlaces
) -> None:
    profile = Profile.create(own_profile, WORDS, name="A. Inspector", designation="Inspector")
    visit_id = begin_visit(profile)
    window = make_window()
    window.use_profile(profile)
    window.open_visit(visit_id)
    qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)
    page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Two calls taken. Siân rang back.")
    visit = visit_in(window)
    qtbot.waitUntil(lambda: only_record(visit, "observation").notes.endswith("back."), timeout=WAIT)
    type_text(" Then silence")
    shut(qtbot, window)

    profile = Profile.open(own_profile, WORDS)
    reopened = OpenVisit.open(profile, visit_id)
    record = only_record(reopened, "observation")
    reopened.close()
    profile.close()
    assert record.notes == "Two calls taken. Siân rang back. Then silence"


def test_new_record_has_day_time_and_author_in_place(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    record = only_record(visit_in(window), "observation")
    assert record.day == date(2010, 6, 9)
    assert record.start is not None
    assert record.author == visit_in(window).me
    assert comes(named(page, NOTES).hasFocus)


def test_typing_never_waits_for_a_disk_that_hangs(
    qtbot: QtBot, open_window: OpenWindow, begun: str, profile: Profile
) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    visit = visit_in(window)
    visit.settle(10)
    with held_by_another(profile, begun):
        type_text("Typed while the disk hangs")
        qtbot.waitUntil(lambda: visit.save_state().waiting > 0, timeout=WAIT)
        type_text(", and more")
        assert named(page, NOTES).value() == "Typed while the disk hangs, and more"
        assert visit.save_state().state != "saved"
    qtbot.waitUntil(lambda: visit.save_state().state == "saved", timeout=WAIT)
    page.leave()
    visit.settle(10)
    assert only_record(visit, "observation").notes == "Typed while the disk hangs, and more"


def test_marked_words_become_evidence_with_theme_and_leaning_by_one_key_each(
    open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Phone rings. Supervision is irregular here. More.")
    notes = named(page, NOTES)
    notes.select(13, 42)
    press(Qt.Key.Key_E, ctrl=True)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_Minus)
    press(Qt.Key.Key_Period)
    (piece,) = visit_in(window).evidence()
    assert piece.text == "Supervision is irregular here"
    assert piece.source is not None
    assert (piece.source.field, piece.source.start, piece.source.end) == ("notes", 13, 42)
    assert (piece.themes, piece.leaning, piece.in_confidence) == (("supervision",), "weakness", True)
    assert notes.highlight_at(20).id == piece.id

    press(Qt.Key.Key_Escape)
    assert comes(notes.hasFocus)
    assert notes.cursor_place() == 42
    assert notes.selected() is None


def test_passage_is_counted_in_characters_not_in_utf16(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    notes = named(page, NOTES)
    notes.insertPlainText("🙂🙂 seen")
    notes.select(3, 7)
    press(Qt.Key.Key_E, ctrl=True)
    (piece,) = visit_in(window).evidence()
    assert piece.text == "seen"
    assert piece.source is not None
    assert (piece.source.start, piece.source.end) == (3, 7)


def test_nothing_marked_takes_a_short_note_whole(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Thin on risk. ")
    press(Qt.Key.Key_E, ctrl=True)
    (piece,) = visit_in(window).evidence()
    assert piece.text == "Thin on risk."


def test_evidence_says_that_its_source_has_moved_on(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Seen weekly.")
    press(Qt.Key.Key_E, ctrl=True)
    press(Qt.Key.Key_Escape)
    (piece,) = visit_in(window).evidence()
    notes = named(page, NOTES)
    notes.set_cursor_place(0)
    type_text("Before. ")
    page.leave()
    assert notes.highlight_at(9).id == piece.id, "the passage is still there, further on"
    notes.selectAll()
    type_text("Not seen")
    page.leave()
    assert notes.highlight_at(2) is None
    page.desk.choose(piece.id)
    assert any("source has moved on" in label.text() for label in page.findChildren(QLabel))
    assert visit_in(window).evidence_piece(piece.id).text == "Seen weekly."


def test_a_record_with_evidence_is_not_deleted_and_one_without_comes_back_by_undo(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Kept.")
    press(Qt.Key.Key_E, ctrl=True)
    page.list.focus_rows()
    press(Qt.Key.Key_Delete)
    assert len(visit.record_lines("observation")) == 1
    press(Qt.Key.Key_N, ctrl=True)
    page.list.focus_rows()
    press(Qt.Key.Key_Delete)
    assert len(visit.record_lines("observation")) == 1
    window.desk().undo()
    qtbot.waitUntil(lambda: len(visit.record_lines("observation")) == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: page.list.model.count() == 2, timeout=WAIT)


def test_undo_takes_a_new_record_back(qtbot: QtBot, open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    window.desk().undo()
    qtbot.waitUntil(lambda: page.list.model.count() == 0, timeout=WAIT)
    assert page.current_place() == ""
    press(Qt.Key.Key_N, ctrl=True)
    assert page.list.model.count() == 1


def test_a_note_written_more_than_an_hour_after_is_shown_as_written_up_later(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    visit = visit_in(window)
    at = "2010-06-08T10:31:00+01:00"
    record_id = new_id()
    step = steps.new_record(
        record_id, "observation", author=visit.me, day=date(2010, 6, 8), start="09:20", written_at=at, order="a0"
    )
    visit.write(step).result(timeout=10)
    qtbot.waitUntil(lambda: page.list.model.has(record_id), timeout=WAIT)
    page.show_place(f"record:{record_id}")
    marks = page.form.head.marks
    assert marks.text().startswith("Written up later: 10:31 on 8 Jun 2010")
    start = named(page, "Start")
    start.setFocus()
    start.selectAll()
    type_text("940")
    page.leave()
    assert visit.record(record_id).start == time(9, 40)
    assert "later" not in marks.text()


def test_typing_is_not_replaced_by_another_change_that_arrives(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Mine")
    page.leave()
    record = only_record(visit, "observation")
    type_text(" and more")
    visit.write(steps.set_field("record", record.id, "title", "Theirs")).result(timeout=10)
    qtbot.waitUntil(lambda: named(page, "Title").text() == "Theirs", timeout=WAIT)
    assert named(page, NOTES).value() == "Mine and more"
    page.leave()
    assert only_record(visit, "observation").notes == "Mine and more"


def test_enter_on_a_piece_of_evidence_leads_to_the_board(open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    page_in(window, "observations")
    press(Qt.Key.Key_E, ctrl=True, shift=True)
    press(Qt.Key.Key_Return)
    assert window.desk().current_name() == "judgement"


def test_a_used_passage_leads_to_its_card(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Seen weekly.")
    press(Qt.Key.Key_E, ctrl=True)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_E, ctrl=True)
    (piece,) = visit_in(window).evidence()
    press(Qt.Key.Key_Escape)
    named(page, NOTES).set_cursor_place(3)
    press(Qt.Key.Key_J, ctrl=True)
    assert page.desk.chosen() == piece.id
    press(Qt.Key.Key_Return)
    assert window.desk().current_name() == "judgement"


def test_place_leads_back_to_the_same_text_and_cursor(open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    page = page_in(window, "interviews")
    answer = page.form.sources()[2].editor
    answer.setFocus()
    answer.set_cursor_place(7)
    place = page.current_place()
    page.show_place(f"record:{visit_in(window).record_lines('interview')[3].id}")
    page.show_place(place)
    assert comes(answer.hasFocus)
    assert answer.cursor_place() == 7


def test_every_control_has_a_name_that_is_spoken(open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    controls = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    for name in ("observations", "interviews", "documents", "cases"):
        page = page_in(window, name)
        silent = [
            each
            for kind in controls
            for each in page.findChildren(kind)
            if each.window() is page.window()
            and not each.isHidden()
            and not each.accessibleName()
            and not isinstance(each, QHeaderView)  # spoken with its table
        ]
        assert not silent, name


@contextmanager
def held_by_another(profile: Profile, visit_id: str) -> Iterator[None]:
    """Hold the visit's file from another connection, so that writing to it hangs as on a slow disk."""
    engine = engine_for(profile.places.visit_db(visit_id), profile._visit_row(visit_id).key, begin="IMMEDIATE")
    with engine.begin():
        yield
    engine.dispose()
