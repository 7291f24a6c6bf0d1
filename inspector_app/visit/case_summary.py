"""Counts over the sampled cases: each check, clock, fact and quality, fit to become counted evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspector_app.frameworks.framework import Choice, Framework
from inspector_app.visit.clocks import case_clocks
from inspector_app.visit.contents import CaseContents, VisitContents
from inspector_app.visit.entities import Case, Count, Visit
from inspector_app.visit.sampling_steps import ON_PURPOSE

_CLOCK_ANSWERS = (
    Choice(id="met", label="within the limit"),
    Choice(id="not-met", label="after the limit"),
    Choice(id="running", label="still running", counts=False),
    Choice(id="overdue", label="overdue"),
)
_YES_NO = (Choice(id="yes", label="yes"), Choice(id="no", label="no"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryCell:
    """How many cases got one answer; `cases` are the ids of their records.

    `of` counts the cases to which the question applied and in which it was looked for; for an answer that says that it
    did not or was not (`counts` false), all the cases with an answer.
    """

    answer: str
    label: str
    n: int
    of: int
    counts: bool
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One question put to all sampled cases, with a cell an answer, in the framework's order of answers.

    `stratum` names the part of the sample that is counted; empty: the whole.
    """

    kind: Literal["check", "clock", "fact", "quality"]
    id: str
    label: str
    cells: tuple[SummaryCell, ...]
    stratum: str = ""

    def count(self, cell: SummaryCell) -> Count:
        """Return what evidence made from this cell holds: `{n, of, what}`, `what` being "analysis-of-risk: met", or
        "analysis-of-risk: met (open)" for the stratum "open"."""
        return Count(n=cell.n, of=cell.of, what=f"{self.id}: {cell.answer}{self._part()}")

    def sentence(self, cell: SummaryCell) -> str:
        """Return the words of evidence made from this cell: "Analysis of risk: met in 13 of 24 cases."."""
        words = f"{self.label}: {cell.label[:1].lower()}{cell.label[1:]}"
        return f"{words} in {cell.n} of {cell.of} {'case' if cell.of == 1 else 'cases'}{self._part()}."

    def _part(self) -> str:
        return f" ({self.stratum})" if self.stratum else ""


def case_summary(contents: VisitContents | CaseContents, framework: Framework) -> tuple[SummaryLine, ...]:
    """Return the counts over all cases of the sample: checks, clocks, facts, quality; not those that left it."""
    return summary_of_cases(cases_in_sample(contents), framework, contents.visit)


def summary_by_stratum(contents: VisitContents | CaseContents, framework: Framework) -> tuple[SummaryLine, ...]:
    """Return the same, each line followed by itself for each stratum, in the order of their names.

    Cases picked on purpose were drawn from no stratum and stand for no others: they are a part of their own.
    """
    cases = cases_in_sample(contents)
    by_stratum: dict[str, list[Case]] = {}
    for case in cases:
        by_stratum.setdefault(stratum_of(case), []).append(case)
    parts = [(name, summary_of_cases(by_stratum[name], framework, contents.visit)) for name in sorted(by_stratum)]
    lines: list[SummaryLine] = []
    for place, line in enumerate(summary_of_cases(cases, framework, contents.visit)):
        lines.append(line)
        if len(parts) > 1:
            lines += [replace(part[place], stratum=name) for name, part in parts]
    return tuple(lines)


def cases_in_sample(contents: VisitContents | CaseContents) -> list[Case]:
    """Return the cases that have not left the sample."""
    cases = (record.details for record in contents.records)
    return [case for case in cases if isinstance(case, Case) and case.left_reason is None]


def stratum_of(case: Case) -> str:
    """Return the name of the part of the sample that a case is counted in."""
    picked = "picked on purpose" if case.chosen_how == ON_PURPOSE else "no stratum"
    return case.chosen_stratum or picked


def summary_of_cases(cases: Sequence[Case], framework: Framework, visit: Visit) -> tuple[SummaryLine, ...]:
    """Return the counts over some cases, such as those of one stratum."""
    return (*_checks(cases, framework), *_clocks(cases, framework, visit), *_facts(cases), _quality(cases, framework))


def _checks(cases: Sequence[Case], framework: Framework) -> list[SummaryLine]:
    given: dict[str, dict[str, str]] = {check.id: {} for check in framework.checks}
    for case in cases:
        for answered in case.checks:
            if answered.answer is not None and answered.check in given:
                given[answered.check][case.id] = answered.answer
    return [
        SummaryLine(kind="check", id=check.id, label=check.label, cells=_cells(framework.answers, given[check.id]))
        for check in framework.checks
    ]


def _clocks(cases: Sequence[Case], framework: Framework, visit: Visit) -> list[SummaryLine]:
    """A clock that is still running within its limit is not decided yet; one that is overdue is."""
    states: dict[str, dict[str, str]] = {clock.id: {} for clock in framework.clocks}
    for case in cases:
        for reading in case_clocks(case, framework, visit):
            states[reading.clock][case.id] = reading.state
    return [
        SummaryLine(kind="clock", id=clock.id, label=clock.label, cells=_cells(_CLOCK_ANSWERS, states[clock.id]))
        for clock in framework.clocks
    ]


def _facts(cases: Sequence[Case]) -> list[SummaryLine]:
    """Facts are counted where they were looked for: None means not recorded.

    That a child was not seen is recorded as seen alone: no, without a day.
    """
    seen = {case.id: _seen(case) for case in cases}
    facts: dict[str, tuple[str, dict[str, bool | None]]] = {
        "child-seen": ("Child seen", seen),
        "child-seen-alone": (
            "Child seen alone",
            {case.id: case.child_seen_alone if seen[case.id] else None for case in cases},
        ),
        "manager-sign-off": ("Signed off by a manager", {case.id: case.manager_sign_off for case in cases}),
        "ethnicity-recorded": ("Ethnicity recorded", {case.id: case.ethnicity_recorded for case in cases}),
    }
    return [
        SummaryLine(kind="fact", id=fact, label=label, cells=_cells(_YES_NO, _as_answers(values)))
        for fact, (label, values) in facts.items()
    ]


def _seen(case: Case) -> bool | None:
    if case.child_seen_on is not None or case.child_seen_alone:
        return True
    return case.child_seen_alone


def _as_answers(values: Mapping[str, bool | None]) -> dict[str, str]:
    return {case: "yes" if value else "no" for case, value in values.items() if value is not None}


def _quality(cases: Sequence[Case], framework: Framework) -> SummaryLine:
    given = {case.id: case.quality for case in cases if case.quality is not None}
    return SummaryLine(kind="quality", id="quality", label="Quality", cells=_cells(framework.qualities, given))


def _cells(answers: Sequence[Choice], given: Mapping[str, str]) -> tuple[SummaryCell, ...]:
    counting = {answer.id for answer in answers if answer.counts}
    looked_for = sum(1 for answer in given.values() if answer in counting)
    cells = []
    for answer in answers:
        cases = tuple(case for case, answered in given.items() if answered == answer.id)
        of = looked_for if answer.counts else len(given)
        cells.append(
            SummaryCell(answer=answer.id, label=answer.label, n=len(cases), of=of, counts=answer.counts, cases=cases)
        )
    return tuple(cells)
