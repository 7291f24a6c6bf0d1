"""The sample in a real window: the council's list brought in by a look at it, drawn, replaced, picked, with reasons."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QListWidget, QTableView, QTableWidget
from pytestqt.qtbot import QtBot
from records_room import OpenWindow, cursor_in, page_in, press, type_text, visit_in
from test_every_page import cut, nameless, sideways, small
from window_hands import WAIT, button, dialog_in_sight, line, named, shows

from inspector_app.exchange.frame_columns import REMEMBERED_COLUMNS
from inspector_app.exchange.frame_file import FrameSheet
from inspector_app.gui import printing
from inspector_app.gui.cases.draw_panel import DrawPanel
from inspector_app.gui.cases.list_preview import ListPreview
from inspector_app.gui.cases.sampling_acts import DrawWanted, ListWanted
from inspector_app.gui.main_window import MainWindow
from inspector_app.store.profile import Profile
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Frame
from inspector_app.visit.sampling import FrameRow
from inspector_app.visit.sampling_steps import DRAWN, ON_PURPOSE, REPLACEMENT

HEADINGS = ("Case ref", "Child name", "Date of birth", "Team name", "Status", "Locality")
NAME = "Wilhelmina"


def write_list(path: Path, rows: int, status: str = "Open") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for n in range(1, rows + 1):
            team = ("Referral and assessment", "Children in need")[n % 2]
            writer.writerow([f"EX-{n:03}", NAME, "01/02/2003", team, status, ("North", "South")[n % 2]])
    return path


@pytest.fixture
def council_list(tmp_path: Path) -> Path:
    return write_list(tmp_path / "council.csv", 60)


@pytest.fixture
def chosen_files(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answers the window's questions for a file to open or save."""
    from inspector_app.gui import questions

    def choose(path: Path) -> None:
        monkeypatch.setattr(questions, "ask_to_open", lambda *_: path)
        monkeypatch.setattr(questions, "ask_to_save", lambda *_: path)

    return choose


def sample_of(window: MainWindow) -> Any:
    page_in(window, "cases")
    press(Qt.Key.Key_T, ctrl=True, shift=True)
    return named(window, QTableView, "Cases of the sample")


def assert_fits(window: MainWindow) -> None:
    """Every control has a name that is spoken, no label is cut, nothing scrolls sideways."""
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert (nameless(window), cut(window), sideways(window), small(window)) == ([], [], [], [])


def cases_in(window: MainWindow) -> list[Case]:
    visit = visit_in(window)
    return [visit.record(each.id).details for each in visit.record_lines("case")]  # type: ignore[misc]


def bring_in(qtbot: QtBot, window: MainWindow) -> None:
    button(window, "Bring in a list…").click()
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "Reference", timeout=WAIT)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "How many cases", timeout=WAIT)


def draw(qtbot: QtBot, window: MainWindow, size: str, seed: str) -> None:
    """Draw so many, divided by team."""
    line(window, "How many cases").selectAll()
    type_text(size)
    columns = named(window, QListWidget, "Divided by")
    columns.item(0).setCheckState(Qt.CheckState.Checked)
    line(window, "Seed").setText(seed)
    line(window, "Seed").setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(visit_in(window).draws()) > 0, timeout=WAIT)
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "Cases of the sample", timeout=WAIT)


def no_dialog_in_sight(qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: not any(isinstance(top, QDialog) and top.isVisible() for top in QApplication.topLevelWidgets())
    )


