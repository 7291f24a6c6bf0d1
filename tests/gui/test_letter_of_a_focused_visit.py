"""The letter page and the details of a focused visit: next steps, enclosures, who signs first, own headings, focus."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from board_of_cards import LoneWindow, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from window_hands import comes, named

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.gui import style
from inspector_app.gui.details.details_page import DetailsPage
from inspector_app.gui.home.new_visit_page import NewVisitPage
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.outline_lines import outline_lines
from inspector_app.gui.page import PAGE_NAMES
from inspector_app.gui.widgets.notes_edit import NotesEdit
from inspector_app.places import ProfilePlaces, resources_folder
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

EXAMPLE = read_visit_file(resources_folder() / "demo" / "focused-visit.visit.json")
FIRST, SECOND = (person.id for person in EXAMPLE.inspectors)
Key = Qt.Key


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    style.apply(QApplication.instance(), "light")
    with opened(own_profile, EXAMPLE) as (visit, profile):
        page = LetterPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        yield page


def type_into(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


def press_button(within: QWidget, name: str) -> None:
    QTest.mouseClick(named(within, QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_a_next_step_is_added_written_moved_and_taken_out(page):
    page.outline.go_to("letter/next-steps")
    page.editor.take_focus()
    assert named(page.editor, QLineEdit, "next step 2: by").text() == "Fri 29 May 2026"
    named(page.editor, QAbstractButton, "Add next step").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert comes(lambda: QApplication.focusWidget().accessibleName() == "next step 3: Who")
    for field, words in (("Who", "The council"), ("should", "look again"), ("by", "1/6/2026")):
        named(page.editor, QWidget, f"next step 3: {field}").setFocus()
        type_into(words)
    page.leave()
    written = page.visit.next_steps()[2]
    assert (written.who, written.what, written.where, written.by.isoformat()) == (
        "The council",
        "look again",
        None,
        "2026-06-01",
    )
    assert "The council should look again, by 1 June 2026." in text_of(page.drawn_pdf())
    press_button(page.editor, "Move next step 3 up")
    assert [step.id for step in page.visit.next_steps()].index(written.id) == 1
    press_button(page.editor, "Remove next step 2")
    assert written.id not in {step.id for step in page.visit.next_steps()}
    assert page.outline.current_line().text == "2 steps"


def test_enclosures_are_a_line_each_and_a_click_on_the_page_leads_to_them(page):
    page.pages.block_clicked.emit(f"letter/{EXAMPLE.letter.id}/enclosures")
    assert page.outline.current_line().name == "letter/details"
    named(page.editor, QWidget, "Enclosures").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    type_into("A map")
    page.leave()
    assert page.visit.letter().enclosures == (*EXAMPLE.letter.enclosures, "A map")


def test_enclosures_and_next_steps_are_read_again_as_the_findings_are(page):
    page.bar.reading.setChecked(True)
    for line_name, name, words in (
        ("letter/details", "Enclosure 1", "A list of words"),
        ("letter/next-steps", "Step 2, what", "ring them"),
    ):
        page.outline.go_to(line_name)
        field = named(page, NotesEdit, f"{name} as you would have them")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        page.leave()
        proposed = page.reading.list.list
        proposed.setFocus()
        proposed.setCurrentRow(next(row for row in range(proposed.count()) if words in proposed.item(row).text()))
        QTest.keyClick(proposed, Key.Key_A)
    assert page.visit.letter().enclosures == ("A list of words", *EXAMPLE.letter.enclosures[1:])
    assert page.visit.next_steps()[1].what == "ring them"
    assert page.visit.next_steps()[1].who == EXAMPLE.next_steps[1].who


def test_signatories_are_ticked_and_put_in_order_by_keys(page):
    page.outline.go_to("letter/details")
    people = page.editor.details.people
    people.setFocus()
    people.list.setCurrentRow(1)
    QTest.keyClick(people.list, Key.Key_Space)
    assert page.visit.letter().signatories == (FIRST, SECOND)
    QTest.keyClick(people.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.visit.letter().signatories == (SECOND, FIRST)
    assert people.list.currentItem().text().startswith("B. Inspector")
    QTest.keyClick(people.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(people.list, Key.Key_Space)
    assert page.visit.letter().signatories == (FIRST,)


def go_to_check(page: LetterPage, words: str) -> None:
    shown = page.checks.list
    assert comes(lambda: any(words in shown.item(row).text() for row in range(shown.count())))
    shown.itemActivated.emit(next(item for item in map(shown.item, range(shown.count())) if words in item.text()))


def test_the_heading_of_priority_action_does_not_look_like_something_that_bars_signing(page):
    names = [line.name for line in page.outline.lines()]
    icon = page.outline.item(names.index("heading/areas-for-priority-action")).icon()
    side = style.measure("icon")
    warning = style.icon("warning", "tone_priority")
    assert not icon.isNull()
    assert icon.pixmap(side, side).toImage() != warning.pixmap(side, side).toImage()


def test_headings_can_be_put_in_own_words_and_taken_back(page):
    for line, wording in (
        ("subheading/supervision", "subheading:supervision"),
        ("heading/areas-for-priority-action", "heading:areas-for-priority-action"),
        ("part/next-steps-heading", "next-steps-heading"),
    ):
        page.outline.go_to(line)
        page.editor.take_focus()
        page.editor.wording.text.selectAll()
        type_into("In other words")
        page.leave()
        assert page.visit.letter().wording == {wording: "In other words"}
        current = page.outline.current_line()
        assert (current.text, current.overridden) == ("In other words", True)
        page.outline.go_to("letter/details")
        go_to_check(page, "The author's own words")
        assert page.outline.current_line().name == line, "a problem leads to its line"
        QTest.mouseClick(page.editor.wording.back, Qt.MouseButton.LeftButton)
        assert page.visit.letter().wording == {}


def test_a_finding_at_the_edge_of_its_theme_takes_the_theme_past_the_next(page):
    def main_findings() -> list[str]:
        lines = [line.name for line in outline_lines(page.visit.contents(), page.visit.framework)]
        return lines[lines.index("heading/main-findings") + 1 : lines.index("part/next-steps-heading")]

    before = main_findings()
    one, two, third = before[1], before[2], before[4]
    assert before[0] == "subheading/front-door" and before[3] == "subheading/thresholds"
    page.outline.go_to(one)
    page.editor.move_wanted.emit(-1)
    assert main_findings() == before
    page.editor.move_wanted.emit(1)
    assert main_findings()[:3] == ["subheading/front-door", two, one]
    page.editor.move_wanted.emit(1)
    assert main_findings()[:5] == ["subheading/thresholds", third, "subheading/front-door", two, one]
    page.outline.go_to(two)
    page.editor.move_wanted.emit(-1)
    assert main_findings()[:5] == ["subheading/front-door", two, one, "subheading/thresholds", third]
    assert main_findings()[5:] == before[5:]


def test_the_outline_has_the_findings_under_their_subheadings():
    lines = [line.name for line in outline_lines(EXAMPLE, load_framework("focused-visit"))]
    supervision = next(one for one in EXAMPLE.findings if one.text.startswith("Supervision is irregular"))
    assert lines[lines.index("subheading/supervision") + 1] == f"finding/{supervision.id}"
    assert lines.index("part/action-plan") < lines.index("letter/next-steps") < lines.index("part/closing")
    without = replace(EXAMPLE, next_steps=())
    assert "letter/next-steps" in [line.name for line in outline_lines(without, load_framework("focused-visit"))]


def test_the_details_ask_what_is_looked_at_and_not_for_copies(own_profile, qtbot):
    with opened(own_profile, EXAMPLE) as (visit, profile):
        page = DetailsPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        focus = named(page, QComboBox, "What is looked at")
        assert focus.currentText() == "The front door"
        focus.setFocus()
        QTest.keyClick(focus, Key.Key_Down)
        page.leave()
        assert visit.visit().focus == "need-and-protection"
        assert not [each for each in page.findChildren(QWidget) if each.accessibleName() == "Copies go to"]
        visit.write(steps.set_field("visit", visit.id, "focus", "care-leavers")).result()
        page.refresh(None)
        assert focus.currentText() == "Care leavers"


def test_every_page_opens_on_a_focused_visit(profile, open_window):
    window = open_window(profile.new_visit(EXAMPLE))
    for name in (*PAGE_NAMES, "details"):
        window.go(name)
        assert comes(window.desk().current_page().isVisible)


def test_a_new_visit_is_asked_what_it_looks_at_where_its_kind_has_a_choice(own_profile, qtbot):
    with Profile.create(own_profile, "four words to remember", name="A. Inspector", designation="HMI") as profile:
        page = NewVisitPage(profile)
        qtbot.addWidget(page)
        page.reset()
        page.show()
        qtbot.waitExposed(page)
        kind, focus = (named(page, QComboBox, name) for name in ("Kind of inspection", "What is looked at"))
        assert not focus.isVisible()
        kind.setFocus()
        QTest.keyClicks(kind, "Focused")
        assert comes(focus.isVisible)
        focus.setFocus()
        QTest.keyClick(focus, Key.Key_Down)
        named(page, QLineEdit, "Authority").setFocus()
        type_into("Exampleshire County Council")
        with qtbot.waitSignal(page.ready) as begun:
            press_button(page, "Start the visit")
        (contents,) = begun.args
        assert (contents.visit.framework, contents.visit.focus) == ("focused-visit", "front-door")
        assert contents.copies == () and len(contents.visit.days) == 2


def test_the_page_opens_at_the_place_that_was_asked_for(own_profile, qtbot):
    with opened(own_profile, EXAMPLE) as (visit, profile):
        page = LetterPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show_place("letter:next-steps")
        page.show()
        qtbot.waitExposed(page)
        assert comes(lambda: any(area.y() > 0 for area in page.pages.areas_of(f"next_step/{EXAMPLE.next_steps[0].id}")))
        (area,) = page.pages.areas_of(f"next_step/{EXAMPLE.next_steps[0].id}")
        assert page.pages.viewport().rect().contains(area.topLeft())
