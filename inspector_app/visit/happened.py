"""When something happened, apart from when it was written down (`domain.md` §2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from inspector_app.visit.entities import Interview, Record

LATE = timedelta(hours=1)
"""A note written more than this after the end of what it tells is written up later (`design.md` §4)."""
_SOON = timedelta(minutes=10)
"""Words that come later than this after their record was begun give it a new instant of writing."""


def written_later(day: date | None, start: time | None, end: time | None, written_at: str | None) -> bool:
    """Say whether a record was written down more than an hour after it happened.

    Times of day are read in the offset of `written_at` (RFC 3339). Without any time of day only another day is late;
    without a day or an instant nothing can be said, and the answer is no.
    """
    if day is None or written_at is None:
        return False
    written = datetime.fromisoformat(written_at)
    moment = end or start
    if moment is None:
        return written.date() > day
    return written - datetime.combine(day, moment, tzinfo=written.tzinfo) > LATE


def day_for_new(today: date, visit_days: Sequence[date]) -> date:
    """Return the day that a new record bears: today on a visit day, else the visit day nearest to today."""
    if not visit_days or today in visit_days:
        return today
    return min(visit_days, key=lambda day: (abs(day - today), day))


def written_anew(before: Record, now: Record, at: datetime) -> str | None:
    """Return the instant (RFC 3339) that a record bears from its first words on, where they come long after it was
    begun; None where the one that it bears stands."""
    if _has_words(before) or not _has_words(now):
        return None
    if now.written_at is not None and at - datetime.fromisoformat(now.written_at) <= _SOON:
        return None
    return at.isoformat(timespec="seconds")


def _has_words(record: Record) -> bool:
    answers = record.details.answers if isinstance(record.details, Interview) else ()
    return bool(record.notes.strip()) or any(answer.answer.strip() for answer in answers)
