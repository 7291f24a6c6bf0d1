"""British English spelling as an inspector's notes need it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.spelling.speller import Speller
from inspector_app.spelling.words_in import words_in


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(("Exampleshire", "step-up"))


@pytest.mark.parametrize(
    "text",
    [
        "Safeguarding and the CAF: section 47 enquiries went to the LSCB, IROs were told.",
        "EX-014 had s47 on 2nd June; see www.example.org/recieve and a.b@example.org.",
        "The organisation’s colour-coded worklist isn't triaged; Exampleshire’s wellbeing team's practise.",
        "naïve café; “neighbours” behaved… (favourably)",
        "Cafcass, Munro and Laming; multiagency hotdesking 6wks",
        "",
    ],
)
def test_what_is_right_is_left_alone(speller: Speller, text: str) -> None:
    assert [text[start:end] for start, end in speller.misspelt(text)] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Supervison is irregular", ["Supervison"]),
        ("They recieve re-referals", ["recieve", "referals"]),
        ("the color of the behavior", ["color", "behavior"]),
        ("😀 teh assesment", ["teh", "assesment"]),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(speller: Speller, text: str, wrong: list[str]) -> None:
    assert [text[start:end] for start, end in speller.misspelt(text)] == wrong


def test_the_likeliest_word_is_suggested_first(speller: Speller) -> None:
    assert speller.suggestions("safegaurding")[0] == "safeguarding"
    assert speller.suggestions("Assesment")[0] == "Assessment"
    assert "colour" in speller.suggestions("color")
    assert speller.suggestions("colour" * 5 + "s") == ()


def test_a_word_that_was_learnt_is_right_from_then_on() -> None:
    speller = Speller()
    assert speller.misspelt("Zkwertle")
    speller.learn(("zkwertle",))
    assert not speller.misspelt("Zkwertle and Zkwertle’s")


@given(st.text(max_size=60))
def test_words_stand_in_the_text_in_order_and_have_letters_only(text: str) -> None:
    end = 0
    for start, after in words_in(text):
        assert end <= start < after
        assert not any(character.isdecimal() or character.isspace() for character in text[start:after])
        end = after
