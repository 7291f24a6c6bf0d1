"""A letter is quality assured as far as its second reader knew its words, and no further."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from inspector_app.store import change_log
from inspector_app.store.tables import TABLES, log
from inspector_app.visit.change import LogEntry
from inspector_app.visit.letter_state import LOCKED_STATES, is_of_the_words
from inspector_app.visit.registers import Seen, registers, written_value


def draft_where_unread(connection: Connection, seen: Seen) -> set[tuple[str, str]]:
    """Make the letter a draft where a laptop changed its words unknown to who assured it; return what was touched.

    Made on one laptop the same change makes a draft of it at once (`store/step_writing.py`). A letter that was signed
    since stays signed, and assured by nobody, where whoever signed it had those words before them.
    """
    letter = TABLES["letter"]
    touched: set[tuple[str, str]] = set()
    assured = select(letter.c.id, letter.c.state).where(letter.c.assured_by.is_not(None))
    for letter_id, state in connection.execute(assured).all():
        entries = change_log.entries(connection, "letter", letter_id)
        fields = registers(entries, seen)
        signing = _signing(entries, fields["state"].heads[0], seen)
        if _changed_unread(connection, fields["assured_by"].heads[0], signing, seen):
            values = {"state": "draft" if state == "quality-assured" else state, "assured_by": None, "assured_at": None}
            connection.execute(update(letter).where(letter.c.id == letter_id).values(values))
            touched.add(("letter", letter_id))
    return touched


def _signing(entries: Sequence[LogEntry], state: LogEntry, seen: Seen) -> LogEntry | None:
    """The entry that signed the letter as it stands, None where it is not signed."""
    if written_value(state, "state") not in LOCKED_STATES:
        return None
    signings = [each for each in entries if written_value(each, "state") == "signed"]
    return next((each for each in reversed(signings) if each is state or seen.by(state, each)), None)


def _changed_unread(connection: Connection, assuring: LogEntry, signing: LogEntry | None, seen: Seen) -> bool:
    """Whether words were changed unknown to who assured the letter, as far as who signed it knew."""
    known, ends = seen.known(assuring), {laptop: seq for laptop, (seq, _) in change_log.heads(connection).items()}
    if signing is not None:
        ends = {**seen.known(signing), signing.laptop: signing.seq}
    for laptop, seq in ends.items():
        if laptop == assuring.laptop or seq <= known.get(laptop, 0):
            continue
        span = (log.c.laptop == laptop) & (log.c.seq > known.get(laptop, 0)) & (log.c.seq <= seq)
        later = select(log.c.entity, log.c.field).where(span)
        if any(is_of_the_words(row.entity, row.field) for row in connection.execute(later)):
            return True
    return False
