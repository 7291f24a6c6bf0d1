"""What comes to the priority category, or leaves it, and what is kept of it."""

from __future__ import annotations

from made_up_visit import finding

from inspector_app.frameworks.library import load_framework
from inspector_app.visit import steps
from inspector_app.visit.change import Put, Set, Step
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
