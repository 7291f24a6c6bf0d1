"""`cases draw`: the same list, seed and settings give the same cases, here, on another profile, and worked out anew."""

from __future__ import annotations

import csv
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pytest
from council_lists import HEADINGS, case_rows, csv_bytes, written, xlsx_bytes

from inspector_app.places import PROFILE_VARIABLE


def strata_of(answer: dict) -> dict[str, list[int]]:
    return {stratum["name"]: stratum["positions"] for stratum in answer["draw"]["strata"]}


def worked_out_anew(path: Path, seed: str, size: int) -> dict[str, list[int]]:
    """The draw by what the slip says of it, from the council's file alone; nothing of the program is used."""
    with path.open(encoding="utf-8", newline="") as file:
        cases = [(line["Team"], line["Case ref"], number) for number, line in enumerate(csv.DictReader(file), start=1)]
    strata = {team: list(held) for team, held in groupby(sorted(cases), key=lambda case: case[0])}
    exact = {team: size * len(held) / len(cases) for team, held in strata.items()}
    shares = {team: int(share) for team, share in exact.items()}
    for team in sorted(exact, key=lambda team: shares[team] - exact[team])[: size - sum(shares.values())]:
        shares[team] += 1
    drawn = {}
    for team, held in strata.items():
        in_order = sorted(held, key=lambda case: sha256(f"{seed}:{case[1]}".encode()).hexdigest())
        drawn[team] = [position for _, _, position in in_order[: shares[team]]]
    return drawn


def test_fifty_thousand_cases_give_the_same_forty_on_two_profiles_and_worked_out_anew(
    command, visit_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    path = written(tmp_path, "list.csv", csv_bytes(case_rows(50_000)))
    told = ["--frame", path, "--size", 40, "--strata", "team", "--seed", "20100608", "--json"]
    one = command("cases", "draw", visit_id, *told, "--slip", tmp_path / "one.pdf")
    assert one.code == 0, one.err

    monkeypatch.setenv(PROFILE_VARIABLE, str(tmp_path / "another laptop"))
    assert command("profile", "new", "--name", "B. Inspector", "--designation", "HMI").code == 0
    other_visit = command("visit", "import", example, "--json").answer["visit"]
    two = command("cases", "draw", other_visit, *told)
    assert two.code == 0, two.err

    assert len(strata_of(one.answer)) == 3
    assert sum(map(len, strata_of(one.answer).values())) == 40
    assert strata_of(one.answer) == strata_of(two.answer) == worked_out_anew(path, "20100608", 40)
    assert {case["reference"] for case in one.answer["cases"]} == {case["reference"] for case in two.answer["cases"]}
    assert one.answer["frame"] == two.answer["frame"] and one.answer["draw"]["id"] == two.answer["draw"]["id"]
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")


def test_the_cases_are_in_the_visit_once_and_a_changed_list_is_refused(command, visit_id: str, tmp_path: Path) -> None:
    rows = case_rows(60)
    path = written(tmp_path, "list.xlsx", xlsx_bytes({"Open": [HEADINGS, *rows], "Empty": []}))
    told = ["--frame", path, "--size", 6, "--strata", "Team", "--seed", 7]
    ran = command("cases", "draw", visit_id, *told)
    assert ran.code == 0, ran.err
    assert "Drew 6 of 60 cases from list.xlsx, seed 7" in ran.out and "6 cases of this draw in the visit." in ran.out
    assert command("visit", "list", "--json").answer[0]["counts"]["cases"] == 7

    again = command("cases", "draw", visit_id, *told)
    assert again.code == 0 and "Had been drawn before, and nothing was changed" in again.out
    other_columns = command("cases", "draw", visit_id, *told[:-4], "--strata", "Ethnicity", "--seed", 8)
    assert other_columns.code == 0, other_columns.err
    held = command("visit", "list", "--json").answer[0]["counts"]["cases"]

    rows[3] = ("EX-00004", *rows[3][1:3], "Other team", *rows[3][4:])
    for name in ("list.xlsx", "list again.xlsx"):
        written(tmp_path, name, xlsx_bytes({"Open": [HEADINGS, *rows]}))
        changed = command("cases", "draw", visit_id, "--frame", tmp_path / name, *told[2:])
        assert changed.code == 1
        assert "position 4: team of EX-00004 was “North”, is “Other team”" in changed.err
    assert command("visit", "list", "--json").answer[0]["counts"]["cases"] == held


def test_the_draw_goes_out_with_the_visit_and_is_known_again_where_it_comes_in(
    command, visit_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = case_rows(20)
    path = written(tmp_path, "list.csv", csv_bytes(rows))
    ran = command("cases", "draw", visit_id, "--frame", path, "--size", 4, "--json")
    assert ran.code == 0 and len(ran.answer["draw"]["seed"]) == 9, "a seed drawn by chance is told"
    out = tmp_path / "out.visit.json"
    assert command("visit", "export", visit_id, out).code == 0
    assert "Surname" not in out.read_text("utf-8")

    monkeypatch.setenv(PROFILE_VARIABLE, str(tmp_path / "another laptop"))
    assert command("profile", "new", "--name", "B. Inspector", "--designation", "HMI").code == 0
    assert command("visit", "import", out).code == 0
    told = ["--frame", path, "--size", 4, "--seed", ran.answer["draw"]["seed"]]
    changed = written(tmp_path, "other.csv", csv_bytes(rows[:-1]))
    refused = command("cases", "draw", visit_id, "--frame", changed, *told[2:])
    assert refused.code == 1 and "not on this laptop" in refused.err
    again = command("cases", "draw", visit_id, *told, "--json")
    assert again.code == 0, again.err
    assert again.answer["draw"] == {**ran.answer["draw"], "drawn_before": True}
    assert again.answer["cases"] == ran.answer["cases"]
    refused = command("cases", "draw", visit_id, "--frame", changed, *told[2:])
    assert refused.code == 1 and "EX-00020 is gone" in refused.err, "the list is kept here now"


WRONG = [
    (["--strata", "Locality"], "no column with the heading Locality"),
    (["--strata", "Child name"], "never kept"),
    (["--reference", "Number"], "no column with the heading Number"),
    (["--sheet", "Open"], "no sheet Open"),
    (["--size", "21"], "21 cannot be drawn: the list has 20 cases"),
    (["--slip", "/nowhere/slip.pdf"], "slip.pdf could not be written"),
]


def test_what_cannot_be_drawn_is_told_and_nothing_is_changed(command, visit_id: str, tmp_path: Path) -> None:
    path = written(tmp_path, "list.csv", csv_bytes(case_rows(20)))
    for options, words in WRONG:
        ran = command("cases", "draw", visit_id, "--frame", path, "--size", 4, *options)
        assert ran.code == 1 and words in ran.err
    assert command("visit", "list", "--json").answer[0]["counts"]["cases"] == 1


def test_a_draw_without_a_list_or_a_size_is_wrong_usage(command, visit_id: str) -> None:
    assert command("cases", "draw", visit_id, "--size", 4).code == 2
    assert command("cases", "draw", visit_id, "--frame", "x.csv", "--size", 0).code == 2
