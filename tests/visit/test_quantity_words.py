"""Words for quantities in sentences, right and wrong, denied and mixed; the York letter's own among them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.places import resources_folder
from inspector_app.visit.checks import problems
from inspector_app.visit.entities import Count, Evidence
from inspector_app.visit.quantity_counts import counted_support, read_quantities, typed_count
from inspector_app.visit.quantity_words import quantity_words

FRAMEWORK = load_framework("ucra-2010")
SCALE = FRAMEWORK.proportions


def counted(n: int, of: int, text: str, what: str) -> Evidence:
    return Evidence(id=f"{what} {n}/{of}", text=text.format(f"{n} of {of}"), count=Count(n=n, of=of, what=what))


def chronology(n: int, of: int) -> Evidence:
    return counted(n, of, "Chronology up to date in {} cases.", "chronology: met")


def seen(n: int, of: int) -> Evidence:
    return counted(n, of, "Child seen in the course of the assessment in {} cases.", "child-seen: yes")


def alone(n: int, of: int) -> Evidence:
    return counted(n, of, "Child seen alone in {}.", "child-seen-alone: yes")


def late(n: int, of: int) -> Evidence:
    return counted(n, of, "Decision taken late in {} referrals.", "decision: not-met")


def sound(n: int, of: int) -> Evidence:
    return counted(n, of, "Analysis of risk met in {}.", "analysis-of-risk: met")


def good(n: int, of: int) -> Evidence:
    return counted(n, of, "Satisfactory or better in {} completed assessments.", "quality: satisfactory or good")


# Each sentence with its counts, and what each word of it comes to.
SENTENCES = [
    # right and wrong
    ("Most cases have an up to date chronology.", [chronology(20, 24)], ["most: fits"]),
    ("Most cases have an up to date chronology.", [chronology(13, 24)], ["most: disagrees"]),
    ("The majority of cases have a chronology.", [chronology(13, 24)], ["the majority: fits"]),
    ("A majority of cases have a chronology.", [chronology(12, 24)], ["a majority: fits"]),
    ("The majority of cases have a chronology.", [chronology(11, 24)], ["the majority: disagrees"]),
    ("The majority of cases have a chronology.", [chronology(20, 24)], ["the majority: disagrees"]),
    ("Almost all cases have a chronology.", [chronology(23, 24)], ["almost all: fits"]),
    ("Almost all cases have a chronology.", [chronology(24, 24)], ["almost all: fits"]),
    ("Nearly all cases have a chronology.", [chronology(21, 24)], ["nearly all: disagrees"]),
    ("All cases have a chronology.", [chronology(24, 24)], ["all: fits"]),
    ("All cases have a chronology.", [chronology(23, 24)], ["all: disagrees"]),
    ("A chronology was found in all cases read.", [chronology(23, 24)], ["all: disagrees"]),
    ("Less than half of the cases have a chronology.", [chronology(9, 24)], ["less than half: fits"]),
    ("Less than half of the cases have a chronology.", [chronology(2, 24)], ["less than half: disagrees"]),
    ("A minority of cases have a chronology.", [chronology(9, 24)], ["a minority: fits"]),
    ("Few cases have a chronology.", [chronology(3, 24)], ["few: fits"]),
    ("Only a few cases have a chronology.", [chronology(8, 24)], ["a few: disagrees"]),
    ("Few, if any, cases have a chronology.", [chronology(0, 24)], ["few: fits"]),
    ("None of the cases has a chronology.", [chronology(0, 24)], ["none: fits"]),
    ("None of the cases has a chronology.", [chronology(1, 24)], ["none: disagrees"]),
    ("Chronologies are usually kept.", [chronology(20, 24)], ["usually: fits"]),
    ("In most cases, a chronology was kept.", [chronology(13, 24)], ["most: disagrees"]),
    ("All of the assessments seen were satisfactory.", [good(13, 18)], ["all: disagrees"]),
    ("Most initial assessments were satisfactory (13 of 18).", [good(13, 18)], ["most: disagrees"]),
    # denied
    ("The majority of assessments seen by inspectors were unsatisfactory.", [good(5, 18)], ["the majority: fits"]),
    ("In the majority of cases the analysis of risk is weak.", [sound(8, 24)], ["the majority: fits"]),
    ("In the majority of cases the analysis of risk is weak.", [sound(13, 24)], ["the majority: disagrees"]),
    ("Not all cases have a chronology.", [chronology(20, 24)], ["all: fits"]),
    ("Not all cases have a chronology.", [chronology(24, 24)], ["all: disagrees"]),
    ("Not most of the cases have a chronology.", [chronology(20, 24)], ["most: disagrees"]),
    ("Most children were not seen.", [seen(4, 24)], ["most: fits"]),
    ("Most children were not seen.", [seen(20, 24)], ["most: disagrees"]),
    ("In most cases, the child was not seen.", [seen(20, 24)], ["most: disagrees"]),
    ("Few children weren't seen.", [seen(22, 24)], ["few: fits"]),
    ("Most decisions were taken late.", [late(20, 24)], ["most: fits"]),
    ("Most decisions were taken in time.", [late(20, 24)], ["most: disagrees"]),
    ("Most decisions were taken in time.", [late(4, 24)], ["most: fits"]),
    # too small
    ("Most children were seen.", [seen(7, 8)], ["most: too-small"]),
    ("The majority of children were seen.", [seen(3, 8)], ["the majority: too-small"]),
    ("All five children were seen.", [seen(5, 5)], ["all: fits"]),
    ("Most children were seen.", [seen(9, 10)], ["most: fits"]),
    # which count belongs to which words
    ("Most children were seen and few were seen alone.", [seen(20, 24), alone(2, 20)], ["most: fits", "few: fits"]),
    ("Most children were seen; few were seen alone.", [alone(2, 20), seen(20, 24)], ["most: fits", "few: fits"]),
    ("Most children were seen, but all of them alone.", [seen(20, 24), alone(9, 20)], ["most: fits", "all: no-count"]),
    ("Most children were seen and all seen alone.", [seen(20, 24), alone(9, 20)], ["most: fits", "all: disagrees"]),
    ("Most children were seen. The majority have a chronology.", [seen(9, 24), chronology(13, 24)],
     ["most: disagrees", "the majority: fits"]),
    ("Most of what was read is good.", [seen(20, 24), chronology(13, 24)], ["most: no-count"]),
    ("Most is good.", [chronology(13, 24)], ["most: disagrees"]),
    ("Most children were seen.", [seen(20, 24), seen(13, 24)], ["most: unclear"]),
    ("Most staff report good training.", [chronology(13, 24)], ["most: no-count"]),
    ("All agencies are told.", [chronology(13, 24)], ["all: no-count"]),
    ("None of the children was at risk of immediate harm.", [sound(12, 22)], ["none: no-count"]),
    ("Most children were seen.", [], ["most: no-count"]),
    # words that are no quantity
    ("Chronologies are mostly kept.", [chronology(13, 24)], []),
    ("The most recent chronology is kept.", [chronology(13, 24)], []),
    ("The most serious cases have a chronology.", [chronology(13, 24)], []),
    ("Most recently a chronology was kept.", [chronology(13, 24)], []),
    ("A chronology has at most ten lines.", [chronology(13, 24)], []),
    ("A chronology is almost complete.", [chronology(13, 24)], []),
    ("There is no chronology at all.", [chronology(13, 24)], []),
    ("There is one chronology for all referrals.", [chronology(13, 24)], []),
    ("In the past few months chronologies were kept, overall.", [chronology(13, 24)], []),
    ("A few weeks later a chronology was kept.", [chronology(13, 24)], []),
    ("The vast majority of cases have a chronology.", [chronology(23, 24)], []),
    ("Nonetheless, fewer chronologies were kept for the most part.", [chronology(13, 24)], []),
    ("Children from a minority ethnic background have a chronology.", [chronology(13, 24)], []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "counts", "expected"), SENTENCES)
def test_each_word_is_read_against_its_count(sentence: str, counts: list[Evidence], expected: list[str]) -> None:
    read = read_quantities([sentence], counts, SCALE)
    assert [f"{reading.word.word}: {reading.verdict}" for reading in read] == expected


def test_a_word_is_found_where_it_stands_in_its_sentence() -> None:
    text = "🙂 It is so. In almost all cases it is\nso, e.g. at noon. Not all are."
    words = quantity_words(text, SCALE)
    assert [text[word.start : word.end] for word in words] == ["almost all", "all"]
    assert [word.sentence for word in words][1] == "Not all are."
    assert [word.negated for word in words] == [False, True]
    assert quantity_words(text, ()) == ()


def test_a_reading_says_the_figure_and_what_to_write_instead() -> None:
    lines = [
        reading.line()
        for sentence, count in (
            ("Most children were seen.", seen(13, 24)),
            ("The majority of children were seen.", seen(13, 24)),
            ("Most children were seen.", seen(3, 8)),
            ("Not all children were seen.", seen(24, 24)),
            ("Most staff cope.", seen(13, 24)),
        )
        for reading in read_quantities([sentence], [count], SCALE)
    ]
    assert lines == [
        "most: 13 of 24, 54%, is the majority",
        "the majority: 13 of 24, 54%, fits",
        "most: 3 of 8, 38%, is too few for a word: better “in three of the eight cases read”",
        "not all: 24 of 24, 100%, is all",
        "most: no count stands behind it",
    ]


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("13/24", "The majority"),
        ("It is seen in 13/24", "the majority"),
        ("It is so. 20/24", "Most"),
        ("It is seen in 3/8", "three of the eight"),
        ("It is seen in 8/8", "all eight"),
        ("It is seen in 0/8", "none of the eight"),
    ],
)
def test_a_count_that_is_typed_offers_its_word(before: str, words: str) -> None:
    offered = typed_count(before, SCALE)
    assert offered is not None
    assert offered.words == words
    assert before[offered.start : offered.end] == offered.typed


@pytest.mark.parametrize("before", ["", "24/13", "20/4/2010", "0/0", "13/24 ", "a/24", "on 1.3/24"])
def test_what_is_no_count_offers_nothing(before: str) -> None:
    assert typed_count(before, SCALE) is None


def test_no_sentence_of_the_york_letter_is_warned_about() -> None:
    contents = read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")
    every_count = [piece for piece in contents.evidence if piece.count is not None]
    bad = [
        reading.line()
        for finding in contents.findings
        for counts in (counted_support(finding, contents.evidence_by_id()), every_count)
        for reading in read_quantities([finding.text], counts, SCALE)
        if reading.verdict in ("disagrees", "too-small")
    ]
    assert bad == []
    assert not [each for each in problems(contents, FRAMEWORK) if each.check == "proportion-word"]


def test_a_visit_with_a_word_that_does_not_fit_is_warned_about_and_one_with_the_next_word_is_not() -> None:
    york = read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")

    def with_word(word: str) -> list[str]:
        findings = tuple(
            replace(each, text=each.text.replace("The majority of", f"{word} of")) for each in york.findings
        )
        found = problems(replace(york, findings=findings), FRAMEWORK)
        return [f"{each.level}: {each.message}" for each in found if each.check == "proportion-word"]

    assert with_word("A majority") == []
    assert with_word("Almost all") == ["warning: “almost all” does not fit the count, 13 of 18, 72%."]
