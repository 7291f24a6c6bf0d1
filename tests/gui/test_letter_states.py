"""The letter's states on its page: assured, a draft again, signed, issued, corrected by a new version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from board_of_cards import COLLEAGUE, FINDING, ME, LoneWindow, opened, visit_to_judge
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPlainTextEdit, QPushButton
from window_hands import button, comes, named

from inspector_app.gui import style
from inspector_app.gui.letter.correct_ask import CorrectAsk
from inspector_app.gui.letter.issue_ask import IssueAsk
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.outline_lines import outline_lines
from inspector_app.letter.content import letter_content
from inspector_app.letter.pdf import letter_pdf
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.checks import problems
from inspector_app.visit.entities import Copy
from inspector_app.visit.identifiers import derived_id

SIGNED_AT = "2010-07-08T10:00:00+01:00"


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    """The letter page; the letter bears the date of 6 July 2010 and is signed by a colleague."""
    style.apply(QApplication.instance(), "light")
    contents = visit_to_judge()
    copy = Copy(id=derived_id("copy"), role="chief-executive", name="Mr C. Chief", post="Chief executive", order="a0")
    contents = replace(contents, copies=(copy,), letter=replace(contents.letter, signatories=(COLLEAGUE,)))
    with opened(own_profile, contents) as (visit, profile):
        page = LetterPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        yield page


def seal(page: LetterPage) -> None:
    """Sign as the colleague does on their laptop."""
    visit = page.visit
    visit.settle()
    pdf = letter_pdf(letter_content(visit.contents(), visit.framework), draft=False, created=datetime.now(UTC))
    visit.seal(pdf, signed_by=COLLEAGUE, signed_at=SIGNED_AT, log_digest=visit.log_digest())
    page.refresh(None)


def says(page: LetterPage, words: str) -> bool:
    return comes(lambda: any(words in label.text() for label in page.bar.findChildren(QLabel) if label.isVisible()))


def ask(page: LetterPage, kind, name: str):
    QTest.mouseClick(button(page.bar, name), Qt.MouseButton.LeftButton)
    dialogs = [each for each in page.findChildren(kind) if each.isVisible()]
    assert dialogs
    return dialogs[-1]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    document.close()
    return " ".join(text.split())


def test_a_letter_assured_by_a_second_reader_is_a_draft_again_once_its_words_change(page, qtbot):
    QTest.mouseClick(button(page.bar, "Mark quality assured"), Qt.MouseButton.LeftButton)
    letter = page.visit.letter()
    assert (letter.state, letter.assured_by) == ("quality-assured", ME)
    assert datetime.fromisoformat(letter.assured_at).tzinfo is not None
    assert says(page, "Read by A. Inspector on ")
    page.show_place(f"finding:{FINDING}@text")
    QTest.keyClicks(page.editor.finding.text, "Now ")
    page.leave()
    assert says(page, "Marked as a draft on every page.")
    assert "draft again" in page.shell.said[-1]
    page.visit.settle()
    assert (page.visit.letter().state, page.visit.letter().assured_by) == ("draft", None)
    page.visit.undo().result()
    page.refresh(None)
    assert page.visit.letter().state == "quality-assured"


def test_a_signed_letter_is_issued_to_those_who_are_ticked_and_more_than_once(page, qtbot):
    page.states.issue(page.visit.contents())
    assert "once it is signed" in page.shell.said[-1]
    seal(page)
    assert says(page, "Locked")
    contents = page.visit.contents()
    led_by_another = replace(
        contents, inspectors=tuple(replace(each, lead=each.id != ME) for each in contents.inspectors)
    )
    for act in (page.states.issue, page.states.correct):
        act(led_by_another)
        assert "Only the lead may do that: ask " in page.shell.said.pop()
    dialog = ask(page, IssueAsk, "Issued…")
    people = named(dialog, QListWidget, "To whom it was sent")
    assert [people.item(row).text() for row in range(people.count())] == [
        "Ms B. Director",
        "Mr C. Chief, Chief executive",
    ]
    people.setCurrentRow(1)
    QTest.keyClick(people, Qt.Key.Key_Space)
    others = named(dialog, QPlainTextEdit, "Others to whom it was sent")
    QTest.keyClicks(others, "The minister's office")
    QTest.mouseClick(dialog.issue, Qt.MouseButton.LeftButton)
    (sent,) = page.visit.issuings()
    assert (sent.to, sent.by) == (("Ms B. Director", "The minister's office"), ME)
    assert sent.signed_letter == page.visit.signed_letters()[0].id
    assert page.visit.letter().state == "issued"
    assert says(page, "to 2 people")

    again = ask(page, IssueAsk, "Sent again…")
    assert any("The minister's office" in label.text() for label in again.findChildren(QLabel))
    QTest.mouseClick(again.issue, Qt.MouseButton.LeftButton)
    assert len(page.visit.issuings()) == 2


def test_nobody_is_sent_a_letter_without_a_name_or_a_moment(page, qtbot):
    seal(page)
    dialog = ask(page, IssueAsk, "Issued…")
    people = named(dialog, QListWidget, "To whom it was sent")
    for row in range(people.count()):
        people.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.issue.isEnabled()
    dialog.reject()
    assert page.visit.issuings() == ()


def test_a_correction_is_a_new_version_that_names_the_letter_it_replaces(page, qtbot, tmp_path):
    seal(page)
    first = page.visit.signed_letters()[0]
    dialog = ask(page, CorrectAsk, "Correct…")
    assert not dialog.begin.isEnabled()
    QTest.keyClicks(dialog.findChild(QPlainTextEdit), "A figure")
    dialog.reject()
    assert page.visit.letter().state == "signed"
    dialog = ask(page, CorrectAsk, "Correct…")
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "A figure"  # what was begun is kept
    QTest.keyClick(dialog.findChild(QPlainTextEdit), Qt.Key.Key_End)
    QTest.keyClicks(dialog.findChild(QPlainTextEdit), " was wrong.")
    QTest.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    letter = page.visit.letter()
    assert (letter.state, letter.replaces, letter.correction) == ("draft", first.id, "A figure was wrong.")
    qtbot.waitUntil(lambda: any("The new version is begun" in each for each in page.shell.said))
    assert page.shell.profile.setting(f"letter/correction/{page.visit.id}") is None
    assert says(page, "Draft, version 2")
    line = next(each for each in page.outline.lines() if each.name == "part/replaces")
    assert line.text == "This letter replaces that of 6 July 2010."
    assert not line.overridden, "the program put its date there"
    found = problems(page.visit.contents(), page.visit.framework)
    assert not [each for each in found if each.check == "wording-overridden"]
    qtbot.waitUntil(lambda: "This letter replaces that of 6 July 2010." in text_of(page.drawn_pdf()))
    assert "DRAFT" in text_of(page.drawn_pdf())

    assert any("no date" in each.message for each in found)
    page.visit.write(steps.set_field("letter", letter.id, "date", "2010-09-01")).result()
    page.show_place(f"finding:{FINDING}@text")
    QTest.keyClicks(page.editor.finding.text, "Corrected: ")
    page.leave()
    assert page.visit.finding(FINDING).text.startswith("Corrected: ")
    seal(page)
    old, new = page.visit.signed_letters()
    assert (old.id, new.version, new.replaces, new.correction) == (first.id, 2, first.id, "A figure was wrong.")
    assert "Corrected: " not in text_of(page.visit.signed_pdf(old.id))
    assert "replaces that of 6 July 2010" in text_of(page.visit.signed_pdf(new.id))
    page.shell.save_to = tmp_path
    page.output.signed_version(new, "save")
    page.output.signed_version(old, "save")
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "Letter Exampleshire 2010-06-08 - signed.pdf",
        "Letter Exampleshire 2010-06-08 version 2 - signed.pdf",
    ]
    versions = [action.text() for action in named(page.bar, QPushButton, "Signed versions").menu().actions()]
    assert [words.split(",")[0] for words in versions] == ["Version 2", "Version 1"]


def test_the_letter_that_is_replaced_is_named_by_its_date_or_the_day_of_its_signing(page):
    seal(page)
    contents = page.visit.contents()
    replaced = replace(contents.letter, state="draft", replaces=contents.signed_letters[0].id, date=date(2010, 9, 1))
    contents = replace(contents, letter=replaced)
    framework = page.visit.framework

    def sentence(of) -> list[str]:
        body = letter_content(of, framework).body
        return [block.text for block in body[:2] if getattr(block, "kind", "") == "paragraph"][:1]

    assert sentence(contents) == ["This letter replaces that of 8 July 2010."]
    own = replace(contents, letter=replace(replaced, wording={"replaces": "It replaces our letter of 6 July 2010."}))
    assert sentence(own) == ["It replaces our letter of 6 July 2010."]
    assert next(each for each in outline_lines(own, framework) if each.name == "part/replaces").overridden
    assert "replaces" not in sentence(replace(own, letter=replace(own.letter, replaces=None)))[0]
