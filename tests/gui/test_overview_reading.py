"""The overview is read beside the window: what was asked for last is what is told, and nothing once it is closed."""

from __future__ import annotations

from pathlib import Path

from made_visits import made_profile, one_of_everything, opened
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from records_room import WAIT

from inspector_app.gui.overview.glance import Glance
from inspector_app.gui.overview.glance_reader import GlanceReader
from inspector_app.visit import steps


def test_only_what_was_asked_for_last_is_told_and_nothing_once_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    with made_profile(tmp_path / "p") as profile, opened(profile, one_of_everything()) as visit:
        room = QObject()
        reader = GlanceReader(visit, room)
        told: list[Glance] = []
        reader.glanced.connect(told.append)

        reader.ask()
        visit.write(steps.set_field("visit", visit.id, "authority_name", "Newer County Council"))
        reader.ask()
        assert told == [], "nobody is kept waiting"
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT)

        reader.ask(patience=20)
        assert [glance.name for glance in told] == ["Newer County Council"] * 2, "who waits has it at once"
        assert told[0].counted.startswith("1 observation")

        reader.ask()
        reader.close()
        reader.ask(patience=20)
        assert len(told) == 2
