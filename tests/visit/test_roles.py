"""Who leads: they sign first, issue and correct; and what the team has still to settle bars signing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up_visit import visit_of

from inspector_app.letter_signing import why_not_mine
from inspector_app.visit.both_wrote import REMOVED, BothWrote
from inspector_app.visit.change import Set
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.roles import hand_over, lead_of, why_not_lead
from inspector_app.visit.team_checks import team_problems


def led_by(*leads: str, signatories: tuple[str, ...] = ("ann", "bob")) -> VisitContents:
    contents = visit_of()
    team = tuple(replace(person, lead=person.id in leads) for person in contents.inspectors)
    return replace(contents, inspectors=team, letter=replace(contents.letter, signatories=signatories))


def test_the_lead_signs_first_and_the_others_add_theirs_to_what_the_lead_signed() -> None:
    contents = led_by("ann", signatories=("bob", "ann"))
    assert why_not_mine(contents, "ann") == ""
    assert why_not_mine(contents, "bob").startswith("Only the lead may do that: ask A. Inspector, ")
    signed = replace(contents, letter=replace(contents.letter, state="signed"))
    assert "lead" not in why_not_mine(signed, "bob")


@pytest.mark.parametrize("leads", [(), ("ann", "bob")])
def test_where_nobody_leads_or_two_do_whoever_signs_the_letter_may(leads: tuple[str, ...]) -> None:
    contents = led_by(*leads)
    assert lead_of(contents) is None
    assert why_not_mine(contents, "bob") == why_not_lead(contents, "ann") == ""
    assert bool(why_not_lead(contents, "cat")) is bool(leads)


def test_the_lead_is_handed_over_in_one_step() -> None:
    step = hand_over(led_by("ann").inspectors, "bob")
    assert step.changes == (Set("inspector", "ann", "lead", False), Set("inspector", "bob", "lead", True))
    with pytest.raises(ValueError, match="member of the team"):
        hand_over(led_by("ann").inspectors, "nobody")


def test_two_leads_and_open_choices_in_what_the_letter_is_made_of_bar_signing() -> None:
    choices = [("finding", "text"), ("finding", REMOVED), ("record", "notes"), ("letter", "wording/subject")]
    contents = replace(
        led_by("ann", "bob"), both_wrote=tuple(BothWrote(entity, "x", field, ()) for entity, field in choices)
    )
    *found, leads = team_problems(contents)
    assert [(each.check, each.level, each.hint) for each in found] == [
        ("both-wrote", "error", False),
        ("both-wrote", "error", False),
        ("both-wrote", "warning", True),
        ("both-wrote", "error", False),
    ]
    assert (leads.check, leads.level) == ("two-leads", "error")
    assert len({each.message for each in found}) == 4
    assert list(team_problems(led_by("ann"))) == []
