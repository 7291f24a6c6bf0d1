"""A profile is made once, opened by its passphrase alone, and never by an argument."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector_app.places import ProfilePlaces


def files_of(folder: Path) -> dict[str, bytes]:
    ignored = {"inspector.log", "in-use.lock", "wrong-tries.json"}
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ignored
    }


def test_a_new_profile_says_where_it_is(command, own_profile: ProfilePlaces) -> None:
    ran = command("profile", "new", "--name", "Siân Ō", "--designation", "HMI", "--json")
    assert ran.code == 0
    assert ran.answer["profile"] == str(own_profile.folder)
    assert command("visit", "list").out == "There is no visit on this laptop yet.\n"


def test_a_profile_is_never_overwritten(command, visit_id: str, own_profile: ProfilePlaces) -> None:
    before = files_of(own_profile.folder)
    ran = command("profile", "new", "--name", "B", "--designation", "HMI")
    assert ran.code == 1
    assert "profile" in ran.err
    assert files_of(own_profile.folder) == before


def test_without_a_profile_the_next_step_is_told(command, own_profile: ProfilePlaces) -> None:
    ran = command("visit", "list")
    assert ran.code == 1
    assert "no profile" in ran.err
    assert not own_profile.folder.exists()


def test_a_wrong_passphrase_opens_nothing(
    command, visit_id: str, own_profile: ProfilePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(own_profile.folder)
    monkeypatch.setenv("INSPECTOR_APP_PASSPHRASE", "another")
    for asked in (
        ["visit", "list"],
        ["visit", "export", visit_id, "out.json"],
        ["visit", "destroy", visit_id, "--yes"],
    ):
        ran = command(*asked, "--json")
        assert ran.code == 1
        assert set(ran.answer) == {"error", "next_step"}
    assert files_of(own_profile.folder) == before


def test_the_passphrase_from_a_file(command, visit_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held = tmp_path / "passphrase"
    held.write_text(os.environ["INSPECTOR_APP_PASSPHRASE"] + "\n")
    monkeypatch.delenv("INSPECTOR_APP_PASSPHRASE")
    assert command("visit", "list", "--passphrase-file", held).code == 0
    assert command("--passphrase-file", held, "visit", "list").code == 0
    held.write_bytes(b"\xff")
    assert command("visit", "list", "--passphrase-file", held).code == 1
    held.write_bytes(b"\n")
    assert command("visit", "list", "--passphrase-file", held).code == 1
    assert command("visit", "list", "--passphrase-file", tmp_path / "none").code == 2


def test_the_passphrase_from_a_pipe(command, visit_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrase = os.environ["INSPECTOR_APP_PASSPHRASE"]
    monkeypatch.delenv("INSPECTOR_APP_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", io.StringIO(passphrase + "\n"))
    assert command("visit", "list").code == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    ran = command("visit", "list")
    assert ran.code == 2
    assert "INSPECTOR_APP_PASSPHRASE" in ran.err


def test_another_profile_folder(command, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert command("--profile", other, "profile", "new", "--name", "A", "--designation", "HMI").code == 0
    assert command("visit", "list", "--profile", other).code == 0
    assert command("visit", "list").code == 1


def test_a_profile_that_is_open_elsewhere(command, visit_id: str, own_profile: ProfilePlaces) -> None:
    from inspector_app.store.profile import Profile

    with Profile.open(own_profile, os.environ["INSPECTOR_APP_PASSPHRASE"]):
        ran = command("visit", "list")
    assert ran.code == 1
    assert "open in another" in ran.err


@pytest.mark.parametrize("arguments", [["nonsense"], ["visit", "nonsense"], ["visit", "export"], ["letter"], ["--no"]])
def test_wrong_usage(command, arguments: list[str]) -> None:
    assert command(*arguments).code == 2


@pytest.mark.other_process
@pytest.mark.parametrize("arguments", [["--help"], ["visit", "list"], ["cases", "clocks", "--help"]])
def test_a_light_command_loads_no_heavy_part(arguments: list[str], command, visit_id: str) -> None:
    code = f"""
import sys
from inspector_app.cli.main import run_command_line
assert run_command_line({arguments!r}) == 0
heavy = {{"PySide6", "reportlab", "pyhanko", "pypdfium2", "jsonschema_rs", "holidays", "openpyxl", "PIL"}}
print("loaded:", sorted(heavy & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "loaded: []"


def test_no_arguments_without_a_display_says_what_to_do(command, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("there is always a display")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ran = command()
    assert ran.code == 1
    assert "--help" in ran.err
