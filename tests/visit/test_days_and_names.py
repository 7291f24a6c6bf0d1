"""Days and names as they stand in running text (`domain.md` §7)."""

from __future__ import annotations

from datetime import date

import pytest

from inspector_app.visit.names import in_words, joined, visit_dates_in_words, with_article


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        ([date(2010, 4, 20)], "20 April 2010"),
        ([date(2010, 4, 20), date(2010, 4, 21)], "20 and 21 April 2010"),
        ([date(2010, 6, 30), date(2010, 7, 1)], "30 June and 1 July 2010"),
        ([date(2010, 12, 31), date(2011, 1, 1)], "31 December 2010 and 1 January 2011"),
        ([date(2010, 4, 20), date(2010, 4, 21), date(2010, 4, 22)], "20, 21 and 22 April 2010"),
        ([date(2010, 6, 30), date(2010, 7, 1), date(2010, 7, 2)], "30 June, 1 and 2 July 2010"),
        ([date(2010, 4, 20), date(2011, 4, 20)], "20 April 2010 and 20 April 2011"),
    ],
)
def test_the_days_of_a_visit(days: list[date], words: str) -> None:
    assert visit_dates_in_words(days) == words


def test_a_day_has_no_leading_nought() -> None:
    assert in_words(date(2010, 5, 1)) == "1 May 2010"


@pytest.mark.parametrize(
    ("article", "name", "words"),
    [
        ("the", "London Borough of Haringey", "the London Borough of Haringey"),
        ("", "City of York", "City of York"),
    ],
)
def test_an_article_stands_before_the_name_where_there_is_one(article: str, name: str, words: str) -> None:
    assert with_article(article, name) == words


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined_as_in_speech(words: list[str], said: str) -> None:
    assert joined(words) == said
