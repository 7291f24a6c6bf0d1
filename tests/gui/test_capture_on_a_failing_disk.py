"""Quick notes, new records and filing while the disk fails for a moment: no word goes astray."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
import shiboken6
from injected_calls import injected
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from records_room import WAIT, OpenWindow, cursor_in, only_record, page_in, press, type_text, visit_in

from inspector_app.errors import InspectorError, LabelStays
from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui.records.open_records import PAGES
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.paper_forms import FormKind, numbered_forms
from inspector_app.visit import steps
from inspector_app.visit.paper import PaperId


def unreadable() -> AbstractContextManager[None]:
    return injected("pread64:error=EIO", threads=("MainThread",))


def test_a_quick_note_begun_while_the_disk_cannot_be_read_is_kept(
    qtbot: QtBot, open_window: OpenWindow, begun: str, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    page_in(window, "concerns")
    with unreadable():
        press(Qt.Key.Key_N, ctrl=True, shift=True)
        type_text("Over")
    type_text("heard.")
    press(Qt.Key.Key_Escape)
    assert "kept" in window.said()
    assert only_record(visit, "observation").notes == "Overheard."
    assert only_record(visit, "observation").unfiled
    visit.settle(20)

    # Taken away elsewhere, and not announced yet: the words are not called kept, and stay.
    press(Qt.Key.Key_N, ctrl=True, shift=True)
    type_text("Second")
    note = cursor_in()
    second = next(line.id for line in visit.record_lines() if line.opening != "Overheard.")
    visit.settle(20)
    with injected("pwrite64:error=EIO"):
        visit.write(steps.remove("record", second))
        press(Qt.Key.Key_Escape)
        assert "not kept" in window.said() and note.isVisible()
        qtbot.waitUntil(lambda: visit.save_state().state == "not-saved", timeout=WAIT)
        press(Qt.Key.Key_Escape)
        assert not note.isVisible()
        assert "on disk" in window.said()
    visit.settle(20)
    assert sorted(line.opening for line in visit.record_lines()) == ["Overheard.", "Second"]
    caplog.clear()


def test_a_quick_note_is_put_away_after_what_had_the_cursor_before_is_gone(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    page = page_in(window, "concerns")
    for key in (Qt.Key.Key_N, Qt.Key.Key_P):
        before = QPushButton("Before", page)
        before.show()
        before.setFocus()
        press(key, ctrl=True, shift=True)
        strip = cursor_in()
        shiboken6.delete(before)
        press(Qt.Key.Key_Escape)
        assert not strip.isVisible()


def test_a_field_that_is_gone_with_its_words_keeps_no_other_words_from_the_disk(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    page = page_in(window, "interviews")
    press(Qt.Key.Key_N, ctrl=True)
    visit.settle(20)
    gone = NotesEdit("Gone", page)
    type_text("Told")
    record = only_record(visit, "interview").id
    with qtbot.capture_exceptions() as faults:
        page.saver.typed("gone", lambda: steps.set_field("record", record, "title", gone.value()))
        type_text(" twice")
        shiboken6.delete(gone)
        page.saver.act(steps.set_field("record", record, "themes", []))
        assert only_record(visit, "interview").notes == "Told twice"
        assert page.saver.waits("gone")
        qtbot.waitUntil(lambda: bool(faults), timeout=WAIT)
        type_text(" more")
        page.saver.flush()
        assert only_record(visit, "interview").notes == "Told twice more"
        visit.settle(20)
        assert visit.save_state().state == "saving", "words that could not be read are not saved"
        page.saver.typed("gone", steps.set_field("record", record, "title", "Typed anew"))
        page.saver.flush()
        qtbot.waitUntil(lambda: visit.save_state().state == "saved", timeout=WAIT)
    assert len(faults) == 1


@pytest.mark.parametrize("kind", ["observation", "interview", "case"])
def test_words_typed_after_a_new_record_are_its_own_while_the_disk_cannot_be_read(
    qtbot: QtBot, open_window: OpenWindow, begun: str, kind: RecordKind, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    page = page_in(window, PAGES[kind])
    press(Qt.Key.Key_N, ctrl=True)
    type_text("EX-1")
    old = page.shown.id
    visit.settle(20)
    with unreadable():
        press(Qt.Key.Key_N, ctrl=True)
        type_text("EX-2")
        assert page.shown.id != old
        assert QApplication.activeModalWidget() is None
    qtbot.waitUntil(lambda: visit.save_state().state == "saved", timeout=WAIT)
    new = next(line.id for line in visit.record_lines() if line.id != old)
    said = {key: visit.record(key).notes or getattr(visit.record(key).details, "reference", "") for key in (old, new)}
    assert said == {old: "EX-1", new: "EX-2"}
    qtbot.waitUntil(lambda: page.list.current() == new == page.shown.id, timeout=WAIT)
    caplog.clear()


def test_each_letter_files_the_note_that_stands_there_and_filed_is_said_once_it_is_on_disk(
    qtbot: QtBot, open_window: OpenWindow, begun: str, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    for words in ("First", "Second", "Third", "Fourth"):
        press(Qt.Key.Key_N, ctrl=True, shift=True)
        type_text(words)
    press(Qt.Key.Key_Escape)
    visit.settle(20)
    overview = page_in(window, "overview")
    overview.refresh(None)
    press(Qt.Key.Key_A, ctrl=True, shift=True)
    third = next(line.id for line in visit.record_lines() if line.opening == "Third")
    with injected("pwrite64:error=EIO"):
        press(Qt.Key.Key_O)
        press(Qt.Key.Key_D)
        assert only_record(visit, "document").notes == "Second"
        assert [line.opening for line in visit.record_lines() if line.unfiled] == ["Third", "Fourth"]
        visit.write(steps.remove("record", third))  # elsewhere, and not announced yet
        press(Qt.Key.Key_I)
        assert "not there" in window.said() and not visit.record_lines("interview")

        window.go("observations", "record:" + visit.record_lines("observation")[-1].id)
        press(Qt.Key.Key_F3)
        assert only_record(visit, "interview").notes == "Fourth"
        assert window.desk().current_name() == "interviews"
        assert "filed" not in window.said()
    qtbot.waitUntil(lambda: "is filed" in window.said(), timeout=WAIT)
    caplog.clear()


def test_a_refused_copy_from_paper_is_told_and_leads_nowhere(
    qtbot: QtBot, open_window: OpenWindow, begun: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    told: list[InspectorError] = []
    monkeypatch.setattr(window, "tell", told.append)
    refused, fitting = (form.paper for form in numbered_forms(window.profile, visit, [FormKind("observation")] * 2))
    page_in(window, "interviews")
    press(Qt.Key.Key_P, ctrl=True, shift=True)
    copy(refused)
    record = visit.record_of_paper(refused.text)
    assert record is not None
    visit.write(steps.set_field("record", record.id, "written", "from-memory"))
    visit.write(steps.remove("record", record.id)).result(20)  # copied again it would have the milder label
    page_in(window, "documents")
    press(Qt.Key.Key_P, ctrl=True, shift=True)
    copy(refused)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert isinstance(told[0], LabelStays)
    assert window.desk().current_name() == "overview", "not where words would go into another record"

    press(Qt.Key.Key_P, ctrl=True, shift=True)
    type_text(fitting.text)
    press(Qt.Key.Key_Return)
    type_text("8/6/2010")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    with unreadable():
        press(Qt.Key.Key_Return)
        type_text("Two calls")
    assert window.desk().current_name() == "observations"
    qtbot.waitUntil(lambda: visit.save_state().state == "saved", timeout=WAIT)
    assert only_record(visit, "observation").notes == "Two calls"
    caplog.clear()


def test_a_record_that_went_after_the_list_was_read_is_shown_no_more(open_window: OpenWindow, begun: str) -> None:
    window = open_window(begun)
    visit, page = visit_in(window), page_in(window, "observations")
    press(Qt.Key.Key_N, ctrl=True)
    record = page.shown.id
    visit.settle(20)
    visit.write(steps.remove("record", record), page).result(20)  # its own change: it does not read the list again
    page.show_record(record)
    assert page.shown is None


def copy(paper: PaperId) -> None:
    for words in (paper.text, "8/6/2010", "", ""):
        type_text(words)
        press(Qt.Key.Key_Return)
