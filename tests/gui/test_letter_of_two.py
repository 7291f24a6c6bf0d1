"""A letter of two signatories in the window: signed here, added to elsewhere, taken in; and the identity behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from board_of_cards import COLLEAGUE, ME, LoneWindow, opened
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from test_letter_page import ready_to_sign
from window_hands import comes

from inspector_app.gui import style
from inspector_app.gui.home.identity_panel import IdentityPanel
from inspector_app.gui.letter.letter_page import LetterPage
from inspector_app.gui.letter.sign_dialog import SignDialog
from inspector_app.letter.identity import make_identity, read_identity
from inspector_app.letter.signing import add_signature, sign_letter
from inspector_app.letter.verification import verify_pdf
from inspector_app.places import ProfilePlaces
from inspector_app.visit.letter_state import waits_for

NOW = datetime.now(UTC)


def signed_by(places: ProfilePlaces, signatories: tuple[str, ...]):
    style.apply(QApplication.instance(), "light")
    contents = ready_to_sign()
    contents = replace(contents, letter=replace(contents.letter, signatories=signatories))
    return opened(places, contents)


def shown(visit, profile, qtbot) -> LetterPage:
    page = LetterPage(visit, LoneWindow(profile))
    qtbot.addWidget(page)
    page.resize(1234, 684)
    page.show()
    qtbot.waitExposed(page)
    return page


def words_of(dialog: SignDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_signed_here_added_to_elsewhere_and_taken_in(own_profile: ProfilePlaces, qtbot, tmp_path) -> None:
    with signed_by(own_profile, (ME, COLLEAGUE)) as (visit, profile):
        page = shown(visit, profile, qtbot)
        colleague = visit.contents().inspector(COLLEAGUE).name
        page.sign()
        dialog = page.findChild(SignDialog)
        assert f"{colleague}, after you, on the signed file" in words_of(dialog)
        QTest.mouseClick(dialog.sign, Qt.MouseButton.LeftButton)
        assert not page.shell.told
        first = visit.signed_pdf(visit.signed_letters()[-1].id)
        assert waits_for(visit.contents()) == (COLLEAGUE,)

        identity = read_identity(make_identity(colleague, "HMI", password="p", now=NOW), "p", now=NOW)
        both = add_signature(first, identity, signatory=colleague, signature_image=None, signed_at=NOW)
        take_in = next(each for each in page.bar.findChildren(QPushButton) if "signature…" in each.text())
        assert comes(take_in.isVisible)
        page.shell.open_from = tmp_path / "both.pdf"
        page.shell.open_from.write_bytes(first)
        page.bar.take_in_wanted.emit()
        assert "Nobody has signed this file since" in page.shell.told[-1].sentence
        page.shell.open_from.write_bytes(both)
        page.bar.take_in_wanted.emit()
        assert comes(lambda: page.drawn_pdf() == both)
        assert waits_for(visit.contents()) == ()
        one, two = visit.signed_letters()
        assert (two.adds_to, two.version, two.signed_by, two.log_digest) == (one.id, 1, COLLEAGUE, one.log_digest)
        assert colleague in page.shell.said[-1]
        versions = next(each for each in page.bar.findChildren(QPushButton) if each.text() == "Signed versions")
        assert [each.text()[:10] for each in versions.menu().actions()] == ["Version 1,"]
        assert not take_in.isVisible()


def test_who_comes_second_signs_what_the_first_has_signed(own_profile: ProfilePlaces, qtbot) -> None:
    with signed_by(own_profile, (COLLEAGUE, ME)) as (visit, profile):
        contents = visit.contents()
        name, mine = (contents.inspector(each).name for each in (COLLEAGUE, ME))
        identity = read_identity(make_identity(name, "HMI", password="p", now=NOW), "p", now=NOW)
        digest = visit.log_digest()
        first = sign_letter(
            contents, visit.framework, identity, signature_image=None, signed_at=NOW, log_digest=digest, signatory=name
        )
        visit.seal(first, signed_by=COLLEAGUE, signed_at=NOW.isoformat(timespec="seconds"), log_digest=digest)
        page = shown(visit, profile, qtbot)
        page.sign()
        dialog = page.findChild(SignDialog)
        assert f"{name}, already" in words_of(dialog) and dialog.sign.text() == "Add your signature"
        QTest.mouseClick(dialog.sign, Qt.MouseButton.LeftButton)
        assert not page.shell.told
        signed = visit.signed_pdf(visit.signed_letters()[-1].id)
        assert signed.startswith(first)
        said = verify_pdf(signed)
        assert said.good and said.signed_by == f"{name} and {mine}" and said.waits_for == ()


def test_an_identity_out_of_date_signs_nothing_and_another_is_made(own_profile: ProfilePlaces, qtbot) -> None:
    with signed_by(own_profile, (ME,)) as (visit, profile):
        name = visit.contents().inspector(ME).name
        profile.set_signing_identity(make_identity(name, "", password="p", now=NOW - timedelta(days=4 * 365)), "p")
        page = shown(visit, profile, qtbot)
        page.sign()
        dialog = page.findChild(SignDialog)
        assert "valid until" in dialog.fault.text() and not dialog.sign.isEnabled()
        make = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Make a new one")
        QTest.mouseClick(make, Qt.MouseButton.LeftButton)
        assert dialog.sign.isEnabled() and dialog.fault.text() == ""
        profile.set_signing_identity(make_identity(name, "", password="p", now=NOW - timedelta(days=3 * 365 - 9)), "p")
        dialog.reject()
        page.sign()
        assert comes(lambda: "(soon: ask for another)" in words_of(page.findChildren(SignDialog)[-1]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_brought_in_loses_its_paper(own_profile: ProfilePlaces, qtbot, tmp_path, kind: str) -> None:
    paper = Image.new("RGB", (900, 500), (205, 200, 190))
    ImageDraw.Draw(paper).line([(200, 300), (400, 150), (700, 330)], fill=(20, 30, 110), width=9)
    file = tmp_path / "signature"
    paper.save(file, kind)
    with signed_by(own_profile, (ME,)) as (visit, profile):
        page = shown(visit, profile, qtbot)
        page.shell.open_from = file
        page.sign()
        dialog = page.findChild(SignDialog)
        choose = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Choose a picture…")
        QTest.mouseClick(choose, Qt.MouseButton.LeftButton)
        assert dialog.fault.text() == ""
        with Image.open(BytesIO(dialog.new_picture())) as picture:
            assert picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (0, 255)
        dialog.reject()


def test_a_letter_received_is_signed_on_the_second_s_own_laptop(own_profile: ProfilePlaces, qtbot, tmp_path) -> None:
    received, lead = tmp_path / "received.pdf", "A. Lead"
    with signed_by(own_profile, (ME, COLLEAGUE)) as (visit, profile):
        contents = visit.contents()
        identity = read_identity(make_identity(lead, "HMI", password="p", now=NOW), "p", now=NOW)
        window = LoneWindow(profile, save_to=tmp_path, open_from=received)
        panel = IdentityPanel(window)
        qtbot.addWidget(panel)
        panel.reset()
        sign = next(each for each in panel.findChildren(QPushButton) if "another has signed" in each.text())
        for signatories, added in (((COLLEAGUE, ME), True), ((COLLEAGUE,), False)):
            letter = replace(contents, letter=replace(contents.letter, signatories=signatories))
            first = sign_letter(
                letter,
                visit.framework,
                identity,
                signature_image=None,
                signed_at=NOW,
                log_digest="",
                signatory=contents.inspector(COLLEAGUE).name,
            )
            received.write_bytes(first)
            QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
            both = tmp_path / "received - by both.pdf"
            assert both.exists() == added
            if added:
                assert verify_pdf(both.read_bytes()).signed_by == f"{lead} and {contents.inspector(ME).name}"
                assert "Send it back" in window.said[-1]
                both.unlink()
            else:
                assert "All who sign this letter have signed it" in window.told[-1].sentence
