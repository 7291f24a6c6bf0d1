"""Backups, restoring, repairing and preflight by command."""

from __future__ import annotations

import random

from inspector_app.places import ProfilePlaces


def test_backups_are_listed_and_restored(command, visit_id: str) -> None:
    assert command("visit", "backups", visit_id).out == "There is no backup of this visit yet.\n"
    assert command("visit", "check", visit_id).code in (0, 1)
    listed = command("visit", "backups", visit_id, "--json").answer
    assert len(listed) == 1
    assert listed[0]["bytes"] > 4096
    assert listed[0]["counts"]["evidence"] > 0
    assert listed[0]["fault"] is None
    assert "evidence" in command("visit", "backups", visit_id).out
    ran = command("visit", "restore", visit_id, listed[0]["backup"])
    assert ran.code == 0, ran.err
    assert command("visit", "check", visit_id).code in (0, 1)
    ran = command("visit", "restore", visit_id, "2010-06-08")
    assert ran.code == 1
    assert "no such backup" in ran.err


def test_a_damaged_visit_is_told_and_repaired(command, visit_id: str, own_profile: ProfilePlaces) -> None:
    before = command("letter", visit_id, "--text").out
    path = own_profile.visit_db(visit_id)
    with path.open("r+b") as file:
        file.write(random.Random(1).randbytes(4096))
    ran = command("letter", visit_id, "--text")
    assert ran.code == 1
    assert f"inspector-app visit repair {visit_id}" in ran.err
    ran = command("visit", "repair", visit_id, "--json")
    assert ran.code == 0, ran.err
    assert ran.answer["backup_at"]
    assert ran.answer["not_back"] == {}
    assert command("letter", visit_id, "--text").out == before
    ran = command("visit", "repair", visit_id)
    assert ran.code == 1
    assert "nothing to repair" in ran.err


def test_preflight_names_what_is_red_and_ends_so(command, visit_id: str) -> None:
    ran = command("preflight", "--json")
    assert ran.code == 1
    assert not ran.answer["ready"]
    lines = {line["line"]: line for line in ran.answer["lines"]}
    good = {name for name, line in lines.items() if line["good"]} - {"printer"}
    assert good == {"saving", "backup", "disk", "clock", "identity", "search"}
    assert "recovery-code" in lines["keys"]["remedy"]
    ran = command("preflight")
    assert ran.code == 1
    assert "RED    Passphrase and recovery code" in ran.out
    assert "green  What is typed survives a crash" in ran.out
