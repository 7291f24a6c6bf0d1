"""Visits written to an office's database by command: which, where to, and what the command says of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

PASSPHRASE = "seven quiet herons at dusk"


def test_visits_go_to_a_database_and_what_goes_is_said(
    command, own_profile: ProfilePlaces, visit_id: str, tmp_path: Path
) -> None:
    office, word = tmp_path / "office.db", tmp_path / "word.txt"
    word.write_text("a-secret\n", encoding="utf-8")

    ran = command("visit", "export-database", visit_id, "--to", office)
    assert ran.code == 0, ran.err
    assert "Wrote the visit to Exampleshire County Council: 4 records" in ran.err
    assert "1 visit is in the database office.db" in ran.out
    assert "not encrypted" in ran.out and "Not there: notes" in ran.out
    assert "Names that are not recognised" in ran.out

    again = command("visit", "export-database", "--all", "--to", f"sqlite:///{office}", "--json")
    assert [each["visit"] for each in again.answer["visits"]] == [visit_id]
    with closing(sqlite3.connect(office)) as connection:
        (found,) = connection.execute("SELECT v.id, count(*) FROM visit v JOIN record r ON r.visit = v.id GROUP BY 1")
    assert found == (visit_id, again.answer["visits"][0]["counts"]["record"])

    for wrong in ((), (visit_id, "--all")):
        assert command("visit", "export-database", *wrong, "--to", office).code == 2
    missing = command("visit", "export-database", "none", "--to", tmp_path / "other.db")
    assert missing.code == 1 and "No visit of the id none" in missing.err
    assert not (tmp_path / "other.db").exists()

    away = ("--to", "postgresql://office@localhost:1/visits", "--password-file", word)
    unreached = command("visit", "export-database", visit_id, *away)
    assert unreached.code == 1 and "visits at localhost cannot be written to" in unreached.err
    assert "a-secret" not in unreached.err + unreached.out

    with Profile.open(own_profile, PASSPHRASE) as profile:
        known = profile.destroy_visit(visit_id).copies
    assert [(each.how, each.to) for each in known] == [("database", "office.db")] * 2
