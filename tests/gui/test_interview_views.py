"""Interviews: roles of a group, what the inspector makes of it, and evidence in a row without leaving the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot
from records_room import WAIT, OpenWindow, cursor_in, named, only_record, page_in, press, type_text, visit_in


def test_what_the_inspector_makes_of_it_is_kept_apart_and_never_becomes_evidence(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "interviews")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Caseload is twenty-two.")
    press(Qt.Key.Key_M, ctrl=True, shift=True)
    assert cursor_in().accessibleName() == "What you make of it"
    qtbot.waitUntil(lambda: not cursor_in().visibleRegion().isEmpty(), timeout=WAIT)
    type_text("Guarded.")
    place = page.current_place()
    press(Qt.Key.Key_E, ctrl=True)
    assert visit.evidence() == ()
    assert "no evidence" in window.said()
    page.leave()
    record = only_record(visit, "interview")
    assert (record.notes, record.details.views) == ("Caseload is twenty-two.", "Guarded.")
    page.show_place(place)
    assert cursor_in().accessibleName() == "What you make of it"
    visit.settle(20)
    assert visit.records_with("guarded") == {record.id}


def test_a_group_interview_names_its_roles_by_one_key_each(qtbot: QtBot, open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    page = page_in(window, "interviews")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    roles = named(page, "Role: none")
    roles.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QListWidget), timeout=WAIT)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_M)
    press(Qt.Key.Key_Return)
    assert only_record(visit, "interview").details.role == "social worker, manager"
    asked = [source.editor.accessibleName() for source in page.form.sources()]
    assert "Answer: How many cases do you hold, and is that manageable?" in asked


def test_many_pieces_are_made_in_a_row_without_leaving_the_text(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "observations")
    visit = visit_in(window)
    press(Qt.Key.Key_N, ctrl=True)
    type_text("Irregular supervision. Thin records. Quick answers.")
    notes = cursor_in()
    for start, end in ((0, 22), (23, 36), (37, 51)):
        page.form.notes.select(start, end)
        press(Qt.Key.Key_M, ctrl=True)
        assert cursor_in() is notes
    assert [piece.text for piece in visit.evidence()] == ["Irregular supervision.", "Thin records.", "Quick answers."]
    press(Qt.Key.Key_J, ctrl=True)
    assert page.desk.chosen() == visit.evidence()[-1].id
