"""The steps that bring a visit's file from one schema version to the next, in order.

`user_version` of a file is the number of the last step done to it. A step's docstring is what is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.engine import Connection

from inspector_app.errors import DamagedFile, NewerFile
from inspector_app.store.schema_steps import step_1, step_2, step_3, step_4

STEPS: tuple[Callable[[Connection], None], ...] = (step_1.upgrade, step_2.upgrade, step_3.upgrade, step_4.upgrade)
SCHEMA_VERSION = len(STEPS)

_log = logging.getLogger(__name__)


def schema_version(connection: Connection) -> int:
    """Return the number of the last schema step done to this file; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_unknown(version: int) -> None:
    """Raise NewerFile for the `user_version` of a newer program, DamagedFile for that of a file with nothing in it."""
    if version > SCHEMA_VERSION:
        raise NewerFile("This visit was written by a newer version of the program.", "Install that version to open it.")
    if version < 1:
        raise DamagedFile("The visit's file is empty.", "Restore it from a backup.")


def bring_up_to_date(connection: Connection) -> None:
    """Do the steps that the file lacks, in the transaction of this connection.

    Whoever opens a file that lacks some backs it up first (`Profile.open_store`).
    """
    for number in range(schema_version(connection) + 1, SCHEMA_VERSION + 1):
        step = STEPS[number - 1]
        _log.info("schema step %d: %s", number, step.__doc__)
        step(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
