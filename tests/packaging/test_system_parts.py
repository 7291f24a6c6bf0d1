"""The starter says in words what a machine lacks, and the command that installs it."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def system_parts() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(CHECKOUT / "packaging" / "system_parts.py"), run_name="system_parts"))


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    system_parts: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt_get = tmp_path / "apt-get"
    apt_get.write_text("#!/bin/sh\n", encoding="utf-8")
    apt_get.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    lacking = [part for part in system_parts.WINDOW_LIBRARIES if part.name.startswith("libxcb-cursor")]

    words = system_parts.explain(lacking, "the window")

    assert "libxcb-cursor.so.0" in words
    assert "apt-get install -y libxcb-cursor0" in words


def test_programs_that_the_tests_call_are_missed_where_the_path_is_empty(
    system_parts: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert {part.name for part in system_parts.missing_programs()} >= {"pdfsig", "qpdf"}


def test_the_tests_are_not_begun_where_a_program_is_missing(tmp_path: Path) -> None:
    starter = CHECKOUT / "packaging" / "start.py"

    ended = subprocess.run(
        [sys.executable, str(starter), "test"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert "lacks what the test run needs" in ended.stdout
    assert "pdfsig" in ended.stdout
