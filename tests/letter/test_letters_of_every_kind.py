"""Letters of every kind that the data can ask for: the focused visit's, and frameworks changed for a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import DIGEST, SIGNED_AT, complaints, finding, letter_of, page_texts, pdf_text, squeezed, ucra, words, york

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.framework import Framework
from inspector_app.frameworks.library import load_framework
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.frameworks.working_days import is_working_day, working_days_between
from inspector_app.letter.content import Bullets, LetterContent, Origin, Text, letter_content
from inspector_app.letter.fonts import REGULAR
from inspector_app.letter.line_breaking import Run, break_lines
from inspector_app.letter.pdf import build_letter
from inspector_app.letter.plain_text import plain_text
from inspector_app.places import resources_folder
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Finding
from inspector_app.visit.letter_entities import NextStep
from inspector_app.visit.letter_wording import generated_wording, next_step_sentence, values_for
from inspector_app.visit.names import in_words
from inspector_app.visit.sentences import sentence_spans
from inspector_app.visit.wording_checks import LONGEST_SENTENCE

FOCUSED = load_framework("focused-visit")
EXAMPLE = resources_folder() / "demo" / "focused-visit.visit.json"


def example() -> VisitContents:
    return read_visit_file(EXAMPLE)


def of_kind(content: LetterContent, kind: str) -> list[str]:
    return [block.text for block in content.body if isinstance(block, Text) and block.kind == kind]


def paragraphs(content: LetterContent) -> str:
    return "\n".join(of_kind(content, "paragraph"))


def changed(change: Callable[[Any], None]) -> Framework:
    """The framework of 2010 with a change to its data."""
    source = json.loads(json.dumps(ucra().source))
    change(source)
    return framework_from_source(source)


def themed(text: str, *themes: str) -> Finding:
    return replace(finding("main-findings", text), themes=themes)


def focused(*findings: Finding, **letter: Any) -> VisitContents:
    base = example()
    return replace(base, findings=findings, letter=replace(base.letter, **letter))


EXAMPLE_CONTENTS = example()


# -- the focused visit


def test_the_sections_of_a_focused_visit_stand_in_their_order() -> None:
    made = letter_content(example(), FOCUSED)
    assert of_kind(made, "subject") == ["Focused visit to Exampleshire children's services"]
    assert of_kind(made, "heading") == [
        "Headline findings",
        "Area for priority action",
        "What needs to improve in this area of social work practice?",
        "Main findings",
        "Next steps",
    ]
    assert of_kind(made, "subheading")[:3] == [
        "Contact and referral",
        "Thresholds and consent",
        "Working with partner agencies",
    ]
    said = paragraphs(made)
    assert "on 10 and 11 March 2026. The visit was carried out by A. Inspector and B. Inspector," in said
    assert "the front door, where contacts and referrals" in said
    assert made.copies == () and [each.text for each in made.enclosures] == [
        "Words for quantities that are used in this letter"
    ]


def test_the_days_for_a_plan_are_worked_out_and_printed_only_for_priority_action() -> None:
    said = paragraphs(letter_content(example(), FOCUSED))
    assert "within 20 working days of this letter, by 11 May 2026." in said
    assert "within 70 working days of this letter, by 21 July 2026." in said
    without = focused(*(one for one in example().findings if one.category != "areas-for-priority-action"))
    made = letter_content(without, FOCUSED)
    assert "action plan" not in paragraphs(made)
    assert "Area for priority action" not in of_kind(made, "heading")


def test_no_sentence_about_the_plan_is_too_long() -> None:
    """An author who changes a word in it is not told to shorten what is the framework's own."""
    plan = generated_wording(example(), FOCUSED)["action-plan"]
    lengths = [len(plan[span.start : span.end].split()) for span in sentence_spans(plan)]
    assert len(lengths) == 2 and max(lengths) <= LONGEST_SENTENCE


