"""Giving, taking and choosing by command: what is said, what is refused, and what comes back from a colleague."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector_app.attaching import attach_file
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import Step

PASSPHRASE = "seven quiet herons at dusk"
WORDS = "amber kettle orbit walnut candle meadow"
PICTURE = b"\xff\xd8\xff" + bytes(1000)


def write(folder: Path, visit_id: str, *acts: Step) -> None:
    with Profile.open(ProfilePlaces(folder), PASSPHRASE) as profile, OpenVisit.open(profile, visit_id) as visit:
        for act in acts:
            visit.write(act).result(20)


def test_a_visit_goes_to_a_colleague_and_what_was_lost_comes_back(
    command, own_profile: ProfilePlaces, visit_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, words, there = tmp_path / "given", tmp_path / "words", ("--profile", tmp_path / "b")
    words.write_text(f"{WORDS}\n")
    with Profile.open(own_profile, PASSPHRASE) as profile, OpenVisit.open(profile, visit_id) as visit:
        record, finding = visit.record_lines()[0].id, visit.findings()[0].id
        attach_file(visit, record, "whiteboard.jpg", PICTURE)[1].result(20)

    # Words that are none, or too few, are named before anything is written.
    for wrong, said in (("amber kettel cnadle", "“cnadle”"), ("amber kettle", "six at least")):
        monkeypatch.setenv("INSPECTOR_APP_TEAM_PASSPHRASE", wrong)
        ran = command("team", "give", visit_id, file)
        assert (ran.code, file.exists()) == (1, False)
        assert said in ran.err
    monkeypatch.delenv("INSPECTOR_APP_TEAM_PASSPHRASE")
    ran = command("team", "give", visit_id, file, "--to", "Nobody")
    assert ran.code == 1 and "“Nobody”: there is none" in ran.err
    ran = command("team", "give", visit_id, file, "--team-passphrase-file", words)
    assert ran.code == 0
    assert ran.out.startswith(WORDS) and "1 attached files" in ran.out
    phrase = ran.out.rpartition("“")[2].partition("”")[0]
    assert len(command("team", "give", visit_id, tmp_path / "other", "--json").answer["words"].split()) == 6

    assert command("profile", "new", "--name", "B. Inspector", "--designation", "HMI", *there).code == 0
    taking = ("team", "take", file, "--team-passphrase-file", words)
    assert "phrase of who gave it is" in command(*taking, *there, "--look").out
    assert f"“{phrase}”" in command(*taking, *there).err
    ran = command(*taking, *there, "--phrase", phrase.upper().replace(" ", "."))
    assert (ran.code, f"Its id is {visit_id}." in ran.out) == (0, True)
    assert "brings nothing" in command(*taking, *there).out
    with Profile.open(ProfilePlaces(tmp_path / "b"), PASSPHRASE) as profile, OpenVisit.open(profile, visit_id) as visit:
        assert visit.kept_file(visit.attachments()[0].sha256) == PICTURE

    # Destroyed on one laptop it is joined again; what it wrote before, the other has.
    def exchange(*giver: object, taker: tuple[object, ...], phrase: str) -> None:
        given = command("team", "give", visit_id, file, "--replace", "--team-passphrase-file", words, *giver)
        assert given.code == 0, given.err
        taken = command(*taking, *taker, "--phrase", phrase)
        assert taken.code == 0, taken.err

    write(tmp_path / "b", visit_id, steps.set_field("record", record, "title", "Before it was destroyed"))
    ran = command("team", "give", visit_id, file, "--replace", "--json", *there)
    assert ran.code == 0, ran.out
    theirs = ran.answer["phrase"]
    exchange(*there, taker=(), phrase=theirs)
    assert command("visit", "destroy", visit_id, "--yes", *there).code == 0
    exchange(taker=there, phrase=phrase)
    write(tmp_path / "b", visit_id, steps.set_field("finding", finding, "text", "Written on a new chain."))
    exchange(*there, taker=(), phrase=theirs)

    # A backup from before is restored on the other: it comes back from the colleague.
    oldest = command("visit", "backups", visit_id, "--json").answer[-1]["backup"]
    assert command("visit", "restore", visit_id, oldest).code == 0
    write(own_profile.folder, visit_id, steps.set_field("finding", finding, "text", "Written after restoring."))
    exchange(*there, taker=(), phrase=theirs)
    exchange(taker=there, phrase=phrase)

    # Both wrote in the finding: one word more from each, and a choice that is refused where there is none.
    listed = command("team", "both", visit_id)
    assert "Written after restoring." in listed.out and "Written on a new chain." in listed.out
    assert "on this laptop" in listed.out and "shown now" in listed.out
    (place,) = [each["place"] for each in command("team", "both", visit_id, "--json").answer]
    assert command("team", "choose", visit_id, place).code == 2
    assert command("team", "choose", visit_id, place, "--version", "3").code == 1
    assert command("team", "choose", visit_id, "finding:none:text", "--both").code == 1
    assert command("team", "choose", visit_id, place, "--both").out == "Chosen.\n"
    exchange(taker=there, phrase=phrase)
    assert "Nothing waits" in command("team", "both", visit_id, *there).out
    exported = []
    for folder in ((), there):
        assert command("visit", "export", visit_id, tmp_path / "out.json", *folder).code == 0
        exported.append((tmp_path / "out.json").read_bytes())
    assert exported[0] == exported[1]
    assert b"Before it was destroyed" in exported[0]

    # The lead goes to a member of the team, and to nobody else.
    assert command("team", "lead", visit_id, "Nobody").code == 1
    assert command("team", "lead", visit_id, "B. Inspector", "--json").answer["lead"] == ["B. Inspector"]