def test_a_list_is_brought_in_drawn_and_read_and_no_case_leaves_without_a_reason(
    qtbot: QtBot,
    open_window: OpenWindow,
    begun: str,
    profile: Profile,
    council_list: Path,
    tmp_path: Path,
    chosen_files: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    chosen_files(council_list)
    table = sample_of(window)
    button(window, "Bring in a list…").click()
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "Reference", timeout=WAIT)
    assert_fits(window)
    heads = named(window, QTableWidget, "First rows of the list")
    struck = {heads.horizontalHeaderItem(n).text(): heads.horizontalHeaderItem(n).font().strikeOut() for n in range(6)}
    assert [head for head, out in struck.items() if out] == ["Child name", "Date of birth", "Locality"]
    qtbot.waitUntil(
        lambda: shows(window, "Never taken in, because they name people: Child name, Date of birth."), timeout=WAIT
    )
    assert visit.frames() == ()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "How many cases", timeout=WAIT)
    assert_fits(window)
    (frame,) = visit.frames()
    assert NAME.encode() not in visit.kept_file(frame.sha256)
    assert profile.setting(REMEMBERED_COLUMNS)["team"] == "Team name"

    draw(qtbot, window, "8", "20100608")
    (made,) = visit.draws()
    assert (made.size, made.seed, made.stratum_columns) == (8, "20100608", ("team",))
    assert [(stratum.size, stratum.rows) for stratum in made.strata] == [(4, 30), (4, 30)]
    assert {case.position for case in cases_in(window)} == set(made.positions)
    assert table.model().rowCount() == 8
    qtbot.waitUntil(lambda: shows(window, "8 cases: 8 not read yet."), timeout=WAIT)

    first = table.model().index(0, 0).data()
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Return)  # no reason: it asks on
    qtbot.waitUntil(lambda: shows(window, f"Why can {first} not be read?"), timeout=WAIT)
    assert all(case.left_reason is None for case in cases_in(window))
    assert_fits(window)
    type_text("The file is with the court.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(cases_in(window)) == 9, timeout=WAIT)
    by_reference = {case.reference: case for case in cases_in(window)}
    instead = next(case for case in by_reference.values() if case.replaces)
    assert by_reference[first].left_reason == "The file is with the court."
    assert (instead.replaces, instead.chosen_how) == (by_reference[first].id, "replacement")
    assert instead.chosen_stratum == by_reference[first].chosen_stratum

    how = named(window, QComboBox, "How it was chosen")
    assert [how.itemData(n) for n in range(how.count())][-3:] == [DRAWN, ON_PURPOSE, REPLACEMENT]

    press(Qt.Key.Key_P)
    picked = next(f"EX-{n:03}" for n in range(1, 61) if f"EX-{n:03}" not in by_reference)
    type_text(picked)
    press(Qt.Key.Key_Return)
    type_text("Named in the call to the duty desk.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(cases_in(window)) == 10, timeout=WAIT)
    case = next(case for case in cases_in(window) if case.reference == picked)
    assert (case.chosen_how, case.chosen_reason) == ("on-purpose", "Named in the call to the duty desk.")
    assert case.team in ("Referral and assessment", "Children in need")

    chosen_files(tmp_path / "slip.pdf")
    press(Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "Saved: slip.pdf" in window.said(), timeout=WAIT)
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    printed: list[bytes] = []
    monkeypatch.setattr(printing, "print_with_preview", lambda pdf, *_, **__: printed.append(pdf))
    press(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=WAIT)
    assert printed[0].startswith(b"%PDF")


def test_a_drawn_case_has_its_reader_from_the_first_key_and_is_not_deleted_but_leaves(
    qtbot: QtBot, open_window: OpenWindow, begun: str, council_list: Path, chosen_files: Callable[[Path], None]
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    chosen_files(council_list)
    sample_of(window)
    bring_in(qtbot, window)
    draw(qtbot, window, "2", "7")
    press(Qt.Key.Key_Return)
    assert cursor_in().accessibleName() == "What it is"  # the first that the list did not fill
    desk = window.desk()
    assert desk is not None
    page: Any = desk.current_page()
    shown = page.shown.id
    assert visit.record(shown).author is None
    press(Qt.Key.Key_3)
    record = visit.record(shown)
    assert record.author == visit.me
    assert record.start is not None
    assert record.details.pathway == "initial-assessment"  # type: ignore[union-attr]

    page.list.focus_rows()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shows(window, "leaves the sample, because"), timeout=WAIT)
    press(Qt.Key.Key_Escape)
    assert visit.record(shown).details.left_reason is None  # type: ignore[union-attr]
    press(Qt.Key.Key_Delete)
    type_text("Restricted.")
    press(Qt.Key.Key_Return)
    assert visit.record(shown).details.left_reason == "Restricted."  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: shows(window, "1 not read yet, 1 left out"), timeout=WAIT)
    press(Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: shows(window, "1 read, 1 not read yet"), timeout=WAIT)


def test_acts_that_wait_for_others_are_worked_out_on_the_sample_as_it_has_become(
    qtbot: QtBot, open_window: OpenWindow, begun: str, council_list: Path, chosen_files: Callable[[Path], None]
) -> None:
    window = open_window(begun)
    chosen_files(council_list)
    table = sample_of(window)
    bring_in(qtbot, window)
    draw(qtbot, window, "4", "7")
    free = Event()
    window.run_in_background(lambda: free.wait(WAIT / 1000), lambda _done: None, "Something else")
    left = [table.model().index(row, 0).data() for row in range(2)]
    for row in range(2):
        table.setCurrentIndex(table.model().index(row, 0))
        press(Qt.Key.Key_R)
        type_text("The file is with the court.")
        press(Qt.Key.Key_Return)
    for reason in ("Named in a call.", "Named again."):
        press(Qt.Key.Key_P)
        type_text("EX-NEW")
        press(Qt.Key.Key_Return)
        type_text(reason)
        press(Qt.Key.Key_Return)
    assert len(cases_in(window)) == 4
    free.set()
    told = dialog_in_sight(qtbot)
    told.accept()
    references = [case.reference for case in cases_in(window)]
    assert len(set(references)) == len(references) == 7 and references.count("EX-NEW") == 1
    assert {case.reference for case in cases_in(window) if case.left_reason} == set(left)

    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=WAIT)
    button(window, "Draw…").click()
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "How many cases", timeout=WAIT)
    draw(qtbot, window, "60", "8")
    qtbot.waitUntil(lambda: "In the sample already: 4." in window.said(), timeout=WAIT)
    there = [case.reference for case in cases_in(window) if not case.left_reason]
    assert len(set(there)) == len(there) == 61 and set(left) < set(there), "what left the first draw is in the second"


