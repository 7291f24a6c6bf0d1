"""One case file keyed from paper by keyboard alone: every date and every check, and how many keys that takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")
pytest.importorskip("pytestqt", reason="the window is tested with pytest-qt")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from records_room import cursor_in, only_record
from window_hands import WAIT, close, show_window, visit_of

from inspector_app.gui.main_window import MainWindow
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

DATES = {
    "contact": ("9.3", date(2010, 3, 9)),
    "referral": ("9", date(2010, 3, 9)),
    "decision": ("10", date(2010, 3, 10)),
    "initial-assessment-start": ("11", date(2010, 3, 11)),
    "initial-assessment-end": ("25", date(2010, 3, 25)),
    "core-assessment-start": ("26", date(2010, 3, 26)),
    "core-assessment-end": ("1.6", date(2010, 6, 1)),
    "strategy-discussion": ("2603", date(2010, 3, 26)),
    "section-47-start": ("26.3", date(2010, 3, 26)),
    "initial-conference": ("15.4", date(2010, 4, 15)),
}
ANSWERS = "1121132142315112"
NAMES = ("met", "partly", "not-met", "not-applicable", "not-seen")
ON_THE_CHECKS = {3: "Reason not recorded", 9: "Asked, not used"}
NOTES = "Soundly done in the end."
PRESSES_A_FIELD = 2.25


class Hands:
    """Ten fingers and no mouse: each key goes where the cursor is, or to the list that is open, and is counted."""

    def __init__(self) -> None:
        self.presses = 0
        self.letters = 0
        """Of those, the letters of notes, which no form can save."""

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.activePopupWidget() or cursor_in(), key, held)
        self.presses += 1

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(QApplication.activePopupWidget() or cursor_in(), letter)
        self.presses += len(words)

    def write(self, words: str) -> None:
        self.type(words)
        self.letters += len(words)

    def fill(self, words: str) -> None:
        self.type(words)
        self.press(Qt.Key.Key_Return)


@pytest.fixture
def window(qtbot: QtBot, own_profile: ProfilePlaces) -> Callable[[], MainWindow]:
    from records_room import begin_visit
    from window_hands import PASSPHRASE

    profile = Profile.create(own_profile, PASSPHRASE, name="A. Inspector", designation="HMI")
    visit_id = begin_visit(profile)

    def make() -> MainWindow:
        made = show_window(qtbot, own_profile)
        made.use_profile(profile)
        made.open_visit(visit_id)
        qtbot.waitUntil(lambda: made.desk() is not None, timeout=WAIT)
        QTest.qWaitForWindowActive(made)
        return made

    return make


def test_a_case_file_is_keyed_from_paper(qtbot: QtBot, window: Callable[[], MainWindow]) -> None:
    at_work = window()
    hands = Hands()
    try:
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=WAIT)
        hands.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        key_the_file(qtbot, hands)
        fields = 4 + len(DATES) + 5 + len(ANSWERS) + len(ON_THE_CHECKS) + 1
        keys = hands.presses - hands.letters
        print(f"\n{fields} fields, {keys} key presses, and {hands.letters} letters of notes")
        assert keys <= PRESSES_A_FIELD * fields
        desk = at_work.desk()
        assert desk is not None
        desk.current_page().leave()
        assert_keyed(at_work)
    finally:
        close(qtbot, at_work)


def key_the_file(qtbot: QtBot, hands: Hands) -> None:
    hands.fill("EX-014")
    hands.press(Qt.Key.Key_5)
    hands.press(Qt.Key.Key_1)
    hands.type("ref")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "Contact", timeout=WAIT)
    for typed, _ in DATES.values():
        hands.fill(typed)
    hands.fill("12.3")  # the child was seen
    for answer in ("y", "y", "n"):
        hands.type(answer)
    hands.press(Qt.Key.Key_2)
    for place, answer in enumerate(ANSWERS):
        if place in ON_THE_CHECKS:
            hands.press(Qt.Key.Key_N)
            hands.write(ON_THE_CHECKS[place])
            hands.press(Qt.Key.Key_Return)
        hands.type(answer)
    hands.write(NOTES)


def assert_keyed(window: MainWindow) -> None:
    record = only_record(visit_of(window), "case")
    case = record.details
    assert (case.reference, case.pathway, case.status, case.team) == (
        "EX-014",
        "section-47",
        "open",
        "Referral and assessment",
    )
    assert case.dates == {name: day for name, (_, day) in DATES.items()}
    assert (case.child_seen_on, case.child_seen_alone) == (date(2010, 3, 12), True)
    assert (case.manager_sign_off, case.ethnicity_recorded, case.quality) == (True, False, "satisfactory")
    checks = visit_of(window).framework.checks
    answers = {check.check: check for check in case.checks}
    assert [answers[check.id].answer for check in checks] == [NAMES[int(each) - 1] for each in ANSWERS]
    assert {n: answers[check.id].note for n, check in enumerate(checks) if answers[check.id].note} == ON_THE_CHECKS
    assert record.notes == NOTES
