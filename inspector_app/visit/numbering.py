"""The numbers by which records, evidence, findings and inspectors are named in what leaves the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Finding, Record


class References:
    """The references of one copy of a visit: "R3", "E12", "Finding 4" as its evidence record has them, "Inspector 1".

    What is not in the visit, or no longer, has an empty reference.
    """

    def __init__(self, contents: VisitContents, framework: Framework) -> None:
        in_order = [record for records in records_by_day(contents.records).values() for record in records]
        self._records = {record.id: f"R{number}" for number, record in enumerate(in_order, start=1)}
        self._evidence = {piece.id: f"E{number}" for number, piece in enumerate(contents.evidence, start=1)}
        numbered = enumerate(numbered_findings(contents, framework), start=1)
        self._findings = {finding.id: f"Finding {number}" for number, finding in numbered}
        team = enumerate(contents.inspectors, start=1)
        self._inspectors = {each.id: f"Inspector {number}{' (lead)' if each.lead else ''}" for number, each in team}

    def record(self, record_id: str | None) -> str:
        """Return the reference of a record: "R3"."""
        return self._records.get(record_id or "", "")

    def evidence(self, evidence_id: str) -> str:
        """Return the reference of a piece of evidence: "E12"."""
        return self._evidence.get(evidence_id, "")

    def finding(self, finding_id: str) -> str:
        """Return the reference of a finding: "Finding 4"."""
        return self._findings.get(finding_id, "")

    def inspector(self, inspector_id: str | None) -> str:
        """Return what stands in place of an inspector's name: "Inspector 1 (lead)", in the order of the team."""
        return self._inspectors.get(inspector_id or "", "")


def numbered_findings(contents: VisitContents, framework: Framework) -> tuple[Finding, ...]:
    """Return the findings in the order of their numbers: by category, as the evidence record counts them."""
    return tuple(
        finding for category in framework.categories for finding in contents.findings if finding.category == category.id
    )


def records_by_day(records: Iterable[Record]) -> dict[date | None, list[Record]]:
    """Return the records by day in the order in which they happened; those without a day or time come last."""
    days: dict[date | None, list[Record]] = defaultdict(list)
    for record in records:
        days[record.day].append(record)
    for of_day in days.values():
        of_day.sort(key=lambda record: (record.start is None, str(record.start or "")))
    return dict(sorted(days.items(), key=lambda day: (day[0] is None, day[0] or date.min)))


def title_of(record: Record) -> str:
    """Return the title of a record, that of an untitled case being its reference."""
    reference = record.details.reference if isinstance(record.details, Case) else ""
    return record.title or reference or "without a title"
