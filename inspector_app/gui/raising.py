"""Which case is at hand on a page, so that a concern begins with its reference."""

from __future__ import annotations

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.entities import Case


def case_at(visit: OpenVisit, place: str) -> str:
    """Return the reference of the case at a place of a page ("record:<id>…", "evidence:<id>…"); empty: none."""
    kind, _, entity_id = place.partition("@")[0].partition(":")
    try:
        record_id = visit.evidence_piece(entity_id).record if kind == "evidence" else entity_id
        if kind not in ("record", "evidence") or record_id is None:
            return ""
        details = visit.record(record_id).details
    except KeyError:
        return ""
    return details.reference if isinstance(details, Case) else ""
