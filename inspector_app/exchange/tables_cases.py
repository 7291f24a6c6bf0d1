"""The table of cases: a row a case, with how it was chosen, every date, clock and check, and its quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from inspector_app.exchange.table import NARROW, USUAL, Cell, Column, Table, yes_no
from inspector_app.frameworks.framework import Choice, Framework
from inspector_app.visit.clocks import case_clocks
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Record, Visit
from inspector_app.visit.numbering import References
from inspector_app.visit.sampling_steps import DRAWN, ON_PURPOSE, REPLACEMENT
from inspector_app.visit.withholding import Withholding
from inspector_app.visit.written_labels import LABELS

_CHOSEN = {DRAWN: "drawn at random", ON_PURPOSE: "picked on purpose", REPLACEMENT: "in place of another"}
_STATES = {"met": "met", "not-met": "not met", "running": "still running", "overdue": "overdue"}


def cases_table(
    contents: VisitContents, framework: Framework, references: References, withholding: Withholding
) -> Table:
    """Return the table of cases, those that left the sample among them; limits are in working days."""
    cases = [(record, record.details) for record in contents.records if isinstance(record.details, Case)]
    dates = _dates([case for _record, case in cases], framework)
    pieces = Counter(piece.record for piece in contents.evidence if not withholding.hides_origin(piece))
    names = {case.id: case.reference for _record, case in cases}
    rows = tuple(
        (
            withholding.shown(case.reference, record.id),
            references.record(record.id),
            _label(framework.pathways, case.pathway),
            _label(framework.statuses, case.status),
            withholding.shown(case.team, record.id),
            *_choosing(record, case, contents, names, withholding),
            *(case.dates.get(each.id) for each in dates),
            *_clocks(case, framework, contents.visit),
            case.child_seen_on,
            yes_no(case.child_seen_alone),
            yes_no(case.manager_sign_off),
            yes_no(case.ethnicity_recorded),
            _label(framework.qualities, case.quality),
            *_checks(case, framework),
            _notes_to_checks(record, case, framework, withholding),
            pieces[record.id],
            references.inspector(record.author),
            record.day,
            LABELS[record.written].said,
            record.id,
        )
        for record, case in cases
    )
    return Table("Cases", _columns(framework, dates), rows)


def _columns(framework: Framework, dates: Sequence[Choice]) -> tuple[Column, ...]:
    clocks = [
        Column(f"{clock.label}: {fact}", NARROW)
        for clock in framework.clocks
        for fact in ("working days", "limit", "met or not")
    ]
    return (
        Column("Case", NARROW),
        Column("Record", NARROW),
        Column("Kind"),
        Column("Status", NARROW),
        Column("Team"),
        Column("How chosen"),
        Column("Stratum"),
        Column("Reason", 30),
        Column("Row of the list", NARROW),
        Column("Seed of the draw"),
        Column("In place of", NARROW),
        Column("Left the sample because", 30),
        *(Column(each.label, NARROW) for each in dates),
        *clocks,
        Column("Child seen", NARROW),
        Column("Child seen alone", NARROW),
        Column("Signed off by a manager", NARROW),
        Column("Ethnicity recorded", NARROW),
        Column("Quality", NARROW),
        *(Column(f"Check: {check.label}", NARROW) for check in framework.checks),
        Column("Notes to the checks", 40),
        Column("Pieces of evidence", NARROW),
        Column("Inspector", USUAL),
        Column("Day of reading", NARROW),
        Column("Written", USUAL),
        Column("Id", 38),
    )


def _dates(cases: Sequence[Case], framework: Framework) -> tuple[Choice, ...]:
    """Return the dates of the framework, and those that only the cases know."""
    known = {each.id for each in framework.case_dates}
    own = sorted({name for case in cases for name in case.dates} - known)
    return (*framework.case_dates, *(Choice(id=name, label=name) for name in own))


def _choosing(
    record: Record, case: Case, contents: VisitContents, names: Mapping[str, str], withholding: Withholding
) -> tuple[Cell, ...]:
    draw = next((each for each in contents.draws if each.id == case.draw), None)
    return (
        _CHOSEN.get(case.chosen_how or "", withholding.shown(case.chosen_how, record.id)),
        withholding.shown(case.chosen_stratum, record.id),
        withholding.shown(case.chosen_reason, record.id),
        case.position,
        draw.seed if draw else None,
        withholding.shown(names.get(case.replaces or "")),
        withholding.shown(case.left_reason, record.id),
    )


def _clocks(case: Case, framework: Framework, visit: Visit) -> list[Cell]:
    readings = {reading.clock: reading for reading in case_clocks(case, framework, visit)}
    cells: list[Cell] = []
    for clock in framework.clocks:
        reading = readings.get(clock.id)
        cells += [reading.working_days, reading.limit, _STATES[reading.state]] if reading else [None, None, None]
    return cells


def _checks(case: Case, framework: Framework) -> list[Cell]:
    given = {each.check: each.answer for each in case.checks}
    return [_label(framework.answers, given.get(check.id)) for check in framework.checks]


def _notes_to_checks(record: Record, case: Case, framework: Framework, withholding: Withholding) -> str:
    labels = {check.id: check.label for check in framework.checks}
    notes = (
        (labels.get(each.check, each.check), withholding.kept(each.note or "", record.id, f"checks/{each.id}").text)
        for each in case.checks
    )
    return "\n".join(f"{label}: {note.strip()}" for label, note in notes if note.strip())


def _label(choices: Sequence[Choice], chosen: str | None) -> str | None:
    return next((each.label for each in choices if each.id == chosen), chosen)
