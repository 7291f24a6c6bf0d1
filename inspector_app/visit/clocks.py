"""The time limits of each case: from when, to when, how many working days, and what was allowed.

The rule: day 0 is the day on which the clock starts; each working day after it counts one, the day on which it stops
among them. A working day is any but Saturday, Sunday, Christmas Day, Good Friday and the bank holidays of England,
single ones such as 29 April 2011 among them (S.I. 2007/462). The limit is the one in force on day 0: an initial
assessment of a referral of 31 March 2010 is allowed 7 working days (Framework for the Assessment of Children in Need,
2000), of one of 1 April 2010 it is allowed 10 (Working Together, March 2010; from which day is an own reading), unless
the council kept a shorter one and the visit says so. The decision is counted from the contact where no referral is
recorded, the conference from the start of the section 47 enquiry where no strategy discussion is. All limits, with
their sources, are data of the framework (`resources/frameworks/ucra-2010/clocks.toml`).

Timeliness is a fact that stands beside the quality of practice, never the judgement (`domain.md` §5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from inspector_app.frameworks.framework import Clock, Framework, NotDue
from inspector_app.frameworks.working_days import working_days_between
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Visit

ClockState = Literal["met", "not-met", "running", "overdue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """One clock of one case; `to` is None while it runs, and it is then counted to the last visit day.

    `record` is the id of the case's record, `case` its reference. `working_days` and `limit` are in working days; the
    first is negative where the dates as recorded run backwards. `limit_from` says who set the limit.
    """

    record: str
    case: str
    clock: str
    label: str
    from_: date
    to: date | None
    working_days: int
    limit: int
    limit_from: Literal["visit", "framework"]
    state: ClockState


def visit_clocks(contents: VisitContents, framework: Framework) -> tuple[ClockReading, ...]:
    """Return every clock of every case of a visit, in the order of the cases."""
    cases = (record.details for record in contents.records if isinstance(record.details, Case))
    return tuple(reading for case in cases for reading in case_clocks(case, framework, contents.visit))


def case_clocks(case: Case, framework: Framework, visit: Visit) -> tuple[ClockReading, ...]:
    """Return the clocks of one case that have started, in the framework's order.

    The limit is the one in force on the day on which the clock started, unless the visit overrides it (`domain.md`
    §5). A clock that has not stopped is left out for the kinds of case in which its step was never called for.
    """
    readings = (_reading(case, clock, visit) for clock in framework.clocks)
    return tuple(reading for reading in readings if reading is not None)


def limit_in_force(clock: Clock, start: date, visit: Visit) -> tuple[int, Literal["visit", "framework"]] | None:
    """Return the limit for a clock that starts on this day and who set it, or None where there is none."""
    own = visit.time_limits.get(clock.id)
    if own is not None:
        return own, "visit"
    limits = [limit for limit in clock.limits if limit.from_ is None or limit.from_ <= start]
    return (limits[-1].working_days, "framework") if limits else None


def _reading(case: Case, clock: Clock, visit: Visit) -> ClockReading | None:
    start, stop = _first(case, clock.starts), _first(case, clock.stops)
    if start is None:
        return None
    if stop is None and NotDue(pathway=case.pathway or "", status=case.status or "") in clock.not_due:
        return None
    allowed = limit_in_force(clock, start, visit)
    if allowed is None:
        return None
    limit, limit_from = allowed
    passed = working_days_between(start, stop if stop is not None else max((start, *visit.days)))
    return ClockReading(
        record=case.id,
        case=case.reference,
        clock=clock.id,
        label=clock.label,
        from_=start,
        to=stop,
        working_days=passed,
        limit=limit,
        limit_from=limit_from,
        state=_state(stop is not None, passed <= limit),
    )


def _first(case: Case, dates: tuple[str, ...]) -> date | None:
    return next((case.dates[name] for name in dates if case.dates.get(name) is not None), None)


def _state(stopped: bool, within: bool) -> ClockState:
    if stopped:
        return "met" if within else "not-met"
    return "running" if within else "overdue"
