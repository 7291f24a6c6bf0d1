"""What the letter says: York's word for word, and every part that varies."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest
from letters import finding, letter_of, ucra, words, york, york_text

from inspector_app.letter.content import Bullets, LetterContent, Origin, Text, letter_content
from inspector_app.letter.plain_text import plain_text
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Copy


def content_of(contents: VisitContents) -> LetterContent:
    return letter_content(contents, ucra())


def texts(content: LetterContent) -> list[str]:
    return [block.text for block in content.body if isinstance(block, Text)]


def headings(content: LetterContent) -> list[str]:
    return [block.text for block in content.body if isinstance(block, Text) and block.kind == "heading"]


def test_york_comes_out_word_for_word() -> None:
    printed = plain_text(content_of(york()))
    assert words(printed[printed.index("Dear Mr Dwyer") :]) == words(york_text())


def test_plain_text_is_a_line_a_paragraph_or_bullet() -> None:
    contents = letter_of([finding("strengths", "Supervision has three parts:", "case work", "development")])
    lines = plain_text(content_of(contents)).splitlines()
    at = lines.index("- Supervision has three parts:")
    assert lines[at - 2 : at + 3] == [
        "Strength",
        "",
        "- Supervision has three parts:",
        "  - case work",
        "  - development",
    ]
    assert "YO1 6JD" in lines
    assert "Copy: Kirsten England, Chief Executive, City of York Council" in lines


@pytest.mark.parametrize(
    "present", [set(chosen) for size in range(5) for chosen in itertools.combinations(range(4), size)]
)
def test_every_set_of_categories_has_its_sentence_and_headings_strongest_first(present: set[int]) -> None:
    framework = ucra()
    categories = [category for number, category in enumerate(framework.categories) if number in present]
    findings = [finding(category.id, words) for category in categories for words in ("One is so.", "Another is so.")]
    made = letter_content(letter_of(findings), framework)
    sentence = next(
        block.text for block in made.body if isinstance(block, Text) and block.origin.id == "category-sentence"
    )
    assert sentence.startswith("The inspection identified ") and sentence.endswith(".") and "{" not in sentence
    for category in categories:
        assert category.in_sentence in sentence
    assert headings(made) == [category.label for category in categories]


def test_the_closing_speaks_of_areas_for_development_only_where_there_are_some() -> None:
    sound, thin = finding("satisfactory-practice", "Work is sound."), finding("areas-for-development", "This is thin.")
    assert not any("Any areas for development" in text for text in texts(content_of(letter_of([sound]))))
    assert texts(content_of(letter_of([sound, thin])))[-1].startswith("Any areas for development identified above")


def test_a_single_finding_stands_under_a_heading_in_the_singular() -> None:
    made = content_of(
        letter_of([finding("areas-for-development", "This."), finding("strengths", "A."), finding("strengths", "B.")])
    )
    assert headings(made) == ["Strengths", "Area for development"]
    assert "with an area for development." in " ".join(texts(made))


def test_own_wording_replaces_a_part_and_is_marked() -> None:
    base = york()
    wording = {"category-sentence": "We found good and bad.", "heading:areas-for-development": "Area for development"}
    own = content_of(replace(base, letter=replace(base.letter, wording=wording)))
    marked = {block.text for block in own.body if isinstance(block, Text) and block.overridden}
    assert marked == set(wording.values())
    blank = replace(base, letter=replace(base.letter, wording={"category-sentence": "  "}))
    assert content_of(blank) == content_of(base)


def test_own_wording_of_several_paragraphs_stays_several() -> None:
    base = york()
    wording = {"closing": "First thought.\n\nSecond thought."}
    own = content_of(replace(base, letter=replace(base.letter, wording=wording)))
    assert texts(own)[-2:] == ["First thought.", "Second thought."]


def test_each_block_leads_to_where_it_comes_from() -> None:
    base = york()
    made = content_of(base)
    bullets = [item.origin for block in made.body if isinstance(block, Bullets) for item in block.items]
    assert bullets == [Origin("finding", one.id) for one in base.findings]
    assert made.signatures[0].origin == Origin("inspector", base.inspectors[0].id)
    assert [copy.origin.id for copy in made.copies] == [copy.id for copy in base.copies]


def test_a_finding_without_words_is_not_in_the_letter() -> None:
    made = content_of(letter_of([finding("strengths", "  "), finding("satisfactory-practice", "Work is sound.")]))
    assert headings(made) == ["Satisfactory practice"]
    assert "an area of satisfactory practice" in " ".join(texts(made))


def test_points_without_their_lead_in_are_bullets() -> None:
    made = content_of(letter_of([finding("strengths", "", "One point.", "Another.")]))
    items = next(block for block in made.body if isinstance(block, Bullets)).items
    assert [item.text for item in items] == ["One point.", "Another."]


def test_the_article_stands_before_council_and_area() -> None:
    base = york()
    names = {"authority_name": "London Borough of Haringey Council", "authority_area": "London Borough of Haringey"}
    visit = replace(base.visit, authority_article="the", **names)
    printed = plain_text(content_of(replace(base, visit=visit)))
    assert "in the London Borough of Haringey Council which" in printed
    assert "within the London Borough of Haringey children's services" in printed


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([date(2010, 6, 30), date(2010, 7, 1)], "on 30 June and 1 July 2010."),
        ([date(2010, 12, 31), date(2011, 1, 1)], "on 31 December 2010 and 1 January 2011."),
        ([date(2010, 4, 20), date(2010, 4, 21), date(2010, 4, 22)], "on 20, 21 and 22 April 2010."),
    ],
)
def test_visit_dates_in_words(days: list[date], said: str) -> None:
    printed = plain_text(content_of(letter_of([finding("strengths", "So.")], days=days)))
    assert said in printed


def test_several_addressees_are_greeted_together() -> None:
    people = [
        Addressee(id=f"a{number}", name=f"Person {number}", salutation=f"Ms {number}", address=("Hall",))
        for number in range(3)
    ]
    made = content_of(letter_of([finding("strengths", "So.")], addressees=people))
    assert made.salutation.text == "Dear Ms 0, Ms 1 and Ms 2"
    assert [block.lines for block in made.addressees] == [(f"Person {number}", "Hall") for number in range(3)]


def test_a_copy_prints_what_is_there() -> None:
    copies = [Copy(id="c1", role="department", post="Permanent Secretary"), Copy(id="c2", role="department")]
    made = content_of(letter_of([finding("strengths", "So.")], copies=copies))
    assert [copy.text for copy in made.copies] == ["Permanent Secretary"]


def test_a_letter_that_has_just_been_begun_has_content() -> None:
    base = york()
    bare = replace(
        base,
        visit=replace(base.visit, days=()),
        addressees=(),
        copies=(),
        findings=(),
        letter=replace(base.letter, date=None, signatories=()),
    )
    made = content_of(bare)
    assert made.date == "" and made.signatures == () and plain_text(made)


def test_unseen_marks_and_stray_white_space_are_dropped_and_accents_composed() -> None:
    made = content_of(letter_of([finding("strengths", " Si\u0302a\u0302n  has\u00ad a\u200b\tplan.\n")]))
    items = next(block for block in made.body if isinstance(block, Bullets)).items
    assert items[0].text == "S\u00ee\u00e2n has a plan."