def test_two_areas_for_priority_action_have_their_heading_in_the_plural() -> None:
    two = focused(finding("areas-for-priority-action", "One."), finding("areas-for-priority-action", "Another."))
    assert "Areas for priority action" in of_kind(letter_content(two, FOCUSED), "heading")


def test_a_letter_without_a_date_says_no_day() -> None:
    undated = replace(example(), letter=replace(example().letter, date=None))
    assert "by …. The final action plan" in paragraphs(letter_content(undated, FOCUSED))


def test_main_findings_stand_under_their_first_theme_as_the_themes_come() -> None:
    made = letter_content(
        focused(
            themed("Late.", "drift-and-delay"),
            themed("Nobody's theme."),
            themed("Calls.", "front-door", "partnership"),
            themed("Late again.", "drift-and-delay", "front-door"),
        ),
        FOCUSED,
    )
    main = [block.text for block in made.body if isinstance(block, Text)]
    at = main.index("Main findings")
    assert main[at : at + 7] == [
        "Main findings",
        "Nobody's theme.",
        "Drift and delay",
        "Late.",
        "Late again.",
        "Contact and referral",
        "Calls.",
    ]


def test_a_subheading_and_a_heading_may_have_the_author_s_own_words() -> None:
    own = {"subheading:front-door": "The first call", "heading:needs-to-improve": "What must\nbe better?"}
    made = letter_content(
        focused(themed("Calls.", "front-door"), finding("needs-to-improve", "Plans."), wording=own), FOCUSED
    )
    marked = {block.text for block in made.body if isinstance(block, Text) and block.overridden}
    assert marked == {"The first call", "What must be better?"}
    assert of_kind(made, "subheading") == ["The first call"]


def test_paragraphs_may_have_points_under_a_lead_in() -> None:
    made = letter_content(focused(finding("areas-for-priority-action", "Needed now:", "this;", "that.")), FOCUSED)
    (bullets,) = (
        block for block in made.body if isinstance(block, Bullets) and block.items[0].origin.kind == "finding"
    )
    assert [item.text for item in bullets.items] == ["this;", "that."]
    assert "Needed now:" in paragraphs(made)


STEPS = [
    (("The council", "write", "Ofsted", date(2026, 6, 1)), "The council should write to Ofsted, by 1 June 2026."),
    (("The council", "send a plan.", None, date(2026, 6, 1)), "The council should send a plan, by 1 June 2026."),
    (("The council", " send a plan ", "Ofsted", None), "The council should send a plan to Ofsted."),
    (("The council", "think again", None, None), "The council should think again."),
    (("", "think again", None, None), ""),
    (("The council", " ", "Ofsted", date(2026, 6, 1)), ""),
]  # fmt: skip


@pytest.mark.parametrize(("step", "said"), STEPS)
def test_a_next_step_is_a_sentence(step: tuple[str, str, str | None, date | None], said: str) -> None:
    who, what, where, by = step
    wording = FOCUSED.letter.next_step
    assert wording is not None
    assert next_step_sentence(wording, NextStep(id="s", who=who, what=what, where=where, by=by)) == said


def test_next_steps_are_bullets_that_lead_to_where_they_come_from() -> None:
    base = example()
    made = letter_content(replace(base, next_steps=(*base.next_steps, NextStep(id="empty"))), FOCUSED)
    (steps,) = (
        block for block in made.body if isinstance(block, Bullets) and block.items[0].origin.kind == "next_step"
    )
    assert [item.origin for item in steps.items] == [Origin("next_step", step.id) for step in base.next_steps]
    none = letter_content(replace(base, next_steps=()), FOCUSED)
    assert not any(isinstance(block, Bullets) and block.items[0].origin.kind == "next_step" for block in none.body)


