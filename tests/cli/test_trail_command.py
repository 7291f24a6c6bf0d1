"""The trail by command line: the story of a finding as text and as JSON, from a visit that was worked on."""

from __future__ import annotations

import os

import pytest

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile
from inspector_app.visit import steps


def test_a_finding_is_told_with_its_chain_and_its_words_before_and_after(
    command, visit_id: str, own_profile: ProfilePlaces
) -> None:
    with (
        Profile.open(own_profile, os.environ["INSPECTOR_APP_PASSPHRASE"]) as profile,
        OpenVisit.open(profile, visit_id) as visit,
    ):
        finding = visit.findings()[0]
        piece = finding.evidence[0].evidence
        visit.write(steps.set_field("finding", finding.id, "text", f"{finding.text} So it is.")).result()

    ran = command("visit", "trail", visit_id, "--finding", 1)
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[0].startswith("Finding 1 · ")
    assert lines[1].startswith("In the letter: bullet 1 under “")
    assert "A. Inspector changed its words:" in ran.out
    assert "{+So it is.+}" in ran.out

    told = command("visit", "trail", visit_id, "--finding", finding.id, "--json").answer
    assert told["about"] == {"finding": finding.id}
    assert told["happenings"][-1]["told"] == [
        {"sentence": "changed its words", "before": finding.text, "after": f"{finding.text} So it is."}
    ]
    assert {"evidence": piece} in [each["about"] for each in told["chain"]]

    whole = command("visit", "trail", visit_id, "--json").answer
    entries = [entry for each in whole["happenings"] for entry in each["entries"]]
    assert len(entries) == len(set(entries)) > len(told["happenings"])
    assert command("visit", "trail", visit_id, "--evidence", piece).out.startswith("Evidence\n")


@pytest.mark.parametrize("wrong", [("--finding", "99"), ("--finding", "0"), ("--record", "nothing")])
def test_what_is_not_there_is_said_in_a_sentence(command, visit_id: str, wrong: tuple[str, str]) -> None:
    ran = command("visit", "trail", visit_id, *wrong)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.strip()


def test_one_thing_at_a_time(command, visit_id: str) -> None:
    assert command("visit", "trail", visit_id, "--finding", "1", "--record", "x").code == 2
