"""A window of its own for each test, off the screen unless asked otherwise; what Qt complains of fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from inspector_app.places import ProfilePlaces

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from inspector_app.gui.main_window import MainWindow
    from inspector_app.store.profile import Profile

if find_spec("PySide6") is None or find_spec("pytestqt") is None:
    collect_ignore_glob = ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Profile:
    """A profile that is unlocked; the window that uses it closes it."""
    from window_hands import PASSPHRASE

    from inspector_app.store.profile import Profile

    return Profile.create(own_profile, PASSPHRASE, name="Siân Łukasz", designation="His Majesty's Inspector")


@pytest.fixture
def york(profile: Profile) -> str:
    """The York example, brought in: its id."""
    from window_hands import YORK

    from inspector_app.exchange.visit_file_reader import read_visit_file

    return profile.new_visit(read_visit_file(YORK))


@pytest.fixture
def begun(profile: Profile) -> str:
    """A visit that has just been begun: its id."""
    from datetime import date

    from inspector_app.frameworks.library import load_framework
    from inspector_app.visit.entities import Inspector
    from inspector_app.visit.starting import start_visit

    me = Inspector(id=profile.inspector_id, name=profile.name, designation=profile.designation, lead=True, order="a0")
    contents = start_visit(
        load_framework("ucra-2010"),
        authority_name="Exampleshire County Council",
        authority_area="Exampleshire",
        authority_article="",
        days=(date(2010, 6, 8), date(2010, 6, 9)),
        team=(me,),
    )
    return profile.new_visit(contents)


@pytest.fixture
def make_window(qtbot: QtBot, own_profile: ProfilePlaces) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows on the test's profile folder, and closes them at the end."""
    from window_hands import close, show_window

    made: list[MainWindow] = []

    def make() -> MainWindow:
        made.append(show_window(qtbot, own_profile))
        return made[-1]

    yield make
    for window in made:
        close(qtbot, window)
        window.deleteLater()


@pytest.fixture
def open_window(qtbot: QtBot, make_window: Callable[[], MainWindow], profile: Profile) -> Callable[[str], MainWindow]:
    """Opens a window on a visit of the test's profile."""

    from window_hands import WAIT

    def make(visit_id: str) -> MainWindow:
        window = make_window()
        window.use_profile(profile)
        window.open_visit(visit_id)
        qtbot.waitUntil(lambda: window.desk() is not None, timeout=WAIT)
        return window

    return make
