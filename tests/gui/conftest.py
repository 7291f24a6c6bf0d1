"""A window of its own for each test, off the screen unless asked otherwise; what Qt complains of fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from inspector_app.places import ProfilePlaces

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from inspector_app.gui.main_window import MainWindow
    from inspector_app.store.profile import Profile
    from inspector_app.visit.contents import VisitContents

    MadeOnce = tuple[Path, dict[str, str]]
    """The folder of a profile, and the ids of its visits by their names here."""

if find_spec("PySide6") is None or find_spec("pytestqt") is None:
    collect_ignore_glob = ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


def _new_profile(folder: Path) -> Profile:
    from window_hands import PASSPHRASE

    from inspector_app.store.profile import Profile

    return Profile.create(ProfilePlaces(folder), PASSPHRASE, name="Siân Łukasz", designation="His Majesty's Inspector")


def _york(_profile: Profile) -> VisitContents:
    from window_hands import YORK

    from inspector_app.exchange.visit_file_reader import read_visit_file

    return read_visit_file(YORK)


def _begun(profile: Profile) -> VisitContents:
    from datetime import date

    from inspector_app.frameworks.library import load_framework
    from inspector_app.visit.entities import Inspector
    from inspector_app.visit.starting import start_visit

    me = Inspector(id=profile.inspector_id, name=profile.name, designation=profile.designation, lead=True, order="a0")
    return start_visit(
        load_framework("ucra-2010"),
        authority_name="Exampleshire County Council",
        authority_area="Exampleshire",
        authority_article="",
        days=(date(2010, 6, 8), date(2010, 6, 9)),
        team=(me,),
    )


_VISITS: dict[str, Callable[[Profile], VisitContents]] = {"york": _york, "begun": _begun}


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[str, ...]], MadeOnce]:
    """Gives the folder of a closed profile that holds these visits, and their ids: made once, to be copied."""
    made: dict[tuple[str, ...], MadeOnce] = {}

    def give(names: tuple[str, ...]) -> MadeOnce:
        if names not in made:
            folder = tmp_path_factory.mktemp("made") / "profile"
            with _new_profile(folder) as profile:
                made[names] = (folder, {name: profile.new_visit(_VISITS[name](profile)) for name in names})
        return made[names]

    return give


@pytest.fixture
def made(request: pytest.FixtureRequest, made_once: Callable[[tuple[str, ...]], MadeOnce]) -> MadeOnce:
    """What the test asks for, as it was made."""
    return made_once(tuple(name for name in _VISITS if name in request.fixturenames))


@pytest.fixture
def profile(own_profile: ProfilePlaces, made: MadeOnce) -> Profile:
    """A profile of the test's own that is unlocked, with the visits it asks for; the window that uses it closes it."""
    from window_hands import PASSPHRASE

    from inspector_app.store.profile import Profile

    folder, visits = made
    if not visits:
        return _new_profile(own_profile.folder)
    copytree(folder, own_profile.folder)
    return Profile.open(own_profile, PASSPHRASE)


@pytest.fixture
def york(profile: Profile, made: MadeOnce) -> str:
    """The York example, brought in: its id."""
    return made[1]["york"]


@pytest.fixture
def begun(profile: Profile, made: MadeOnce) -> str:
    """A visit that has just been begun: its id."""
    return made[1]["begun"]


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
