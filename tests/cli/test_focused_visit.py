"""A focused visit by command line: begun, its example brought in, checked, its letter written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector_app.places import resources_folder

EXAMPLE = resources_folder() / "demo" / "focused-visit.visit.json"
DAYS = ["--day", "2026-03-10", "--day", "2026-03-11"]
BEGIN = ["visit", "new", "--framework", "focused-visit", "--authority", "X Council", "--area", "X", *DAYS]


def test_a_focused_visit_is_begun_with_what_it_looks_at(command, visit_id: str, tmp_path: Path) -> None:
    ran = command(*BEGIN, "--focus", "care-leavers", "--json")
    assert ran.code == 0, ran.err
    out = tmp_path / "begun.visit.json"
    assert command("visit", "export", ran.answer["visit"], out).code == 0
    assert json.loads(out.read_bytes())["visit"]["x-inspector-app-focus"] == "care-leavers"
    assert (
        "Inspectors looked at the local authority's arrangements for care leavers."
        in command("letter", ran.answer["visit"], "--text").out
    )


def test_a_focus_that_there_is_not_is_wrong_usage(command, visit_id: str) -> None:
    ran = command(*BEGIN, "--focus", "kitchens")
    assert ran.code == 2
    assert "front-door" in ran.err


def test_a_letter_does_without_its_focus_only_as_long_as_it_is_not_signed(command, visit_id: str) -> None:
    begun = command(*BEGIN, "--json").answer["visit"]
    assert "Inspectors looked at …." in command("letter", begun, "--text").out
    problems = command("visit", "check", begun, "--json").answer["problems"]
    assert {"part": "focus"} in [problem["about"] for problem in problems]


def test_the_example_is_signed(command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    out = tmp_path / "demo"
    ran = command("demo", "--example", "focused-visit", "--out", out)
    assert ran.code == 0, ran.err
    (letter,) = out.iterdir()
    assert letter.name == "focused-visit-letter.pdf"
    assert "imagined council" in ran.out


def test_nothing_stands_against_signing_the_example(command) -> None:
    assert command("visit", "check", EXAMPLE, "--json").answer["problems"] == []
    clocks = command("cases", "clocks", EXAMPLE, "--json").answer
    assert {(clock["clock"], clock["limit"]) for clock in clocks} == {
        ("decision", 1),
        ("single-assessment", 45),
        ("initial-conference", 15),
    }
    assert [(one["case"], one["clock"]) for one in clocks if one["state"] in ("not-met", "overdue")] == [
        ("EX-203", "decision"),
        ("EX-205", "single-assessment"),
    ]
