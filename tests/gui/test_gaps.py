"""The gaps on the overview by keys: who looks, a note, what is one's own, and a record begun from a gap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QMenu
from pytestqt.qtbot import QtBot
from records_room import overview_in, page_in, press, type_text
from window_hands import WAIT, comes, named, shows, visit_of

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.gui.main_window import MainWindow
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.entities import Inspector
from inspector_app.visit.judging_entities import Assignment

OpenWindow = Callable[[str], MainWindow]
FIRST = "Partner referrals: no paper read"


def _rows(gaps: QListWidget) -> list[str]:
    return [gaps.item(row).text() for row in range(gaps.count())]


def _assigned(window: MainWindow) -> list[Assignment]:
    return list(visit_of(window).assignments())


def test_gaps_are_shared_out_by_digits_with_a_note_narrowed_and_taken_back(
    qtbot: QtBot, open_window: OpenWindow, profile: Profile
) -> None:
    from window_hands import YORK

    contents = read_visit_file(YORK)
    other = Inspector(id=profile.inspector_id, name=profile.name, designation=profile.designation, order="z0")
    window = open_window(profile.new_visit(replace(contents, inspectors=(*contents.inspectors, other))))
    visit = visit_of(window)
    overview_in(qtbot, window)
    press(Qt.Key.Key_G, ctrl=True)
    gaps = named(window, QListWidget, "Not looked at yet")
    assert comes(gaps.hasFocus)
    assert shows(window, "1 Joan Dennis, 2 Siân Łukasz, 0 nobody")
    press(Qt.Key.Key_1)
    assert _rows(gaps)[0] == f"{FIRST}, Joan Dennis", "shown at once, whatever the disk does"
    qtbot.waitUntil(lambda: len(_assigned(window)) == 1, timeout=WAIT)

    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_N)
    note = named(window, QLineEdit, "Note on what to look at")
    assert comes(note.hasFocus)
    type_text("Ask for the last three")
    press(Qt.Key.Key_Return)
    assert comes(gaps.hasFocus)
    assert not note.isVisible()
    assert _rows(gaps)[1].endswith(", Siân Łukasz, Ask for the last three"), "a noted gap is one's own"
    qtbot.waitUntil(lambda: [each.note for each in _assigned(window)] == ["", "Ask for the last three"], timeout=WAIT)

    amount = gaps.count()
    press(Qt.Key.Key_M)
    assert [row.endswith("Ask for the last three") for row in _rows(gaps)] == [True]
    press(Qt.Key.Key_M)
    assert gaps.count() == amount
    theme = named(window, QComboBox, "Gaps in the theme")
    theme.setCurrentIndex(theme.findText("Supervision"))
    assert all(row.startswith("Supervision") for row in _rows(gaps))
    theme.setCurrentIndex(0)
    who = named(window, QComboBox, "Gaps of")
    who.setCurrentIndex(1)
    assert gaps.count() == amount - 2
    who.setCurrentIndex(0)

    gaps.setCurrentRow(0)
    press(Qt.Key.Key_0)
    assert _rows(gaps)[0] == FIRST
    qtbot.waitUntil(lambda: [each.inspector for each in _assigned(window)] == [visit.me], timeout=WAIT)
    press(Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: _rows(gaps)[0] == f"{FIRST}, Joan Dennis", timeout=WAIT)

    gaps.customContextMenuRequested.emit(gaps.visualItemRect(gaps.item(0)).center())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=WAIT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions() if each.text()] == [
        "Joan Dennis",
        "Siân Łukasz",
        "Nobody yet",
        "Write a note",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Escape)


def test_a_gap_that_is_looked_at_stands_as_done_under_who_did(
    qtbot: QtBot, open_window: OpenWindow, begun: str
) -> None:
    window = open_window(begun)
    visit = visit_of(window)
    overview_in(qtbot, window)
    press(Qt.Key.Key_G, ctrl=True)
    gaps = named(window, QListWidget, "Not looked at yet")
    assert comes(gaps.hasFocus)
    row = _rows(gaps).index("Supervision: nobody asked")
    gaps.setCurrentRow(row)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    desk = window.desk()
    assert desk is not None
    assert desk.current_name() == "interviews", "a record of the kind that is lacking is begun"
    (line,) = visit.record_lines("interview")
    assert line.themes == ("supervision",)
    type_text("Every six weeks")
    qtbot.waitUntil(lambda: visit.record(line.id).notes == "Every six weeks", timeout=WAIT)
    visit.write(
        steps.add(
            "evidence",
            "3f1c7d52-7f0a-4c7e-9a2b-1d5f6c7b8a90",
            {"record": line.id, "themes": ["supervision"], "order": "a0"},
        )
    ).result()
    page_in(window, "overview")
    done = "Supervision, interview: 1 piece of evidence since, Siân Łukasz"
    qtbot.waitUntil(lambda: _rows(gaps)[-1] == done, timeout=WAIT)
    visit.write(steps.set_field("visit", visit.id, "days", ["2031-03-04"])).result()
    gaps.setFocus()
    gaps.setCurrentRow(next(at for at, words in enumerate(_rows(gaps)) if words.endswith(": nobody asked")))
    press(Qt.Key.Key_Return)
    (second,) = (each for each in visit.record_lines("interview") if each.id != line.id)
    assert second.day == date(2031, 3, 4), "on the days that the visit has now"
    assert visit.record(second.id).order > visit.record(line.id).order
