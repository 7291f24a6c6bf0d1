"""What a program that was ended without being closed had brought to disk, as its log tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.engine import Connection

from inspector_app.store import tables
from inspector_app.visit.change import own_time
from inspector_app.visit.typed_words import added_words, typed_texts

JOINING = "join the team"
"""The act by which the program itself enters the person; it holds no word that was typed."""

_log = tables.log


@dataclass(frozen=True, slots=True)
class Kept:
    """How many words and steps are on disk that were written after an entry of the log; `last` is when the last was."""

    words: int
    steps: int
    last: datetime | None


def last_entry(connection: Connection, laptop: str) -> int:
    """Return the number of a laptop's last entry, 0 where it has none."""
    return int(connection.execute(select(func.max(_log.c.seq)).where(_log.c.laptop == laptop)).scalar_one() or 0)


def kept_after(connection: Connection, laptop: str, seq: int) -> Kept:
    """Return what a laptop wrote after its entry of this number."""
    later = and_(_log.c.laptop == laptop, _log.c.seq > seq, _log.c.action != JOINING, _log.c.entity != "taking")
    entries = connection.execute(select(_log).where(later).order_by(_log.c.seq)).all()
    texts: dict[tuple[str, str, str], str] = {}
    for entry in entries:
        for field, text in typed_texts(entry.entity, entry.field, entry.value):
            texts[entry.entity, entry.id, field] = text
    count = sum(added_words(_before(connection, *place, later), text) for place, text in texts.items())
    last = own_time(entries[-1].clock) if entries else None
    return Kept(
        words=count,
        steps=len({entry.step for entry in entries}),
        last=datetime.fromisoformat(last).astimezone() if last else None,
    )


def _before(connection: Connection, entity: str, entity_id: str, field: str, later: ColumnElement[bool]) -> str:
    """Return what stood in a field before the later entries."""
    base = field.split("/", 1)[0]
    row = connection.execute(
        select(_log.c.field, _log.c.value)
        .where(_log.c.entity == entity, _log.c.id == entity_id, not_(later))
        .where(or_(_log.c.field.is_(None), _log.c.field.in_((field, base))))
        .order_by(_log.c.clock.desc(), _log.c.laptop.desc())
        .limit(1)
    ).first()
    if row is None:
        return ""
    return dict(typed_texts(entity, row.field, row.value)).get(field, "")
