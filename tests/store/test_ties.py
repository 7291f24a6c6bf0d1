"""Evidence tied to a sentence is on disk, in the log by its own field, and taken back over a restart."""

from __future__ import annotations

from dataclasses import replace

from made_visits import VISIT_ID, empty_visit, opened_for_once

from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile
from inspector_app.visit import sentence_backing, steps
from inspector_app.visit.entities import Evidence, Finding, Interview, Link, Record
from inspector_app.visit.identifiers import link_id
from inspector_app.visit.sentence_backing import backing_by_sentence

TEXT = "Supervision is regular. It lacks reflection."
LINK = link_id("f1", "e1")


def test_a_tie_and_its_confirmation_are_undone_one_by_one_over_restarts(profile: Profile) -> None:
    contents = replace(
        empty_visit(),
        records=(Record(id="r1", kind="interview", details=Interview(id="r1")),),
        evidence=(Evidence(id="e1", record="r1", text="No reflection."),),
        findings=(
            Finding(id="f1", category="strengths", text=TEXT, evidence=(Link(id=LINK, finding="f1", evidence="e1"),)),
        ),
    )

    def ties(visit: OpenVisit) -> list[str]:
        return list(visit.finding("f1").evidence[0].ties.values())

    with opened_for_once(profile, contents) as visit:
        finding = visit.finding("f1")
        tie = sentence_backing.tie(finding.evidence, backing_by_sentence(finding, {"e1"}).sentences[1])
        assert tie is not None
        visit.write(tie).result(10)
        visit.write(steps.set_field("finding", "f1", "text", TEXT.replace("lacks", "has no"))).result(10)
        visit.field_left()
        confirm = sentence_backing.confirm(backing_by_sentence(visit.finding("f1"), {"e1"}).to_confirm)
        assert confirm is not None
        visit.write(confirm).result(10)
        assert ties(visit) == ["It has no reflection."]
        assert {entry.field for entry in visit.history("link", LINK) if entry.field} == {
            f"ties/{key}" for key in sentence_backing.first_ties("It lacks reflection.")
        }
        visit.close(10)
        again = OpenVisit.open(profile, VISIT_ID)
        assert ties(again) == ["It has no reflection."]
        again.undo().result(10)
        assert ties(again) == ["It lacks reflection."]
        assert backing_by_sentence(again.finding("f1"), {"e1"}).to_confirm
        again.undo().result(10)
        again.undo().result(10)
        assert ties(again) == []
        again.redo().result(10)
        assert ties(again) == ["It lacks reflection."]
        assert again.verify_chain() is None
        again.close(10)
