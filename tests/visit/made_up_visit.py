"""A small visit that a test may fill: cases, evidence and findings by short names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inspector_app.frameworks.framework import RecordKind
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import (
    Acceptance,
    Addressee,
    Case,
    CaseCheck,
    Concern,
    Copy,
    Count,
    Document,
    Evidence,
    Finding,
    Inspector,
    Interview,
    Leaning,
    Link,
    Observation,
    Record,
    Risk,
    Visit,
    Written,
)
from inspector_app.visit.letter_entities import Letter

DAYS = (date(2010, 6, 8), date(2010, 6, 9))
VISIT = Visit(
    id="visit",
    framework="ucra-2010",
    authority_name="Exampleshire County Council",
    authority_area="Exampleshire",
    days=DAYS,
)

_DETAILS = {"observation": Observation, "interview": Interview, "document": Document}


def visit_of(
    *,
    records: Iterable[Record] = (),
    evidence: Iterable[Evidence] = (),
    findings: Iterable[Finding] = (),
    concerns: Iterable[Concern] = (),
    visit: Visit = VISIT,
) -> VisitContents:
    """Return a visit whose letter lacks nothing but, perhaps, findings."""
    roles = ("chief-executive", "safeguarding-board-chair", "lead-member", "department")
    return VisitContents(
        visit=visit,
        inspectors=(Inspector(id="ann", name="A. Inspector", lead=True), Inspector(id="bob", name="B. Inspector")),
        addressees=(Addressee(id="to", name="Ms B. Director", salutation="Ms Director"),),
        copies=tuple(Copy(id=role, role=role, post="Someone") for role in roles),
        records=tuple(records),
        evidence=tuple(evidence),
        findings=tuple(findings),
        concerns=tuple(concerns),
        letter=Letter(id="letter", date=date(2010, 7, 6), signatories=("ann",)),
    )


def record(
    name: str,
    kind: RecordKind,
    *,
    day: date = DAYS[0],
    themes: Sequence[str] = (),
    written: Written = "at-the-time",
) -> Record:
    """Return a record of this kind; its name is its id."""
    details = Case(id=name, reference=name) if kind == "case" else _DETAILS[kind](id=name)
    return Record(id=name, kind=kind, day=day, written=written, themes=tuple(themes), details=details)


def case_record(case: Case) -> Record:
    """Return the record of this case."""
    return Record(id=case.id, kind="case", title=case.reference, details=case)


def case(
    name: str,
    *,
    pathway: str = "initial-assessment",
    status: str = "open",
    dates: dict[str, date] | None = None,
    checks: dict[str, str] | None = None,
) -> Case:
    """Return a case with these dates, and answers by check."""
    answers = (CaseCheck(id=f"{name}/{c}", record=name, check=c, answer=a) for c, a in (checks or {}).items())
    return Case(id=name, reference=name, pathway=pathway, status=status, dates=dates or {}, checks=tuple(answers))


def piece(
    name: str,
    from_record: str | None = None,
    *,
    author: str = "ann",
    count: Count | None = None,
    themes: Sequence[str] = (),
    leaning: Leaning | None = None,
) -> Evidence:
    """Return a piece of evidence; its name is its id."""
    return Evidence(
        id=name, record=from_record, author=author, text=name, count=count, themes=tuple(themes), leaning=leaning
    )


def finding(
    *supports: str,
    against: Sequence[str] = (),
    weighed: str | None = None,
    accepted: Sequence[tuple[str, str]] = (),
    category: str = "areas-for-development",
    risk: Risk | None = None,
) -> Finding:
    """Return the finding "f", supported and contradicted by these pieces of evidence."""
    links = [Link(id=f"f/{name}", finding="f", evidence=name) for name in supports]
    links += [
        Link(id=f"f/{name}", finding="f", evidence=name, bearing="contradicts", weighed=weighed) for name in against
    ]
    reasons = (Acceptance(id=f"f/{check}", finding="f", check=check, why=why) for check, why in accepted)
    return Finding(id="f", category=category, text="Words.", risk=risk, evidence=tuple(links), accepted=tuple(reasons))
