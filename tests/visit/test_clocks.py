"""Which limit holds, what is counted, and in what state each clock stands (`domain.md` §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_visit import VISIT, case, case_record, record, visit_of

from inspector_app.frameworks.framework import Limit
from inspector_app.frameworks.library import load_framework
from inspector_app.visit.clocks import ClockReading, case_clocks, limit_in_force, visit_clocks

FRAMEWORK = load_framework("ucra-2010")
D = date


def readings(**dates: date) -> dict[str, ClockReading]:
    """Read an open case with these dates, `referral=`, `initial_assessment_end=` and so on."""
    named = {name.replace("_", "-"): day for name, day in dates.items()}
    return {reading.clock: reading for reading in case_clocks(case("EX-014", dates=named), FRAMEWORK, VISIT)}


def test_a_case_without_dates_has_no_clocks() -> None:
    assert readings() == {}


def test_a_reading_says_from_when_to_when_how_long_and_what_was_allowed() -> None:
    reading = readings(referral=D(2010, 5, 4), initial_assessment_end=D(2010, 5, 20))["initial-assessment"]
    assert reading == ClockReading(
        record="EX-014",
        case="EX-014",
        clock="initial-assessment",
        label="Initial assessment",
        from_=D(2010, 5, 4),
        to=D(2010, 5, 20),
        working_days=12,
        limit=10,
        limit_from="framework",
        state="not-met",
    )


@pytest.mark.parametrize(
    ("referral", "end", "limit", "days", "state"),
    [
        (D(2010, 3, 31), D(2010, 4, 13), 7, 7, "met"),  # started on the last day of the old limit, over Easter
        (D(2010, 3, 31), D(2010, 4, 14), 7, 8, "not-met"),
        (D(2010, 4, 1), D(2010, 4, 19), 10, 10, "met"),  # started on the first day of the new one
        (D(2010, 4, 1), D(2010, 4, 20), 10, 11, "not-met"),
        (D(2009, 12, 21), D(2010, 1, 4), 7, 7, "met"),  # over Christmas and New Year
        (D(2010, 12, 23), D(2011, 1, 10), 10, 9, "met"),  # with 27 and 28 December and 3 January off
        (D(2011, 4, 20), D(2011, 5, 9), 10, 9, "met"),  # with the holiday of 29 April 2011
    ],
)
def test_the_limit_is_the_one_in_force_when_the_clock_started(
    referral: date, end: date, limit: int, days: int, state: str
) -> None:
    reading = readings(referral=referral, initial_assessment_end=end)["initial-assessment"]
    assert (reading.limit, reading.working_days, reading.state) == (limit, days, state)


def test_the_decision_is_counted_from_the_referral_or_else_from_the_contact() -> None:
    both = readings(contact=D(2010, 5, 4), referral=D(2010, 5, 6), decision=D(2010, 5, 7))["decision"]
    assert (both.from_, both.working_days, both.state) == (D(2010, 5, 6), 1, "met")
    contact = readings(contact=D(2010, 5, 4), decision=D(2010, 5, 7))["decision"]
    assert (contact.from_, contact.working_days, contact.state) == (D(2010, 5, 4), 3, "not-met")


def test_the_conference_is_counted_from_the_strategy_discussion_or_else_from_section_47() -> None:
    both = readings(strategy_discussion=D(2010, 5, 6), section_47_start=D(2010, 5, 4))["initial-conference"]
    assert both.from_ == D(2010, 5, 6)
    alone = readings(section_47_start=D(2010, 5, 4), initial_conference=D(2010, 5, 25))["initial-conference"]
    assert (alone.from_, alone.working_days, alone.state) == (D(2010, 5, 4), 15, "met")


def test_a_core_assessment_is_counted_from_its_own_start() -> None:
    reading = readings(referral=D(2010, 1, 4), core_assessment_start=D(2010, 5, 4))["core-assessment"]
    assert (reading.from_, reading.limit) == (D(2010, 5, 4), 35)


def test_a_clock_that_has_not_stopped_is_counted_to_the_last_visit_day() -> None:
    running = readings(referral=D(2010, 5, 25))["initial-assessment"]
    assert (running.to, running.working_days, running.state) == (None, 10, "running")
    overdue = readings(referral=D(2010, 5, 24))["initial-assessment"]
    assert (overdue.to, overdue.working_days, overdue.state) == (None, 11, "overdue")


def test_a_clock_that_starts_after_the_visit_has_not_run_yet() -> None:
    assert readings(referral=D(2010, 7, 1))["initial-assessment"].working_days == 0


def test_dates_that_run_backwards_are_shown_as_they_are() -> None:
    assert readings(referral=D(2010, 5, 6), decision=D(2010, 5, 4))["decision"].working_days == -2


def test_a_visit_overrides_a_limit() -> None:
    coventry = replace(VISIT, time_limits={"initial-assessment": 7})
    dates = {"referral": D(2010, 5, 4), "initial-assessment-end": D(2010, 5, 14), "decision": D(2010, 5, 5)}
    decision, assessment = case_clocks(case("a", dates=dates), FRAMEWORK, coventry)
    assert (decision.limit, decision.limit_from) == (1, "framework")
    assert (assessment.limit, assessment.limit_from, assessment.state) == (7, "visit", "not-met")


@pytest.mark.parametrize(
    ("pathway", "status", "clocks"),
    [
        ("referral", "closed", {"decision"}),  # no further action: no assessment is awaited
        ("contact", "closed", {"decision"}),
        ("referral", "open", {"decision", "initial-assessment"}),
        ("initial-assessment", "closed", {"decision", "initial-assessment"}),
    ],
)
def test_a_step_that_was_never_called_for_is_not_overdue(pathway: str, status: str, clocks: set[str]) -> None:
    closed = case("a", pathway=pathway, status=status, dates={"referral": D(2010, 5, 4)})
    assert {reading.clock for reading in case_clocks(closed, FRAMEWORK, VISIT)} == clocks


def test_a_step_that_was_done_is_read_whatever_the_case_is() -> None:
    dates = {"referral": D(2010, 5, 4), "initial-assessment-end": D(2010, 5, 6)}
    closed = case("a", pathway="referral", status="closed", dates=dates)
    assert {reading.clock for reading in case_clocks(closed, FRAMEWORK, VISIT)} == {"decision", "initial-assessment"}


def test_a_clock_without_a_limit_in_force_is_not_read() -> None:
    clock = replace(FRAMEWORK.clock("decision"), limits=(Limit(working_days=45, from_=D(2013, 4, 15)),))
    assert limit_in_force(clock, D(2013, 4, 14), VISIT) is None
    assert limit_in_force(clock, D(2013, 4, 15), VISIT) == (45, "framework")


def test_every_case_of_a_visit_is_read_in_order() -> None:
    cases = [case(name, dates={"contact": D(2010, 6, 7)}) for name in ("EX-2", "EX-1")]
    contents = visit_of(records=[case_record(cases[0]), record("talk", "interview"), case_record(cases[1])])
    assert [reading.case for reading in visit_clocks(contents, FRAMEWORK)] == ["EX-2", "EX-1"]


@given(st.dates(D(2008, 1, 1), D(2010, 6, 9)), st.integers(0, 120))
def test_a_clock_stopped_on_the_last_visit_day_reads_as_one_still_running_there(start: date, later: int) -> None:
    stopped = readings(referral=start, initial_assessment_end=VISIT.days[-1])["initial-assessment"]
    running = readings(referral=start)["initial-assessment"]
    assert running.working_days == stopped.working_days
    assert (running.state, stopped.state) in {("running", "met"), ("overdue", "not-met")}
    longer = readings(referral=start, initial_assessment_end=VISIT.days[-1] + timedelta(days=later))
    assert longer["initial-assessment"].working_days >= stopped.working_days
