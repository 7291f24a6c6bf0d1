"""Cases in a real window on a real visit: fast dates, clocks, checks by single keys, the summary and its evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from records_room import WAIT, OpenWindow, cursor_in, named, only_record, page_in, press, type_text, visit_in

from inspector_app.gui.widgets.quick_dates import date_in_words, read_date, read_time


def new_case(window: Any, reference: str) -> Any:
    page = page_in(window, "cases")
    press(Qt.Key.Key_N, ctrl=True)
    type_text(reference)
    return page


def clocks_told(page: QWidget) -> str:
    """Return what the clocks say to a screen reader, which is what they draw."""
    (bars,) = [each for each in page.findChildren(QWidget) if each.accessibleName().startswith("Clocks:")]
    return bars.accessibleName()


def test_new_case_begins_in_its_reference(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = new_case(window, "EX-014")
    page.leave()
    record = only_record(visit_in(window), "case")
    assert record.details.reference == "EX-014"
    assert record.title == "EX-014"


def test_clocks_follow_the_dates_as_they_are_typed(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = new_case(window, "EX-014")
    press(Qt.Key.Key_2, ctrl=True)
    assert cursor_in().accessibleName() == "Contact"
    assert clocks_told(page) == "Clocks: none runs yet"
    press(Qt.Key.Key_Tab)
    type_text("4.5")
    press(Qt.Key.Key_Tab)
    type_text("5 may")
    assert "Decision on the referral: 1 of 1 working days, met" in clocks_told(page)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_text("20")
    assert "Initial assessment: 12 of 10 working days, not met: 2 over, from Tue 4 May 2010" in clocks_told(page)
    page.leave()
    dates = only_record(visit_in(window), "case").details.dates
    assert dates == {
        "referral": date(2010, 5, 4),
        "decision": date(2010, 5, 5),
        "initial-assessment-end": date(2010, 5, 20),
    }


def test_checks_are_answered_by_single_keys_that_move_on(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = new_case(window, "EX-014")
    press(Qt.Key.Key_3, ctrl=True)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5):
        press(key)
    first = window.desk().visit.framework.checks[:3]
    answers = {check.check: check.answer for check in only_record(visit_in(window), "case").details.checks}
    assert answers == {first[0].id: "met", first[1].id: "partly", first[2].id: "not-seen"}
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_N)
    type_text("Asked for twice.")
    press(Qt.Key.Key_Return)
    assert cursor_in().accessibleName() == f"{visit_in(window).framework.checks[2].label}: no answer"
    page.leave()
    last = {check.check: check for check in only_record(visit_in(window), "case").details.checks}[first[2].id]
    assert (last.answer, last.note) == (None, "Asked for twice.")


def test_a_note_on_a_check_becomes_evidence_with_the_themes_of_the_check(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    new_case(window, "EX-014")
    press(Qt.Key.Key_3, ctrl=True)
    press(Qt.Key.Key_N)
    type_text("Thin.")
    press(Qt.Key.Key_E, ctrl=True)
    visit = visit_in(window)
    (piece,) = visit.evidence()
    (check,) = only_record(visit, "case").details.checks
    assert piece.text == "Thin."
    assert piece.source is not None
    assert piece.source.field == f"checks/{check.id}"
    assert piece.themes == visit.framework.checks[0].themes


def test_a_count_of_the_summary_becomes_evidence_by_one_key(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    first = visit.framework.checks[0]
    new_case(window, "EX-014")
    press(Qt.Key.Key_3, ctrl=True)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_T, ctrl=True)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_E)
    press(Qt.Key.Key_E)
    (piece,) = visit.evidence()
    assert piece.record is None
    assert piece.count is not None
    assert (piece.count.n, piece.count.of, piece.count.what) == (1, 1, f"{first.id}: partly")
    assert piece.text == f"{first.label}: partly in 1 of 1 case."
    assert piece.themes == first.themes


def test_the_cases_behind_a_count_are_listed_and_opened_and_each_stratum_counts_by_itself(
    open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    page = page_in(window, "cases")
    press(Qt.Key.Key_T, ctrl=True)
    table = cursor_in()
    told = table.model().index(1, 1).data()
    behind = named(window, "Cases behind the count")
    assert told.startswith(f"Met: {behind.count()} of 24")
    press(Qt.Key.Key_S)
    names = [table.model().index(row, 0).data().strip() for row in range(1, 5)]
    assert names == ["Concern recorded", "closed", "open", "picked on purpose"]
    press(Qt.Key.Key_Down)
    of_closed = [behind.item(n).text() for n in range(behind.count())]
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.shown.title == of_closed[1]
    assert page.shown.details.chosen_stratum == "closed"


def test_a_view_is_come_back_to_and_a_concern_is_about_its_case(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    page_in(window, "cases")
    press(Qt.Key.Key_T, ctrl=True, shift=True)
    press(Qt.Key.Key_Down)
    reference = cursor_in().model().index(1, 0).data()
    window.go("letter")
    window.go("cases")
    assert cursor_in().accessibleName() == "Cases of the sample"
    press(Qt.Key.Key_C, ctrl=True, shift=True)
    qtbot.waitUntil(lambda: any(each.case == reference for each in visit_in(window).concerns()), timeout=WAIT)


def test_the_summary_gives_the_framework_word(open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    page_in(window, "cases")
    press(Qt.Key.Key_T, ctrl=True)
    table = named(window, "Summary of the sampled cases")
    shown = [
        str(table.model().index(row, column).data())
        for row in range(table.model().rowCount())
        for column in range(table.model().columnCount())
    ]
    assert any(words.endswith("the majority") for words in shown)


def test_a_change_from_elsewhere_reaches_the_list(qtbot: QtBot, open_window: OpenWindow, york: str) -> None:
    from inspector_app.visit import steps

    window = open_window(york)
    page = page_in(window, "cases")
    visit = visit_in(window)
    line = visit.record_lines("case")[0]
    visit.write(steps.set_field("case", line.id, "reference", "AA-001")).result(timeout=10)
    qtbot.waitUntil(lambda: page.list.model.first() == line.id, timeout=WAIT)
    assert page.list.model.index_of(line.id).data().startswith("AA-001")


def test_days_are_read_as_they_are_typed_fast() -> None:
    near = date(2010, 5, 1)
    fourth = date(2010, 5, 4)
    for words in ("4.5", "4/5/10", "4 May", "4 may 2010", "0405", "040510", "4-5-2010", "4", "2010-05-04", "4th May"):
        assert read_date(words, near) == fourth, words
    assert read_date("28 December", date(2010, 1, 5)) == date(2009, 12, 28)
    assert read_date("31", date(2010, 6, 2)) == date(2010, 5, 31)
    for words in ("", "31.2", "32.1", "May", "4.13", "abc", "4.5.6.7"):
        assert read_date(words, near) is None, words


def test_times_are_read_as_they_are_typed_fast() -> None:
    for words in ("940", "9.40", "9:40", "0940", "9 40"):
        moment = read_time(words)
        assert moment is not None, words
        assert f"{moment:%H:%M}" == "09:40", words
    two = read_time("2pm")
    assert two is not None
    assert two.hour == 14
    for words in ("", "25", "9.75", "noon"):
        assert read_time(words) is None, words


@given(
    day=st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31)),
    near=st.dates(date(1990, 1, 1), date(2060, 12, 31)),
)
def test_a_day_written_out_is_read_as_itself(day: date, near: date) -> None:
    assert read_date(date_in_words(day).partition(" ")[2], near) == day
    assert read_date(day.isoformat(), near) == day
