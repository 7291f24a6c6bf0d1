"""What is written before a person's first step at a laptop: what was there already, and that they joined the team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from inspector_app.store import change_log, kept
from inspector_app.store.step_writing import StepWriting
from inspector_app.store.tables import TABLES, log
from inspector_app.visit.change import Put
from inspector_app.visit.entities import Inspector
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_between

BEGINNING = "go on with the visit on this laptop"


def arrive(connection: Connection, me: Inspector, laptop: str) -> set[tuple[str, str]]:
    """Begin this laptop's chain on what others have written, and add me to the team; return what was touched."""
    return _begin_chain(connection, me, laptop) | _join_team(connection, me, laptop)


def know(
    connection: Connection, *, laptop: str, inspector: str, action: str, giver: str | None
) -> set[tuple[str, str]]:
    """Write down that this laptop knows all that the log holds now: its next changes are made in sight of it."""
    values = {
        "heads": {name: seq for name, (seq, _) in change_log.heads(connection).items()},
        "giver": giver,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "by": inspector,
    }
    writing = StepWriting(connection, laptop=laptop, inspector=inspector, action=action, sealing=True)
    writing.write(Put("taking", new_id(), values))
    return writing.finish().touched


def last_taking(connection: Connection, laptop: str) -> int:
    """Return the number of the entry by which this laptop took something in last, 0 where it has not."""
    query = select(func.max(log.c.seq)).where(log.c.laptop == laptop, log.c.entity == "taking")
    return int(connection.execute(query).scalar_one() or 0)


def _begin_chain(connection: Connection, me: Inspector, laptop: str) -> set[tuple[str, str]]:
    if connection.execute(select(log.c.seq).where(log.c.laptop == laptop).limit(1)).first() is not None:
        return set()
    return know(connection, laptop=laptop, inspector=me.id, action=BEGINNING, giver=None)


def _join_team(connection: Connection, me: Inspector, laptop: str) -> set[tuple[str, str]]:
    table = TABLES["inspector"]
    if connection.execute(select(table.c.id).where(table.c.id == me.id)).first() is not None:
        return set()
    last = connection.execute(select(table.c.order).order_by(table.c.order.desc()).limit(1)).scalar_one_or_none()
    values = {"name": me.name, "designation": me.designation, "order": order_between(last or None, None)}
    writing = StepWriting(connection, laptop=laptop, inspector=me.id, action=kept.JOINING, sealing=True)
    writing.write(Put("inspector", me.id, values))
    return writing.finish().touched
