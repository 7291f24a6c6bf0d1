"""The framework of 2010 as shipped: what the rules of the domain ask of it, and the words of known letters."""

from __future__ import annotations

import dataclasses
import json
from itertools import combinations
from pathlib import Path

import pytest

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.cross_references import FIELDS_WITH_OWN_CHOICES
from inspector_app.frameworks.framework import RECORD_KINDS
from inspector_app.frameworks.library import load_framework
from inspector_app.frameworks.templates import LETTER_NAMES
from inspector_app.places import resources_folder
from inspector_app.visit.entities import ENTITIES
from inspector_app.visit.letter_wording import category_sentence, values_for

FRAMEWORK = load_framework("ucra-2010")
NOT_ASKED = {"id", "extra", "answers", "checks", "dates"}
OF_THE_PROGRAM = {"interview": {"views"}, "case": {"draw", "position", "replaces", "left_reason"}}
"""Fields with a place of their own in the window, whatever a framework's form asks."""


def fields_of(kind: str) -> set[str]:
    return {field.name for field in dataclasses.fields(ENTITIES[kind])} - NOT_ASKED - OF_THE_PROGRAM.get(kind, set())


def test_the_schema_knows_the_fields_of_the_records_and_no_other() -> None:
    schema = json.loads((resources_folder() / "schemas" / "framework.schema.json").read_text(encoding="utf-8"))
    forms = schema["$defs"]["forms_file"]["properties"]
    for kind in RECORD_KINDS:
        asked = forms[kind]["properties"]["fields"]["items"]["allOf"][1]["properties"]["id"]["enum"]
        assert set(asked) == fields_of(kind)


def test_every_field_of_every_record_is_asked_for() -> None:
    for kind in RECORD_KINDS:
        asked = {field.id for field in FRAMEWORK.form(kind).fields}
        assert asked == fields_of(kind)
    assert {field.id for field in FRAMEWORK.form("case").fields} >= FIELDS_WITH_OWN_CHOICES


def test_interviews_have_enough_to_ask_every_role() -> None:
    interview = FRAMEWORK.form("interview")
    (roles,) = (field.choices for field in interview.fields if field.id == "role")
    assert len(interview.prompts) >= 40
    assert "How often do you have formal supervision?" in {prompt.text for prompt in interview.prompts}
    for role in roles:
        assert sum(role in prompt.roles for prompt in interview.prompts) >= 4


def test_every_theme_is_asked_about_and_has_a_key() -> None:
    asked = {theme for form in FRAMEWORK.forms for prompt in form.prompts for theme in prompt.themes}
    assert asked == {theme.id for theme in FRAMEWORK.themes}
    assert all(theme.key for theme in FRAMEWORK.themes)


def test_only_the_definition_that_was_published_says_so() -> None:
    assert {category.id: category.source for category in FRAMEWORK.categories} == {
        "strengths": "own",
        "satisfactory-practice": "own",
        "areas-for-development": "own",
        "areas-for-priority-action": "published",
    }
    (priority,) = (category for category in FRAMEWORK.categories if category.priority)
    assert priority.id == "areas-for-priority-action"
    assert len(priority.triggers) == 5


def sentence(**findings: int) -> str:
    """Return the sentence for so many findings in each category, whose ids have hyphens."""
    return category_sentence(FRAMEWORK, {name.replace("_", "-"): count for name, count in findings.items()}, {})


def test_the_category_sentences_of_york_and_haringey() -> None:
    assert sentence(satisfactory_practice=9, areas_for_development=5) == (
        "The inspection identified no areas for priority action alongside areas of satisfactory practice and areas "
        "for development."
    )
    assert sentence(strengths=2, satisfactory_practice=7, areas_for_development=4) == (
        "The inspection identified areas of strength and satisfactory practice, with some areas for development."
    )


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ({"strengths": 1}, "an area of strength, with no areas for development and no areas for priority action."),
        ({"areas_for_priority_action": 1}, "an area for priority action."),
        ({"areas_for_priority_action": 2, "strengths": 1}, "areas for priority action alongside an area of strength."),
        ({"strengths": 1, "areas_for_development": 2}, "an area of strength, with areas for development."),
        ({"areas_for_development": 1}, "an area for development, but no areas for priority action."),
        (
            {"strengths": 3, "satisfactory_practice": 1, "areas_for_development": 1},
            "areas of strength and an area of satisfactory practice, with an area for development.",
        ),
    ],
)  # fmt: skip
def test_a_single_area_is_said_in_the_singular(findings: dict[str, int], said: str) -> None:
    assert sentence(**findings) == f"The inspection identified {said}"


@pytest.mark.parametrize("most", [1, 2])
def test_each_category_sentence_names_what_is_there_and_denies_nothing_that_is(most: int) -> None:
    ids = [category.id for category in FRAMEWORK.categories]
    sentences = set()
    for size in range(len(ids) + 1):
        for present in combinations(ids, size):
            words = category_sentence(FRAMEWORK, dict.fromkeys(present, most), {})
            sentences.add(words)
            assert words.startswith("The inspection identified ")
            assert words.endswith(".")
            assert "{" not in words
            for category in FRAMEWORK.categories:
                if category.id in present:
                    assert category.in_sentence.removeprefix("areas ") in words
                    assert category.none_in_sentence not in words
    assert len(sentences) == 16


def test_what_a_template_may_name_is_what_the_letter_can_fill_in() -> None:
    letter_parts = read_visit_file(Path(__file__).parents[1] / "examples" / "york-2010-letter.visit.json")
    assert set(values_for(letter_parts, FRAMEWORK)) == LETTER_NAMES


def test_the_limits_are_those_of_the_published_rules() -> None:
    limits = {clock.id: [limit.working_days for limit in clock.limits] for clock in FRAMEWORK.clocks}
    assert limits == {
        "decision": [1],
        "initial-assessment": [7, 10],
        "core-assessment": [35],
        "initial-conference": [15],
    }
    assert all(limit.source for clock in FRAMEWORK.clocks for limit in clock.limits)
