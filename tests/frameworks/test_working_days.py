"""Working days of England (S.I. 2007/462): known days, and laws over all days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.frameworks.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "day",
    [
        date(2010, 4, 2),  # Good Friday
        date(2010, 4, 5),  # Easter Monday
        date(2010, 4, 10),  # a Saturday
        date(2010, 4, 11),  # a Sunday
        date(2010, 12, 27),  # in place of Christmas Day, a Saturday
        date(2010, 12, 28),
        date(2011, 4, 29),  # a royal wedding
        date(2012, 6, 4),  # the spring bank holiday, moved
        date(2012, 6, 5),  # a jubilee
        date(2022, 9, 19),  # a state funeral
        date(2023, 5, 8),  # a coronation
        date(2026, 12, 25),
    ],
)
def test_days_that_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2010, 4, 1),  # Maundy Thursday
        date(2010, 4, 6),
        date(2011, 1, 4),  # a bank holiday in Scotland alone
        date(2010, 3, 17),  # in Northern Ireland alone
        date(2012, 5, 28),  # the last Monday in May, in the year in which the holiday moved
    ],
)
def test_days_that_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2010, 5, 4), date(2010, 5, 20), 12),
        (date(2010, 4, 1), date(2010, 4, 6), 1),  # over Easter
        (date(2010, 12, 24), date(2010, 12, 29), 1),  # over Christmas
        (date(2011, 4, 21), date(2011, 5, 3), 4),  # Easter, a royal wedding and May Day
        (date(2010, 4, 3), date(2010, 4, 6), 1),  # from a Saturday
        (date(2010, 4, 1), date(2010, 4, 5), 0),
        (date(2010, 5, 4), date(2010, 5, 4), 0),
        (date(2010, 4, 6), date(2010, 4, 1), -1),
    ],
)
def test_working_days_are_counted_from_day_nought(start: date, end: date, days: int) -> None:
    assert working_days_between(start, end) == days


@given(DAYS, st.integers(0, 400))
def test_counting_and_adding_agree(start: date, span: int) -> None:
    end = start + timedelta(days=span)
    one_by_one = sum(is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))
    assert working_days_between(start, end) == one_by_one
    assert working_days_between(end, start) == -one_by_one


@given(DAYS, DAYS, DAYS)
def test_stretches_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    assert working_days_between(first, middle) + working_days_between(middle, last) == working_days_between(first, last)


@given(DAYS, st.integers(1, 100))
def test_the_day_reached_is_the_first_on_which_so_many_have_passed(start: date, days: int) -> None:
    reached = add_working_days(start, days)
    assert is_working_day(reached)
    assert working_days_between(start, reached) == days
    assert working_days_between(start, reached - A_DAY) == days - 1


@given(DAYS)
def test_no_working_days_added_is_the_same_day(start: date) -> None:
    assert add_working_days(start, 0) == start


def test_working_days_are_counted_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2010, 4, 1), -1)
