"""Under a finding's words stands the figure of each word for a quantity; a typed count becomes its word by a key."""

from __future__ import annotations

from dataclasses import replace

from board_of_cards import CARDS, FINDING, LoneWindow, opened, visit_to_judge
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from window_hands import comes

from inspector_app.gui import style
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.places import ProfilePlaces
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Count

WARNING = "“most” does not fit the count, 13 of 24, 54%."
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def with_a_count() -> VisitContents:
    """The first card on the finding is a count: supervision recorded in 13 of 24."""
    contents = visit_to_judge()
    counted = Count(n=13, of=24, what="supervision-recorded: met")
    evidence = tuple(
        replace(piece, record=None, count=counted) if piece.id == CARDS[0] else piece for piece in contents.evidence
    )
    return replace(contents, evidence=evidence)


def test_words_are_set_against_their_count_while_they_are_typed(own_profile: ProfilePlaces, qtbot) -> None:
    style.apply(QApplication.instance(), "light")
    with opened(own_profile, with_a_count()) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        page.board.go_to(f"finding:{FINDING}", focus=True)
        text = page.panel.form.text

        def shown(words: str) -> bool:
            return any(each.isVisible() and each.text() == words for each in page.panel.findChildren(QLabel))

        text.setFocus()
        text.selectAll()
        QTest.keyClicks(text, "Supervision is recorded in most cases.")
        assert comes(lambda: shown("most: 13 of 24, 54%, is the majority"))
        page.panel.flush()
        text.clearFocus()
        assert comes(lambda: shown(WARNING))
        text.setFocus()

        text.selectAll()
        QTest.keyClicks(text, "Supervision is recorded in 13/24")
        assert comes(lambda: shown("13/24: Ctrl+Shift+H writes “the majority”"))
        QTest.keyClick(text, Qt.Key.Key_H, CTRL_SHIFT)
        QTest.keyClicks(text, " of cases.")
        assert text.value() == "Supervision is recorded in the majority of cases."
        assert comes(lambda: shown("the majority: 13 of 24, 54%, fits"))
        page.panel.flush()
        assert comes(lambda: visit.finding(FINDING).text == text.value())
        text.clearFocus()  # while words are typed nothing beside them jumps
        assert comes(lambda: not shown(WARNING))

        text.setFocus()
        QTest.keyClick(text, Qt.Key.Key_H, CTRL_SHIFT)
        assert "Type a count" in page.shell.said[-1]
        assert text.value().endswith("cases.")
