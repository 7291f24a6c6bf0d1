"""What a record says of itself once text from elsewhere has been put into it: when that was written, and how."""

from __future__ import annotations

from datetime import datetime

from inspector_app.visit.change import Change, Set, Step
from inspector_app.visit.entities import Record, Written
from inspector_app.visit.written_labels import may_become

ASKED_FROM = 200
"""More characters than this, pasted at once, were not written here and now: it is asked when they were [own]."""


def origin_of_text(record: Record, written: Written, moment: datetime, *, was_empty: bool) -> Step:
    """Say of a record that text in it was written elsewhere at `moment` (with an offset), and how.

    A record that held no words before takes the moment as its own: notes made at the time began then; when that was
    which is told from memory nobody knows yet, and the time at which the record was begun here is none. Else the later
    of the two moments counts. A label that is there already is not made milder.
    """
    instant = moment.isoformat(timespec="seconds")
    changes: list[Change] = []
    if may_become(record.written, written):
        changes.append(Set("record", record.id, "written", written))
    if was_empty or record.written_at is None or datetime.fromisoformat(record.written_at) < moment:
        changes.append(Set("record", record.id, "written_at", instant))
    if was_empty and written == "from-paper":
        changes.append(Set("record", record.id, "day", moment.date().isoformat()))
        changes.append(Set("record", record.id, "start", f"{moment:%H:%M}"))
    elif was_empty and written == "from-memory":
        changes.append(Set("record", record.id, "start", None))
    return Step("say when it was written", tuple(changes))
