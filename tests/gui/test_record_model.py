"""A record that comes in among others stands where sorting all of them would put it."""

from __future__ import annotations

from datetime import date, time
from typing import get_args

import pytest

pytest.importorskip("pytestqt")

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.gui.records.arranging import Arrangement, Grouping, Head, Names, Order, arranged
from inspector_app.gui.records.record_model import HEAD, RecordModel, record_line
from inspector_app.gui.records.record_row import record_row
from inspector_app.visit.entities import Interview, Record
from inspector_app.visit.lines import RecordLine

DAYS = (date(2010, 6, 8), date(2010, 6, 9))
NAMES = Names(DAYS, {"one": "A. Inspector", "two": "B. Inspector"}, {"supervision": "Supervision", "drift": "Drift"})

fields = st.fixed_dictionaries(
    {
        "day": st.sampled_from((*DAYS, None)),
        "start": st.sampled_from((time(9), time(14, 30), None)),
        "author": st.sampled_from(("one", "two", None)),
        "title": st.sampled_from(("Duty desk", "", "Allocation")),
        "themes": st.sampled_from(((), ("drift",), ("drift", "supervision"))),
        "unfiled": st.booleans(),
    }
)
arrangements = st.builds(
    Arrangement,
    order=st.sampled_from(get_args(Order)),
    group=st.sampled_from(get_args(Grouping)),
    day=st.sampled_from((None, DAYS[0])),
    theme=st.sampled_from((None, "drift")),
    unfiled=st.booleans(),
)


def rows_of(model: RecordModel) -> list[Head | RecordLine | None]:
    indexes = [model.index(row) for row in range(model.rowCount())]
    return [index.data(HEAD) if model.line(index) is None else model.line(index) for index in indexes]


@settings(max_examples=150, deadline=None)
@given(made=st.lists(fields, min_size=1, max_size=9), wanted=arrangements)
def test_what_comes_in_one_by_one_stands_as_if_all_were_sorted(
    made: list[dict[str, object]], wanted: Arrangement
) -> None:
    model = RecordModel(NAMES, record_row, wanted)
    lines = []
    for number, values in enumerate(made):
        record_id = f"{number * 7 % 10}"
        record = Record(id=record_id, kind="interview", details=Interview(id=record_id), **values)  # type: ignore[arg-type]
        lines.append(record_line(record, number % 3))
        model.update_record(record, number % 3)
        assert rows_of(model) == arranged(lines, wanted, NAMES)
