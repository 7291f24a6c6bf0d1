"""Preflight: all green on a laptop that is ready; each fault, done for real, turns its own line red and no other."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_visits import made_profile, one_of_everything, opened, raw_file
from small_disk import small_disk

from inspector_app.letter.identity import make_identity
from inspector_app.own_identity import make_own_identity
from inspector_app.places import ProfilePlaces
from inspector_app.preflight import LEAST_FREE, PreflightLine, preflight
from inspector_app.store.profile import Profile
from inspector_app.visit import steps
from inspector_app.visit.change import LogEntry
from inspector_app.visit.log_chain import entry_hash

VISIT = one_of_everything().visit.id


def ready(places: ProfilePlaces) -> Profile:
    """A profile in which everything is as it should be on the evening before."""
    profile = made_profile(places.folder)
    profile.keys.prove_recovery_code(profile.keys.new_recovery_code())
    make_own_identity(profile)
    with opened(profile, one_of_everything()) as visit:
        visit.write(steps.add("concern", "c1", {"matter": "Two calls were not returned"})).result(10)
    return profile


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Iterator[Profile]:
    with ready(own_profile) as made:
        yield made


def looked(profile: Profile, printers: Sequence[str] = ("Office",)) -> list[PreflightLine]:
    return list(preflight(profile, lambda: printers, datetime.now().astimezone()))


def red(lines: list[PreflightLine]) -> list[str]:
    for line in lines:
        assert line.words
        assert bool(line.remedy) is not line.good
    return [line.name for line in lines if not line.good]


def test_a_laptop_that_is_ready_is_green_within_half_a_minute_and_left_as_it_was(profile: Profile) -> None:
    looked(profile)
    before = {path for path in profile.places.folder.rglob("*") if path.is_file()}
    begun = time.monotonic()
    lines = looked(profile)
    assert time.monotonic() - begun < 30
    assert red(lines) == []
    assert len(lines) == 8
    assert {path for path in profile.places.folder.rglob("*") if path.is_file()} == before
    assert "c1" not in str([asdict(line) for line in lines])


def test_a_disk_that_does_not_take_the_scratch_file_is_told(profile: Profile) -> None:
    with small_disk(profile.places.scratch, 64):
        assert red(looked(profile)) == ["saving"]
    assert red(looked(profile)) == []


def test_a_damaged_backup_is_told(profile: Profile) -> None:
    (backup,) = (profile.places.backups / VISIT).glob("*.db")
    with backup.open("r+b") as file:
        file.seek(backup.stat().st_size // 2)
        file.write(bytes(4096))
    assert red(looked(profile)) == ["backup"]


def test_a_disk_with_little_room_is_told(tmp_path: Path) -> None:
    size = LEAST_FREE // 1024 - 1024
    with small_disk(tmp_path / "disk", size) as disk, ready(ProfilePlaces(disk.folder / "profile")) as profile:
        assert red(looked(profile)) == ["disk"]


def test_a_clock_behind_the_last_entry_is_told(profile: Profile) -> None:
    ahead = (datetime.now(UTC) + timedelta(hours=3)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with raw_file(profile.places, VISIT) as raw:
        names = list(LogEntry.__dataclass_fields__)
        last = raw.execute(f"SELECT {', '.join(names)} FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        entry = dict(zip(names, last, strict=True)) | {"clock": f"{ahead}/0000"}
        (before,) = raw.execute("SELECT hash FROM log WHERE seq = ?", (entry["seq"] - 1,)).fetchone()
        import json

        digest = entry_hash({**entry, "value": json.loads(entry["value"])}, before)
        raw.execute("UPDATE log SET clock = ?, hash = ? WHERE seq = ?", (entry["clock"], digest, entry["seq"]))
    assert red(looked(profile)) == ["clock"]


@pytest.mark.parametrize("how", ["gone", "altered", "never asked back", "the passphrase's file"])
def test_a_key_that_is_not_in_order_is_told(profile: Profile, how: str) -> None:
    if how == "gone":
        profile.places.recovery_key.unlink()
    elif how == "altered":
        profile.places.recovery_key.write_bytes(b"x" * 8192)
    elif how == "never asked back":
        profile.keys.new_recovery_code()
    else:
        profile.places.passphrase_key.write_bytes(b"x" * 8192)
    assert red(looked(profile)) == ["keys"]


@pytest.mark.parametrize("how", ["out of date", "none that opens"])
def test_an_identity_that_cannot_sign_is_told(profile: Profile, how: str) -> None:
    long_ago = datetime(2010, 1, 1, tzinfo=UTC)
    made = make_identity("A. Inspector", "HMI", password="p", now=long_ago)
    profile.set_signing_identity(made if how == "out of date" else b"not PKCS#12", "p")
    assert red(looked(profile)) == ["identity"]


def test_a_search_that_finds_nothing_is_told(profile: Profile) -> None:
    with raw_file(profile.places, VISIT) as raw:
        raw.execute("DELETE FROM search")
    assert red(looked(profile)) == ["search"]


def test_no_printer_is_told(profile: Profile) -> None:
    assert red(looked(profile, printers=())) == ["printer"]


def test_without_a_visit_there_is_nothing_to_fault(own_profile: ProfilePlaces) -> None:
    with made_profile(own_profile.folder) as profile:
        profile.keys.prove_recovery_code(profile.keys.new_recovery_code())
        make_own_identity(profile)
        assert red(looked(profile)) == []
