"""`cases clocks` over the days on which counting goes wrong: 1 April 2010, Easter, Christmas, 29 April 2011.

The working days were counted by hand from a calendar and the bank holidays of England; the notes of each case say why.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HOLIDAYS = Path(__file__).parent.parent / "examples" / "clocks-over-holidays.visit.json"

COUNTED = {
    ("APR-1", "initial-assessment"): ("2010-03-31", "2010-04-13", 7, 7, "met"),
    ("APR-1", "decision"): ("2010-03-31", "2010-04-01", 1, 1, "met"),
    ("APR-2", "initial-assessment"): ("2010-03-31", "2010-04-14", 8, 7, "not-met"),
    ("APR-2", "decision"): ("2010-03-31", "2010-04-06", 2, 1, "not-met"),
    ("APR-3", "initial-assessment"): ("2010-04-01", "2010-04-19", 10, 10, "met"),
    ("APR-3", "decision"): ("2010-04-01", "2010-04-06", 1, 1, "met"),
    ("APR-4", "initial-assessment"): ("2010-04-01", "2010-04-20", 11, 10, "not-met"),
    ("APR-4", "decision"): ("2010-04-01", None, 277, 1, "overdue"),
    ("XMAS-1", "initial-assessment"): ("2009-12-21", "2010-01-04", 7, 7, "met"),
    ("XMAS-1", "decision"): ("2009-12-21", "2009-12-22", 1, 1, "met"),
    ("XMAS-2", "core-assessment"): ("2010-12-01", "2011-01-24", 35, 35, "met"),
    ("XMAS-2", "decision"): ("2010-12-24", "2010-12-29", 1, 1, "met"),
    ("ROYAL-1", "initial-conference"): ("2011-04-11", "2011-05-06", 15, 15, "met"),
    ("ROYAL-1", "initial-assessment"): ("2011-04-28", None, 7, 10, "running"),
    ("ROYAL-1", "decision"): ("2011-04-28", "2011-05-03", 1, 1, "met"),
    ("ROYAL-2", "initial-conference"): ("2011-04-11", "2011-05-09", 16, 15, "not-met"),
    ("OPEN-1", "core-assessment"): ("2011-03-01", None, 47, 35, "overdue"),
    ("GONE-1", "decision"): ("2011-04-20", "2011-04-21", 1, 1, "met"),
}
"""From, to, working days, limit in force on the first day, and how the clock stands, by case and clock."""


def test_every_clock_is_counted_as_by_hand(command) -> None:
    ran = command("cases", "clocks", HOLIDAYS, "--json")
    assert ran.code == 0, ran.err
    found = {
        (each["case"], each["clock"]): tuple(each[name] for name in ("from", "to", "working_days", "limit", "state"))
        for each in ran.answer
    }
    assert found == COUNTED
    assert {each["limit_from"] for each in ran.answer} == {"framework"}


@pytest.mark.parametrize(
    "line",
    [
        "APR-1  Initial assessment: 2010-03-31 to 2010-04-13, 7 of 7 working days: met",
        "APR-4  Initial assessment: 2010-04-01 to 2010-04-20, 11 of 10 working days: not met",
        "OPEN-1  Core assessment: 2011-03-01 to the last visit day, 47 of 35 working days: overdue",
    ],
)
def test_each_clock_is_a_line(command, line: str) -> None:
    assert line in command("cases", "clocks", HOLIDAYS).out.splitlines()
