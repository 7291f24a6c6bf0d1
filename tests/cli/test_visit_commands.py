"""Visits by command line: each does what it says, and what is wrong is told in a sentence and changes nothing."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from inspector_app.attaching import attach_file
from inspector_app.exchange.visit_file_writer import LeftBehind
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile


def listed(command) -> list[dict]:
    return command("visit", "list", "--json").answer


def test_import_says_what_was_brought_in(command, visit_id: str) -> None:
    (line,) = listed(command)
    assert line["id"] == visit_id
    assert line["authority"] == "Exampleshire County Council"
    assert line["days"] == ["2010-06-08", "2010-06-09"]
    assert line["counts"]["evidence"] == 3
    assert "Exampleshire County Council" in command("visit", "list").out


def test_export_equals_what_was_imported(command, visit_id: str, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.visit.json"
    ran = command("visit", "export", visit_id, out)
    assert ran.code == 0
    assert "not encrypted" in ran.out and "goes without" not in ran.out
    assert json.loads(out.read_bytes()) == json.loads(example.read_bytes())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_export_says_what_stays_behind(command, visit_id: str, own_profile: ProfilePlaces, tmp_path: Path) -> None:
    with (
        Profile.open(own_profile, os.environ["INSPECTOR_APP_PASSPHRASE"]) as profile,
        OpenVisit.open(profile, visit_id) as visit,
    ):
        record = visit.record_lines()[0].id
        for name in ("policy.txt", "rota.txt"):
            attach_file(visit, record, name, name.encode())
        visit.settle(20)
    assert (
        "goes without 2 attached files, which stay on this laptop"
        in command("visit", "export", visit_id, tmp_path / "out.visit.json").out
    )
    ran = command("visit", "export", visit_id, tmp_path / "again.visit.json", "--json")
    assert ran.answer["left_behind"] == {"files": 2, "lists": 0}
    assert LeftBehind(1, 1).words.endswith("1 attached file and 1 list of the council, which stay on this laptop.")


def test_a_new_visit_has_its_lead_and_its_days_in_order(command, visit_id: str, tmp_path: Path) -> None:
    days = ["--day", "2010-07-01", "--day", "2010-06-30"]
    ran = command(
        "visit", "new", "--framework", "ucra-2010", "--authority", "London Borough of Haringey Council",
        "--area", "London Borough of Haringey", "--article", "the", *days, "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    out = tmp_path / "new.visit.json"
    assert command("visit", "export", ran.answer["visit"], out).code == 0
    visit = json.loads(out.read_bytes())["visit"]
    assert visit["days"] == ["2010-06-30", "2010-07-01"]
    assert visit["authority"]["article"] == "the"
    assert [(person["name"], person["lead"]) for person in visit["inspectors"]] == [("A. Inspector", True)]
    assert command("visit", "check", out).code == 1


def test_a_new_visit_of_a_framework_that_is_not_here(command, visit_id: str) -> None:
    ran = command(
        "visit", "new", "--framework", "none-2010", "--authority", "X", "--area", "X", "--day", "2010-07-01"
    )  # fmt: skip
    assert ran.code == 1
    assert "none-2010" in ran.err
    assert len(listed(command)) == 1


def test_an_import_never_overwrites(command, visit_id: str, example: Path) -> None:
    ran = command("visit", "import", example)
    assert ran.code == 1
    assert "already" in ran.err
    assert len(listed(command)) == 1


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[]", b'{"format": "inspector-visit/2"}'])
def test_a_foreign_file_is_refused_whole(command, visit_id: str, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.json"
    path.write_bytes(content)
    ran = command("visit", "import", path, "--json")
    assert ran.code == 1
    assert ran.answer["faults"]
    assert ran.answer["next_step"]
    assert len(listed(command)) == 1


def test_each_fault_is_told_with_its_path(command, visit_id: str, example: Path, tmp_path: Path) -> None:
    file = json.loads(example.read_bytes())
    file["visit"]["id"] = "22222222-2222-4222-8222-222222222222"
    file["records"][2]["case"]["dates"]["referral"] = "yesterday"
    file["evidence"][0]["themes"] = ["gardens"]
    path = tmp_path / "faulty.visit.json"
    path.write_text(json.dumps(file))
    ran = command("visit", "import", path)
    assert ran.code == 1
    assert "$.records[2].case.dates.referral: " in ran.err
    assert '"gardens"' in ran.err
    assert len(listed(command)) == 1


def test_a_framework_that_is_not_installed(command, visit_id: str, example: Path, tmp_path: Path) -> None:
    file = json.loads(example.read_bytes())
    file["visit"]["framework"] = "none-2010"
    path = tmp_path / "foreign.visit.json"
    path.write_text(json.dumps(file))
    for asked in (["visit", "import"], ["visit", "check"], ["cases", "clocks"]):
        ran = command(*asked, path)
        assert ran.code == 1
        assert "none-2010" in ran.err


@pytest.mark.parametrize("asked", [["visit", "check"], ["cases", "clocks"], ["visit", "import"]])
def test_a_file_that_is_not_there(command, visit_id: str, asked: list[str], tmp_path: Path) -> None:
    ran = command(*asked, tmp_path / "none.visit.json")
    assert ran.code == 1
    assert "cannot be read" in ran.err


def test_a_visit_that_is_not_there(command, visit_id: str, tmp_path: Path) -> None:
    other = "33333333-3333-4333-8333-333333333333"
    for asked in (["visit", "export", other, tmp_path / "x"], ["visit", "check", other], ["visit", "destroy", other]):
        ran = command(*asked)
        assert ran.code == 1
        assert "No visit of that id" in ran.err
    assert not (tmp_path / "x").exists()


def test_export_to_a_folder_that_is_not_there(command, visit_id: str, tmp_path: Path) -> None:
    ran = command("visit", "export", visit_id, tmp_path / "none" / "out.json")
    assert ran.code == 1
    assert "could not be written" in ran.err


def test_check_of_file_and_of_store_agree(command, visit_id: str, example: Path) -> None:
    of_file, of_store = command("visit", "check", example, "--json"), command("visit", "check", visit_id, "--json")
    assert of_file.code == of_store.code == 1
    assert of_file.answer == of_store.answer
    assert of_file.answer["visit"] == visit_id
    for problem in of_file.answer["problems"]:
        assert set(problem) == {"check", "level", "about", "message"}
    checks = [problem["check"] for problem in of_file.answer["problems"]]
    assert "letter-incomplete" in checks
    assert "finding-contradicted" not in checks, "its author has said why it stands"


def test_clocks_have_the_shape_that_programs_read(command, visit_id: str, example: Path) -> None:
    of_file = command("cases", "clocks", example, "--json")
    assert of_file.code == 0
    assert {
        "case": "EX-014",
        "clock": "initial-assessment",
        "from": "2010-05-04",
        "to": "2010-05-20",
        "working_days": 12,
        "limit": 7,
        "limit_from": "visit",
        "state": "not-met",
    } in of_file.answer
    assert command("cases", "clocks", visit_id, "--json").answer == of_file.answer
    assert "EX-014" in command("cases", "clocks", example).out


def test_destroy_asks_for_the_name_and_leaves_nothing(
    command, visit_id: str, own_profile: ProfilePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: "Another County Council")
    assert command("visit", "destroy", visit_id).code == 1
    assert len(listed(command)) == 1
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: "Exampleshire County Council")
    ran = command("visit", "destroy", visit_id, "--json")
    assert ran.code == 0
    assert ran.answer["authority"] == "Exampleshire County Council"
    assert listed(command) == []
    assert list(own_profile.visits.iterdir()) == []


def test_a_damaged_database_is_told_and_left_as_it_is(command, visit_id: str, own_profile: ProfilePlaces) -> None:
    path = own_profile.visit_db(visit_id)
    damaged = bytes(path.stat().st_size)
    path.write_bytes(damaged)
    ran = command("visit", "check", visit_id)
    assert ran.code == 1
    assert ran.err
    assert path.read_bytes() == damaged
    assert listed(command)[0]["fault"]
