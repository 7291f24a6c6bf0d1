"""Who looks at which gap: what has not been looked at yet is shared out on the second morning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector_app.frameworks.framework import RECORD_KINDS, RecordKind
from inspector_app.visit.change import Put, Set, Step
from inspector_app.visit.coverage import CoverageRow, Gap, not_looked_at
from inspector_app.visit.identifiers import assignment_id
from inspector_app.visit.judging_entities import Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A gap and who looks at it, if anyone; `pieces` of evidence have come since where it was one and is no more."""

    gap: Gap
    assignment: Assignment | None = None
    pieces: int = 0

    @property
    def done(self) -> bool:
        """Whether it has been looked at since it was assigned."""
        return self.pieces > 0

    @property
    def inspector(self) -> str | None:
        """The id of the inspector who looks at it, or None."""
        return self.assignment.inspector if self.assignment is not None else None


def gap_lines(rows: Sequence[CoverageRow], assignments: Sequence[Assignment]) -> tuple[GapLine, ...]:
    """Return the gaps in the order of `not_looked_at`, then those that were assigned and are none any more.

    An assignment of a theme in any kind of source goes for each of its gaps that has none of its own.
    """
    given = {(each.theme, each.kind): each for each in assignments if each.inspector is not None}
    still = [
        GapLine(gap=gap, assignment=given.get((gap.theme, gap.kind)) or given.get((gap.theme, None)))
        for gap in not_looked_at(rows)
    ]
    return (*still, *_looked_at_since(rows, given))


def _looked_at_since(
    rows: Sequence[CoverageRow], given: Mapping[tuple[str, str | None], Assignment]
) -> Iterator[GapLine]:
    for row in rows:
        for kind in RECORD_KINDS:
            assignment = given.get((row.theme, kind))
            pieces = row.cells[kind].pieces + (row.cells["counted"].pieces if kind == "case" else 0)
            if assignment is not None and pieces:
                gap = Gap(theme=row.theme, label=row.label, kind=kind, records=row.cells[kind].records)
                yield GapLine(gap=gap, assignment=assignment, pieces=pieces)


def assign(theme: str, kind: RecordKind, inspector: str, note: str, order: str) -> Step:
    """Let an inspector look at a gap; `order` is the place of the assignment where there is none yet."""
    values = {"theme": theme, "kind": kind, "inspector": inspector, "note": note, "order": order}
    return Step("assign a gap", (Put("assignment", assignment_id(theme, kind), values),))


def take_back(assignment: Assignment) -> Step:
    """Let nobody in particular look at a gap."""
    return Step("take back who looks at a gap", (Set("assignment", assignment.id, "deleted", True),))
