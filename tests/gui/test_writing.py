"""Help while one writes: lists, short forms, spelling, warnings of names; in a real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from made_docx import docx, paragraph, table
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from records_room import WAIT, OpenWindow, begin_visit, named, only_record, page_in, press, type_text, visit_in

from inspector_app.gui import questions
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.widgets.list_keys import indented, item_of, outdented
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.gui.widgets.underlines import Underline, carried
from inspector_app.gui.writing.own_words import OwnWords
from inspector_app.gui.writing.proofreading import Proofreading
from inspector_app.spelling.speller import Speller
from inspector_app.store.profile import Profile


def editor_in(page: Any) -> NotesEdit:
    editor = page.form.notes
    assert isinstance(editor, NotesEdit)
    return editor


def marked(editor: NotesEdit, look: str) -> list[str]:
    return [
        block.text()[underline.start : underline.end]
        for block, underline in editor.underlines.in_sight()
        if underline.look == look
    ]


def write(editor: NotesEdit, words: str) -> None:
    editor.window().activateWindow()  # off the screen a menu takes the window's place
    QTest.qWaitForWindowActive(editor.window())
    editor.setFocus()
    editor.selectAll()
    type_text(words)


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(
    ("line", "following"),
    [("- one", "- "), ("  - one", "  - "), ("1. one", "2. "), ("9) one", "10) "), ("one", None), ("-one", None)],
)
def test_an_item_is_followed_by_the_next(line: str, following: str | None) -> None:
    item = item_of(line)
    assert (item.following() if item else None) == following


def test_an_item_goes_in_and_out_by_a_level_below_another() -> None:
    assert indented("- b", "- a") == "  - b"
    assert indented("2. b", "1. a") == "  1. b"
    assert indented("  - b", "- a") is None
    assert indented("- b", "words") is None
    assert outdented("  - b") == "- b"
    assert outdented("- b") is None


def test_underlines_stay_with_their_words_while_a_line_is_typed_in() -> None:
    before = "teh cat is hungri now"
    underlines = (Underline(0, 3, "wave"), Underline(11, 17, "wave"))
    assert carried(underlines, before, "teh black cat is hungri now") == (
        Underline(0, 3, "wave"),
        Underline(17, 23, "wave"),
    )
    assert carried(underlines, before, "teh cat is hungry now") == (Underline(0, 3, "wave"),)


def test_lists_go_on_and_short_forms_are_written_out(qtbot: Any, profile: Profile, open_window: OpenWindow) -> None:
    visit_id = begin_visit(profile)
    window = open_window(visit_id)
    page = page_in(window, "observations")
    page.new_record()
    editor = editor_in(page)
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)

    type_text("Seen:")
    press(Qt.Key.Key_Return)
    type_text("- one")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    type_text("inner")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    type_text("two")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    type_text("after")
    assert editor.value() == "Seen:\n- one\n  - inner\n- two\nafter"

    write(editor, "The sw has sv. Sw, CAF and EX-014 ")
    assert editor.value() == "The social worker has supervision. Social worker, CAF and EX-014 "

    write(editor, "the sw ")
    press(Qt.Key.Key_Z, ctrl=True)
    assert editor.value() == "the sw "
    press(Qt.Key.Key_Backspace)
    type_text(" ")
    assert editor.value() == "the sw "
    type_text("and tm ")
    assert editor.value() == "the sw and team manager "

    press(Qt.Key.Key_Tab)
    assert not editor.hasFocus(), "outside a list Tab goes on"
    page.leave()
    visit_in(window).settle(20)
    assert only_record(visit_in(window), "observation").notes == "the sw and team manager "


def test_spelling_and_names_are_marked_and_mended_by_keys(
    qtbot: Any, profile: Profile, open_window: OpenWindow
) -> None:
    visit_id = begin_visit(profile)
    window = open_window(visit_id)
    desk = window.desk()
    assert desk is not None
    page = page_in(window, "observations")
    page.new_record()
    editor = editor_in(page)
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    type_text("😀 Siân at the café. Supervison by the LSCB (EX-014) in Exampleshire, told Aisha to zkwertle now ")
    qtbot.waitUntil(lambda: marked(editor, "dots") != [], timeout=WAIT)
    text = editor.value().encode("utf-16-le")

    def words(look: str) -> list[str]:
        return [
            text[2 * each.start : 2 * each.end].decode("utf-16-le")
            for _block, each in editor.underlines.in_sight()
            if each.look == look
        ]

    assert words("wave") == ["Supervison", "zkwertle"]
    assert words("dots") == ["Siân", "Aisha"]
    qtbot.waitUntil(
        lambda: any("roles and references" in each.text() for each in editor.findChildren(QLabel) if each.isVisible()),
        timeout=WAIT,
    )

    write(editor, "Supervison is late ")
    qtbot.waitUntil(lambda: marked(editor, "wave") == ["Supervison"], timeout=WAIT)
    editor.set_cursor_place(0)
    desk.show_keys()
    assert QApplication.activeModalWidget() is not None
    QApplication.activeModalWidget().close()
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    window.activateWindow()
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    assert popup().actions()[0].text() == "Supervision"
    press_in(popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.value() == "Supervision is late ", timeout=WAIT)

    write(editor, "zkwertle ")
    qtbot.waitUntil(lambda: marked(editor, "wave") == ["zkwertle"], timeout=WAIT)
    window.activateWindow()
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    menu = popup()
    (add,) = [each for each in menu.actions() if "to my words" in each.text()]
    add.trigger()
    menu.close()
    qtbot.waitUntil(lambda: not marked(editor, "wave"), timeout=WAIT)

    write(editor, "told Aisha ")
    qtbot.waitUntil(lambda: marked(editor, "dots") == ["Aisha"], timeout=WAIT)
    window.activateWindow()
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    press_in(popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not marked(editor, "dots"), timeout=WAIT)
    write(editor, "Aisha and Priya ")
    qtbot.waitUntil(lambda: marked(editor, "dots") == ["Priya"], timeout=WAIT)
    kept = str([profile.setting(f"no-names/{visit_id}"), profile.setting("own-words")])
    assert "Aisha" not in kept
    assert "zkwertle" in kept
    assert sha256(f"{visit_id}\naisha".encode()).hexdigest()[:24] not in kept, "salted with what everybody has"
    OwnWords(profile, visit_in(window)).dismiss("zbygniew wojtasik")
    assert "zbygniew wojtasik" in OwnWords(profile, visit_in(window))


def test_a_mark_far_down_is_found_while_one_may_write_and_a_name_is_not_learnt(
    qtbot: Any, profile: Profile, open_window: OpenWindow
) -> None:
    visit_id = begin_visit(profile)
    window = open_window(visit_id)
    page = page_in(window, "observations")
    page.new_record()
    editor = editor_in(page)
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    line = "The worker and the manager told of supervision in the team, which is monthly and written down.\n"
    paste = QMimeData()
    paste.setText(f"{line * 2500}Zbygniew Wojtasik came")
    editor.insertFromMimeData(paste)
    editor.set_cursor_place(0)
    press(Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is None, "sought while the key was waited for"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    assert editor.textCursor().selectedText() == "Zbygniew Wojtasik"
    press_in(popup(), Qt.Key.Key_Return)
    write(editor, "told Zbygniew Wojtasik ")
    qtbot.waitUntil(lambda: marked(editor, "wave") == ["Zbygniew", "Wojtasik"], timeout=WAIT)
    editor.set_cursor_place(0)
    window.activateWindow()
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    assert not any("to my words" in each.text() for each in popup().actions())
    popup().close()


def test_nothing_is_looked_through_once_it_is_closed(qtbot: Any) -> None:
    owner = QObject()
    reading = Proofreading(Speller(), (), owner)
    found: list[object] = []
    reading.found.connect(lambda *told: found.append(told))
    reading.close()
    reading.look_through(["teh"], owner)
    assert found == []


def press_in(menu: QMenu, key: Qt.Key) -> None:
    QTest.keyClick(menu, key)


def test_a_pasted_table_keeps_its_lines_lists_and_accents(
    qtbot: Any, profile: Profile, open_window: OpenWindow
) -> None:
    window = open_window(begin_visit(profile))
    page = page_in(window, "observations")
    page.new_record()
    editor = editor_in(page)
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    mime = QMimeData()
    mime.setHtml("<p>Café</p><ul><li>Siân</li></ul><table><tr><td>Case</td><td>Days</td></tr></table>")
    mime.setText("not this")
    editor.insertFromMimeData(mime)
    assert editor.value() == "Café\n- Siân\nCase | Days"
    plain = QMimeData()
    plain.setText("\r\none\r\ntwo")
    editor.insertFromMimeData(plain)
    assert editor.value() == "Café\n- Siân\nCase | Days\none\ntwo"
    editor.selectAll()
    tangled = QMimeData()
    tangled.setHtml("<li>" + "<!--a>" * 45_000)
    tangled.setText("its words")
    editor.insertFromMimeData(tangled)
    assert editor.value() == "its words"


def test_a_word_file_and_a_large_paste_are_asked_for_their_time(
    qtbot: Any, profile: Profile, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.docx"
    file.write_bytes(docx(paragraph("Café, first."), paragraph("late", numbering=1), table(("Case", "Days"))))
    window = open_window(begin_visit(profile))
    visit = visit_in(window)
    page = page_in(window, "observations")
    monkeypatch.setattr(questions, "ask_to_open", lambda *_words: file)
    press_command(page, "Bring in notes from a file as a new observation…")
    editor = editor_in(page)
    qtbot.waitUntil(lambda: editor.value() == "Café, first.\n- late\nCase | Days", timeout=WAIT)
    strip = page.bringing_in.strip
    qtbot.waitUntil(strip.isVisible, timeout=WAIT)

    day, at = named(strip, "Day it was written"), named(strip, "Time it was written")
    named(strip, "Notes made at the time").click()
    assert strip.isVisible(), "without a time nothing is answered"
    day.setFocus()
    day.selectAll()
    type_text("8/6/2010")
    at.setFocus()
    type_text("9.40")
    named(strip, "Notes made at the time").click()
    qtbot.waitUntil(lambda: not strip.isVisible(), timeout=WAIT)
    visit.settle(20)
    record = only_record(visit, "observation")
    assert (record.written, record.day, f"{record.start:%H:%M}") == ("from-paper", date(2010, 6, 8), "09:40")
    assert record.written_at.startswith("2010-06-08T09:40:00")
    assert record.notes == "Café, first.\n- late\nCase | Days"

    page.new_record()
    qtbot.waitUntil(editor.hasFocus, timeout=WAIT)
    mime = QMimeData()
    mime.setText("From the evening. " * 20)
    editor.insertFromMimeData(mime)
    qtbot.waitUntil(strip.isVisible, timeout=WAIT)
    assert editor.hasFocus(), "nothing takes the cursor from who is writing"
    type_text("More.")
    page.list.step(1)
    page.list.step(-1)
    page.leave()
    visit.settle(20)
    (second,) = [visit.record(each.id) for each in visit.record_lines("observation") if each.id != record.id]
    assert second.notes.endswith("More.")
    assert second.written == "at-the-time"
    page.show_place(f"record:{record.id}")
    assert not strip.isVisible()
    page.show_place(f"record:{second.id}")
    qtbot.waitUntil(strip.isVisible, timeout=WAIT)
    at.setFocus()
    type_text("20.15")
    named(strip, "Written from memory").click()
    visit.settle(20)
    told = visit.record(second.id)
    assert (told.written, told.start) == ("from-memory", None)
    small = QMimeData()
    small.setText("A few words.")
    editor.insertFromMimeData(small)
    assert not strip.isVisible()


def press_command(page: Any, words: str) -> None:
    (action,) = [each for each in page.commands() if each.text() == words]
    action.trigger()


def test_short_forms_and_words_of_ones_own_are_edited_in_settings(
    qtbot: Any, profile: Profile, make_window: Callable[[], MainWindow]
) -> None:
    window = make_window()
    window.use_profile(profile)
    named(window, "Settings (Ctrl+,)").click()
    forms = named(window, "Short forms")
    qtbot.waitUntil(lambda: "sw = social worker" in forms.value(), timeout=WAIT)
    forms.setFocus()
    forms.selectAll()
    type_text("fd = front door")
    press(Qt.Key.Key_Return)
    type_text("nothing at all, it seems =")
    words = named(window, "Words of your own")
    words.setFocus()
    assert profile.setting("abbreviations") == [["fd", "front door"]]
    type_text("zkwertle")
    named(window, "Back to the visits").setFocus()
    qtbot.waitUntil(lambda: profile.setting("own-words") == ["zkwertle"], timeout=WAIT)
    named(window, "Put back the usual short forms").click()
    qtbot.waitUntil(lambda: "sw = social worker" in forms.value(), timeout=WAIT)
