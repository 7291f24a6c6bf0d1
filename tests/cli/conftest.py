"""Runs commands as a person would, in this process, with a profile of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from inspector_app.cli.main import run_command_line
from inspector_app.places import ProfilePlaces

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


@pytest.fixture(scope="session")
def brought_in() -> dict[bool, tuple[Path, str]]:
    """Profile folders with the example's visit, and its id, once they were made: with keys derived in full or not."""
    return {}


@pytest.fixture
def visit_id(
    request: pytest.FixtureRequest,
    command: Command,
    own_profile: ProfilePlaces,
    brought_in: dict[bool, tuple[Path, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The example's visit in a profile of the test's own: brought in by command once, then copied."""
    in_full = request.node.get_closest_marker("other_process") is not None
    if in_full in brought_in:
        copytree(brought_in[in_full][0], own_profile.folder)
    else:
        assert command("profile", "new", "--name", "A. Inspector", "--designation", "HMI").code == 0
        ran = command("visit", "import", EXAMPLE, "--json")
        assert ran.code == 0, ran.err
        kept = tmp_path_factory.mktemp("brought-in") / "profile"
        copytree(own_profile.folder, kept)
        brought_in[in_full] = kept, str(ran.answer["visit"])
    return brought_in[in_full][1]
