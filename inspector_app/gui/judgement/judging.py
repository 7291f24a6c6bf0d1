"""What the rules say of the findings, gathered for the board."""

from __future__ import annotations

from inspector_app.gui.judgement.rows import Judged
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.checks import Problem, problems
from inspector_app.visit.weight import weights


def judged(visit: OpenVisit) -> Judged:
    """Return weight and problems of each finding as the visit stands."""
    contents = visit.contents()
    of_finding: dict[str, list[Problem]] = {}
    for problem in problems(contents, visit.framework):
        if "finding" in problem.about:
            of_finding.setdefault(problem.about["finding"], []).append(problem)
    return Judged(weights=weights(contents), problems={one: tuple(found) for one, found in of_finding.items()})
