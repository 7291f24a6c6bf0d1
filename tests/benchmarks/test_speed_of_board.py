"""Ten thousand cards on three hundred findings, beside a bare list of as many rows in the same run: opening, scrolling,
dropping, undoing, filtering, memory."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from limits import MEASURING, ROOM

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

from made_visits import large_visit
from measured_window import megabytes, took, window_on
from PySide6.QtCore import QByteArray, QMimeData, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QMainWindow
from pytestqt.qtbot import QtBot
from window_hands import WAIT, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.gui.judgement.judgement_page import JudgementPage
from inspector_app.gui.judgement.model import CARDS as CARDS_MIME
from inspector_app.gui.main_window import MainWindow
from inspector_app.places import ProfilePlaces
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding, Link
from inspector_app.visit.identifiers import derived_id, link_id
from inspector_app.visit.ordering import orders

CARDS, FINDINGS = (10_000, 300) if MEASURING else (1_500, 45)
ON_EACH = 26
"""Cards on a finding; the others lie unsorted."""
ACTS = 20
FRAME, ACT, FILTER, OPENING = 16.0, 50.0, 100.0, 1000.0
"""Milliseconds: a frame of scrolling, a card dropped or taken back, the board narrowed, the page opened."""
MEMORY = 150.0
"""Megabytes that the page takes with all its cards."""
Note = Callable[[str, object], None]


pytestmark = pytest.mark.usefixtures("threads_as_in_the_program")


def board_visit() -> VisitContents:
    """Cards of a dozen words; findings in all four categories, each with its share of them."""
    chance = random.Random(7)
    made = large_visit(CARDS // 2, words=5)
    evidence = tuple(replace(piece, leaning=chance.choice(("strength", "weakness"))) for piece in made.evidence)
    categories = [category.id for category in load_framework("ucra-2010").categories]
    places = orders(ON_EACH)

    def finding(number: int, order: str) -> Finding:
        finding_id = derived_id("board finding", str(number))
        pieces = evidence[number * ON_EACH : (number + 1) * ON_EACH]
        return Finding(
            id=finding_id,
            category=categories[number % len(categories)],
            text=". ".join(piece.text for piece in pieces[:3]),
            order=order,
            evidence=tuple(
                Link(id=link_id(finding_id, piece.id), finding=finding_id, evidence=piece.id, order=place)
                for piece, place in zip(pieces, places, strict=True)
            ),
        )

    findings = tuple(finding(number, order) for number, order in enumerate(orders(FINDINGS)))
    return replace(made, evidence=evidence, findings=findings)


@pytest.fixture
def window(qtbot: QtBot, own_profile: ProfilePlaces) -> Iterator[MainWindow]:
    """A window on the visit, before the board is opened."""
    with window_on(qtbot, own_profile, board_visit(), "concerns") as made:
        yield made


def longest_turn(until: Callable[[], bool]) -> float:
    """Return the longest turn of the event loop, in milliseconds, until something holds."""
    longest, end = 0.0, time.monotonic() + WAIT / 1000
    while not until():
        assert time.monotonic() < end, "it did not come to hold in time"
        longest = max(longest, took(lambda: time.sleep(0.001)))
    return longest


def p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


def scrolling(rows: QAbstractItemView, frames: int = 120) -> float:
    """Return the frame time, 99 in 100 within, of scrolling by half a row each frame and back."""
    bar = rows.verticalScrollBar()
    steps = [*range(frames // 2), *range(frames // 2, 0, -1)]
    return p99([took(lambda to=step: bar.setValue(40 * to)) for step in steps])


def in_a_bare_list(bare: QMainWindow) -> dict[str, float]:
    """Return what the same takes in a list of Qt's own with rows of one height."""
    rows, model = QListView(bare), QStringListModel()
    rows.setUniformItemSizes(True)
    rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    bare.setCentralWidget(rows)
    rows.setModel(model)
    names = [f"Card {n}" for n in range(CARDS)]
    shown = took(lambda: model.setStringList(names))
    floor = {"opening": shown, "filtering": took(lambda: model.setStringList(names[::2]))}
    floor["scrolling"] = scrolling(rows)
    floor["dropping"] = p99([took(lambda: (model.removeRow(3), model.insertRow(90))) for _ in range(ACTS)])
    floor["undoing"] = floor["dropping"]
    return floor


def test_ten_thousand_cards_on_the_board(window: MainWindow, bare_window: QMainWindow, record_property: Note) -> None:
    floor = in_a_bare_list(bare_window)
    window.activateWindow()
    QTest.qWaitForWindowActive(window, WAIT)
    before = megabytes()
    ours = {"opening": took(lambda: window.go("judgement"))}
    held = megabytes() - before
    page = window.desk().current_page()  # type: ignore[union-attr]
    assert isinstance(page, JudgementPage)
    page.board.take_focus()
    ours["scrolling"] = max(scrolling(column.view) for column in page.board.columns)
    unsorted = page.board.model.rows_under(page.board.model.index_of("column:unsorted"))
    dropped = [row.key for row in unsorted[: 10 * ACTS : 10]]
    findings = page.board.model.all_findings()[:: FINDINGS // ACTS]
    pairs = list(zip(dropped, findings, strict=False))
    ours["dropping"] = p99([took(lambda pair=pair: drop(page, pair[0], pair[1].id)) for pair in pairs])
    visit_of(window).settle(30)
    assert all(len(visit_of(window).finding(finding.id).evidence) == ON_EACH + 1 for _card, finding in pairs)
    ours["undoing"] = max(longest_turn(undone(page, finding.id)) for _card, finding in pairs[:-6:-1])
    choices = (("leaning", "weakness"), ("leaning", None), ("kind", "document"), ("kind", None))
    ours["filtering"] = max(took(lambda each=each: page.filters.choose(*each)) for each in choices)
    for what, time_taken in ours.items():
        said = f"{time_taken:.1f} ms, bare list {floor[what]:.1f} ms, ratio {time_taken / floor[what]:.1f}"
        record_property(f"board of {CARDS} cards, {what}", said)
        print(f"\n{what}: {said}")
    print(f"\nmemory of the page: {held:.0f} MB")
    record_property("board, memory of the page", f"{held:.0f} MB")
    limits = {"opening": OPENING, "scrolling": FRAME, "dropping": ACT, "undoing": ACT, "filtering": FILTER}
    late = {what: ours[what] for what, limit in limits.items() if ours[what] > ROOM * max(limit, 3 * floor[what])}
    assert not late
    assert held < MEMORY


def drop(page: JudgementPage, card: str, finding: str) -> None:
    """Let a card go over a finding, as the column under the pointer tells the board."""
    carried = QMimeData()
    carried.setData(CARDS_MIME, QByteArray(json.dumps([card]).encode()))
    model = page.board.model
    assert model.drop(carried, model.index_of(f"finding:{finding}"), -1, "supports", keep=False)


def undone(page: JudgementPage, finding: str) -> Callable[[], bool]:
    """Press Ctrl+Z, and return whether the card that was dropped last on a finding is off it again on the board."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def holds() -> bool:
        row = page.board.model.row(page.board.model.index_of(f"finding:{finding}"))
        return len(row.cards) == ON_EACH  # type: ignore[union-attr]

    return holds
