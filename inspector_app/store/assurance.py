"""A letter is quality assured as far as its second reader knew its words, and no further."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from inspector_app.store import change_log
from inspector_app.store.tables import TABLES, log
from inspector_app.visit.change import LogEntry
from inspector_app.visit.letter_state import is_of_the_words
from inspector_app.visit.registers import Seen, registers


def draft_where_unread(connection: Connection, seen: Seen) -> set[tuple[str, str]]:
    """Make the letter a draft where a laptop changed its words unknown to who assured it; return what was touched.

    Made on one laptop the same change makes a draft of it at once (`store/step_writing.py`).
    """
    letter = TABLES["letter"]
    touched: set[tuple[str, str]] = set()
    assured = select(letter.c.id).where(letter.c.state == "quality-assured")
    for letter_id in connection.execute(assured).scalars().all():
        state = registers(change_log.entries(connection, "letter", letter_id), seen).get("state")
        if state is not None and _changed_unread(connection, state.heads[0], seen):
            values = {"state": "draft", "assured_by": None, "assured_at": None}
            connection.execute(update(letter).where(letter.c.id == letter_id).values(values))
            touched.add(("letter", letter_id))
    return touched


def _changed_unread(connection: Connection, assuring: LogEntry, seen: Seen) -> bool:
    known = seen.known(assuring)
    for laptop, (seq, _) in change_log.heads(connection).items():
        if laptop == assuring.laptop or seq <= known.get(laptop, 0):
            continue
        later = select(log.c.entity, log.c.field).where(log.c.laptop == laptop, log.c.seq > known.get(laptop, 0))
        if any(is_of_the_words(row.entity, row.field) for row in connection.execute(later)):
            return True
    return False
