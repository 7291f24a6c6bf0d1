"""Who stands behind a finding: asked again when its words or evidence change, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_visit import finding, piece, record, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.agreement import (
    agreed_by_all,
    in_words,
    judged_digest,
    say,
    standings,
    take_back,
    team_agreement,
    team_in_words,
)
from inspector_app.visit.checks import problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Acceptance, Evidence, Finding, Link, Risk
from inspector_app.visit.judging_entities import Agreement

FRAMEWORK = load_framework("ucra-2010")
EVIDENCE = {name: piece(name, name) for name in ("talk", "desk")}
FINDING = finding("talk", against=["desk"], weighed="One day only.")
AT = "2010-06-09T15:00:00+01:00"


def said(by: str, agreed: bool, note: str = "", of: Finding = FINDING) -> Agreement:
    (put,) = say(of, EVIDENCE, by, agreed, note, AT).changes
    return Agreement(id=put.id, **put.values)


def visit_with(*agreements: Agreement, of: Finding = FINDING) -> VisitContents:
    records = [record("talk", "interview"), record("desk", "observation")]
    made = visit_of(records=records, evidence=EVIDENCE.values(), findings=[of])
    return replace(made, agreements=agreements)


def states(contents: VisitContents) -> list[str]:
    by_id = {agreement.id: agreement for agreement in contents.agreements}
    (judged,) = contents.findings
    return [one.state for one in standings(judged, contents.evidence_by_id(), by_id, contents.inspectors)]


def test_each_inspector_is_asked_agrees_or_does_not():
    assert states(visit_with()) == ["not-asked", "not-asked"]
    assert states(visit_with(said("ann", True), said("bob", False, "Too mild."))) == ["agreed", "not-agreed"]
    (put,) = take_back(FINDING, "ann").changes
    assert states(visit_with(Agreement(id=put.id, **put.values))) == ["not-asked", "not-asked"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(FINDING, text="Other words."), "its words"),
        (replace(FINDING, points=("A point.",)), "its words"),
        (replace(FINDING, category="strengths"), "its category or risk"),
        (replace(FINDING, risk=Risk(who="a", of_what="b")), "its category or risk"),
        (replace(FINDING, trigger="Drift"), "its category or risk"),
        (replace(FINDING, evidence=FINDING.evidence[:1]), "its evidence"),
        (replace(FINDING, evidence=(replace(FINDING.evidence[0], bearing="contradicts"),)), "its evidence"),
        (replace(FINDING, text="Other.", evidence=()), "its words and its evidence"),
    ],
)
def test_a_change_of_what_was_judged_opens_it_again_and_says_what_changed(changed, told):
    contents = visit_with(said("ann", True), said("bob", False), of=changed)
    assert states(contents) == ["open-again", "open-again"]
    by_id = {agreement.id: agreement for agreement in contents.agreements}
    standing = standings(changed, EVIDENCE, by_id, contents.inspectors)
    assert in_words(standing[0]) == f"open again: {told} changed"


def test_nothing_else_opens_it_again():
    reason = Acceptance(id="a", finding="f", check="finding-contradicted", why="Weighed.")
    same = replace(
        FINDING,
        evidence=tuple(replace(link, weighed="Both days.", order="z") for link in reversed(FINDING.evidence)),
        accepted=(reason,),
        themes=("workforce",),
        order="b",
    )
    assert states(visit_with(said("ann", True), of=same)) == ["agreed", "not-asked"]


texts = st.text(st.sampled_from('ab "\\,'), max_size=4)
pieces = st.dictionaries(st.sampled_from("pqr"), st.tuples(st.sampled_from(["supports", "contradicts"]), texts))
drawn = st.tuples(texts, st.lists(texts, max_size=2), st.none() | texts, pieces)


def made(values) -> tuple[Finding, dict[str, Evidence]]:
    text, points, trigger, held = values
    links = tuple(Link(id=name, finding="f", evidence=name, bearing=bearing) for name, (bearing, _) in held.items())
    judged = Finding(id="f", category="c", text=text, points=tuple(points), trigger=trigger, evidence=links)
    return judged, {name: Evidence(id=name, text=words) for name, (_, words) in held.items()}


@given(drawn, drawn)
def test_the_digest_is_another_if_and_only_if_words_or_evidence_are(one, other):
    assert (judged_digest(*made(one)) == judged_digest(*made(other))) == (one == other)


def test_a_disagreement_is_a_warning_that_may_be_answered_and_that_a_change_takes_away():
    contents = visit_with(said("ann", True), said("bob", False, "Too mild."))
    (found,) = [each for each in problems(contents, FRAMEWORK) if each.check == "finding-not-agreed"]
    assert (found.level, found.about) == ("warning", {"finding": "f"})
    assert found.message == "B. Inspector does not agree with this finding. “Too mild.”"
    for other in (
        visit_with(said("ann", True), said("bob", True)),
        visit_with(said("bob", False), of=replace(FINDING, text="Sharper words.")),
        replace(contents, inspectors=contents.inspectors[:1]),
    ):
        assert "finding-not-agreed" not in {each.check for each in problems(other, FRAMEWORK)}


def test_the_team_sees_how_far_it_has_got():
    contents = visit_with(said("ann", True), said("bob", False))
    team = team_agreement(replace(contents, findings=(FINDING, replace(FINDING, id="g"))))
    assert team is not None
    assert (team.agreed, team.open, team.of_each) == ((), ("f", "g"), (("A. Inspector", 1), ("B. Inspector", 0)))
    team = team_agreement(visit_with(said("ann", True), said("bob", True)))
    assert team is not None
    assert team_in_words(team) == "Agreed by all: 1 of 1 finding (A. Inspector with 1, B. Inspector with 1)"
    assert team_agreement(replace(contents, inspectors=contents.inspectors[:1])) is None


def test_one_inspector_has_nobody_to_agree_with():
    contents = visit_with(said("ann", True), said("bob", True))
    by_id = {agreement.id: agreement for agreement in contents.agreements}
    assert agreed_by_all(standings(FINDING, EVIDENCE, by_id, contents.inspectors))
    assert standings(FINDING, EVIDENCE, by_id, contents.inspectors[:1]) == ()
    assert not agreed_by_all(())
