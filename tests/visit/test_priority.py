"""What comes to the priority category, or leaves it, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up_visit import finding, piece, record, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.visit import steps
from inspector_app.visit.change import Put, Set, Step
from inspector_app.visit.checks import judgement_problems
from inspector_app.visit.entities import Risk
from inspector_app.visit.priority import Answers, Crossing, answered, crossings

FRAMEWORK = load_framework("ucra-2010")
PRIORITY = "areas-for-priority-action"
FINDINGS = {"f": finding(category="areas-for-development"), "p": finding(category=PRIORITY)}
RISK = Risk(who="Children known to the duty team", of_what="Harm that goes unseen", systemic=True)


def test_only_what_crosses_the_line_is_asked_about():
    into = Crossing(finding="f", from_category="areas-for-development", to_category=PRIORITY)
    away = Crossing(finding="p", from_category=PRIORITY, to_category="strengths")
    made = Crossing(finding="n", from_category=None, to_category=PRIORITY)
    for step, found in (
        (steps.move_finding("f", PRIORITY, "a1"), (into,)),
        (steps.move_finding("p", "strengths", "a1"), (away,)),
        (steps.finding_from_card("n", PRIORITY, "Words.", "a1", "e"), (made,)),
        (steps.move_finding("f", "strengths", "a1"), ()),
        (steps.move_finding("p", PRIORITY, "a1"), ()),
        (steps.finding_from_card("n", "strengths", "Words.", "a1", "e"), ()),
    ):
        assert crossings(step, FINDINGS, FRAMEWORK) == found


def test_the_answers_are_kept_in_the_same_step_as_the_move():
    step = steps.move_finding("f", PRIORITY, "a1")
    crossed = crossings(step, FINDINGS, FRAMEWORK)
    answers = Answers(why="Seven children at risk.", risk=RISK, trigger="Drift everywhere")
    made = answered(step, crossed, answers, by="ann", at="2010-06-09T15:00:00+01:00", last_order=None)
    assert (made.action, made.changes[:2]) == (step.action, step.changes)
    risk, trigger, move = made.changes[2:]
    assert risk == Set("finding", "f", "risk", {"who": RISK.who, "of_what": RISK.of_what, "systemic": True})
    assert trigger == Set("finding", "f", "trigger", "Drift everywhere")
    assert isinstance(move, Put) and move.entity == "move"
    assert move.values["why"] == "Seven children at risk." and move.values["by"] == "ann"
    assert (move.values["from_category"], move.values["to_category"]) == ("areas-for-development", PRIORITY)


def test_a_move_away_keeps_its_reason_and_leaves_the_risk_as_it_was():
    step = Step("move", (*steps.move_finding("p", "strengths", "a1").changes,))
    made = answered(
        step, crossings(step, FINDINGS, FRAMEWORK), Answers(why="Put right."), by="ann", at="", last_order="a4"
    )
    (move,) = made.changes[2:]
    assert isinstance(move, Put) and move.values["why"] == "Put right." and str(move.values["order"]) > "a4"


def test_of_several_findings_each_keeps_what_it_says_of_its_risk():
    own = Risk(who="Babies", of_what="", systemic=False)
    several = {"whole": replace(FINDINGS["f"], id="whole", risk=replace(own, of_what="Injury"), trigger="Seen twice")}
    several |= {"part": replace(FINDINGS["f"], id="part", risk=own), "none": replace(FINDINGS["f"], id="none")}
    step = Step(
        "move", tuple(change for each in several for change in steps.move_finding(each, PRIORITY, "a1").changes)
    )
    answers = Answers(why="Seven children.", risk=RISK, trigger="Drift everywhere")
    made = answered(step, crossings(step, several, FRAMEWORK), answers, by="ann", at="", last_order=None)
    said = {(c.id, c.field): c.value for c in made.changes if isinstance(c, Set) and c.field in ("risk", "trigger")}
    assert said[("whole", "risk")] == {"who": "Babies", "of_what": "Injury", "systemic": False}
    assert said[("part", "risk")] == {"who": "Babies", "of_what": RISK.of_what, "systemic": False}
    assert said[("none", "risk")] == {"who": RISK.who, "of_what": RISK.of_what, "systemic": True}
    triggers = [said[(each, "trigger")] for each in several]
    assert triggers == ["Seen twice", "Drift everywhere", "Drift everywhere"]


@pytest.mark.parametrize(("trigger", "levels"), [(None, ["warning"]), (" ", ["warning"]), ("Drift", [])])
def test_a_priority_finding_without_a_trigger_is_warned_of(trigger: str | None, levels: list[str]):
    held_up = finding("talk", "desk", category=PRIORITY, risk=RISK)
    contents = visit_of(
        records=[record("talk", "interview"), record("desk", "observation")],
        evidence=[piece("talk", "talk"), piece("desk", "desk")],
        findings=[replace(held_up, trigger=trigger)],
    )
    found = [problem for problem in judgement_problems(contents, FRAMEWORK) if problem.check == "priority-without-risk"]
    assert [problem.level for problem in found] == levels
    assert all("trigger" in problem.message for problem in found)
