"""Pictures of every page, by hand: `python tests/gui/screenshots.py FOLDER`, on the York example, off the screen or in
Xvfb, at the size of an inspector's laptop and at a large one, light and dark (high contrast at the small one)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication
from window_hands import visit_of

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.gui import style
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import PAGE_NAMES
from inspector_app.merging.spoken_words import new_spoken_passphrase
from inspector_app.open_visit import OpenVisit
from inspector_app.own_identity import make_own_identity, own_identity
from inspector_app.places import ProfilePlaces, resources_folder
from inspector_app.settings import SETTINGS_KEY, Settings, Theme, settings_to
from inspector_app.store.profile import Profile
from inspector_app.team_exchange import Offer, confirm, give, join, look_into
from inspector_app.team_exchange import take as take_in
from inspector_app.visit.steps import set_field

SIZES = ((1366, 768), (1920, 1080))
THEMES: tuple[Theme, ...] = ("light", "dark")
PASSPHRASE = "violet harbour engine seventeen"


def wait(app: QApplication, until: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not until():
        app.processEvents()
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)


def settle(app: QApplication, window: MainWindow) -> None:
    """Let everything be laid out and drawn, and long work end."""
    for _ in range(10):
        app.processEvents()
    wait(app, lambda: not window.busy())
    for _ in range(10):
        app.processEvents()


def weightiest(visit: OpenVisit) -> str:
    """Return the finding on which most evidence lies."""
    return max(visit.findings(), key=lambda finding: len(finding.evidence)).id


def both_write(profile: Profile, visit_id: str, folder: Path) -> None:
    """Let a colleague join the visit on a laptop of their own, and both write in one finding and in one record."""
    places = ProfilePlaces(folder / "colleague")
    with (
        OpenVisit.open(profile, visit_id) as mine,
        Profile.create(places, PASSPHRASE, name="R. Colleague", designation="Her Majesty's Inspector") as theirs,
    ):
        words = new_spoken_passphrase()
        make_own_identity(theirs)

        def given(giver: Profile, visit: OpenVisit, taker: Profile, into: OpenVisit | None, name: str) -> Offer:
            give(giver, visit, own_identity(giver), folder / name, words)
            offer = look_into(taker, into, folder / name, words)
            confirm(taker, offer)
            return offer

        join(theirs, given(profile, mine, theirs, None, "first"))
        with OpenVisit.open(theirs, visit_id) as other:
            finding, record = mine.findings()[9], mine.record_lines("interview")[0]
            mine.write(set_field("finding", finding.id, "text", f"{finding.text} This was seen in six files.")).result()
            other.write(set_field("finding", finding.id, "text", finding.text.replace("Some", "Many", 1))).result()
            mine.write(set_field("record", record.id, "title", f"{record.title}, first day")).result()
            other.write(set_field("record", record.id, "title", f"{record.title} of the service")).result()
            take_in(profile, mine, given(theirs, other, profile, mine, "second"))


def take(app: QApplication, window: MainWindow, path: Path) -> None:
    settle(app, window)
    window.grab().save(str(path))
    print(path.name)


def pictures(app: QApplication, folder: Path, theme: Theme, size: tuple[int, int]) -> None:
    ending = f"{theme}-{size[0]}x{size[1]}.png"
    with TemporaryDirectory() as held:
        places = ProfilePlaces(Path(held) / "profile")
        style.apply(app, theme)
        window = MainWindow(places, app)
        window.resize(*size)
        window.show()
        take(app, window, folder / f"first-run-{ending}")
        profile = Profile.create(places, PASSPHRASE, name="Joan Dennis", designation="Her Majesty's Inspector")
        make_own_identity(profile)
        profile.set_setting(SETTINGS_KEY, settings_to(Settings(theme=theme)))
        visit_id = profile.new_visit(read_visit_file(resources_folder() / "demo" / "york-2010.visit.json"))
        window.use_profile(profile)
        take(app, window, folder / f"home-{ending}")
        window.open_visit(visit_id, "overview")
        wait(app, lambda: window.desk() is not None)
        desk = window.desk()
        assert desk is not None
        for name in (*PAGE_NAMES, "details"):
            window.go(name)  # type: ignore[arg-type]
            take(app, window, folder / f"{name}-{ending}")
        finding = desk.visit.findings()[9].id
        window.go("trail", f"finding:{finding}@letter|finding:{finding}")
        take(app, window, folder / f"trail-{ending}")
        window.go("judgement", f"finding:{weightiest(visit_of(window))}@zoom")
        take(app, window, folder / f"judgement-one-finding-{ending}")
        for view in ("sample", "summary"):
            window.go("cases", f"record:@{view}")
            take(app, window, folder / f"cases-{view}-{ending}")
        window.close()
        wait(app, lambda: not window.isVisible())
        window.deleteLater()
        profile = Profile.open(places, PASSPHRASE)
        both_write(profile, visit_id, Path(held))
        window = MainWindow(places, app)
        window.show()
        window.use_profile(profile)
        window.resize(*size)
        window.open_visit(visit_id, "team")
        wait(app, lambda: window.desk() is not None)
        take(app, window, folder / f"team-both-wrote-{ending}")
        window.lock()
        take(app, window, folder / f"locked-{ending}")
        window.close()
        wait(app, lambda: not window.isVisible())
        window.deleteLater()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    for theme in THEMES:
        for size in SIZES:
            pictures(app, folder, theme, size)
    pictures(app, folder, "high-contrast", SIZES[0])


if __name__ == "__main__":
    main()
