"""Which backups of a visit are kept: the last ten, and the last one of each day for thirty days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

LAST, DAYS = 10, 30


def no_longer_kept(made: Collection[datetime], now: datetime) -> set[datetime]:
    """Return which of these instants the rule lets go; days are those of the time zone that the instants are in."""
    in_order = sorted(made)
    last_of_day = {at.date(): at for at in in_order}
    oldest_day = now.date() - timedelta(days=DAYS - 1)
    daily = {at for day, at in last_of_day.items() if day >= oldest_day}
    return set(in_order[:-LAST]) - daily
