"""When something happened, apart from when it was written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from inspector_app.visit.entities import Record
from inspector_app.visit.happened import day_for_new, written_anew, written_later

DAY = date(2010, 6, 8)


@pytest.mark.parametrize(
    ("start", "end", "written_at", "late"),
    [
        (time(9, 40), time(10, 30), "2010-06-08T10:31:07+01:00", False),
        (time(9, 40), time(10, 30), "2010-06-08T11:30:00+01:00", False),
        (time(9, 40), time(10, 30), "2010-06-08T11:30:01+01:00", True),
        (time(9, 40), None, "2010-06-08T10:41:00+01:00", True),
        (time(9, 40), None, "2010-06-09T09:00:00+01:00", True),
        (None, None, "2010-06-08T23:00:00+01:00", False),
        (None, None, "2010-06-09T00:10:00+01:00", True),
        (time(9, 40), None, None, False),
    ],
)
def test_more_than_an_hour_after_the_end_is_later(
    start: time | None, end: time | None, written_at: str | None, late: bool
) -> None:
    assert written_later(DAY, start, end, written_at) is late


def test_without_a_day_nothing_is_said() -> None:
    assert not written_later(None, time(9, 40), None, "2010-06-09T00:10:00+01:00")


def test_a_new_record_bears_today_or_the_nearest_visit_day() -> None:
    days = (date(2010, 6, 8), date(2010, 6, 9))
    assert day_for_new(date(2010, 6, 9), days) == date(2010, 6, 9)
    assert day_for_new(date(2010, 6, 1), days) == date(2010, 6, 8)
    assert day_for_new(date(2026, 11, 22), days) == date(2010, 6, 9)
    assert day_for_new(date(2026, 11, 22), ()) == date(2026, 11, 22)


def test_the_first_words_long_after_a_record_was_begun_bear_their_own_instant() -> None:
    begun = Record(id="r1", kind="observation", written_at="2010-06-08T09:40:00+01:00")
    soon, late = (datetime.fromisoformat(f"2010-06-08T{at}:00+01:00") for at in ("09:50", "09:51"))
    worded = replace(begun, notes="Duty desk calm.")
    assert written_anew(begun, worded, soon) is None
    assert written_anew(begun, worded, late) == "2010-06-08T09:51:00+01:00"
    assert written_anew(worded, replace(worded, notes="Duty desk calm. One phone."), late) is None
    assert written_anew(begun, begun, late) is None