def test_a_changed_list_is_refused_and_nothing_of_it_is_taken_in(
    qtbot: QtBot, open_window: OpenWindow, begun: str, council_list: Path, chosen_files: Callable[[Path], None]
) -> None:
    window = open_window(begun)
    visit = visit_in(window)
    chosen_files(council_list)
    sample_of(window)
    bring_in(qtbot, window)
    draw(qtbot, window, "2", "7")
    write_list(council_list, 61, "Closed")
    button(window, "Bring in a list…").click()
    qtbot.waitUntil(lambda: cursor_in().accessibleName() == "Reference", timeout=WAIT)
    press(Qt.Key.Key_Return)
    dialog = dialog_in_sight(qtbot)
    faults = named(dialog, QListWidget, "Faults in the file")
    told = [faults.item(n).text() for n in range(faults.count())]
    assert any("there were 60, there are 61" in each for each in told)
    assert any("EX-061 is new" in each for each in told)
    dialog.accept()
    assert len(visit.frames()) == 1
    no_dialog_in_sight(qtbot)
    chosen_files(council_list.rename(council_list.with_name("another.csv")))
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=WAIT)
    button(window, "Cancel").click()
    bring_in(qtbot, window)
    line(window, "Seed").setText("7")
    line(window, "Seed").setFocus()
    press(Qt.Key.Key_Return)
    dialog = dialog_in_sight(qtbot)
    assert shows(dialog, "another.csv is not the list that was drawn from")
    dialog.accept()
    no_dialog_in_sight(qtbot)
    assert (len(visit.frames()), len(visit.draws()), len(cases_in(window))) == (2, 1, 2)


def test_what_is_theirs_alone_is_ticked_anew_each_time_and_a_ticked_column_takes_no_known_place(qtbot: QtBot) -> None:
    headings = ("Case ref", "reference", "Team", "Ethnicity", "Locality", "Gender")
    remembered = {"reference": "Case ref", "team": "Gender", "Ethnicity": "Ethnicity", "Locality": "Locality"}
    preview = ListPreview()
    qtbot.addWidget(preview)
    preview.show_list(Path("council.csv"), [FrameSheet(None, headings, ())], remembered)
    asked: list[ListWanted] = []
    preview.wanted.connect(asked.append)
    others = named(preview, QListWidget, "Further columns")
    assert others.item(0).text() == "reference"
    others.item(0).setCheckState(Qt.CheckState.Checked)
    button(preview, "Bring it in").click()
    assert asked[0].columns == {"reference": "Case ref", "team": "Team", "Locality": "Locality"}


def test_numbers_of_ones_own_are_drawn_and_what_cannot_be_drawn_is_said(qtbot: QtBot) -> None:
    frame = Frame(
        id="list",
        name="council.csv",
        file_sha256="",
        sha256="",
        rows=6,
        columns={"reference": "Ref", "team": "Team"},
        brought_in_at="2010-06-08T09:00:00+01:00",
        brought_in_by="me",
    )
    teams = ("Duty", "Duty", "Duty", "Duty", "Long term", "Long term")
    rows = tuple(FrameRow(n, {"reference": f"EX-{n}", "team": team}) for n, team in enumerate(teams, 1))
    panel = DrawPanel()
    qtbot.addWidget(panel)
    panel.show_list(frame, rows)
    asked: list[DrawWanted] = []
    panel.wanted.connect(asked.append)
    named(panel, QListWidget, "Divided by").item(0).setCheckState(Qt.CheckState.Checked)
    strata = named(panel, QTableWidget, "Strata")
    line(panel, "How many cases").clear()
    qtbot.keyClicks(line(panel, "How many cases"), "3")
    assert [strata.item(row, 2).text() for row in range(2)] == ["2", "1"]
    proportion = named(panel, QComboBox, "In what proportion")
    qtbot.keyClick(proportion, Qt.Key.Key_End)
    strata.item(1, 2).setText("3")
    assert not button(panel, "Draw").isEnabled()
    strata.item(1, 2).setText("2")
    strata.item(0, 2).setText("0")
    button(panel, "Draw").click()
    assert (asked[0].size, asked[0].proportion) == (2, {"Duty": 0, "Long term": 2})
