"""What has been looked at, by theme and kind of record, so that gaps are plain on the first evening."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector_app.frameworks.framework import RECORD_KINDS, Framework, RecordKind
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Evidence, Record, Written
from inspector_app.visit.weight import source_kind, written_of

Column = Literal["observation", "interview", "case", "document", "counted", "alone"]
COLUMNS: tuple[Column, ...] = (*RECORD_KINDS, "counted", "alone")
"""Kinds of record, then counts over the sampled cases, then evidence that stands alone."""

NO_THEME = ""
_LABEL_COUNTS: Mapping[Written, str] = {"from-paper": "from_paper", "from-memory": "from_memory"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """One theme in one kind: records that bear it, pieces of evidence, which way these lean, and how they were written.

    `from_paper` and `from_memory` count pieces by the label of their records.
    """

    records: int = 0
    pieces: int = 0
    strength: int = 0
    neutral: int = 0
    weakness: int = 0
    from_paper: int = 0
    from_memory: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One theme over all kinds; the last row, with an empty id, is what has no theme."""

    theme: str
    label: str
    cells: Mapping[Column, CoverageCell]

    @property
    def is_gap(self) -> bool:
        """Say whether there is no evidence on this theme at all."""
        return not any(cell.pieces for cell in self.cells.values())


def coverage(contents: VisitContents, framework: Framework) -> tuple[CoverageRow, ...]:
    """Return the grid, a row a theme in the framework's order, then one for what has no theme.

    A theme that does not belong to the visit's focus has a row once there is a record or evidence on it.
    """
    records = contents.records_by_id()
    amounts: defaultdict[tuple[str, Column], Counter[str]] = defaultdict(Counter)
    for record in contents.records:
        for theme in record.themes or (NO_THEME,):
            amounts[theme, record.kind]["records"] += 1
    for piece in contents.evidence:
        for theme in piece.themes or (NO_THEME,):
            tally = amounts[theme, _column(piece, records)]
            tally["pieces"] += 1
            if piece.leaning is not None:
                tally[piece.leaning] += 1
            label = _LABEL_COUNTS.get(written_of(piece, records))
            if label is not None:
                tally[label] += 1
    looked_for = {theme.id for theme in framework.themes_of(contents.visit.focus)}
    met = {theme for theme, _ in amounts}
    rows = [(each.id, each.label) for each in framework.themes if each.id in looked_for | met]
    rows.append((NO_THEME, "No theme"))
    return tuple(
        CoverageRow(
            theme=theme, label=label, cells={column: CoverageCell(**amounts[theme, column]) for column in COLUMNS}
        )
        for theme, label in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A theme on which one kind of source has given no evidence yet; `records` bear the theme all the same."""

    theme: str
    label: str
    kind: RecordKind
    records: int


def not_looked_at(rows: Sequence[CoverageRow]) -> tuple[Gap, ...]:
    """Return what has not been looked at yet, the themes with the most gaps first; a count is evidence from cases."""
    found = [tuple(_gaps_of(row)) for row in rows if row.theme != NO_THEME]
    return tuple(gap for theme in sorted(found, key=len, reverse=True) for gap in theme)


def _gaps_of(row: CoverageRow) -> Iterator[Gap]:
    for kind in RECORD_KINDS:
        counted = row.cells["counted"].pieces if kind == "case" else 0
        if not row.cells[kind].pieces and not counted:
            yield Gap(theme=row.theme, label=row.label, kind=kind, records=row.cells[kind].records)


def gaps(contents: VisitContents, framework: Framework) -> tuple[str, ...]:
    """Return the ids of the themes on which there is no evidence yet."""
    return tuple(row.theme for row in coverage(contents, framework) if row.theme != NO_THEME and row.is_gap)


def _column(piece: Evidence, records: Mapping[str, Record]) -> Column:
    if piece.count is not None:
        return "counted"
    return source_kind(piece, records) or "alone"