@given(dated=st.dates(min_value=date(2018, 1, 1), max_value=date(2040, 12, 31)))
def test_a_deadline_is_the_working_day_so_many_after_the_letter(dated: date) -> None:
    letter = replace(EXAMPLE_CONTENTS.letter, date=dated)
    values = values_for(replace(EXAMPLE_CONTENTS, letter=letter), FOCUSED)
    days = {in_words(day): day for day in map(date.fromordinal, range(dated.toordinal(), dated.toordinal() + 140))}
    for deadline in FOCUSED.letter.deadlines:
        day = days[values[f"by:{deadline.id}"]]
        assert is_working_day(day)
        assert working_days_between(dated, day) == deadline.working_days == int(values[f"days:{deadline.id}"])


def test_a_date_at_the_end_of_the_calendar_gives_no_day() -> None:
    letter = replace(EXAMPLE_CONTENTS.letter, date=date.max)
    assert values_for(replace(EXAMPLE_CONTENTS, letter=letter), FOCUSED)["by:final-plan"] == "…"


# -- conventions of other letters, as data


def test_an_empty_category_may_be_said_under_its_heading() -> None:
    def with_sentence(source: Mapping[str, Any]) -> None:
        source["categories"]["categories"][3]["empty_sentence"] = "There are no areas for priority action."

    framework = changed(with_sentence)
    made = letter_content(letter_of([finding("strengths", "So."), finding("strengths", "So too.")]), framework)
    assert of_kind(made, "heading") == ["Strengths", "Areas for priority action"]
    assert "There are no areas for priority action." in of_kind(made, "paragraph")
    left_out = letter_content(letter_of([finding("strengths", "So.")]), ucra())
    assert of_kind(left_out, "heading") == ["Strength"]


def test_headings_may_stay_in_the_plural_and_sections_in_another_order() -> None:
    def otherwise(source: Mapping[str, Any]) -> None:
        (part,) = (part for part in source["letter"]["parts"] if part["kind"] == "findings")
        del part["headings"]
        part["categories"].reverse()

    findings = [finding("strengths", "So."), finding("areas-for-development", "Not so.")]
    made = letter_content(letter_of(findings), changed(otherwise))
    assert of_kind(made, "heading") == ["Areas for development", "Strengths"]


def test_enclosures_stand_before_the_copies() -> None:
    base = york()
    made = letter_content(replace(base, letter=replace(base.letter, enclosures=("A note", " ", "Terms"))), ucra())
    lines = plain_text(made).splitlines()
    at = lines.index("Enclosed: A note")
    assert lines[at : at + 4] == ["Enclosed: A note", "Terms", "", lines[at + 3]]
    assert lines[at + 3].startswith("Copy: Kirsten England")


# -- on paper


@pytest.mark.parametrize("draft", [True, False], ids=["draft", "final"])
def test_the_checkers_find_nothing_on_the_example(draft: bool, tmp_path: Path) -> None:
    content = letter_content(example(), FOCUSED)
    built = build_letter(content, draft=draft, created=SIGNED_AT, log_digest=DIGEST)
    assert complaints(built.pdf, tmp_path) == []
    if not draft:
        printed = "".join(words(pdf_text(built.pdf)))
        assert squeezed(printed) == squeezed("".join(words(plain_text(content))))
        assert len(page_texts(built.pdf)) == 4
    file = tmp_path / "letter.pdf"
    file.write_bytes(built.pdf)
    with pikepdf.open(file) as document:
        kids = [str(kid.S) for kid in document.Root.StructTreeRoot.K[0].K]
    assert (kids.count("/H1"), kids.count("/H2"), kids.count("/H3")) == (1, 5, 13)
    for place, following in zip(built.places, built.places[1:], strict=False):
        if isinstance(place.origin, Origin) and place.origin.kind in ("heading", "subheading"):
            assert following.page == place.page


