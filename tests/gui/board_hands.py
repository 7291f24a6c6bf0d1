"""Hands for tests of the judgement page alone: the page in sight, its rows by key, a key pressed at the cursor."""

from __future__ import annotations

from board_of_cards import CARDS, FINDING, LoneWindow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_app.gui import style
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def shown_page(qtbot: QtBot, visit: OpenVisit, profile: Profile) -> JudgementPage:
    """Show the judgement page of a visit as a laptop's window has it."""
    style.apply(QApplication.instance(), "light")
    page = JudgementPage(visit, LoneWindow(profile))
    qtbot.addWidget(page)
    page.resize(1234, 684)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    return page


def card(number: int, finding: str = "") -> str:
    return f"card:{CARDS[number]}@{finding}"


def press(page: JudgementPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def choose(page: JudgementPage, key: str) -> None:
    assert page.board.go_to(key, focus=True), f"{key} is not shown"


def rows_in(page: JudgementPage, column: str) -> list[str]:
    model = page.board.model
    parent = model.index_of(f"column:{column}")
    return [model.row(model.index(number, 0, parent)).key for number in range(model.rowCount(parent))]


def keys_in(page: JudgementPage, column: str) -> list[str]:
    """The findings of a column; the cards of unsorted."""
    return [key for key in rows_in(page, column) if column == "unsorted" or key.startswith("finding:")]


def cards_on(page: JudgementPage, finding: str) -> list[str]:
    shown = [key for column in page.board.columns for key in rows_in(page, column.id)]
    return [key for key in shown if key.startswith("card:") and key.endswith(f"@{finding}")]


def bearing(page: JudgementPage, number: int, finding: str = FINDING) -> str:
    return next(link.bearing for link in page.visit.finding(finding).evidence if link.evidence == CARDS[number])
