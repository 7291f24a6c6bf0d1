"""The paper bridge in the window: forms out, and what was written on them in again, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, button, dialog_in_sight, line, named, visit_of

from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.paper_strip import PaperStrip
from inspector_app.gui.records.open_records import PAGES
from inspector_app.gui.widgets.fields import CalmCombo
from inspector_app.paper_forms import FormKind, numbered_forms
from inspector_app.visit.paper import read_paper_id

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def says(window: MainWindow, words: str) -> bool:
    strip = window.findChild(PaperStrip)
    assert strip is not None
    return any(words in label.text() for label in strip.findChildren(QLabel))


def test_a_form_is_copied_in_by_its_id_once_and_keeps_its_time_and_its_label(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str
) -> None:
    window = open_window(begun)
    visit = visit_of(window)
    (form,) = numbered_forms(window.profile, visit, [FormKind("interview", "manager")])
    window.go("observations")
    press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line(window, "Id on the form"), timeout=WAIT)

    wrong = form.paper.text[:-1] + ("2" if form.paper.text[-1] != "2" else "3")
    type_in(qtbot, wrong)
    press(qtbot, ENTER)
    assert says(window, "is no form of this visit")
    assert visit.record_lines() == ()

    line(window, "Id on the form").clear()
    type_in(qtbot, form.paper.text.lower().replace("-", " "))
    assert says(window, "the form of an interview")
    for words in ("", "8/6/2010", "940", "1015"):
        type_in(qtbot, words)
        press(qtbot, ENTER)
    type_in(qtbot, "Guarded at first")  # at once: on paper there is always more
    desk = window.desk()
    assert desk is not None and desk.current_name() == "interviews"
    desk.leave()
    strip = window.findChild(PaperStrip)
    assert strip is not None and not strip.isVisible()
    (only,) = visit.record_lines()
    record = visit.record(only.id)
    assert (record.kind, record.paper_id, record.written) == ("interview", form.paper.text, "from-paper")
    assert record.notes == "Guarded at first"
    assert (record.day, record.start, record.end) == (date(2010, 6, 8), time(9, 40), time(10, 15))
    page = desk.current_page()
    assert page is not None and page.current_place().startswith(f"record:{record.id}")

    choice = named(page, CalmCombo, "How it was written down")
    assert choice.currentText() == "Copied from paper"
    offered = [choice.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled for row in range(choice.count())]
    assert [bool(each) for each in offered] == [False, True, True]
    qtbot.waitUntil(line(page, "Why it was copied or written from memory").isVisible, timeout=WAIT)

    window.go("overview")
    press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
    type_in(qtbot, form.paper.text)
    press(qtbot, ENTER)
    qtbot.waitUntil(lambda: desk.current_name() == "interviews", timeout=WAIT)
    qtbot.waitUntil(lambda: "copied already" in window.said(), timeout=WAIT)
    assert len(visit.record_lines()) == 1


def test_escape_brings_the_cursor_back_to_where_it_was(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str
) -> None:
    window = open_window(begun)
    window.go("observations")
    press(qtbot, Qt.Key.Key_N, CTRL)
    type_in(qtbot, "Two calls")
    writing = QApplication.focusWidget()
    press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
    type_in(qtbot, "XX")
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is writing, timeout=WAIT)
    (only,) = visit_of(window).record_lines()
    assert only.opening == "Two calls"


def test_blank_forms_are_saved_from_the_window_each_with_its_own_id(
    qtbot: QtBot,
    open_window: Callable[[str], MainWindow],
    begun: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from inspector_app.letter.pdfium import opened

    window = open_window(begun)
    out = tmp_path / "forms.pdf"
    monkeypatch.setattr(window, "ask_to_save", lambda *_: out)
    desk = window.desk()
    assert desk is not None
    desk.print_forms()
    dialog = dialog_in_sight(qtbot)
    for field in dialog.findChildren(QLineEdit):
        field.selectAll()
        qtbot.keyClicks(field, "2" if field.accessibleName() == "How many: Document" else "0")
    button(dialog, "Save as a PDF…").click()
    qtbot.waitUntil(lambda: "Saved" in window.said(), timeout=WAIT)
    with opened(out.read_bytes()) as document:
        firsts = [page.get_textpage().get_text_bounded().split() for page in document]
    ids = {word for words in firsts for word in words if word.startswith("D") and len(word) == 8 and word[4] == "-"}
    assert len(ids) == 2
    assert all(read_paper_id(begun, each).kind == "document" for each in ids)


def test_rows_say_what_was_written_from_memory(open_window: Callable[[str], MainWindow], york: str) -> None:
    window = open_window(york)
    visit = visit_of(window)
    labelled = [each for each in visit.record_lines() if each.written != "at-the-time"]
    assert {each.written for each in labelled} == {"from-memory", "from-paper"}
    for line_of_record in labelled:
        window.go(PAGES[line_of_record.kind], f"record:{line_of_record.id}")
        desk = window.desk()
        page = desk.current_page() if desk is not None else None
        assert page is not None
        said = named(page, QAbstractItemView, PAGES[line_of_record.kind].capitalize())
        words = said.currentIndex().data(Qt.ItemDataRole.DisplayRole)
        assert ("from memory" if line_of_record.written == "from-memory" else "from paper") in words


def test_tab_goes_through_the_strip_in_the_order_in_which_it_is_read(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str
) -> None:
    open_window(begun)
    press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
    reached = []
    for _ in range(7):
        field = QApplication.focusWidget()
        assert field is not None
        reached.append(field.accessibleName())
        press(qtbot, Qt.Key.Key_Tab)
    assert reached == [
        "Id on the form",
        "Day on the form",
        "Start on the form",
        "End on the form",
        "Author on the form",
        "Begin the copy",
        "Print blank forms…",
    ]
