"""Working days of England: any day but Saturday, Sunday, Christmas Day, Good Friday and the bank holidays.

Source: S.I. 2007/462. The days themselves, special ones such as 29 April 2011 among them, come from `holidays`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_A_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Say whether a day is a working day in England (S.I. 2007/462)."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def working_days_between(start: date, end: date) -> int:
    """Return the working days after `start`, `end` included: the start is day 0. Negative where the end comes first."""
    if end < start:
        return -working_days_between(end, start)
    closed = sum(1 for year in range(start.year, end.year + 1) for day in _bank_holidays(year) if start < day <= end)
    return _weekdays_until(end) - _weekdays_until(start) - closed


def add_working_days(start: date, days: int) -> date:
    """Return the day on which that many working days have passed since `start`, which is day 0; `days` is 0 or more."""
    if days < 0:
        raise ValueError("working days are counted forwards")
    day = start
    for _ in range(days):
        day += _A_DAY
        while not is_working_day(day):
            day += _A_DAY
    return day


def _weekdays_until(day: date) -> int:
    """Return how many days from Monday to Friday there are from 1 January of year 1, a Monday, to this day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Return the holidays of England in a year that fall on Monday to Friday."""
    from holidays import country_holidays

    return frozenset(day for day in country_holidays("GB", subdiv="ENG", years=year) if day.weekday() < 5)
