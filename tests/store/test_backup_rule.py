"""Which backups are kept: laws of the rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from inspector_app.store.backup_rule import DAYS, LAST, no_longer_kept

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
INSTANTS = some.sets(some.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 22, 18), timezones=some.just(UTC)))


@given(INSTANTS)
def test_the_last_ten_and_one_a_day_stay_and_nothing_else(made: set[datetime]) -> None:
    kept = made - no_longer_kept(made, NOW)
    assert set(sorted(made)[-LAST:]) <= kept
    for back in range(DAYS):
        day = (NOW - timedelta(days=back)).date()
        of_day = sorted(at for at in made if at.date() == day)
        assert not of_day or of_day[-1] in kept
    assert len(kept) <= LAST + DAYS


@given(INSTANTS)
def test_what_is_kept_is_kept_again(made: set[datetime]) -> None:
    kept = made - no_longer_kept(made, NOW)
    assert not no_longer_kept(kept, NOW)
