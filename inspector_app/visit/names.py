"""Days and names as they stand in running text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(day: date) -> str:
    """Return a day as a letter has it: "21 May 2010", in English whatever the system's language is."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def visit_dates_in_words(days: Sequence[date]) -> str:
    """Return the days of a visit in words, month and year said once where they are the same (`domain.md` §7).

    "20 and 21 April 2010", "30 June and 1 July 2010", "31 December 2010 and 1 January 2011".
    """
    parts = []
    for day, following in zip(days, (*days, None)[1:], strict=True):
        same_year = following is not None and following.year == day.year
        same_month = same_year and following is not None and following.month == day.month
        words = in_words(day).split()
        parts.append(" ".join(words[: 1 if same_month else 2 if same_year else 3]))
    return joined(parts)


def day_words(days: tuple[date, ...], today: date) -> str:
    """Return where today stands in a visit: "Day 1 of 2", or its dates when it is on another day."""
    if today in days:
        return f"Day {days.index(today) + 1} of {len(days)}"
    return visit_dates_in_words(days)


def joined(words: Sequence[str]) -> str:
    """Join words as in speech: "A", "A and B", "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def with_article(article: str, name: str) -> str:
    """Return a name with its article, where it has one, as it stands in running text: "the London Borough of ..."."""
    return f"{article} {name}".strip()
