"""What the home page says of a visit: read from its file, or as the profile remembers it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from inspector_app.store.cipher import damage_told, open_to_look
from inspector_app.store.integrity import refuse_none_or_empty
from inspector_app.store.schema_steps import refuse_unknown
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.retention import keep_until, standing

Remembered = Mapping[str, Any]
"""What the profile keeps of a visit, as JSON: the fields of its summary, and `retention_months`."""

_COUNTS = """
    SELECT kind, count(*) FROM record WHERE NOT deleted GROUP BY kind
    UNION ALL SELECT 'evidence', count(*) FROM evidence WHERE NOT deleted
    UNION ALL SELECT 'finding', count(*) FROM finding WHERE NOT deleted
    UNION ALL SELECT 'concern', count(*) FROM concern WHERE NOT deleted
    UNION ALL SELECT 'open-concern', count(*) FROM concern WHERE NOT deleted AND closed_at IS NULL"""
_ISSUED = "SELECT substr(max(issued_at), 1, 10) FROM issuing WHERE NOT deleted"
_HELD = """SELECT reason FROM hold WHERE NOT deleted AND lifted_at IS NULL ORDER BY "order", id"""
_COUNTED: Mapping[str, str] = {
    "observation": "observations",
    "interview": "interviews",
    "case": "cases",
    "document": "documents",
    "evidence": "evidence",
    "finding": "findings",
    "concern": "concerns",
    "open-concern": "open-concerns",
}


def remember_new(contents: VisitContents) -> Remembered:
    """Return what the profile remembers of a visit that is being brought in."""
    from inspector_app.frameworks.reader import framework_from_source

    framework = framework_from_source(contents.visit.framework_source)
    counts: Counter[str] = Counter(record.kind for record in contents.records)
    return {
        "authority": contents.visit.authority_name,
        "framework": framework.id,
        "framework_name": framework.name,
        "retention_months": framework.retention_months,
        "days": [day.isoformat() for day in contents.visit.days],
        "state": contents.letter.state,
        "issued_on": max((sent.issued_at[:10] for sent in contents.issuings), default=None),
        "held_because": [hold.reason for hold in standing(contents.holds)],
        "counts": {
            **{words: counts.get(kind, 0) for kind, words in list(_COUNTED.items())[:4]},
            "evidence": len(contents.evidence),
            "findings": len(contents.findings),
            "concerns": len(contents.concerns),
            "open-concerns": sum(concern.closed_at is None for concern in contents.concerns),
        },
    }


def read_remembered(path: Path, key: bytes, remembered: Remembered) -> Remembered:
    """Return what to remember of a visit as its file has it now. Raises VisitMissing, NewerFile, DamagedFile."""
    refuse_none_or_empty(path)
    with damage_told("The visit's file"), closing(open_to_look(path, key)) as connection:
        refuse_unknown(connection.execute("PRAGMA user_version").fetchone()[0])
        return {**remembered, **facts_in(connection)}


def facts_in(connection: Any) -> Remembered:
    """Return the facts that an open file tells itself: authority, days, state of the letter, counts."""
    authority, days = connection.execute("SELECT authority_name, days FROM visit").fetchone()
    (state,) = connection.execute("SELECT state FROM letter").fetchone()
    counts = dict(connection.execute(_COUNTS).fetchall())
    return {
        "authority": authority,
        "days": json.loads(days),
        "state": state,
        "issued_on": _first(connection, "issuing", _ISSUED),
        "held_because": holds_in(connection),
        "counts": {words: counts.get(kind, 0) for kind, words in _COUNTED.items()},
    }


def holds_in(connection: Any) -> list[str]:
    """Return the reasons of the holds that stand in an open file."""
    return [row[0] for row in _rows(connection, "hold", _HELD)]


def summary(visit_id: str, remembered: Remembered, fault: str = "") -> VisitSummary:
    """Return what the home page shows; `fault` is a sentence where the file cannot be opened."""
    issued_on = remembered.get("issued_on")
    return VisitSummary(
        id=visit_id,
        authority=remembered["authority"],
        framework=remembered["framework"],
        framework_name=remembered["framework_name"],
        days=tuple(date.fromisoformat(day) for day in remembered["days"]),
        state=remembered["state"],
        counts=remembered["counts"],
        retention_until=keep_until(date.fromisoformat(issued_on), remembered["retention_months"])
        if issued_on
        else None,
        held_because=tuple(remembered.get("held_because", ())),
        fault=fault,
    )


def _first(connection: Any, table: str, query: str) -> Any:
    """The one value of a query on a table; None where the file is older than the table."""
    rows = _rows(connection, table, query)
    return rows[0][0] if rows else None


def _rows(connection: Any, table: str, query: str) -> list[Any]:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return list(connection.execute(query).fetchall()) if there else []
