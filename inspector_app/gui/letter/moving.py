"""Where a finding goes when it is moved by one place in the letter: past its neighbour, or its theme past another."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import Framework
from inspector_app.letter.content import by_theme
from inspector_app.visit.change import Step
from inspector_app.visit.entities import Finding
from inspector_app.visit.ordering import placed_at
from inspector_app.visit.steps import move


def step_to_move(findings: Sequence[Finding], finding: Finding, way: int, framework: Framework) -> Step | None:
    """Return the step that moves a finding up (-1) or down (1) in its category, or None where it is at its end.

    `findings` are those of the visit, in order. Under subheadings by theme, a finding at the edge of its theme takes
    the whole theme past the one beside it.
    """
    among = [one for one in findings if one.category == finding.category]
    groups = list(by_theme(among).values()) if _is_themed(finding.category, framework) else [among]
    groups = [group for group in groups if group]
    at = next(n for n, group in enumerate(groups) if finding in group)
    place = groups[at].index(finding) + way
    if 0 <= place < len(groups[at]):
        return _put_beside(finding, groups[at][place], among, after=way > 0)
    upper, lower = (at - 1, at) if way < 0 else (at, at + 1)
    if upper < 0 or lower == len(groups) or not groups[upper][0].themes:
        return None
    return _put_beside(groups[lower][0], groups[upper][0], among, after=False)


def _is_themed(category: str, framework: Framework) -> bool:
    return any(part.theme_subheadings and category in part.categories for part in framework.letter.parts)


def _put_beside(moved: Finding, other: Finding, among: Sequence[Finding], *, after: bool) -> Step:
    return move("finding", placed_at(among, [moved.id], among.index(other) + after))
