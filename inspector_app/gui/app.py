"""The window's start: one QApplication, the hooks for faults, the main window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from inspector_app.gui import style
from inspector_app.gui.crash import CrashHooks
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import PageName
from inspector_app.places import ProfilePlaces

if TYPE_CHECKING:
    from inspector_app.store.profile import Profile

_TURN = 0.001
"""Seconds after which a thread lets the window's have its turn: a fifth of what Python gives it by itself."""


def let_the_window_come_first() -> None:
    """Keep the threads that write and draw from holding up a key press."""
    sys.setswitchinterval(_TURN)


def run(
    profile_folder: Path,
    *,
    unlocked: Profile | None = None,
    open_visit: str | None = None,
    page: PageName | None = None,
) -> int:
    """Show the window on a profile folder until it is closed, and return the exit code.

    With a profile that is unlocked already no passphrase is asked for; a visit can be opened at once, at a page.
    """
    let_the_window_come_first()
    app = cast("QApplication", QApplication.instance()) or QApplication(sys.argv[:1])
    app.setApplicationName("inspector-app")
    app.setApplicationDisplayName("Inspector")
    app.setQuitOnLastWindowClosed(False)
    style.apply(app)
    app.setWindowIcon(QIcon(style.icon("scales", "accent").pixmap(64, 64)))
    places = ProfilePlaces(profile_folder)
    window = MainWindow(places, app)
    hooks = CrashHooks(places.crashes, window.tell)
    hooks.install()
    window.closed.connect(app.quit)
    if unlocked is not None:
        window.use_profile(unlocked)
        if open_visit is not None:
            window.open_visit(open_visit, page)
    window.show()
    if unlocked is None:
        window.warm_up()
    try:
        code = app.exec()
    finally:
        hooks.uninstall()
    if window.abandoned():
        # A thread that waits for a disk that never answers would keep the program from ending.
        os._exit(code)
    return code
