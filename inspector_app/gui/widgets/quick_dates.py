"""Dates as they are typed fast: "4.5", "4/5/10", "4 May", "0405", "4"."""

from __future__ import annotations

import re
from datetime import date, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})(?:[\s./-]+(\d{1,2})(?:[\s./-]+(\d{4}|\d{2}))?)?[\s./-]*")
_WITH_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([a-z]{3,9})\.?,?(?:[\s./-]*(\d{4}|\d{2}))?", re.IGNORECASE)
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_TIME = re.compile(r"(\d{1,2})(?:[:.h\s]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def read_date(words: str, near: date) -> date | None:
    """Return the day that was typed, British order; None where it is no date.

    A year or month that is left out is taken so that the day lies as near as can be to `near`.
    """
    words = words.strip()
    if found := _ISO.fullmatch(words):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _TOGETHER.fullmatch(words):
        return _dated(int(found[1]), int(found[2]), found[3], near)
    if found := _WITH_MONTH.fullmatch(words):
        name = found[2].lower()
        month = next((n for n, short in enumerate(_MONTHS, 1) if name.startswith(short)), None)
        return None if month is None else _dated(int(found[1]), month, found[3], near)
    if found := _NUMBERS.fullmatch(words):
        if found[2] is None:
            return _nearest_month(int(found[1]), near)
        return _dated(int(found[1]), int(found[2]), found[3], near)
    return None


def read_time(words: str) -> time | None:
    """Return the time of day that was typed ("9", "940", "9.40", "2pm"); None where it is none."""
    found = _TIME.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and hour <= 12:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def date_in_words(day: date) -> str:
    """Return a day as it is shown: "Tue 4 May 2010"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def _dated(day: int, month: int, year: str | None, near: date) -> date | None:
    if year is not None and len(year) == 4:
        return _day(day, month, int(year))
    century = near.year // 100 * 100
    years = [near.year + n for n in (-1, 0, 1)] if year is None else [century + int(year) + n for n in (-100, 0, 100)]
    found = [made for each in years if (made := _day(day, month, each))]
    return min(found, key=lambda made: abs(made - near), default=None)


def _nearest_month(day: int, near: date) -> date | None:
    months = [divmod(near.year * 12 + near.month - 1 + offset, 12) for offset in (-1, 0, 1)]
    found = [made for year, month in months if (made := _day(day, month + 1, year))]
    return min(found, key=lambda made: abs(made - near), default=None)


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
