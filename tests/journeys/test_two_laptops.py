"""Two laptops over both days: given and taken in an odd order, chosen where both wrote, signed by the lead, the same in
the end byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector_app.cli.main import run_command_line
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces, resources_folder
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import Step

YORK = resources_folder() / "demo" / "york-2010.visit.json"
PASSPHRASE = "a passphrase for York"

Ask = Callable[..., Any]


class Laptop:
    """One inspector's laptop: its commands, and what is written at it."""

    def __init__(self, folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.name, self._capsys = folder, name, capsys
        self("profile", "new", "--name", name, "--designation", "Her Majesty's Inspector")

    def __call__(self, *arguments: object, code: int = 0) -> Any:
        self._capsys.readouterr()
        ended = run_command_line([*map(str, arguments), "--profile", str(self.folder), "--json"])
        printed = self._capsys.readouterr()
        assert ended == code, printed.out + printed.err
        return json.loads(printed.out)

    def write(self, visit_id: str, *acts: Step) -> None:
        with (
            Profile.open(ProfilePlaces(self.folder), PASSPHRASE) as profile,
            OpenVisit.open(profile, visit_id) as visit,
        ):
            for act in acts:
                visit.write(act).result(20)
            assert visit.verify_chain() is None


def test_two_laptops_become_one_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSPECTOR_APP_PASSPHRASE", PASSPHRASE)
    lead, colleague = Laptop(tmp_path / "a", "Joan Dennis", capsys), Laptop(tmp_path / "b", "A. Colleague", capsys)
    york = json.loads(YORK.read_bytes())
    finding, case, interview = york["findings"][0], _of_kind(york, "case"), _of_kind(york, "interview")

    def give(giver: Laptop, name: str, *to: str) -> dict[str, Any]:
        given: dict[str, Any] = giver("team", "give", visit_id, tmp_path / name, *to)
        return given

    def take(taker: Laptop, given: dict[str, Any], *options: str, code: int = 0) -> Any:
        monkeypatch.setenv("INSPECTOR_APP_TEAM_PASSPHRASE", given["words"].upper().replace(" ", "-"))
        answer = taker("team", "take", given["file"], *options, code=code)
        monkeypatch.delenv("INSPECTOR_APP_TEAM_PASSPHRASE")
        return answer

    # The first evening: the colleague joins by the first package, once its phrase was compared.
    visit_id = lead("visit", "import", YORK)["visit"]
    first = give(lead, "first")
    refused = take(colleague, first, code=1)
    assert first["phrase"] in refused["error"] and "--phrase" in refused["next_step"]
    assert take(colleague, first, "--phrase", "amber kettle orbit walnut", code=1)["error"]
    assert colleague("visit", "list") == []
    assert take(colleague, first, "--look")["joined"] is False
    assert take(colleague, first, "--phrase", first["phrase"])["joined"] is True
    assert lead("team", "receipt", visit_id, code=1)["error"]

    # The second day: both write, in one finding and in one record that the other removes.
    lead.write(visit_id, steps.set_field("finding", finding["id"], "text", f"{finding['text']} More."))
    lead.write(visit_id, steps.remove("record", case))
    colleague.write(visit_id, steps.set_field("record", case, "notes", "Read again on the second day."))
    early = give(colleague, "early")
    colleague.write(visit_id, steps.set_field("finding", finding["id"], "text", f"{finding['text']} Less."))
    late = give(colleague, "late", "--to", "Joan Dennis")
    assert early["whole"] and not late["whole"]

    # Three exchanges in an odd order: the later before the earlier one, and one twice.
    looked = take(lead, late, "--look")
    assert (looked["both_wrote"], looked["brings"]["finding"]["changed"], looked["confirmed"]) == (2, 1, False)
    assert take(lead, late, "--phrase", late["phrase"])["both_wrote"] == 2
    assert take(lead, early)["changes"] == 0
    answer = give(lead, "answer", "--to", "A. Colleague")
    assert take(colleague, answer)["both_wrote"] == 2
    assert take(colleague, answer)["changes"] == 0
    assert colleague("team", "both", visit_id) == lead("team", "both", visit_id)
    _receipts_are_the_same(lead, colleague, visit_id, tmp_path)

    # Each chooses in one place; the choices travel.
    words, removal = sorted(lead("team", "both", visit_id), key=lambda each: each["removed"])
    assert [version["value"] for version in removal["versions"]] == [False, True]
    assert {version["inspector"] for version in words["versions"]} == {"Joan Dennis", "A. Colleague"}
    (tmp_path / "words").write_text(finding["text"], encoding="utf-8")
    assert lead("team", "choose", visit_id, words["place"], "--text-file", tmp_path / "words")["left"] == 1
    assert colleague("team", "choose", visit_id, removal["place"], "--version", "1")["left"] == 1
    colleague.write(visit_id, steps.set_field("record", interview, "title", "Told twice"))
    # By name alone the lead's laptop is found: it is the one that is not the colleague's.
    second = give(colleague, "second", "--to", "Joan Dennis")
    take(lead, second)
    assert lead("team", "both", visit_id) == []

    # The lead signs; the colleague has the letter with the next package.
    assert lead("team", "lead", visit_id)["lead"] == ["Joan Dennis"]
    letter = tmp_path / "letter.pdf"
    lead("letter", visit_id, "--sign", "--out", letter)
    take(colleague, give(lead, "third", "--to", "A. Colleague"))
    _receipts_are_the_same(lead, colleague, visit_id, tmp_path)

    exported = []
    for laptop in (lead, colleague):
        verified = laptop("verify", letter, "--visit", visit_id)
        assert verified["intact"] and verified["evidence"]["as_it_was"], verified["evidence"]["message"]
        laptop("visit", "export", visit_id, tmp_path / f"{laptop.name}.json")
        exported.append((tmp_path / f"{laptop.name}.json").read_bytes())
        laptop("letter", visit_id, "--out", tmp_path / f"{laptop.name}.pdf")
        assert (tmp_path / f"{laptop.name}.pdf").read_bytes() == letter.read_bytes()
        laptop.write(visit_id)
    assert exported[0] == exported[1]
    assert "Read again on the second day." in exported[0].decode() and "Told twice" in exported[0].decode()


def _of_kind(york: Any, kind: str) -> str:
    """A record of York's that no finding rests on, or the first."""
    linked = {link["id"] for finding in york["findings"] for link in finding["evidence"]}
    used = {piece["record"] for piece in york["evidence"] if piece["id"] in linked}
    records = [record["id"] for record in york["records"] if record["kind"] == kind]
    return str(next((each for each in records if each not in used), records[0]))


def _receipts_are_the_same(lead: Laptop, colleague: Laptop, visit_id: str, folder: Path) -> None:
    for laptop in (lead, colleague):
        laptop("team", "receipt", visit_id, "--out", folder / f"{laptop.name}.txt")
    mine, theirs = ((folder / f"{each.name}.txt").read_bytes() for each in (lead, colleague))
    assert mine == theirs
