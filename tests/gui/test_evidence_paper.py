"""The evidence record is saved from the judgement page, with what was just typed and the log as it is then."""

from __future__ import annotations

from board_of_cards import FINDING, LoneWindow, opened, visit_to_judge
from pypdfium2 import PdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector_app.gui import style
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.places import ProfilePlaces


def test_the_evidence_record_is_saved_with_what_was_just_typed(own_profile: ProfilePlaces, qtbot, tmp_path):
    style.apply(QApplication.instance(), "light")
    with opened(own_profile, visit_to_judge()) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        with qtbot.waitActive(page):
            page.show()
        page.shell.save_to = tmp_path
        assert page.board.go_to(f"finding:{FINDING}", focus=True)
        page.panel.edit()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        QTest.keyClicks(QApplication.focusWidget(), "Sharpened now. ")
        (save,) = [action for action in page.commands() if action.text().startswith("Save the evidence record")]
        save.trigger()
        record = PdfDocument((tmp_path / "Evidence record.pdf").read_bytes())
        words = " ".join(" ".join(leaf.get_textpage().get_text_range() for leaf in record).split())
        assert "Sharpened now." in words
        assert visit.log_digest() in "".join(words.split())
        assert page.shell.said[-1].startswith("Saved: Evidence record.pdf.")
