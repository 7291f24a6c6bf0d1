"""York's visit, whole, by command line: brought in, checked, recorded, signed, verified, given out and destroyed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from inspector_app.places import ProfilePlaces, resources_folder

YORK = resources_folder() / "demo" / "york-2010.visit.json"


def inspector_app(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one command in a program of its own, as a person would."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "INSPECTOR_APP_PASSPHRASE": "a passphrase for York",
        "INSPECTOR_APP_PROFILE": str(folder / "profile"),
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-W", "error", "-m", "inspector_app", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)


def readable_words(folder: Path, words: list[str]) -> list[str]:
    """Return the words that stand readable in any file of the folder."""
    held = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    forms = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    return [word for word, spelled in forms.items() if any(form in content for form in spelled for content in held)]


def test_a_visit_from_file_to_signed_letter_and_to_its_end(tmp_path: Path) -> None:
    def run(*arguments: object, code: int = 0) -> str:
        ran = inspector_app(*arguments, folder=tmp_path)
        assert ran.returncode == code, ran.stderr
        return ran.stdout

    run("profile", "new", "--name", "Joan Dennis", "--designation", "Her Majesty's Inspector")
    visit_id = json.loads(run("visit", "import", YORK, "--json"))["visit"]

    letter_words = [word for word in run("letter", visit_id, "--text").split() if len(word) > 7 and word.isalpha()]
    assert readable_words(tmp_path, letter_words) == []

    assert json.loads(run("visit", "check", visit_id, "--json")) == {"visit": visit_id, "problems": []}
    assert len(json.loads(run("cases", "clocks", visit_id, "--json"))) > 24
    run("visit", "evidence", visit_id, "--out", tmp_path / "record.pdf")
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF-")

    run("letter", visit_id, "--sign", "--out", tmp_path / "letter.pdf")
    verified = json.loads(run("verify", tmp_path / "letter.pdf", "--visit", visit_id, "--json"))
    assert verified["intact"]
    assert verified["evidence"]["as_it_was"]

    run("visit", "export", visit_id, tmp_path / "again.visit.json")
    assert json.loads((tmp_path / "again.visit.json").read_bytes()) == json.loads(YORK.read_bytes())

    run("visit", "destroy", visit_id, "--yes")
    assert json.loads(run("visit", "list", "--json")) == []
    left = [path for path in ProfilePlaces(tmp_path / "profile").folder.rglob("*") if visit_id in path.name]
    assert left == []
    run("visit", "export", visit_id, tmp_path / "none.visit.json", code=1)
