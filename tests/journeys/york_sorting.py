"""York's visit of 2010 before the second afternoon: its records and evidence, no finding yet; what they must become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_hands import YORK, comes

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.letter.content import letter_content
from inspector_app.letter.plain_text import plain_text
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence

ON_EACH = 2
"""At most so many cards are put on a finding: what a journey shows is the way, not every step of it."""
NONE, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
GIVEN = Path(__file__).parents[1] / "examples" / "york-letter-2010.txt"


@dataclass(frozen=True)
class Wanted:
    """A finding to be made: the number of its category, its words, and cards that nothing made before it rests on."""

    category: int
    text: str
    cards: tuple[Evidence, ...]


def unsorted_york() -> VisitContents:
    """York's visit as the second afternoon finds it."""
    return replace(read_visit_file(YORK), findings=())


def wanted_findings() -> list[Wanted]:
    """The findings of York's letter in its order, and some of the evidence under each."""
    york = read_visit_file(YORK)
    evidence = york.evidence_by_id()
    numbers = {each.id: n for n, each in enumerate(load_framework("ucra-2010").categories, start=1)}
    used: set[str] = set()
    wanted = []
    for finding in york.findings:
        ids = [link.evidence for link in finding.evidence if link.bearing == "supports" and link.evidence not in used]
        used |= set(ids[:ON_EACH])
        cards = tuple(evidence[each] for each in ids[:ON_EACH])
        wanted.append(Wanted(numbers[finding.category], finding.text, cards))
    return wanted


def must_be_sorted(contents: VisitContents, wanted: Sequence[Wanted]) -> None:
    """Fail where a finding lacks a card that was put on it, or the letter says anything but what York's said."""
    on = [{link.evidence for link in finding.evidence} for finding in contents.findings]
    in_order = sorted(wanted, key=lambda each: each.category)
    places = {each.id: n for n, each in enumerate(load_framework("ucra-2010").categories)}
    made = sorted(zip(contents.findings, on, strict=True), key=lambda pair: places[pair[0].category])
    assert [held for _finding, held in made] == [{card.id for card in each.cards} for each in in_order]
    printed = plain_text(letter_content(contents, load_framework("ucra-2010")))
    assert _words(printed) == _words(GIVEN.read_text("utf-8"))


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the cursor is, or in the list that is open, and let the window have its turn."""
    QTest.keyClick(hand_is_in(), key, held)
    QApplication.processEvents()


def write(words: str) -> None:
    """Write words where the cursor is, all at once, over what is there."""
    press(Qt.Key.Key_A, CTRL)
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(hand_is_in(), event)


def hand_is_in() -> QWidget:
    """Return the widget that takes the keys: waits for one."""
    assert comes(lambda: _taking_keys() is not None), "no widget takes the keys"
    widget = _taking_keys()
    assert widget is not None
    return widget


def _taking_keys() -> QWidget | None:
    popup = QApplication.activePopupWidget()
    return popup.focusWidget() or popup if popup is not None else QApplication.focusWidget()


def _words(text: str) -> list[str]:
    """The words of a letter from the salutation on, without the signs of bullets and whatever kind its quotes are."""
    plain = text.translate(str.maketrans("‘’“”", "''\"\""))
    return [word for word in plain[plain.index("Dear Mr Dwyer") :].split() if word not in {"-", "•"}]
