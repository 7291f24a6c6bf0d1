"""Rules about concerns: which are open, for how long, when to remind of one, what one lacks that is closed.

A concern is closed when the child is known to be safe and what came back is written down (`domain.md` §3); where it is
closed without, it must say why. Nothing is forced: what is missing is shown, and printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from inspector_app.visit.entities import Concern

REMIND_AFTER = timedelta(minutes=30)
"""How long after it was raised, and after the last reminder, one is reminded of a child not known to be safe [own]."""
_IN_HOURS = timedelta(hours=1)
_IN_DAYS = timedelta(days=2)


def open_concerns(concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    """Return the concerns that are not closed, the one that was raised first first; without a time: last."""
    standing = [concern for concern in concerns if concern.closed_at is None]
    timed = sorted(
        (one for one in standing if one.raised_at is not None), key=lambda one: _instant(one.raised_at or "")
    )
    return (*timed, *(one for one in standing if one.raised_at is None))


def is_due(concern: Concern, now: datetime, reminded: datetime | None) -> bool:
    """Say whether it is time to remind of a concern; `reminded` is when that was done last."""
    if concern.closed_at is not None or concern.safe_at is not None or concern.raised_at is None:
        return False
    since = _instant(concern.raised_at)
    return now - (max(since, reminded) if reminded is not None else since) >= REMIND_AFTER


def age(concern: Concern, now: datetime) -> str:
    """Return how long ago a concern was raised in words ("35 min", "5 h", "3 days"); empty where that is not known."""
    if concern.raised_at is None:
        return ""
    past = max(now - _instant(concern.raised_at), timedelta())
    if past < _IN_HOURS:
        return f"{past // timedelta(minutes=1)} min"
    if past < _IN_DAYS:
        return f"{past // timedelta(hours=1)} h"
    return f"{past.days} days"


def subject(concern: Concern) -> str:
    """Return what a concern is about: its case's reference, or a child."""
    return f"case {concern.case}" if concern.case else "a child"


def what_is_missing(concern: Concern) -> tuple[str, ...]:
    """Return in sentences what a concern lacks, or what cannot be right in it; an open one may still lack much."""
    said = []
    if concern.closed_at is not None:
        if not (concern.response or "").strip():
            said.append("Closed without what came back from the council.")
        if concern.safe_at is None:
            said.append("Closed without a time at which the child was known to be safe: the response must say why.")
    times = [
        ("raised", concern.raised_at),
        ("known to be safe", concern.safe_at),
        ("closed", concern.closed_at),
    ]
    known = [(words, _instant(moment)) for words, moment in times if moment is not None]
    for (earlier, before), (later, after) in pairwise(known):
        if after < before:
            said.append(f"The time of “{later}” is before that of “{earlier}”.")
    return tuple(said)


def _instant(moment: str) -> datetime:
    read = datetime.fromisoformat(moment)
    return read if read.tzinfo is not None else read.astimezone()
