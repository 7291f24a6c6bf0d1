"""What is open and since when, when one is reminded, and what a closed concern lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from inspector_app.visit.concern_rules import REMIND_AFTER, age, is_due, open_concerns, what_is_missing
from inspector_app.visit.entities import Concern

RAISED = datetime.fromisoformat("2010-06-08T11:20:00+01:00")
CONCERN = Concern(id="one", case="EX-014", raised_at=RAISED.isoformat())


def test_the_open_ones_come_by_age_and_those_without_a_time_last() -> None:
    later = replace(CONCERN, id="later", raised_at="2010-06-08T10:30:00+00:00")
    unknown = replace(CONCERN, id="unknown", raised_at=None)
    closed = replace(CONCERN, id="closed", closed_at="2010-06-08T12:00:00+01:00")
    assert [one.id for one in open_concerns((unknown, closed, later, CONCERN))] == ["one", "later", "unknown"]


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=20), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(hours=-1), "0 min"),
    ],
)
def test_an_age_is_told_as_it_matters(past: timedelta, words: str) -> None:
    assert age(CONCERN, RAISED + past) == words


def test_one_is_reminded_after_half_an_hour_and_again_until_the_child_is_known_to_be_safe() -> None:
    assert timedelta(minutes=30) == REMIND_AFTER
    soon, due = RAISED + timedelta(minutes=29), RAISED + timedelta(minutes=30)
    assert not is_due(CONCERN, soon, None)
    assert is_due(CONCERN, due, None)
    assert not is_due(CONCERN, due + timedelta(minutes=29), due)
    assert is_due(CONCERN, due + timedelta(minutes=30), due)
    for settled in ({"safe_at": due.isoformat()}, {"closed_at": due.isoformat()}, {"raised_at": None}):
        assert not is_due(replace(CONCERN, **settled), due, None)  # type: ignore[arg-type]


def test_what_a_closed_concern_lacks_is_named_and_times_that_cannot_be() -> None:
    assert what_is_missing(CONCERN) == ()
    closed = replace(CONCERN, closed_at="2010-06-08T15:00:00+01:00")
    assert len(what_is_missing(closed)) == 2
    why = replace(closed, response="The family had moved; the council there was told.")
    [said] = what_is_missing(why)
    assert "must say why" in said
    assert what_is_missing(replace(why, safe_at="2010-06-08T14:00:00+01:00")) == ()
    [said] = what_is_missing(replace(CONCERN, safe_at="2010-06-08T10:00:00+01:00"))
    assert "raised" in said
