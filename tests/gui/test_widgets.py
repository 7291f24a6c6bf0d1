"""The building blocks: they show what they are given, say what was done, and never disturb the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.gui.widgets.code_points import from_qt, to_qt
from inspector_app.gui.widgets.debounce import Debounce
from inspector_app.gui.widgets.entity_cards import CardField, EntityCards
from inspector_app.gui.widgets.fields import FieldEditor, make_field
from inspector_app.gui.widgets.instant_field import InstantField
from inspector_app.gui.widgets.leaning_picker import LeaningPicker
from inspector_app.gui.widgets.notes_edit import Highlight, NotesEdit
from inspector_app.gui.widgets.option import Option
from inspector_app.gui.widgets.paragraph_list import Paragraph, ParagraphList
from inspector_app.gui.widgets.theme_picker import ThemePicker
from inspector_app.gui.widgets.time_field import TimeField

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS, st.data())
def test_positions_go_to_qt_and_back(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert from_qt(text, to_qt(text, place)) == place
    assert to_qt(text, len(text)) == len(text.encode("utf-16-le")) // 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.text(st.sampled_from("ab 😀é\n"), min_size=1, max_size=30), st.data())
def test_marked_words_are_those_between_their_ends(qtbot: QtBot, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    editor = NotesEdit("Notes")
    qtbot.addWidget(editor)
    editor.set_value(text)
    editor.select(start, end)
    marked = editor.selected()
    if not text[start:end].strip():
        assert marked is None
    else:
        assert marked is not None
        assert text[marked[0] : marked[1]] == text[start:end].strip()


def test_the_same_text_shown_again_moves_nothing(qtbot: QtBot) -> None:
    editor = NotesEdit("Notes")
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor, "Two calls taken")
    editor.set_cursor_place(3)
    editor.set_value("Two calls taken")
    assert editor.cursor_place() == 3
    assert editor.document().isUndoAvailable()


def test_showing_a_text_is_not_typing_it(qtbot: QtBot) -> None:
    editor = NotesEdit("Notes")
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value("Two calls taken")
    with qtbot.waitSignal(editor.edited) as said:
        qtbot.keyClicks(editor, "!")
    assert said.args == ["!Two calls taken"]


def test_a_highlight_moves_with_the_text(qtbot: QtBot) -> None:
    editor = NotesEdit("Notes")
    qtbot.addWidget(editor)
    editor.set_value("😀 Two calls taken")
    editor.set_highlights([Highlight("x", 2, 5)])
    assert editor.highlight_at(2) == Highlight("x", 2, 5)
    editor.set_cursor_place(0)
    qtbot.keyClicks(editor, "Today: ")
    assert editor.highlight_at(2) is None
    assert editor.highlight_at(9) == Highlight("x", 2, 5)


def test_notes_are_set_to_a_readable_measure(qtbot: QtBot) -> None:
    editor = NotesEdit("Notes")
    qtbot.addWidget(editor)
    editor.resize(1800, 300)
    editor.show()
    characters = editor.viewport().width() / editor.fontMetrics().averageCharWidth()
    assert 60 <= characters <= 82


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        ("line", "duty desk", "duty desk"),
        ("text", "taken", "taken"),
        ("number", "12", 12),
        ("date", "4/5/2010", "2010-05-04"),
        ("list", "one", ["one"]),
    ],
)
def test_what_is_typed_is_said(qtbot: QtBot, kind: str, keys: str, value: object) -> None:
    field: FieldEditor = make_field(kind, "A field")  # type: ignore[arg-type]
    qtbot.addWidget(field)
    said: list[object] = []
    field.edited.connect(said.append)
    qtbot.keyClicks(_input(field), keys)
    assert said[-1] == value
    assert field.value() == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("line", "duty"),
        ("text", "a\nb"),
        ("number", 3),
        ("date", "2010-05-04"),
        ("list", ["a", "b"]),
        ("choice", "no longer on offer"),
        ("yes-no", False),
    ],
)
def test_what_is_shown_is_given_back_and_can_be_emptied(qtbot: QtBot, kind: str, value: object) -> None:
    field: FieldEditor = make_field(kind, "A field", choices=[("a", "A")])  # type: ignore[arg-type]
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_value(value)
        assert field.value() == value
        field.set_value(None)
    assert not field.value()


def test_what_is_no_day_is_kept_in_the_field_and_not_taken(qtbot: QtBot) -> None:
    field = make_field("date", "Seen on")
    qtbot.addWidget(field)
    field.set_value("2010-05-04")
    line = _input(field)
    line.selectAll()
    qtbot.keyClicks(line, "when?")
    assert line.text() == "when?"
    assert field.value() is None
    assert "20/4/2010" in line.toolTip()


@pytest.mark.parametrize("before", [None, "2010-05-04"])
def test_the_beginning_of_what_is_no_day_is_taken_back_and_the_words_stay(qtbot: QtBot, before: str | None) -> None:
    field = make_field("date", "Referral")
    qtbot.addWidget(field)
    field.set_value(before)
    said: list[object] = []
    field.edited.connect(said.append)
    _input(field).selectAll()
    qtbot.keyClicks(_input(field), "31.2")
    assert said[0] is not None
    assert said[-1] == before
    field.set_value(said[-1])
    assert _input(field).text() == "31.2"
    field.forget()
    field.set_value(before)
    assert field.value() == before


@pytest.mark.parametrize(("made", "words"), [(TimeField, "25.30"), (InstantField, "9.40 x")])
def test_the_beginning_of_what_is_no_time_is_taken_back(
    qtbot: QtBot, made: type[TimeField | InstantField], words: str
) -> None:
    field = made("Start")
    qtbot.addWidget(field)
    said: list[object] = []
    field.edited.connect(said.append)
    qtbot.keyClicks(_input(field), words)
    assert said[0] is not None
    assert said[-1] is None


def test_yes_pressed_again_is_neither(qtbot: QtBot) -> None:
    field = make_field("yes-no", "Signed off")
    qtbot.addWidget(field)
    yes = next(made for made in field.findChildren(QToolButton) if made.text() == "Yes")
    said: list[object] = []
    field.changed.connect(said.append)
    yes.click()
    yes.click()
    assert said == [True, None]


def test_a_time_alone_is_of_the_day_that_is_set(qtbot: QtBot) -> None:
    field = InstantField("Raised at")
    qtbot.addWidget(field)
    field.set_day(date(2010, 6, 9))
    qtbot.keyClicks(_input(field), "11:20")
    assert str(field.value()).startswith("2010-06-09T11:20:00")


def test_the_leaning_that_is_pressed_again_is_let_go(qtbot: QtBot) -> None:
    picker = LeaningPicker()
    qtbot.addWidget(picker)
    said: list[object] = []
    picker.changed.connect(said.append)
    weakness = next(made for made in picker.findChildren(QToolButton) if made.text() == "Weakness")
    weakness.click()
    weakness.click()
    assert said == ["weakness", None]


def test_themes_are_ticked_by_their_letter_and_unknown_ones_are_kept(qtbot: QtBot) -> None:
    picker = ThemePicker([Option("front-door", "Front door", "f"), Option("supervision", "Supervision", "s")])
    qtbot.addWidget(picker)
    picker.set_value(("of-another-framework",))
    picker.show()
    with qtbot.waitSignal(picker.changed) as said:
        picker.open_list()
        ticks = picker.findChild(QListWidget)
        assert ticks is not None
        qtbot.keyClick(ticks, Qt.Key.Key_S)
    assert said.args == [("supervision", "of-another-framework")]
    qtbot.keyClick(ticks, Qt.Key.Key_Escape)
    assert not ticks.isVisible()


def test_waiting_words_are_handed_over_at_once_when_asked(qtbot: QtBot) -> None:
    done: list[int] = []
    debounce = Debounce(lambda: done.append(1))
    debounce.start()
    debounce.start()
    debounce.flush()
    debounce.flush()
    assert done == [1]


def test_a_blank_that_keeps_words_together_stays_one(qtbot: QtBot) -> None:
    notes = NotesEdit("Notes")
    qtbot.addWidget(notes)
    said: list[str] = []
    notes.edited.connect(said.append)
    notes.set_value("Section\u00a047\nand 17")
    assert notes.value() == "Section\u00a047\nand 17"
    notes.set_cursor_place(17)
    qtbot.keyClicks(notes, "!")
    assert said == ["Section\u00a047\nand 17!"]


def _input(field: QWidget) -> QLineEdit | QPlainTextEdit:
    found = field.findChild(QLineEdit) or field.findChild(QPlainTextEdit)
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def test_paragraphs_that_are_as_before_stay_and_a_key_that_is_held_does_what_it_does_once(qtbot: QtBot) -> None:
    done: list[str] = []
    lines = [Paragraph(words, f"Error: {words}", "cross", "error") for words in ("One", "Two", "Three")]
    listed = ParagraphList("Checks", {Qt.Key.Key_T: lambda: done.append("asked")})
    qtbot.addWidget(listed)
    listed.show_paragraphs(lines, 0)
    kept = listed.item(0)
    listed.show_paragraphs([lines[0], lines[2]], 1)
    assert listed.item(0) is kept
    assert [listed.item(row).text() for row in range(listed.count())] == ["One", "Three"]
    assert listed.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Error: Three"
    listed.setCurrentRow(0)
    for held in (False, True, True):
        QApplication.sendEvent(
            listed, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier, "t", held)
        )
    assert (done, listed.currentRow()) == (["asked"], 0), "nor does it seek a line that begins with it"


@dataclass(frozen=True)
class Step:
    """What has to be done."""

    id: str
    what: str


def test_cards_built_anew_keep_the_cursor_in_what_is_typed_and_put_it_into_no_other(qtbot: QtBot) -> None:
    cards = EntityCards("Steps", "step", (CardField("what", "should", "text"),))
    qtbot.addWidget(cards)
    cards.show()
    cards.activateWindow()
    qtbot.waitUntil(cards.isActiveWindow)
    one, two = Step("one", "send a plan"), Step("two", "tell them")
    cards.show_things((one, two), ())
    cards.focus("two")
    qtbot.keyClicks(QApplication.focusWidget(), "soon ")
    left: list[bool] = []
    cards.left.connect(lambda: left.append(True))
    cards.show_things((two,), ("two/what",))
    qtbot.keyClicks(QApplication.focusWidget(), "and well ")
    assert (QApplication.focusWidget().accessibleName(), left) == ("step 1: should", [])
    assert QApplication.focusWidget().toPlainText() == "soon and well tell them"
    cards.show_things((one,), ())
    assert QApplication.focusWidget() is cards
