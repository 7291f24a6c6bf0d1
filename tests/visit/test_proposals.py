"""The second reading: phrases proposed, found again, accepted and refused in any order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.visit.letter_entities import Proposal
from inspector_app.visit.proposals import (
    LetterPlace,
    Signed,
    comment_at,
    found_again,
    of_place,
    place_now,
    proposals_between,
    propose,
    still_open,
    where_it_stands,
    with_accepted,
)

READER, LATER = Signed("bob", "2010-06-20T10:00:00+01:00"), "2010-06-21T09:00:00+01:00"
TEXT = "Supervision is regular but it is mainly concerned with case management, and staff say that it is too short."
TEXTS = st.lists(
    st.sampled_from(["most", "cases", "were", "seen", ",", "in time", "few", "\n", "13"]), max_size=14
).map(" ".join)


def place(text: str) -> LetterPlace:
    return LetterPlace("finding:one", "text", text)


def accepted(proposals: tuple[Proposal, ...], text: str, order: list[int]) -> str:
    """Accept them in some order, as a person would one by one."""
    held = list(proposals)
    for at in order:
        now = with_accepted(held[at], text, held)
        assert now is not None
        text = now
        held[at] = replace(held[at], answer="accepted", answered_at=LATER)
    return text


@settings(max_examples=300)
@given(before=TEXTS, after=TEXTS, seed=st.integers(0, 1000))
def test_all_accepted_is_the_readers_text_in_whatever_order(before: str, after: str, seed: int) -> None:
    made = proposals_between(place(before), after, READER)
    order = list(range(len(made)))
    random.Random(seed).shuffle(order)
    assert accepted(made, before, order) == after


@settings(max_examples=100)
@given(text=TEXTS)
def test_a_text_that_was_left_alone_has_no_proposals(text: str) -> None:
    assert proposals_between(place(text), text, READER) == ()


@pytest.mark.parametrize(
    ("after", "phrases"),
    [
        (TEXT.replace("mainly", "largely"), [("is mainly concerned", "is largely concerned")]),
        (TEXT.replace("too short", "too short to think"), [("short.", "short to think.")]),
        (
            TEXT.replace(", and staff say that it is too short", ""),
            [("management, and staff say that it is too short.", "management.")],
        ),
        (TEXT.replace("it is mainly", "mostly"), [("but it is mainly concerned", "but mostly concerned")]),
        (
            TEXT.replace("regular", "irregular").replace("case management", "cases"),
            [("is regular but", "is irregular but"), ("with case management, and", "with cases, and")],
        ),
    ],
)
def test_what_was_changed_is_told_by_phrases(after: str, phrases: list[tuple[str, str]]) -> None:
    made = proposals_between(place(TEXT), after, READER)
    assert [(each.before, each.after) for each in made] == phrases
    assert all(TEXT.startswith(each.before, each.start) for each in made)


def test_words_that_have_moved_are_found_and_those_that_went_are_not() -> None:
    (made,) = proposals_between(place(TEXT), TEXT.replace("mainly", "largely"), READER)
    assert where_it_stands(made, f"In York, {TEXT}", [made]) == made.start + len("In York, ")
    assert where_it_stands(made, "Supervision is regular.", [made]) is None
    assert with_accepted(made, "Supervision is regular.", [made]) is None


@pytest.mark.parametrize(
    ("now", "then"), [("Staff say it is a risk.", "Staff say it is one risk."), ("This a risk.", None)]
)
def test_a_word_is_not_looked_for_inside_another(now: str, then: str | None) -> None:
    (made,) = proposals_between(place("It is a risk."), "It is one risk.", READER)
    assert (made.before, made.after) == ("is a risk", "is one risk")
    assert with_accepted(made, now, [made]) == then


def test_what_another_has_changed_already_is_not_changed_elsewhere() -> None:
    text = "Visits are not made and cases are not seen by managers."
    first, second = (proposals_between(place(text), text.replace("not ", "", 1), who)[0] for who in (READER, READER))
    now = with_accepted(first, text, [first, second])
    assert now == "Visits are made and cases are not seen by managers."
    held = [replace(first, answer="accepted", answered_at=LATER), second]
    assert where_it_stands(second, now, held) is None


def test_of_two_places_of_the_same_words_the_one_that_was_meant_is_changed() -> None:
    text = "Some cases are late. Other files are thin. Some cases are late."
    (second,) = proposals_between(place(text), "Some cases are late. Other files are thin. Few cases are late.", READER)
    longer = text.replace("Some", "Altogether, some", 1)
    (first,) = proposals_between(place(text), longer, READER)
    held = [first, second]
    text = with_accepted(first, text, held) or ""
    held[0] = replace(first, answer="accepted", answered_at=LATER)
    assert with_accepted(second, text, held) == (
        "Altogether, some cases are late. Other files are thin. Few cases are late."
    )


def test_a_comment_keeps_its_phrase_and_waits_for_an_answer() -> None:
    comment = comment_at(place(TEXT), 0, 11, "Whose?", READER)
    assert (comment.before, comment.after, comment.comment) == ("Supervision", None, "Whose?")
    elsewhere = replace(comment, about="finding:two")
    assert of_place([comment, elsewhere], place(TEXT)) == (comment,)
    assert still_open([comment, replace(comment, answer="accepted")]) == (comment,)
    step = propose([comment])
    assert step is not None
    assert step.action == "comment on the letter"
    assert propose([]) is None


def points(*texts: str) -> list[LetterPlace]:
    return [LetterPlace("finding:one", f"points/{at}", text) for at, text in enumerate(texts)]


def test_a_proposal_is_accepted_in_the_point_that_was_read_wherever_it_stands_now() -> None:
    first, second = "the case was not seen in time", "the plan was not seen in time"
    (made,) = proposals_between(points(first, second)[0], "the case was seen in time", READER)

    moved = points("a new point", second, first)
    (found,) = found_again([made], moved)
    assert found.text_field == "points/2"
    assert with_accepted(found, moved[2].text, ()) == "the case was seen in time"
    assert place_now(points(first, second)[0], moved) == moved[2]

    gone = points(second)
    (lost,) = found_again([made], gone)
    assert where_it_stands(lost, gone[0].text, ()) is None
    assert with_accepted(lost, gone[0].text, ()) is None
    assert found_again([made], points(first, first))[0].text_field == "points/0"


def test_a_comment_goes_with_the_point_that_has_its_words() -> None:
    said = comment_at(points("the case was seen")[0], 4, 8, "Which?", READER)
    (found,) = found_again([said], points("the plan was seen", "the case was seen"))
    assert found.text_field == "points/1"