def test_a_visit_that_was_begun_before_a_framework_knew_of_this_keeps_its_own_wording() -> None:
    """What a visit froze has no phrase by number, no headings by number and no deadlines: it reads as it did."""

    def as_before(source: Mapping[str, Any]) -> None:
        for category in source["categories"]["categories"]:
            del category["one_in_sentence"], category["several_in_sentence"]
        for part in source["letter"]["parts"]:
            part.pop("headings", None)
        for sentence in source["letter"]["category_sentences"]:
            sentence.pop("with_one", None)
            sentence["text"] = "The inspection identified " + ", ".join(f"{{{each}}}" for each in sentence["present"])

    made = letter_content(letter_of([finding("strengths", "So.")]), changed(as_before))
    assert of_kind(made, "heading") == ["Strengths"]
    assert "The inspection identified strength" in of_kind(made, "paragraph")


def test_an_article_stands_before_the_area_of_a_focused_visit() -> None:
    base = example()
    names = {"authority_name": "London Borough of Haringey Council", "authority_area": "London Borough of Haringey"}
    made = letter_content(replace(base, visit=replace(base.visit, authority_article="the", **names)), FOCUSED)
    assert made.title == "Focused visit to the London Borough of Haringey children's services"


def test_an_initial_is_not_torn_from_its_name() -> None:
    runs = (Run("The visit was carried out by A. B. Inspector and by C. Inspector.", REGULAR),)
    for width in range(120, 300, 7):
        lines = ["".join(run.text for run in line.runs).strip() for line in break_lines(runs, 11, width)]
        assert not [line for line in lines if line.endswith((" A.", " B.", " C."))], lines


# -- what an author may put otherwise, and what one types again


@pytest.mark.parametrize("gone", [None, "areas-for-priority-action", "needs-to-improve", "main-findings"])
@pytest.mark.parametrize("steps", [True, False])
def test_the_parts_that_can_be_worded_are_those_that_are_printed(gone: str | None, steps: bool) -> None:
    base = example()
    base = focused(*(one for one in base.findings if one.category != gone))
    base = base if steps else replace(base, next_steps=())
    keys = ["salutation", "replaces", *(part.id for part in FOCUSED.letter.parts)]
    keys += [f"heading:{category.id}" for category in FOCUSED.categories]
    keys += [f"subheading:{theme.id}" for theme in FOCUSED.themes]
    said = generated_wording(base, FOCUSED)
    own = {key: f"Own words for {key}" for key in keys}
    made = letter_content(replace(base, letter=replace(base.letter, wording=own)), FOCUSED)
    printed = {block.text for block in (made.salutation, *made.body) if isinstance(block, Text) and block.overridden}
    assert printed == {own[key] for key in said}
    plain = {block.text for block in (made.salutation, *letter_content(base, FOCUSED).body) if isinstance(block, Text)}
    assert {said[key] for key in said if key not in ("salutation", "next-steps")} <= plain


@pytest.mark.parametrize(
    ("what", "where", "said"),
    [
        ("should send a plan", "Ofsted", "The council should send a plan to Ofsted, by 1 May 2026."),
        ("to send a plan", "to Ofsted.", "The council should send a plan to Ofsted, by 1 May 2026."),
        ("Should to send a plan.", " To Ofsted;", "The council should send a plan to Ofsted, by 1 May 2026."),
        ("total its counts", "Toton,", "The council should total its counts to Toton, by 1 May 2026."),
        ("should", None, ""),
    ],
)
def test_what_a_next_step_s_sentence_says_already_is_not_said_twice(what: str, where: str | None, said: str) -> None:
    wording = FOCUSED.letter.next_step
    assert wording is not None
    step = NextStep(id="n", who="The council", what=what, where=where, by=date(2026, 5, 1))
    assert next_step_sentence(wording, step) == said


def test_an_inspector_without_a_name_leaves_no_gap() -> None:
    base = example()
    nobody = replace(base.inspectors[0], id="nobody", name=" ")
    more = replace(base, inspectors=(base.inspectors[0], nobody, *base.inspectors[1:]))
    assert paragraphs(letter_content(more, FOCUSED)) == paragraphs(letter_content(base, FOCUSED))
