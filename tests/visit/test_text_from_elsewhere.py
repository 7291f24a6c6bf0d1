"""A record says when text from elsewhere was written, and how; what it said before is not made milder."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from inspector_app.visit.change import Set
from inspector_app.visit.entities import Record, Written
from inspector_app.visit.text_from_elsewhere import origin_of_text

MOMENT = datetime(2010, 6, 8, 19, 30, tzinfo=UTC)


def record(**values: object) -> Record:
    made: dict[str, object] = {
        "id": "r",
        "kind": "observation",
        "day": date(2010, 6, 9),
        "start": time(9, 0),
        "written_at": "2010-06-09T09:05:00+00:00",
        **values,
    }
    return Record(**made)  # type: ignore[arg-type]


def said(before: Record, written: Written, *, was_empty: bool) -> dict[str, object]:
    step = origin_of_text(before, written, MOMENT, was_empty=was_empty)
    return {change.field: change.value for change in step.changes if isinstance(change, Set)}


@pytest.mark.parametrize(
    ("before", "written", "was_empty", "after"),
    [
        (
            record(),
            "from-paper",
            True,
            {"written": "from-paper", "written_at": MOMENT.isoformat(), "day": "2010-06-08", "start": "19:30"},
        ),
        (
            record(),
            "from-memory",
            True,
            {"written": "from-memory", "written_at": MOMENT.isoformat(), "start": None},
        ),
        (record(), "from-paper", False, {"written": "from-paper"}),
        (
            record(written_at="2010-06-08T09:00:00+00:00"),
            "from-memory",
            False,
            {"written": "from-memory", "written_at": MOMENT.isoformat()},
        ),
        (record(written="from-memory"), "from-paper", False, {}),
    ],
)
def test_what_a_record_says_afterwards(
    before: Record, written: Written, was_empty: bool, after: dict[str, object]
) -> None:
    assert said(before, written, was_empty=was_empty) == after
