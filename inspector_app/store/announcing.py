"""Which ids an announcement names: what was changed, and what is shown with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.engine import Connection

from inspector_app.store.plain import DETAILS
from inspector_app.store.tables import TABLES


def changed_ids(connection: Connection, touched: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Return the ids by entity: with a link its finding and evidence, with a part of a record the record, and so on."""
    found: dict[str, set[str]] = {}
    for entity, entity_id in touched:
        found.setdefault(entity, set()).add(entity_id)
        for other, field in _OWNERS.get(entity, ()):
            column = TABLES[entity].c[field]
            owner = connection.execute(select(column).where(TABLES[entity].c.id == entity_id)).scalar_one()
            if owner is not None:
                found.setdefault(other, set()).add(owner)
        if entity == "record":
            evidence = TABLES["evidence"]
            pieces = connection.execute(select(evidence.c.id).where(evidence.c.record == entity_id)).scalars().all()
            found.setdefault("evidence", set()).update(pieces)
    link = TABLES["link"]
    for piece in found.get("evidence", ()) and sorted(found["evidence"]):
        findings = connection.execute(select(link.c.finding).where(link.c.evidence == piece)).scalars().all()
        found.setdefault("finding", set()).update(findings)
    return {entity: frozenset(ids) for entity, ids in found.items() if ids}


_OWNERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "link": (("finding", "finding"), ("evidence", "evidence")),
    "acceptance": (("finding", "finding"),),
    "answer": (("record", "record"),),
    "check": (("record", "record"),),
    "attachment": (("record", "record"),),
    "attachment_text": (("attachment", "id"),),
    **dict.fromkeys(DETAILS, (("record", "id"),)),
}
