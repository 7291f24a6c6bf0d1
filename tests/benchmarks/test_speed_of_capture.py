"""Ten thousand records in the list and a note of 60,000 words, beside a bare list and a bare editor in the same run."""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from datetime import time as clock
from pathlib import Path
from subprocess import PIPE, run

import pytest
from limits import MEASURING, ROOM

pytest.importorskip("pytestqt")
pytest.importorskip("PySide6")

import typing_meter
from made_visits import large_visit
from measured_window import megabytes, took, window_on
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_meter import Typist
from window_hands import PASSPHRASE, WAIT, visit_of

from inspector_app.gui import style
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.records.arranging import Arrangement
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit.contents import VisitContents

RECORDS, WORDS = (10_000, 60_000) if MEASURING else (2_000, 12_000)
PACE = 20
"""Milliseconds between two keys: three times as fast as a fast typist."""
STRETCH, STRETCHES = 100, 3 if MEASURING else 1
FRAME = 16.0
"""Milliseconds in which a key is to be seen."""
AT_ONCE = 100.0
"""Milliseconds that a hand takes for no pause; on a busy machine five times what a bare list takes to show as many."""
MORE_MEMORY = 250.0 if MEASURING else 120.0
"""Megabytes over a bare window with the same note: the whole program with an open visit of all these records."""
Note = Callable[[str, object], None]
pytestmark = pytest.mark.usefixtures("threads_as_in_the_program")


