"""Settings as pure values, and a log that a full disk cannot disturb."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from inspector_app.logs import start_log, stop_log
from inspector_app.settings import THEMES, Settings, settings_from, settings_to

made = some.builds(
    Settings,
    theme=some.sampled_from(THEMES),
    text_scale=some.floats(0.5, 3.0),
    autolock_minutes=some.integers(0, 600),
    last_visit=some.text(),
    last_page=some.text(),
)


@given(made)
def test_settings_come_back_as_they_were(settings: Settings) -> None:
    assert settings_from(settings_to(settings)) == settings


@pytest.mark.parametrize(
    "odd",
    [{}, {"theme": "pink"}, {"text_scale": 99.0}, {"text_scale": "big"}, {"autolock_minutes": None}, {"new": 1}],
)
def test_what_cannot_be_a_setting_falls_back_to_the_default(odd: dict[str, object]) -> None:
    assert settings_from(odd) == Settings()


def test_the_log_is_private_and_one_file_at_a_time(tmp_path: Path) -> None:
    log = logging.getLogger("inspector_app.test")
    for name in ("first.log", "second.log"):
        start_log(tmp_path / name)
        log.info("in %s", name)
    stop_log()
    log.info("nowhere")
    assert (tmp_path / "first.log").read_text().count("\n") == 1
    assert "in second.log" in (tmp_path / "second.log").read_text()
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "first.log").stat().st_mode) == 0o600


def test_a_line_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_log(tmp_path / "no such folder" / "inspector.log")
    logging.getLogger("inspector_app.test").info("lost")
    stop_log()
    assert capsys.readouterr().err == ""
