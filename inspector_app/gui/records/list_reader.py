"""Reading what a list of records shows: all of it once, then only what has changed."""

from __future__ import annotations

from typing import get_args

from inspector_app.frameworks.framework import RecordKind
from inspector_app.gui.records.arranging import Arrangement, Grouping, Names, Order
from inspector_app.gui.records.record_list import RecordList
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import VisitChange

_MANY = 100
"""From so many changed records on, reading all lines at once is faster than one by one."""


def names_of(visit: OpenVisit) -> Names:
    """Return the words for the days, inspectors and themes of a visit."""
    return Names(
        days=visit.visit().days,
        authors={inspector.id: inspector.name for inspector in visit.inspectors()},
        themes={theme.id: theme.label for theme in visit.framework.themes},
    )


def read_lines(visit: OpenVisit, kind: RecordKind, into: RecordList, change: VisitChange | None) -> None:
    """Read the lines of the records that have changed, or all where it cannot be said which those are."""
    touched = _touched(visit, kind, change) if change is not None else None
    if touched is None or len(touched) > _MANY:
        into.set_lines(visit.record_lines(kind))
        return
    for record_id in touched:
        try:
            record = visit.record(record_id)
        except KeyError:
            into.model.drop(record_id)
            continue
        if record.kind == kind:
            into.model.update_record(record, len(visit.evidence(record_id)))
        else:
            into.model.drop(record_id)


def remembered_arrangement(held: object, first: Arrangement) -> Arrangement:
    """Return how a list was arranged when it was last seen, or as it is the first time."""
    if isinstance(held, list) and len(held) == 2 and held[0] in get_args(Order) and held[1] in get_args(Grouping):
        return Arrangement(held[0], held[1])
    return first


def _touched(visit: OpenVisit, kind: RecordKind, change: VisitChange) -> set[str] | None:
    """Return the records whose lines may be others now; None: a piece was removed, and nothing says from where."""
    touched = {*change.changed.get("record", ()), *change.changed.get(kind, ())}
    for piece_id in change.changed.get("evidence", ()):
        try:
            record = visit.evidence_piece(piece_id).record
        except KeyError:
            return None
        if record is not None:
            touched.add(record)
    return touched
