"""What one row of the list of cases shows."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.frameworks.framework import Choice, Framework
from inspector_app.gui.records.label_chip import label_chips
from inspector_app.gui.widgets.chips import Chip
from inspector_app.gui.widgets.row_delegate import Row
from inspector_app.visit.clocks import ClockReading
from inspector_app.visit.entities import Case
from inspector_app.visit.lines import RecordLine


def case_row(line: RecordLine, case: Case | None, clocks: Sequence[ClockReading], framework: Framework) -> Row:
    """Return reference, pathway, status and quality, and how many of its clocks were met."""
    if case is None:
        return Row(title=line.label or line.title or "Without a reference")
    parts = (
        _label(framework.pathways, case.pathway),
        _label(framework.statuses, case.status).lower(),
        _label(framework.qualities, case.quality).lower(),
    )
    return Row(
        title=case.reference or line.title or "Without a reference",
        detail=" · ".join(part for part in parts if part) or "Nothing filled in yet",
        chips=tuple(_marks(line, case, clocks)),
    )


def _marks(line: RecordLine, case: Case, clocks: Sequence[ClockReading]) -> list[Chip]:
    chips = label_chips(line.written)
    if case.left_reason is not None:
        chips.append(Chip("left the sample", "minus"))
    elif line.author is None:
        chips.append(Chip("not read", "dot"))
    late = sum(1 for reading in clocks if reading.state in ("not-met", "overdue"))
    if late:
        chips.append(Chip(f"{late} late", "clock", "priority"))
    elif clocks:
        chips.append(Chip("in time", "clock", "strength"))
    if line.evidence:
        chips.append(Chip(str(line.evidence), "quote", "satisfactory"))
    return chips


def _label(choices: Sequence[Choice], wanted: str | None) -> str:
    return next((choice.label for choice in choices if choice.id == wanted), wanted or "")
