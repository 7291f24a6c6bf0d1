"""What became of words, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector_app.visit.word_differences import shortened, word_differences

_TEXTS = st.lists(st.sampled_from(["most", "of", "the", "cases", ",", ".", " ", "\n", "\n\n", "seen", "Ärzte", "4"]))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "", []),
        ("", "New words.", [("new", "New words.")]),
        ("Old words.", "", [("gone", "Old words.")]),
        ("The same.", "The same.", [("same", "The same.")]),
        (
            "Most cases seen were timely.",
            "Some cases seen were timely.",
            [("gone", "Most "), ("new", "Some "), ("same", "cases seen were timely.")],
        ),
        (
            "Supervision is regular.",
            "Supervision is regular and reflective.",
            [("same", "Supervision is regular "), ("new", "and reflective"), ("same", ".")],
        ),
        ("Seen by most most", "Seen by most", [("same", "Seen by most"), ("gone", " most")]),
        ("One.\nTwo.", "One. Two.", [("same", "One. "), ("gone", "\n"), ("same", "Two.")]),
        (
            "Nothing alike here",
            "Written wholly anew",
            [("gone", "Nothing alike here "), ("new", "Written wholly anew")],
        ),
        (
            "How decisions are reached.",
            "How decisions were reached. So it was.",
            [
                ("same", "How decisions "),
                ("gone", "are "),
                ("new", "were "),
                ("same", "reached"),
                ("new", ". So it was"),
                ("same", "."),
            ],
        ),
    ],
)
def test_words_that_went_and_came(before: str, after: str, said: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.text) for each in word_differences(before, after)] == said


@settings(max_examples=200)
@given(st.builds(" ".join, _TEXTS), st.builds(" ".join, _TEXTS))
@example(" a", "a")
@example("a", "a \n b")
def test_both_texts_can_be_read_from_the_differences(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert "".join(each.text for each in pieces if each.kind != "gone") == after
    kept = "".join(each.text for each in pieces if each.kind != "new")
    assert "".join(kept.split()) == "".join(before.split())
    assert all(each.text for each in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_long_stretches_that_stayed_are_cut_to_what_stands_beside_a_change() -> None:
    words = " ".join(f"w{number}" for number in range(60))
    cut = shortened(word_differences(f"Old {words} end", f"New {words} end now"), around=3)
    assert "".join(each.text for each in cut) == "Old New w0 w1 w2 … w58 w59 end now"
    ends = shortened(word_differences(f"{words} end.", f"{words} end now."), around=2)
    assert [each.text for each in ends] == ["… w59 end ", "now", "."]
    assert shortened(word_differences("", words)) == word_differences("", words), "what is all new is told whole"
