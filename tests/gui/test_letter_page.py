"""The letter page on a real visit: wording, order, pages, checks, paper, signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from subprocess import run as run_program

import pypdfium2
import pytest
from board_of_cards import CARDS, COLLEAGUE, FINDING, ME, OTHER, LoneWindow, opened, visit_to_judge
from docx import Document
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from window_hands import comes

from inspector_app.frameworks.library import load_framework
from inspector_app.gui import style
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.sign_dialog import SignDialog
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Copy, Link
from inspector_app.visit.identifiers import derived_id, link_id

CTRL = Qt.KeyboardModifier.ControlModifier


def ready_to_sign() -> VisitContents:
    """The visit of the board with nothing left that stands against signing."""
    contents = visit_to_judge()
    one, two = contents.findings
    links = tuple(
        Link(id=link_id(one.id, CARDS[n]), finding=one.id, evidence=CARDS[n], order=f"a{n}") for n in (0, 2, 4)
    )
    roles = [role.id for role in load_framework("ucra-2010").copy_roles]
    copies = tuple(
        Copy(id=derived_id("copy", role), role=role, name=f"Person {n}", order=f"a{n}") for n, role in enumerate(roles)
    )
    return replace(
        contents,
        findings=(
            replace(one, evidence=links),
            replace(
                two, evidence=tuple(replace(link, finding=two.id, id=link_id(two.id, link.evidence)) for link in links)
            ),
        ),
        copies=copies,
    )


@pytest.fixture
def page(own_profile: ProfilePlaces, qtbot):
    style.apply(QApplication.instance(), "light")
    with opened(own_profile, ready_to_sign()) as (visit, profile):
        page = LetterPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        yield page


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


def outline_words(page: LetterPage) -> list[str]:
    return [page.outline.item(row).text() for row in range(page.outline.count())]


def sign(page: LetterPage) -> None:
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    assert dialog.sign.isEnabled(), [
        item.text() for found in dialog.findChildren(QListWidget) for item in map(found.item, range(found.count()))
    ]
    QTest.mouseClick(dialog.sign, Qt.MouseButton.LeftButton)


# -- words


def test_own_wording_replaces_the_framework_s_and_can_be_taken_back(page, qtbot):
    page.outline.go_to("part/category-sentence")
    generated = page.editor.wording.text.value()
    page.editor.take_focus()
    page.editor.wording.text.selectAll()
    QTest.keyClicks(page.editor.wording.text, "In my own words.")
    qtbot.waitUntil(lambda: page.visit.letter().wording == {"category-sentence": "In my own words."})
    assert any("your own words" in words and "In my own words." in words for words in outline_words(page))
    assert "In my own words." in text_of(page.drawn_pdf())
    QTest.mouseClick(page.editor.wording.back, Qt.MouseButton.LeftButton)
    assert page.visit.letter().wording == {}
    assert page.editor.wording.text.value() == generated
    assert not any("your own words" in words for words in outline_words(page))


def test_the_framework_s_words_typed_again_are_no_override(page):
    page.outline.go_to("part/category-sentence")
    page.editor.take_focus()
    QTest.keyClicks(page.editor.wording.text, "X")
    page.leave()
    assert page.visit.letter().wording
    QTest.keyClick(page.editor.wording.text, Qt.Key.Key_Backspace)
    page.leave()
    assert page.visit.letter().wording == {}


def test_words_all_taken_away_are_not_pushed_back_under_the_cursor(page, qtbot):
    page.outline.go_to("part/category-sentence")
    page.editor.take_focus()
    page.editor.wording.text.selectAll()
    QTest.keyClick(page.editor.wording.text, Qt.Key.Key_Backspace)
    page.leave()
    assert page.editor.wording.text.value() == ""


def test_the_pages_follow_what_is_typed_in_a_finding_and_keep_their_place(page, qtbot):
    page.show_place(f"finding:{FINDING}@text")
    bar = page.pages.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    QTest.keyClick(page.editor.finding.text, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(page.editor.finding.text, " Seen twice.")
    qtbot.waitUntil(lambda: "Supervision is regular. Seen twice." in text_of(page.drawn_pdf()))
    qtbot.waitUntil(lambda: page.visit.finding(FINDING).text == "Supervision is regular. Seen twice.")
    assert abs(bar.value() - before) < 40
    assert comes(page.editor.finding.text.hasFocus)
    assert comes(lambda: b"/StructTreeRoot" in page.drawn_pdf()), "the whole letter, as it is printed, at rest"


def test_findings_change_places_by_keys_and_buttons(page):
    def order() -> list[str]:
        return [line.finding.id for line in page.outline.lines() if line.finding]

    page.show_place(f"finding:{OTHER}")
    QTest.keyClick(page.outline, Qt.Key.Key_Up, CTRL)
    assert order() == [OTHER, FINDING]
    assert text_of(page.drawn_pdf()).index("Calls are checked") < text_of(page.drawn_pdf()).index("Supervision is")
    QTest.keyClick(page.outline, Qt.Key.Key_Down, CTRL)
    assert order() == [FINDING, OTHER]
    assert page.outline.current_line().finding.id == OTHER


def test_date_and_signatories_are_set(page, qtbot):
    page.show_place("letter:details@text")
    field = page.editor.details.focusProxy()
    field.setFocus()
    line = QApplication.focusWidget()
    line.selectAll()
    QTest.keyClicks(line, "7/7/2010")
    page.leave()
    assert page.visit.letter().date == date(2010, 7, 7)
    assert "7 July 2010" in text_of(page.drawn_pdf())
    people = page.editor.details.findChild(QListWidget)
    people.item(1).setCheckState(Qt.CheckState.Checked)
    assert page.visit.letter().signatories == (ME, COLLEAGUE)


def test_someone_who_joins_the_team_can_sign(page):
    page.changed(page.visit.write(steps.add("inspector", "new", {"name": "C. Third", "order": "a5"})).result())
    people = page.editor.details.findChildren(QListWidget)[-1]
    assert [people.item(row).text() for row in range(people.count())][-1] == "C. Third"


# -- pages


def click_on_the_other_finding(page: LetterPage) -> None:
    area = page.pages.areas_of(f"finding/{OTHER}")[0]
    bar = page.pages.verticalScrollBar()
    bar.setValue(bar.value() + area.y() - 50)
    area = page.pages.areas_of(f"finding/{OTHER}")[0]
    QTest.mouseClick(page.pages.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def test_a_click_on_a_line_leads_to_its_finding_and_the_outline_marks_it_on_the_page(page):
    click_on_the_other_finding(page)
    assert page.outline.current_line().finding.id == OTHER
    assert comes(page.editor.finding.text.hasFocus)


def test_of_several_drawings_only_the_latest_is_shown(page):
    page.shell.at_once = False
    for words in ("First words.", "Second words."):
        page.changed(page.visit.write(steps.set_field("finding", OTHER, "text", words)).result())
    for run in reversed(page.shell.later):
        run()
    assert "Second words." in text_of(page.drawn_pdf())
    assert "First words." not in text_of(page.drawn_pdf())


def test_a_letter_of_pages_as_many_as_the_pdf_has(page):
    document = pypdfium2.PdfDocument(page.drawn_pdf())
    assert page.pages.pages() == len(document)
    document.close()


# -- checks


def test_each_problem_leads_to_its_place(page):
    page.changed(page.visit.write(steps.unlink_evidence(OTHER, CARDS[2])).result())
    page.changed(page.visit.write(steps.set_field("letter", page.visit.letter().id, "date", None)).result())
    page.changed(page.visit.write(steps.remove("addressee", derived_id("to"))).result())
    shown = {page.checks.list.item(row).text(): row for row in range(page.checks.list.count())}

    def go_to(words: str) -> None:
        row = next(row for text, row in shown.items() if words in text)
        page.checks.list.setCurrentRow(row)
        page.checks.list.itemActivated.emit(page.checks.list.item(row))

    go_to("told or handed")
    assert page.shell.went[-1] == ("judgement", f"finding:{OTHER}")
    go_to("no addressee")
    assert page.shell.went[-1][0] == "details"
    go_to("no date")
    assert page.outline.current_line().name == "letter/details"


def test_what_stands_against_signing_bars_it_with_its_reasons(page):
    page.changed(page.visit.write(steps.remove("addressee", derived_id("to"))).result())
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    assert not dialog.sign.isEnabled()
    reasons = dialog.findChild(QListWidget)
    assert "The letter has no addressee." in reasons.item(0).text()
    dialog.reject()


# -- paper and files


def test_a_letter_that_is_another_s_to_sign_is_not_signed_here(page):
    step = steps.set_field("letter", page.visit.letter().id, "signatories", [COLLEAGUE])
    page.changed(page.visit.write(step).result())
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    assert not dialog.sign.isEnabled()
    assert "B. Colleague" in dialog.fault.text()
    dialog.reject()


def test_a_draft_says_so_in_the_file_s_name_and_on_its_pages_until_it_is_assured(page, tmp_path):
    page.shell.save_to = tmp_path
    page.bar.pdf_wanted.emit()
    draft = next(tmp_path.glob("Draft*.pdf"))
    assert "DRAFT" in text_of(draft.read_bytes())
    page.bar.quality_assured.emit(True)
    assert page.visit.letter().state == "quality-assured"
    page.bar.pdf_wanted.emit()
    assured = next(tmp_path.glob("Letter*.pdf"))
    assert "DRAFT" not in text_of(assured.read_bytes())
    page.bar.quality_assured.emit(False)
    assert page.visit.letter().state == "draft"


def test_the_plain_text_and_a_file_for_word_are_exported(page, tmp_path):
    page.shell.save_to = tmp_path
    page.bar.text_wanted.emit()
    assert "- Supervision is regular." in next(tmp_path.glob("*.txt")).read_text(encoding="utf-8")
    page.bar.word_file_wanted.emit()
    for_word = Document(next(tmp_path.glob("Draft - *.docx")))
    assert "Supervision is regular." in [paragraph.text for paragraph in for_word.paragraphs]


def test_a_file_that_cannot_be_written_is_told(page, tmp_path):
    page.shell.save_to = tmp_path / "not there"
    page.bar.text_wanted.emit()
    assert "could not be written" in page.shell.told[-1].sentence


# -- the signature


def test_signed_locked_verified_and_kept(page, tmp_path):
    page.shell.save_to = tmp_path
    sign(page)
    assert not page.shell.told
    assert page.visit.letter().state == "signed"
    saved = next(tmp_path.glob("*signed.pdf"))
    assert page.visit.signed_pdf(page.visit.signed_letters()[0].id) == saved.read_bytes()
    assert (
        "Signature is Valid"
        in run_program(["pdfsig", "-nocert", str(saved)], capture_output=True, text=True, check=False).stdout
    )
    assert any(said.startswith("Signed by A. Inspector") for said in page.shell.said)
    assert page.drawn_pdf() == saved.read_bytes()

    click_on_the_other_finding(page)
    assert page.outline.current_line().finding.id == OTHER
    assert page.editor.finding.text.isReadOnly()
    QTest.keyClick(page.outline, Qt.Key.Key_Up, CTRL)
    assert "signed" in page.shell.told[-1].sentence

    page.shell.open_from = saved
    page.bar.verify_wanted.emit()
    assert "Nothing was changed since" in page.shell.said[-1]
    broken = bytearray(saved.read_bytes())
    broken[len(broken) // 3] ^= 1
    saved.write_bytes(bytes(broken))
    page.bar.verify_wanted.emit()
    assert "Nothing was changed" not in page.shell.told[-1].sentence


def test_a_drawn_signature_is_kept_and_stands_in_the_letter(page):
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    QTest.mousePress(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(dialog.pad, QPoint(90, 60))
    QTest.mouseRelease(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    picture = dialog.pad.picture()
    QTest.mouseClick(dialog.sign, Qt.MouseButton.LeftButton)
    assert page.shell.profile.signature_image() == picture
    assert page.visit.letter().state == "signed"


def test_an_identity_brought_in_with_a_wrong_password_is_refused_in_a_sentence(page, tmp_path):
    from inspector_app.letter.identity import make_identity

    file = tmp_path / "mine.p12"
    file.write_bytes(make_identity("A. Inspector", "HMI", password="right", now=datetime.now(UTC)))
    page.shell.open_from = file
    page.bar.sign_wanted.emit()
    dialog = page.findChild(SignDialog)
    QTest.keyClicks(dialog.password, "wrong")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert "password" in dialog.fault.text()
    assert comes(lambda: dialog.isVisible())
    assert page.visit.letter().state == "draft"
    assert page.shell.profile.signing_identity() is None
    dialog.password.clear()
    QTest.keyClicks(dialog.password, "right")
    page.shell.at_once = False  # a file may take seconds to be opened: nothing is signed meanwhile
    dialog.bring_in()
    assert not dialog.sign.isEnabled()
    page.shell.later.pop(0)()
    page.shell.later.pop(0)()
    assert dialog.sign.isEnabled()
    assert dialog.fault.text() == ""
    assert page.shell.profile.signing_identity() == file.read_bytes()
    dialog.bring_in()
    dialog.reject()
    assert comes(lambda: page.findChild(SignDialog) is None)
    page.shell.later.pop(0)()


def test_what_is_signed_already_is_not_signed_twice(page):
    page.visit.seal(b"%PDF-", signed_by=ME, signed_at="2010-07-06T10:00:00+01:00", log_digest=page.visit.log_digest())
    page.shell.at_once = False
    page.refresh(None)
    page.sign()
    assert page.findChild(SignDialog) is None
    assert "signed already" in page.shell.said[-1]
