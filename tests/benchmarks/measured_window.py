"""What the benchmarks of the window measure in: a window on a visit that was made for them, its time and its memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from window_hands import PASSPHRASE, WAIT, show_window

from inspector_app.gui.page import PageName
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit.contents import VisitContents

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from inspector_app.gui.main_window import MainWindow


@contextmanager
def window_on(qtbot: QtBot, places: ProfilePlaces, contents: VisitContents, page: PageName) -> Iterator[MainWindow]:
    """A window on a visit, at one of its pages, in a profile of its own; it is closed in the end."""
    profile = Profile.create(places, PASSPHRASE, name="A. Inspector", designation="HMI")
    visit_id = profile.new_visit(contents)
    made = show_window(qtbot, places)
    made.use_profile(profile)
    made.open_visit(visit_id, page)
    qtbot.waitUntil(lambda: made.desk() is not None and not made.busy(), timeout=WAIT)
    try:
        yield made
    finally:
        made.close()
        qtbot.waitUntil(lambda: not made.isVisible(), timeout=60_000)
        made.deleteLater()


def took(do: Callable[[], object]) -> float:
    """Return the milliseconds until something is done and drawn."""
    begun = time.perf_counter()
    do()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - begun)


def megabytes() -> float:
    """Return the memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
