"""The overview's exports for other programs: said to be open to anyone, and written beside the window."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from records_room import overview_in
from window_hands import WAIT, button

from inspector_app.gui import questions
from inspector_app.gui.main_window import MainWindow


def test_each_kind_of_file_is_written_where_the_person_says(
    qtbot: QtBot, open_window: Callable[[str], MainWindow], begun: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(questions, "ask", lambda *words: not asked.append(words[1]))
    monkeypatch.setattr(questions, "ask_to_save", lambda _title, name, *_: tmp_path / name)
    window = open_window(begun)
    page = overview_in(qtbot, window)
    for action in button(page, "Export").menu().actions():
        assert action in page.commands(), "it stands in Ctrl+K too"
        action.trigger()
        qtbot.waitUntil(lambda: window.said().startswith("Exported"), timeout=WAIT)
        qtbot.waitUntil(lambda: not window.busy(), timeout=WAIT)
        assert "Left out: 0 confided pieces, 0 passages" in window.said()
        window.say("")
    written = {path.suffix: path for path in tmp_path.glob("Exampleshire 2010-06-08 - *")}
    assert set(written) == {".xlsx", ".zip", ".qdpx"}
    with zipfile.ZipFile(written[".qdpx"]) as archive:
        assert "project.qde" in archive.namelist()
    assert (
        len(asked) == 3 and "not encrypted" in asked[0] and "not recognised may be in it" in " ".join(asked[0].split())
    )
