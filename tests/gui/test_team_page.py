"""The page of the team, with two laptops that exchange files: give, join, take in, choose where both wrote, lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from board_of_cards import LoneWindow
from made_visits import PASSPHRASE, one_of_everything
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot
from window_hands import button, comes, line, named, shows

from inspector_app.errors import PackageRefused
from inspector_app.gui import style
from inspector_app.gui.bar_keeper import BarKeeper
from inspector_app.gui.capture.documents_page import DocumentsPage
from inspector_app.gui.home.home_page import HomePage
from inspector_app.gui.overview.exchanged import not_exchanged
from inspector_app.gui.overview.next_steps import next_steps
from inspector_app.gui.overview.overview_page import OverviewPage
from inspector_app.gui.packages.take_form import TakeForm
from inspector_app.gui.rail import Rail
from inspector_app.gui.records.both_line import BothLine
from inspector_app.gui.team.team_page import TeamPage
from inspector_app.gui.top_bar import TopBar
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.team_exchange import look_into
from inspector_app.visit import steps
from inspector_app.visit.both_wrote import choose
from inspector_app.visit.trail import story

Show = Callable[[QWidget], QWidget]


@dataclass
class Laptop:
    profile: Profile
    window: LoneWindow


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    style.apply(QApplication.instance(), "light")  # type: ignore[arg-type]
    names = {"one": "A. Inspector", "two": "R. Colleague"}
    made = [
        Profile.create(ProfilePlaces(tmp_path / each), PASSPHRASE, name=names[each], designation="HMI")
        for each in names
    ]
    yield Laptop(made[0], LoneWindow(made[0])), Laptop(made[1], LoneWindow(made[1]))
    for profile in made:
        profile.close()


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(1234, 684)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return shown


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def listed(within: QWidget, name: str) -> list[str]:
    found = named(within, QListWidget, name)
    return [found.item(row).text() for row in range(found.count())]


def words_of_package(page: TeamPage) -> str:
    return page.giving.words.text()


def given(page: TeamPage, laptop: Laptop, file: Path) -> str:
    """Give what the current line says into a file, and return the words that were said."""
    laptop.window.ask_to_save = lambda *_: file  # type: ignore[method-assign]
    page.laptops.give()
    words = words_of_package(page)
    button(page, "Save the package …").click()
    assert comes(lambda: shows(page, f"{file.name} is written"))
    press(page.giving, Qt.Key.Key_Escape)
    page.laptops.give()
    assert words_of_package(page) == words, "only what is meant puts away the words that a package needs"
    return words


def test_two_laptops_become_one_visit_by_the_page(
    qtbot: QtBot, tmp_path: Path, laptops: tuple[Laptop, Laptop], show: Show
) -> None:
    one, two = laptops
    first, second = tmp_path / "first.visit-package", tmp_path / "second.visit-package"
    visit_id = one.profile.new_visit(one_of_everything())
    with OpenVisit.open(one.profile, visit_id) as mine:
        page = TeamPage(mine, one.window)
        show(page)
        words = given(page, one, first)
        phrase = page.laptops.phrase.text()
        assert len(words.split()) == 6 and shows(page, f"your colleague’s screen shows the words “{phrase}”")
        button(page, "Hide the words").click()
        assert words_of_package(page) != words

        two.window.open_from = first
        home = HomePage(two.window)
        show(home)
        home.refresh()
        button(home, "Take in a package").click()
        form = home.findChild(TakeForm)
        spoken = line(form, "The six words")
        QTest.keyClicks(spoken, f"{words.split()[0]} zzzq ")
        assert shows(form, "Word 2, “zzzq”, is none of those that are said.")
        spoken.clear()
        QTest.keyClicks(spoken, " ".join(word[:4].upper() for word in words.split()))
        press(spoken, Qt.Key.Key_Return)
        assert home.focusWidget() is form.phrase
        press(form.phrase, Qt.Key.Key_Return)
        assert form.phrase.text() == phrase
        button(form, "No, others").click()
        assert not two.profile.visits() and shows(home, "No visit is on this laptop yet")
        home.bring_in()
        spoken.setText(words)
        press(spoken, Qt.Key.Key_Return)
        button(form, "Yes, the same four words").click()
        assert any(each.startswith("New: case “EX-014”") for each in listed(form, "What the package brings"))
        assert not two.profile.visits()
        button(form, "Take the visit in").click()
        assert [each.id for each in two.profile.visits()] == [visit_id]
        assert shows(home, "Exampleshire County Council")

        with OpenVisit.open(two.profile, visit_id) as theirs:
            finding, record, other = mine.findings()[0], mine.record_lines("document")[0], mine.record_lines("case")[0]
            for visit, text in ((mine, "Supervision is irregular."), (theirs, "Supervision is rare.")):
                visit.write(steps.set_field("finding", finding.id, "text", text)).result(5)
            theirs.write(steps.set_field("record", record.id, "title", "Files of May")).result(5)
            mine.write(steps.remove("record", record.id)).result(5)
            theirs.write(steps.set_field("record", other.id, "notes", "Read twice.")).result(5)
            colleagues = TeamPage(theirs, two.window)
            show(colleagues)
            assert listed(colleagues, "Colleagues’ laptops")[0].startswith("A. Inspector’s laptop lacks 4 changes")
            assert not_exchanged(theirs) == "A. Inspector’s laptop lacks 4 changes"
            glance = OverviewPage(theirs, two.window)
            show(glance)
            assert comes(lambda: button(glance, "Give …").isVisible())
            button(glance, "Give …").click()
            assert two.window.went[-1] == ("team", None)
            glance.stop()
            words = given(colleagues, two, second)

            dropped = QMimeData()
            dropped.setUrls([QUrl.fromLocalFile(str(second))])
            copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            page.dropEvent(QDropEvent(QPoint(9, 9), copy, dropped, left, none))
            line(page, "The six words").setText(words)
            press(line(page, "The six words"), Qt.Key.Key_Return)
            button(page, "Yes, the same four words").click()
            brings = listed(page, "What the package brings")
            assert brings[0] == "Both wrote: Finding “Supervision is irregular.”, words"
            assert brings[1] == "Removed by you, written in by R. Colleague: document “Files of May”"
            assert brings[2:] == ["Changed: case “EX-014”", "New in the team: R. Colleague"]
            versions = [each.toPlainText() for each in page.taking.findChildren(QTextBrowser) if each.isVisible()]
            assert sorted(versions) == ["Supervision is irregular.", "Supervision is rare."]
            assert mine.findings()[0].text == "Supervision is irregular.", "nothing is applied yet"
            button(page, "Take in").click()
            assert comes(lambda: shows(page, "4 changes came in. 2 places where both wrote: choose."))
            assert page.focusWidget() is button(page, "Close")
            assert comes(
                lambda: shows(page, "The receipt is without 2 changes that are here and that you have not given")
            )
            assert "RECEIPT" in named(page, QPlainTextEdit, "Words of the receipt").toPlainText()
            button(page, "Close").click()
            assert words_of_package(page).split() and page.giving.isVisible(), "its words were not put away yet"
            button(page, "Done: put the words away").click()
            hands_elsewhere_keep_the_cursor(page, one.window, tmp_path)
            first_step = next_steps(mine.contents(), mine.framework)[1]
            assert (first_step.words, first_step.page) == ("2 places where both wrote wait for a choice", "team")
            rail = Rail(page)
            BarKeeper(mine, TopBar(page), rail, one.window.say)
            assert button(rail, "Team").text() == " Team (2)"
            choose_by_keys(page, mine, one.window)
            lead_is_handed_over(page, mine)


def hands_elsewhere_keep_the_cursor(page: TeamPage, window: LoneWindow, folder: Path) -> None:
    """What ends in the background while somebody is elsewhere leaves the cursor there; nothing is left of a package
    that is cancelled while it is written."""
    window.at_once = False
    for name in ("kept.visit-package", "cancelled.visit-package"):
        window.ask_to_save = lambda *_, file=folder / name: file  # type: ignore[method-assign]
        page.laptops.give()
        button(page, "Save the package …").click()
        if name.startswith("cancelled"):
            button(page, "Cancel").click()
        page.laptops.list.setFocus()
        for run in (window.later.pop(0) for _ in range(len(window.later))):
            run()
        assert page.focusWidget() is page.laptops.list
        assert (folder / name).exists() == name.startswith("kept")
        if name.startswith("kept"):
            with pytest.raises(PackageRefused, match="your own package"):
                look_into(window.profile, page.visit, folder / name, words_of_package(page))
            button(page, "Done: put the words away").click()
    assert window.said[-1] == "Giving was cancelled: no package is left."
    window.at_once = True
    page.refresh(None)


def choose_by_keys(page: TeamPage, visit: OpenVisit, window: LoneWindow) -> None:
    def waiting() -> list[str]:
        return [each.partition("\n")[0] for each in listed(page, "Where both wrote")]

    finding = visit.findings()[0]
    both = ["Finding “Supervision is rare.”: words", "Document “Files of May”: removed or kept"]
    assert comes(lambda: sorted(waiting()) == sorted(both))
    line_on_finding = BothLine(visit, window, page)
    line_on_finding.read()
    line_on_finding.show_finding(finding)
    line_on_finding.choose()
    assert window.went[-1] == ("team", f"both:finding:{finding.id}:text")

    rows = named(page, QListWidget, "Where both wrote")
    page.show_place(window.went[-1][1])
    press(rows, Qt.Key.Key_2)
    assert comes(lambda: visit.findings()[0].text == "Supervision is irregular.")
    assert comes(lambda: waiting() == [both[1]])
    visit.undo().result(5)
    page.refresh(None)
    assert comes(lambda: len(waiting()) == 2)
    page.show_place(window.went[-1][1])
    press(rows, Qt.Key.Key_E)
    writing = named(page, QPlainTextEdit, "What is to stand")
    assert page.choices.is_writing()
    QTest.keyClicks(writing, "Both say: ")
    page.leave()
    assert comes(lambda: visit.findings()[0].text == "Both say: Supervision is rare.\n\nSupervision is irregular.")
    press(writing, Qt.Key.Key_Escape)
    press(rows, Qt.Key.Key_K)
    assert comes(lambda: not visit.both_wrote())
    choice_arises_on_the_page(visit, window)
    assert "Files of May" in [each.title for each in visit.record_lines("document")]
    assert comes(lambda: shows(page, "Nothing waits for a choice"))
    told = [each.sentence for act in story(visit.history(), visit.framework, None) for each in act.told]
    assert "took in what a colleague’s laptop gave" in told
    assert any(each.startswith("chose where both wrote, and changed the words of") for each in told)


def choice_arises_on_the_page(visit: OpenVisit, window: LoneWindow) -> None:
    """What a page itself has written can be what stands beside a colleague's words."""
    documents = DocumentsPage(visit, window)
    documents.show()
    assert documents.shown is not None
    begun_before = replace(steps.set_field("record", documents.shown.id, "title", "Files"), sight=0)
    told = "Several laptops wrote different things here: title."
    documents.changed(visit.write(begun_before, origin=documents).result(5))
    assert comes(lambda: shows(documents, told))
    documents.changed(visit.write(choose(visit.both_wrote()[0], "Files of May"), origin=documents).result(5))
    assert comes(lambda: not shows(documents, told))
    documents.stop()
    documents.close()


def lead_is_handed_over(page: TeamPage, visit: OpenVisit) -> None:
    menu = button(page, "Hand the lead over to …").menu()  # type: ignore[attr-defined]
    menu.actions()[-1].trigger()
    assert comes(lambda: [each.name for each in visit.inspectors() if each.lead] == ["R. Colleague"])
    assert comes(lambda: shows(page, "R. Colleague leads this visit."))
