"""Runs commands as a person would, in this process, with a profile of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inspector_app.cli.main import run_command_line

EXAMPLE = Path(__file__).parent.parent / "exchange" / "example.visit.json"
PASSPHRASE = "seven quiet herons at dusk"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run one command; the passphrase comes from the environment."""
    monkeypatch.setenv("INSPECTOR_APP_PASSPHRASE", PASSPHRASE)

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run_command_line([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture
def example() -> Path:
    """The example of the visit file's description."""
    return EXAMPLE


@pytest.fixture
def visit_id(command: Command) -> str:
    """The example's visit, brought into a new profile."""
    assert command("profile", "new", "--name", "A. Inspector", "--designation", "HMI").code == 0
    ran = command("visit", "import", EXAMPLE, "--json")
    assert ran.code == 0, ran.err
    return str(ran.answer["visit"])
