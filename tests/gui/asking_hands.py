"""Hands for the questions that the judgement page asks: the page in sight, what it asks, a finding's cards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from board_of_cards import CARDS, FINDING, OTHER, LoneWindow, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from window_hands import WAIT, named

from inspector_app.gui import style
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.places import ProfilePlaces
from inspector_app.visit.change import Step
from inspector_app.visit.contents import VisitContents

Key = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
PRIORITY, DEVELOPMENT = "areas-for-priority-action", "areas-for-development"
TWO = "Supervision is regular. It lacks reflection."


@contextmanager
def page_on(places: ProfilePlaces, qtbot: QtBot, contents: VisitContents) -> Iterator[JudgementPage]:
    style.apply(QApplication.instance(), "light")
    with opened(places, contents) as (visit, profile):
        page = JudgementPage(visit, LoneWindow(profile))
        qtbot.addWidget(page)
        page.resize(1234, 684)
        page.show()
        qtbot.waitExposed(page)
        QTest.qWaitForWindowActive(page, WAIT)
        yield page


def press(page: JudgementPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def choose(page: JudgementPage, key: str) -> None:
    assert page.board.go_to(key, focus=True), f"{key} is not shown"


def write(page: JudgementPage, step: Step) -> None:
    """Let something be written elsewhere, and the page hear of it."""
    page.changed(page.visit.write(step).result())


def type_into(page: JudgementPage, name: str, words: str) -> None:
    line = named(page, QLineEdit, name)
    line.setFocus()
    QTest.keyClicks(line, words)


def focused(name: str) -> bool:
    field = QApplication.focusWidget()
    return field is not None and field.accessibleName() == name


def asks(page: JudgementPage, words: str) -> bool:
    return any(words in label.text() for label in page.aside.findChildren(QLabel) if label.isVisible())


def held(page: JudgementPage, finding: str) -> dict[int, str]:
    return {CARDS.index(link.evidence): link.bearing for link in page.visit.finding(finding).evidence}


def new_finding(page: JudgementPage) -> str:
    (new,) = {finding.id for finding in page.visit.findings()} - {FINDING, OTHER}
    return new