def long_note() -> str:
    """Paragraphs of sixty words, as notes come to be that are kept in one record for two days."""
    chance = random.Random(4)
    known = ("supervision", "irregular", "child", "seen", "alone", "referral", "manager", "signed", "off", "weekly")
    return "\n\n".join(" ".join(chance.choice(known) for _ in range(60)) for _ in range(WORDS // 60))


def full_visit() -> VisitContents:
    """Ten thousand records over two days, of which the last holds the long note."""
    made = large_visit(RECORDS, words=40)
    days = (date(2010, 6, 8), date(2010, 6, 9))
    records = [
        replace(record, day=days[n % 2], start=clock(8 + n % 10, n % 60)) for n, record in enumerate(made.records)
    ]
    records[-1] = replace(records[-1], title="The long one", notes=long_note())
    return replace(made, records=tuple(records), evidence=made.evidence[:200], findings=())


@pytest.fixture
def window(qtbot: QtBot, own_profile: ProfilePlaces) -> Iterator[MainWindow]:
    """A window on the full visit, on its page of interviews."""
    with window_on(qtbot, own_profile, full_visit(), "interviews") as made:
        yield made


def paging(rows: QWidget, presses: int = 40) -> float:
    """Return the median milliseconds of Page Down in a list, drawn."""
    rows.setFocus()
    return statistics.median(took(lambda: QTest.keyClick(rows, Qt.Key.Key_PageDown)) for _ in range(presses))


def test_ten_thousand_records_in_the_list(window: MainWindow, bare_window: QMainWindow, record_property: Note) -> None:
    beside = QListView()
    beside.setUniformItemSizes(True)
    bare_window.setCentralWidget(beside)
    names = [f"Interview {n}" for n in range(RECORDS)]
    model = QStringListModel()
    beside.setModel(model)
    shown = took(lambda: model.setStringList(names))
    page = window.desk().current_page()  # type: ignore[union-attr]
    records = page.list  # type: ignore[union-attr]
    records.choose(records.model.first())
    rows = next(view for view in records.findChildren(QListView) if view.model() is records.model)
    figures = {
        "Page Down, the record shown": (paging(rows), shown),
        "sorted by title": (took(lambda: records.arrange(Arrangement("title", "none"))), shown),
        "grouped by theme": (took(lambda: records.arrange(Arrangement("time", "theme"))), shown),
        "only one day": (took(lambda: records.arrange(Arrangement(day=date(2010, 6, 8)))), shown),
        "everything": (took(lambda: records.arrange(Arrangement())), shown),
        "a new record": (took(page.new_record), shown),  # type: ignore[union-attr]
    }
    for what, (ours, theirs) in figures.items():
        record_property(what, f"{ours:.1f} ms, bare list {theirs:.1f} ms, ratio {ours / theirs:.1f}")
        print(f"\n{what}: {ours:.1f} ms, bare list {theirs:.1f} ms")
    assert records.model.count() == RECORDS + 1
    late = {what: ours for what, (ours, theirs) in figures.items() if ours > ROOM * max(AT_ONCE, 5 * theirs)}
    assert not late


def test_a_key_in_a_note_of_60_000_words(
    window: MainWindow, bare_window: QMainWindow, record_property: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_meter, "PACE", PACE)
    editor = QPlainTextEdit(bare_window)
    bare_window.setCentralWidget(editor)
    editor.setPlainText(long_note())
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    page = window.desk().current_page()  # type: ignore[union-attr]
    record = next(line.id for line in visit_of(window).record_lines("interview") if line.title == "The long one")
    opened = took(lambda: page.show_place(f"record:{record}"))  # type: ignore[union-attr]
    notes = page.form.notes  # type: ignore[union-attr]
    notes.moveCursor(notes.textCursor().MoveOperation.End)
    assert len(notes.value().split()) == WORDS
    Typist(notes).type(10)  # what comes with opening it is over
    ours, beside = Typist(notes), Typist(editor)
    for _ in range(STRETCHES):
        ours.type(STRETCH)
        beside.type(STRETCH)
    visit_of(window).settle(30)
    assert visit_of(window).record(record).notes == notes.value()
    record_property("a note of 60,000 words", f"{ours.felt}; opened in {opened:.0f} ms")
    record_property("a note of 60,000 words, bare editor", f"{beside.felt}")
    print(f"\n60,000 words: {ours.felt}; opened in {opened:.0f} ms\n  bare editor: {beside.felt}")
    assert ours.felt.p99() < ROOM * max(FRAME, 3 * beside.felt.p99())


def test_memory_over_a_bare_window(tmp_path: Path, record_property: Note) -> None:
    """Each in a process of its own: what one has held before would hide what the other needs."""
    folder = str(tmp_path / "profile")
    visit_id = _said(folder)
    ours, bare = float(_said(folder, visit_id)), float(_said())
    record_property("memory", f"{ours:.0f} MB, bare window {bare:.0f} MB")
    print(f"\nmemory with {RECORDS} records and {WORDS} words in sight: {ours:.0f} MB, bare window {bare:.0f} MB")
    assert ours - bare < MORE_MEMORY


def _said(*words: str) -> str:
    """Return what this file says when it is run by itself with these words."""
    said = run([sys.executable, __file__, *words], env=_environment(), stdout=PIPE, check=True, text=True)
    return said.stdout.strip()


def _environment() -> dict[str, str]:
    here = Path(__file__)
    paths = (here.parents[2], here.parents[1], here.parents[1] / "gui", here.parent)
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "QT_QPA_PLATFORM": "offscreen"}


def _until(app: QApplication, holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT / 1000
    while not holds() and time.monotonic() < end:
        app.processEvents()
    app.processEvents()


def _hold_bare() -> None:
    app = QApplication([])
    window = QMainWindow()
    editor = QPlainTextEdit(window)
    window.setCentralWidget(editor)
    window.resize(1366, 768)
    window.show()
    editor.setPlainText(long_note())
    _until(app, window.isVisible)
    print(megabytes())


def _hold_program(folder: Path, visit_id: str) -> None:
    app = QApplication([])
    style.apply(app, "light")
    window = MainWindow(ProfilePlaces(folder), app)
    window.resize(1366, 768)
    window.show()
    window.use_profile(Profile.open(ProfilePlaces(folder), PASSPHRASE))
    window.open_visit(visit_id, "interviews")
    _until(app, lambda: window.desk() is not None)
    line = next(each for each in visit_of(window).record_lines("interview") if each.title == "The long one")
    window.go("interviews", f"record:{line.id}")
    _until(app, lambda: not window.busy())
    print(megabytes())
    window.close()
    _until(app, lambda: not window.isVisible())


def _make(folder: Path) -> None:
    with Profile.create(ProfilePlaces(folder), PASSPHRASE, name="A. Inspector", designation="HMI") as profile:
        print(profile.new_visit(full_visit()))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _hold_program(Path(sys.argv[1]), sys.argv[2])
    elif len(sys.argv) == 2:
        _make(Path(sys.argv[1]))
    else:
        _hold_bare()
