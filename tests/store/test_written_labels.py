"""A label of how something was written down stays; it can be explained, and taken back as the act that it was."""

from __future__ import annotations

from datetime import date

import pytest

from inspector_app.errors import LabelStays
from inspector_app.open_visit import OpenVisit
from inspector_app.visit import steps
from inspector_app.visit.change import Put, Set, Step
from inspector_app.visit.entities import Written


def note(visit: OpenVisit, record: str, written: Written = "at-the-time") -> None:
    step = steps.new_record(
        record,
        "observation",
        author=visit.me,
        day=date(2010, 6, 8),
        start="09:00",
        written_at="2010-06-08T18:00:00+01:00",
        order="a0",
        values={"written": written},
    )
    visit.write(step).result()


def label(visit: OpenVisit, record: str) -> Written:
    written: Written = visit.record(record).written
    return written


def test_neither_label_is_taken_away_by_any_step(visit: OpenVisit) -> None:
    note(visit, "memory", "from-memory")
    note(visit, "paper", "from-paper")
    note(visit, "now")
    refused = [
        steps.set_field("record", "memory", "written", "at-the-time"),
        steps.set_field("record", "memory", "written", "from-paper"),
        steps.set_field("record", "paper", "written", "at-the-time"),
        Step("typed", (Set("record", "paper", "written", "at-the-time"),), typing=True),
        steps.add("record", "memory", {"kind": "observation", "written": "at-the-time", "notes": "lost otherwise"}),
    ]
    for step in refused:
        with pytest.raises(LabelStays):
            visit.write(step).result()
    assert [label(visit, each) for each in ("memory", "paper", "now")] == ["from-memory", "from-paper", "at-the-time"]
    assert visit.record("memory").notes == ""
    visit.write(steps.set_field("record", "memory", "explained", "The laptop was locked away.")).result()
    visit.write(steps.set_field("record", "paper", "written", "from-memory")).result()
    assert label(visit, "paper") == "from-memory"


def test_the_very_act_that_set_a_label_can_be_undone_and_done_again(visit: OpenVisit) -> None:
    note(visit, "r")
    visit.write(steps.set_field("record", "r", "written", "from-memory")).result()
    visit.undo().result()
    assert label(visit, "r") == "at-the-time"
    visit.redo().result()
    assert label(visit, "r") == "from-memory"
    with pytest.raises(LabelStays):
        visit.write(steps.set_field("record", "r", "written", "at-the-time")).result()


def test_evidence_does_not_leave_its_label_behind(visit: OpenVisit) -> None:
    note(visit, "memory", "from-memory")
    note(visit, "now")
    visit.write(
        Step("evidence", (Put("evidence", "e", {"record": "memory", "text": "Calm.", "order": "a0"}),))
    ).result()
    for elsewhere in ("now", None):
        with pytest.raises(LabelStays):
            visit.write(steps.set_field("evidence", "e", "record", elsewhere)).result()
    assert visit.evidence_piece("e").record == "memory"
