"""The words that the evidence record uses for kinds, times, leanings and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from inspector_app.visit.names import in_words

KIND_WORDS = {"observation": "Observation", "interview": "Interview", "case": "Case", "document": "Document"}
LEANING_WORDS = {"strength": "strength", "neutral": "neutral", "weakness": "weakness"}
LETTER_STATES = {
    "draft": "a draft, not signed",
    "quality-assured": "quality assured, not signed",
    "signed": "signed",
    "issued": "signed and issued",
}

_WARNINGS: Mapping[str, str] = {
    "finding-single-record": "it rests on a single record",
    "finding-single-kind": "it rests on a single kind of source",
    "finding-told-not-seen": "it rests on what was told or handed over, not on what was seen",
    "finding-from-memory": "it rests on what was written from memory",
    "finding-contradicted": "evidence contradicts it",
    "finding-not-agreed": "an inspector does not agree with it",
    "proportion-word": "its word for a quantity is not that of the count",
    "sentence-without-evidence": "no evidence is tied to one of its sentences",
    "small-cell": "it rests on one or two cases",
    "quotes-confidence": "it has words that were said in confidence",
    "spelling": "a word is not in the dictionary",
    "repeated-word": "a word is repeated",
    "sentence-too-long": "a sentence is long",
    "wording-overridden": "the framework’s wording was changed",
    "discloses-person": "it may tell who somebody is",
    "discloses-reference": "it has a case reference",
}
"""What a warning says, to follow "although" or "stands, although"."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def warning_words(check: str) -> str:
    """Return what the warning of a check says; of one that is not known here, its name."""
    return _WARNINGS.get(check, f"the warning “{check.replace('-', ' ')}” was given")


def amount(number: int, noun: str) -> str:
    """Return so many of something: "1 case", "1,200 cases"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def weekday(day: date) -> str:
    """Return a day with its weekday: "Tuesday 20 April 2010"."""
    return f"{_WEEKDAYS[day.weekday()]} {in_words(day)}"


def instant(moment: str | None) -> str:
    """Return an RFC 3339 instant in words, in its own offset: "20 April 2010 at 13:10"; empty for None."""
    if moment is None:
        return ""
    read = datetime.fromisoformat(moment)
    return f"{in_words(read.date())} at {read:%H:%M}"


def by_and_at(name: str, moment: str | None) -> str:
    """Return who and when, as far as that is known: "Joan Dennis, 20 April 2010 at 13:10"."""
    return ", ".join(word for word in (name, instant(moment)) if word)


def span(start: time | None, end: time | None) -> str:
    """Return when something happened: "09:20 to 10:05", "09:20", or empty."""
    if start is None:
        return ""
    return f"{start:%H:%M} to {end:%H:%M}" if end else f"{start:%H:%M}"


def yes_no(answer: bool | None) -> str:
    """Return "yes" or "no", and nothing for what was not recorded."""
    return "" if answer is None else "yes" if answer else "no"
