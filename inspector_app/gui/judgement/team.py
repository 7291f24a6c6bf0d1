"""The team and what it says of the findings, as the board reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.agreement import Standing, standings
from inspector_app.visit.entities import Evidence, Finding, Inspector
from inspector_app.visit.judging_entities import Agreement


class Team:
    """Read once, and again when somebody has said something."""

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit
        self._inspectors: tuple[Inspector, ...] = ()
        self._said: dict[str, Agreement] = {}

    def read(self) -> None:
        """Read everything again."""
        self._inspectors = self._visit.inspectors()
        self._said = {agreement.id: agreement for agreement in self._visit.agreements()}

    def read_again(self, agreements: Collection[str]) -> set[str]:
        """Read again what was said if any of these has changed; return the findings that they are about."""
        if not agreements:
            return set()
        before = self._said
        self.read()
        said = (self._said.get(each) or before.get(each) for each in agreements)
        return {agreement.finding for agreement in said if agreement is not None}

    def standing(self, finding: Finding, evidence: Mapping[str, Evidence]) -> tuple[Standing, ...]:
        """Return where each inspector stands on a finding; nothing where there is one alone."""
        return standings(finding, evidence, self._said, self._inspectors)
