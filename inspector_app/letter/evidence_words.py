"""The words that the evidence record uses for kinds, times, leanings and numbers of evidence."""

from __future__ import annotations

from datetime import date, datetime, time

from inspector_app.visit.contents import VisitContents
from inspector_app.visit.names import in_words

KIND_WORDS = {"observation": "Observation", "interview": "Interview", "case": "Case", "document": "Document"}
LEANING_WORDS = {"strength": "strength", "neutral": "neutral", "weakness": "weakness"}

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Numbers:
    """The numbers under which evidence is referred to in one record: E1, E2 and so on."""

    def __init__(self, contents: VisitContents) -> None:
        self._numbers = {piece.id: f"E{count}" for count, piece in enumerate(contents.evidence, start=1)}

    def of(self, evidence_id: str) -> str:
        """Return the number of a piece of evidence."""
        return self._numbers[evidence_id]


def weekday(day: date) -> str:
    """Return a day with its weekday: "Tuesday 20 April 2010"."""
    return f"{_WEEKDAYS[day.weekday()]} {in_words(day)}"


def instant(moment: str | None) -> str:
    """Return an RFC 3339 instant in words, in its own offset: "20 April 2010 at 13:10"; empty for None."""
    if moment is None:
        return ""
    read = datetime.fromisoformat(moment)
    return f"{in_words(read.date())} at {read:%H:%M}"


def span(start: time | None, end: time | None) -> str:
    """Return when something happened: "09:20 to 10:05", "09:20", or empty."""
    if start is None:
        return ""
    return f"{start:%H:%M} to {end:%H:%M}" if end else f"{start:%H:%M}"


def yes_no(answer: bool | None) -> str:
    """Return "yes" or "no", and nothing for what was not recorded."""
    return "" if answer is None else "yes" if answer else "no"
