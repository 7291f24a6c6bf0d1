"""Overview, concerns and visit details on a real visit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QListWidget, QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot
from records_room import overview_in, page_in, press, type_text
from window_hands import WAIT, button, line, named, shows, visit_of

from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.overview.next_steps import next_steps
from inspector_app.visit import steps
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.names import day_words

OpenWindow = Callable[[str], MainWindow]
SPOKEN = Qt.ItemDataRole.AccessibleTextRole

# -- overview


def test_a_new_visit_is_told_what_to_do_first(qtbot: QtBot, open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    overview_in(qtbot, window)
    told = named(window, QListWidget, "What to do next")
    assert told.item(0).text().startswith("Write the first note")
    assert "nothing yet" in str(
        named(window, QTableView, "Evidence by theme and kind of source")
        .model()
        .headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    )


def test_the_overview_follows_what_changes_elsewhere(qtbot: QtBot, open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    overview_in(qtbot, window)
    visit = visit_of(window)
    visit.write(steps.add("concern", new_id(), {"case": "EX-1", "matter": "Not seen", "order": "a0"}))
    told = named(window, QListWidget, "What to do next")
    qtbot.waitUntil(lambda: "EX-1" in told.item(0).text(), timeout=WAIT)
    press(Qt.Key.Key_Return)
    desk = window.desk()
    assert desk is not None
    assert desk.current_name() == "concerns"


def test_days_hold_their_records_by_time_and_lead_to_them(qtbot: QtBot, open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    overview_in(qtbot, window)
    first = next(view for view in window.findChildren(QListView) if view.accessibleName().startswith("Day 1"))
    lines = [line for line in visit_of(window).record_lines() if str(line.day) == "2010-04-20"]
    rows = [first.model().index(n, 0) for n in range(first.model().rowCount())]
    records = [row for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]
    assert len(records) == len(lines)
    first.setFocus()
    first.setCurrentIndex(records[0])
    press(Qt.Key.Key_Return)
    desk = window.desk()
    assert desk is not None
    page = desk.current_page()
    earliest = min((line for line in lines if line.start), key=lambda line: str(line.start))
    assert page is not None
    assert page.current_place().startswith(f"record:{earliest.id}")


def test_the_grid_says_in_words_what_it_draws(qtbot: QtBot, open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    overview_in(qtbot, window)
    model = named(window, QTableView, "Evidence by theme and kind of source").model()
    spoken = str(model.data(model.index(0, 0), SPOKEN))
    assert "pieces of evidence from" in spoken
    assert "weakness" in spoken


def test_what_has_not_been_looked_at_is_a_list_that_leads_to_where_it_is_done(
    qtbot: QtBot, open_window: OpenWindow, york: str
) -> None:
    window = open_window(york)
    page_in(window, "overview")
    missing = named(window, QListWidget, "Not looked at yet")
    qtbot.waitUntil(lambda: missing.count() > 0, timeout=WAIT)
    told = [missing.item(row).text() for row in range(missing.count())]
    assert told[0] == "Partner referrals: no paper read"
    assert told[-1] == "Training and development: no case read for it"
    press(Qt.Key.Key_G, ctrl=True)
    qtbot.waitUntil(missing.hasFocus, timeout=WAIT)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    desk = window.desk()
    assert desk is not None
    assert desk.current_name() == "cases"


def test_a_finding_that_is_not_held_up_is_among_the_next_steps(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    visit = visit_of(window)
    record, piece, finding = new_id(), new_id(), new_id()
    visit.write(
        steps.new_record(
            record,
            "observation",
            author=visit.me,
            day=visit.visit().days[0],
            start="09:00",
            written_at="2010-06-08T09:10:00+01:00",
            order="a0",
        )
    )
    visit.write(steps.add("evidence", piece, {"record": record, "text": "Seen.", "order": "a0"}))
    visit.write(steps.add("finding", finding, {"category": "strengths", "text": "Good.", "order": "a0"}))
    visit.settle(10)
    told = next_steps(visit.contents(), visit.framework)
    assert any(step.page == "judgement" and step.place == f"finding:{finding}" for step in told)


def test_the_bar_says_which_day_it_is(open_window: OpenWindow, begun: str) -> None:
    days = visit_of(open_window(begun)).visit().days
    assert day_words(days, days[1]) == "Day 2 of 2"
    assert day_words(days, days[1].replace(month=12)) == "8 and 9 June 2010"


# -- concerns


def test_a_concern_is_raised_answered_and_closed_by_keys(qtbot: QtBot, open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "concerns")
    press(Qt.Key.Key_N, ctrl=True)
    type_text("EX-014")
    named(window, QPlainTextEdit, "Matter").setFocus()
    type_text("No record that the child was seen.")
    line(window, "Raised with").setFocus()
    type_text("head of service")
    line(window, "Child known to be safe at").setFocus()
    type_text("9/6/2010 15:05")
    page.leave()
    concern = visit_of(window).concerns()[0]
    assert (concern.case, concern.raised_with) == ("EX-014", "head of service")
    assert concern.matter == "No record that the child was seen."
    assert concern.raised_by == visit_of(window).me
    assert concern.raised_at is not None
    assert str(concern.safe_at).startswith("2010-06-09T15:05")
    assert concern.closed_at is None
    press(Qt.Key.Key_Return, ctrl=True)
    assert visit_of(window).concerns()[0].closed_at is not None


def test_typing_in_a_concern_survives_a_change_from_elsewhere(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page_in(window, "concerns")
    press(Qt.Key.Key_N, ctrl=True)
    visit = visit_of(window)
    matter = named(window, QPlainTextEdit, "Matter")
    matter.setFocus()
    type_text("Half a")
    visit.write(steps.set_field("concern", visit.concerns()[0].id, "raised_with", "team manager"))
    qtbot.waitUntil(lambda: line(window, "Raised with").text() == "team manager", timeout=WAIT)
    type_text(" sentence")
    assert matter.toPlainText() == "Half a sentence"


def test_a_removed_concern_comes_back_by_undo(qtbot: QtBot, open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    page_in(window, "concerns")
    before = visit_of(window).concerns()
    button(window, "Remove this concern").click()
    assert len(visit_of(window).concerns()) == len(before) - 1
    qtbot.waitUntil(lambda: button(window, "Undo: remove a concern (Ctrl+Z)").isEnabled(), timeout=WAIT)
    button(window, "Undo: remove a concern (Ctrl+Z)").click()
    qtbot.waitUntil(lambda: visit_of(window).concerns() == before, timeout=WAIT)


# -- details


def test_details_are_written_while_they_are_typed(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "details")
    article = line(window, "Article before both")
    article.setFocus()
    type_text("the")
    line(window, "Initial assessment").setFocus()
    type_text("7")
    line(window, "Day 2").selectAll()
    line(window, "Day 2").setFocus()
    type_text("10/6/2010")
    page.leave()
    visit = visit_of(window).visit()
    assert visit.authority_article == "the"
    assert visit.time_limits == {"initial-assessment": 7}
    assert [str(day) for day in visit.days] == ["2010-06-08", "2010-06-10"]


def test_addressees_are_added_put_in_order_and_removed(qtbot: QtBot, open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "details")
    line(window, "addressee 1: Name").setFocus()
    type_text("Ms First")
    button(window, "Add addressee").click()
    type_text("Mr Second")
    page.leave()
    assert [each.name for each in visit_of(window).addressees()] == ["Ms First", "Mr Second"]
    button(window, "Move addressee 2 up").click()
    assert [each.name for each in visit_of(window).addressees()] == ["Mr Second", "Ms First"]
    qtbot.waitUntil(lambda: line(window, "addressee 1: Name").text() == "Mr Second", timeout=WAIT)
    button(window, "Remove addressee 1").click()
    assert [each.name for each in visit_of(window).addressees()] == ["Ms First"]


def test_a_signed_letter_keeps_the_details_as_they_are(qtbot: QtBot, open_window: OpenWindow, york: str) -> None:
    window = open_window(york)
    visit = visit_of(window)
    signer = visit.letter().signatories[0]
    visit.seal(b"%PDF-", signed_by=signer, signed_at="2010-05-21T10:00:00+01:00", log_digest=visit.log_digest())
    page = page_in(window, "details")
    line(window, "addressee 1: Name").setFocus()
    type_text("!")
    page.leave()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert any("signed" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    assert line(window, "addressee 1: Name").text() == "Mr Pete Dwyer"
    assert not shows(window, "!")
