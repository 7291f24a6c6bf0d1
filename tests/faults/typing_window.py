"""A real window, off the screen, in a process of its own, which types until it is killed.

python typing_window.py PROFILE PASSPHRASE: unlocks, opens the visit, begins an observation, types; prints each word
with the second at which its last key was pressed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector_app.gui import style
from inspector_app.gui.main_window import MainWindow
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile


def main(folder: str, passphrase: str) -> None:
    app = QApplication(sys.argv[:1])
    style.apply(app, "light")
    window = MainWindow(ProfilePlaces(Path(folder)), app)
    profile = Profile.open(ProfilePlaces(Path(folder)), passphrase)
    window.use_profile(profile)
    window.show()
    window.open_visit(profile.visits()[0].id, "observations")
    while (desk := window.desk()) is None:
        QTest.qWait(10)
    page = desk.current_page()
    page.new_record()  # type: ignore[union-attr]
    for number in range(100_000):
        for character in f"word{number} ":
            editor = QApplication.focusWidget()
            assert editor is not None
            QTest.keyClick(editor, character)
            QTest.qWait(15)
        print(number, time.time(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
