"""From a count to the word that stands in letters, and back (Education Scotland's scale)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.proportions import (
    percentage,
    proportion_for,
    proportion_named,
    proportion_word,
    word_agrees,
)

SCALE = load_framework("ucra-2010").proportions


@pytest.mark.parametrize(
    ("n", "of", "word"),
    [
        (0, 24, "none"),
        (1, 100, "few"),
        (15, 100, "few"),
        (16, 100, "less than half"),
        (49, 100, "less than half"),
        (499, 1000, "less than half"),  # between the published whole per cent
        (50, 100, "the majority"),
        (13, 24, "the majority"),
        (749, 1000, "the majority"),
        (75, 100, "most"),
        (90, 100, "most"),
        (901, 1000, "almost all"),
        (23, 24, "almost all"),
        (24, 24, "all"),
        (0, 0, ""),
    ],
)
def test_a_count_gives_its_word(n: int, of: int, word: str) -> None:
    assert proportion_word(SCALE, n, of) == word


def test_a_framework_without_a_scale_has_no_words() -> None:
    assert proportion_for((), 3, 4) is None
    assert proportion_word((), 3, 4) == ""


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [("almost all", 90, 100), ("Most", 75, 90), ("the majority", 50, 74), ("A majority", 50, 74), ("few", 0, 15)],
)
def test_a_word_gives_its_percentages(word: str, low: float, high: float) -> None:
    band = proportion_named(SCALE, word)
    assert band is not None
    assert (band.low, band.high) == (low, high)


def test_a_word_that_is_not_of_the_scale_gives_none() -> None:
    assert proportion_named(SCALE, "mostly") is None
    assert not word_agrees(SCALE, "mostly", 9, 10)


@pytest.mark.parametrize(
    ("word", "n", "of", "agrees"),
    [
        ("most", 13, 24, False),
        ("the majority", 13, 24, True),
        ("the majority", 746, 1000, True),
        ("almost all", 24, 24, True),
        ("all", 24, 24, True),
        ("all", 23, 24, False),
        ("few", 0, 24, False),
        ("none", 0, 24, True),
        ("most", 0, 0, False),
    ],
)
def test_a_word_is_borne_out_by_its_count_or_not(word: str, n: int, of: int, agrees: bool) -> None:
    assert word_agrees(SCALE, word, n, of) is agrees


@pytest.mark.parametrize(("n", "of"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_no_count_has_no_percentage(n: int, of: int) -> None:
    with pytest.raises(ValueError, match="no count"):
        percentage(n, of)


COUNTS = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(COUNTS)
def test_every_count_has_a_word_that_it_bears_out(count: tuple[int, int]) -> None:
    assert word_agrees(SCALE, proportion_word(SCALE, *count), *count)


@given(COUNTS, st.integers(1, 400))
def test_more_of_the_same_never_gives_a_lesser_word(count: tuple[int, int], more: int) -> None:
    n, of = count
    fewer, greater = proportion_for(SCALE, n, of), proportion_for(SCALE, min(of, n + more), of)
    assert fewer is not None
    assert greater is not None
    assert SCALE.index(fewer) <= SCALE.index(greater)
