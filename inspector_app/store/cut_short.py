"""What a kill has left half done in a profile's folder, cleared away or finished when it is opened again."""

from __future__ import annotations

import shutil

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from inspector_app.places import ProfilePlaces
from inspector_app.store.broken_log import keep_broken_log
from inspector_app.store.destruction import finish_destroying
from inspector_app.store.profile_tables import visits
from inspector_app.store.restoring import finish_what_was_cut_short


def finish_all(connection: Connection, places: ProfilePlaces) -> None:
    """Keep the whole and clear away the half: a kill between a visit's key and its file leaves one of both."""
    finish_destroying(connection, places)
    for row in connection.execute(select(visits).where(~visits.c.made)).all():
        there = places.visit_db(row.id).exists()
        mine = visits.c.id == row.id
        if not there:
            shutil.rmtree(places.visit_files(row.id), ignore_errors=True)
        connection.execute(update(visits).where(mine).values(made=True) if there else delete(visits).where(mine))
    finish_what_was_cut_short(places)
    for row in connection.execute(select(visits).where(visits.c.made)).all():
        if places.visit_db(row.id).exists():
            keep_broken_log(places.visit_db(row.id), row.key)
    for leftover in places.visits.glob("*.new*"):
        leftover.unlink()
