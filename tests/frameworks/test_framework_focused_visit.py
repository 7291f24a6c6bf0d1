"""The framework of today's focused visit as shipped: what the rules of the domain ask of it."""

from __future__ import annotations

from pathlib import Path

from inspector_app.frameworks.framework import RECORD_KINDS
from inspector_app.frameworks.library import load_framework

FRAMEWORK = load_framework("focused-visit")
UCRA = load_framework("ucra-2010")


def test_the_limits_are_those_in_force_since_2013() -> None:
    limits = {clock.id: [limit.working_days for limit in clock.limits] for clock in FRAMEWORK.clocks}
    assert limits == {"decision": [1], "single-assessment": [45], "initial-conference": [15]}
    assert all(limit.source for clock in FRAMEWORK.clocks for limit in clock.limits)


def test_one_of_seven_areas_of_focus_is_looked_at() -> None:
    assert len(FRAMEWORK.focuses) == 7
    assert FRAMEWORK.focuses[0].id == "front-door"
    used = {theme for focus in FRAMEWORK.focuses for theme in focus.themes}
    assert used == {theme.id for theme in FRAMEWORK.themes}
    assert "care-leavers" not in {theme.id for theme in FRAMEWORK.themes_of("front-door")}
    assert FRAMEWORK.themes_of(None) == FRAMEWORK.themes


def test_the_sections_stand_in_the_order_of_the_letter() -> None:
    assert [category.heading or category.label for category in FRAMEWORK.categories] == [
        "Headline findings",
        "Areas for priority action",
        "What needs to improve in this area of social work practice?",
        "Main findings",
    ]
    assert [category.id for category in FRAMEWORK.categories if category.priority] == ["areas-for-priority-action"]
    assert {category.source for category in FRAMEWORK.categories} == {"own"}
    assert FRAMEWORK.copy_roles == ()


def test_the_deadlines_of_a_plan_have_a_source() -> None:
    assert [(each.working_days, bool(each.source)) for each in FRAMEWORK.letter.deadlines] == [(20, True), (70, True)]


def test_everything_is_asked_for_and_every_theme_has_a_key_of_its_own() -> None:
    for kind in RECORD_KINDS:
        assert {field.id for field in FRAMEWORK.form(kind).fields} == {field.id for field in UCRA.form(kind).fields}
    asked = {theme for form in FRAMEWORK.forms for prompt in form.prompts for theme in prompt.themes}
    assert asked == {theme.id for theme in FRAMEWORK.themes}
    assert all(theme.key for theme in FRAMEWORK.themes)
    interview = FRAMEWORK.form("interview")
    (roles,) = (field.choices for field in interview.fields if field.id == "role")
    for role in roles:
        assert sum(role in prompt.roles for prompt in interview.prompts) >= 4


def test_the_program_knows_no_framework_by_name() -> None:
    """What differs between kinds of inspection is data: no branch of the code asks which one it is (issue 6)."""
    package = Path(__file__).parents[2] / "inspector_app"
    naming = [path.name for path in package.rglob("*.py") if "focused-visit" in path.read_text(encoding="utf-8")]
    assert set(naming) <= {"demo_command.py"}
