"""A line of words is read as a person means it, and its words are found in texts where they stand."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from inspector_app.visit.found_words import END, MARK, holds, in_context, marked, places, read_query


def shown(text: str, line: str) -> list[str]:
    return [text[start:end] for start, end in places(text, read_query(line))]


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("supervision", "Supervision; SUPERVISIONS", ["Supervision", "SUPERVISIONS"]),
        ("referrals seen", "one referral, seen", ["referral", "seen"]),
        ("agencies ", "an agency", ["agency"]),
        ("processes", "the process", ["process"]),
        ("notes", "not a note", ["note"]),
        ("superv", "irregular supervision", ["supervision"]),
        ("superv irregular", "irregular supervision", ["irregular"]),
        ('"two calls"', "calls two; two\ncalls", ["two\ncalls"]),
        ("front-door", "front of door; Front Door", ["Front Door"]),
        ('"two cal', "two calls", ["two calls"]),
        ("EX-014", "case EX-0145", ["EX-0145"]),
        ("sian", "Siân", ["Siân"]),
        ("siân", unicodedata.normalize("NFD", "Siân"), [unicodedata.normalize("NFD", "Siân")]),
        ("cat", "concatenate", []),
        ('" - "', "anything", []),
    ],
)
def test_words_are_found_as_a_person_means_them(line: str, text: str, found: list[str]) -> None:
    assert shown(text, line) == found


def test_all_words_must_be_there_in_one_of_the_texts() -> None:
    assert holds(["a title", "its body"], read_query("title body"))
    assert not holds(["a title", "its body"], read_query("title nowhere"))
    assert not holds(["a title"], read_query("  "))


def test_the_words_are_shown_where_most_of_them_stand_together() -> None:
    text = "Supervision. " + "Nothing else. " * 30 + "Supervision was late\n\nand drift was seen." + " More of it." * 30
    line = in_context(text, read_query("supervision drift"))
    assert f"{MARK}Supervision{END} was late · and {MARK}drift{END} was seen" in line
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) < 250
    assert in_context("Short.", read_query("elsewhere")) == "Short."


def test_in_a_long_text_the_words_are_shown_too_and_without_them_its_beginning() -> None:
    text = "Begun. " + "many other words " * 9_000 + "Strategy discussion held. " + "more of them " * 9_000
    assert f"{MARK}Strategy{END} {MARK}discussion{END} held." in in_context(text, read_query("strategy discussion"))
    assert in_context(text, read_query("nowhere")).startswith("Begun. many")


@given(text=some.text(max_size=60), line=some.text(max_size=20))
def test_marks_alter_no_text_and_passages_stand_apart(text: str, line: str) -> None:
    text = text.replace(MARK, "").replace(END, "")
    query = read_query(line)
    found = places(text, query)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert marked(text, query).replace(MARK, "").replace(END, "") == text
