"""The log's chain: whoever tampers with the file is found out, and the entry is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from made_visits import one_of_everything, opened, raw_file

from inspector_app.open_visit import OpenVisit
from inspector_app.store.change_log import next_clock
from inspector_app.store.profile import Profile
from inspector_app.visit import steps


def written_visit(profile: Profile) -> str:
    contents = one_of_everything()
    with opened(profile, contents) as visit:
        for text in ("one", "two", "three"):
            visit.write(steps.set_field("finding", contents.findings[0].id, "text", text)).result(10)
            visit.field_left()
        assert visit.verify_chain() is None
    return contents.visit.id


TAMPERING: dict[str, tuple[tuple[str, ...], str]] = {
    "a value altered": (("UPDATE log SET value = '\"lies\"' WHERE seq = {last} - 1",), "{last} - 1"),
    "an author altered": (("UPDATE log SET inspector = 'someone' WHERE seq = 3",), "3"),
    "the last entry altered": (("UPDATE log SET value = '\"lies\"' WHERE seq = {last}",), "{last}"),
    "an entry removed": (("DELETE FROM log WHERE seq = {last} - 1",), "{last} - 1"),
    "the first removed": (("DELETE FROM log WHERE seq = 1",), "1"),
    "two exchanged": (
        (
            "UPDATE log SET seq = -CASE seq WHEN 4 THEN 5 WHEN 5 THEN 4 END WHERE seq IN (4, 5)",
            "UPDATE log SET seq = -seq WHERE seq < 0",
        ),
        "4",
    ),
}
"""How someone tampers, and the number of the entry that must be named."""


@pytest.mark.parametrize("how", sorted(TAMPERING))
def test_tampering_is_found_and_the_entry_named(profile: Profile, how: str) -> None:
    visit_id = written_visit(profile)
    statements, bad = TAMPERING[how]
    with raw_file(profile.places, visit_id) as raw:
        (last,) = raw.execute("SELECT max(seq) FROM log").fetchone()
        for trigger in ("log_is_never_deleted", "log_is_never_altered"):
            raw.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            raw.execute(statement.format(last=last))
        (named,) = raw.execute(f"SELECT {bad.format(last=last)}").fetchone()
    visit = OpenVisit.open(profile, visit_id)
    assert visit.verify_chain() == f"{visit.laptop}:{named}"
    visit.close(10)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log WHERE seq = 1",
        "DELETE FROM log",
        "UPDATE log SET value = '1' WHERE seq = 1",
        "UPDATE log SET seq = 1000 WHERE seq = (SELECT max(seq) FROM log)",
        "UPDATE log SET parent = 'x' WHERE seq = (SELECT max(seq) FROM log)",
    ],
)
def test_the_file_itself_refuses_to_lose_or_alter_entries(profile: Profile, statement: str) -> None:
    visit_id = written_visit(profile)
    with raw_file(profile.places, visit_id) as raw, pytest.raises(Exception, match=r"never deleted|only the entry"):
        raw.execute(statement)


def test_the_digest_changes_with_every_entry_and_only_then(profile: Profile) -> None:
    contents = one_of_everything()
    with opened(profile, contents) as visit:
        first = visit.log_digest()
        assert visit.log_digest() == first
        visit.write(steps.set_field("finding", contents.findings[0].id, "text", "x")).result(10)
        second = visit.log_digest()
        assert second != first
        assert len(second) == 64


@given(
    some.lists(some.integers(-10_000, 10_000), max_size=30), some.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1))
)
def test_the_clock_never_goes_back_and_sorts_as_text(jumps: list[int], start: datetime) -> None:
    now, clock = start.replace(tzinfo=UTC), next_clock(None, start.replace(tzinfo=UTC))
    for jump in jumps:
        now += timedelta(milliseconds=jump)
        later = next_clock(clock, now)
        assert later > clock
        clock = later


def test_the_clock_goes_on_when_its_counter_is_full() -> None:
    now = datetime(2010, 6, 8, 9, tzinfo=UTC)
    clock = next_clock(None, now)
    for _ in range(10_001):
        later = next_clock(clock, now)
        assert later > clock
        clock = later
