"""Loss of power at any instant: the files as they stood then, opened again and compared with what was acknowledged."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import soak
from power_loss import Call, Replay, calls, traced
from soak_check import Verdict, checked
from soak_course import Course, course_of
from soak_watch import Watched

from inspector_app.errors import DamagedFile, InspectorError
from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile

SEED = 4
COURSES = {"typing and sorting": 0, "a passphrase change": 0, "a signing": 0, "a backup": 0}
STATES = 12
"""How many instants of each course are tried, in each way."""
ROUNDS = 256_000
"""SQLCipher's own rounds of key derivation."""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is Linux's")


@dataclass
class Traced:
    """A course that was run under strace from the files in `before`."""

    course: Course
    folder: Path
    before: Path
    notices: Path
    calls: list[Call]


@pytest.fixture(autouse=True)
def quick_keys() -> Iterator[None]:
    soak.shorten_key_derivation()
    yield
    soak.shorten_key_derivation(ROUNDS)


def traced_course(tmp_path: Path, aim: str) -> Traced:
    """Run a course that goes through this phase, whole."""
    number = next(number for number in range(1000) if goes_through(course_of(SEED, number), aim))
    folder, before = tmp_path / "traced", tmp_path / "before"
    places = ProfilePlaces(folder)
    Profile.create(places, soak.FIRST_PASSPHRASE, name="Joan Dennis", designation="HMI").close()
    shutil.copytree(folder, before)
    notices, trace = tmp_path / "notices", tmp_path / "trace"
    child = [sys.executable, str(Path(__file__).with_name("power_loss.py")), str(folder), str(notices)]
    traced([*child, str(SEED), str(number)], notices, trace)
    return Traced(course_of(SEED, number), folder, before, notices, list(calls(trace)))


def goes_through(course: Course, aim: str) -> bool:
    kinds = {"a passphrase change": "passphrase", "a signing": "seal", "a backup": "close"}
    wanted = {"import", "write", kinds.get(aim, "undo")}
    return wanted <= {act.what for act in course.acts} and 15 < len(course.acts) < 30


def watched(told: bytes) -> Watched:
    """What had been told until then."""
    seen = Watched()
    for line in told.decode().splitlines():
        what, _, about = line.partition(" ")
        if what == "h":
            seen.handed = int(about)
        elif what in ("a", "c"):
            seen.acked = max(seen.acked, int(about))
        elif what == "k":
            seen.passphrase_changed = True
        assert what != "x", line
    return seen


@pytest.fixture(scope="module", params=sorted(COURSES))
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Traced:
    soak.shorten_key_derivation()
    return traced_course(tmp_path_factory.mktemp("power"), request.param)


def instants(run: Traced, chance: random.Random) -> Iterator[Replay]:
    """The replay, stopped at some of its calls."""
    chosen = set(chance.sample(range(len(run.calls)), STATES))
    replay = Replay(run.folder, run.before, run.notices)
    for number, call in enumerate(run.calls):
        replay.take(call)
        if number in chosen:
            yield replay


@pytest.mark.parametrize("way", ["killed", "power lost"])
def test_all_that_was_acknowledged_is_there_and_nothing_is_half_done(run: Traced, tmp_path: Path, way: str) -> None:
    chance = random.Random(way)
    tried = 0
    for replay in instants(run, chance):
        replay.write_out(tmp_path / "left", None if way == "killed" else chance)
        verdict: Verdict = checked(
            run.course, watched(replay.told), ProfilePlaces(tmp_path / "left"), soak.FIRST_PASSPHRASE
        )
        assert (verdict.lost, verdict.faults) == (0, []), replay.told[-60:]
        tried += 1
    assert tried == STATES


@pytest.mark.parametrize("damage", ["without its log", "torn last page", "torn log"])
def test_files_that_no_disk_should_leave_open_whole_or_are_refused_by_name(
    run: Traced, tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    for replay in instants(run, random.Random(damage)):
        replay.write_out(tmp_path / "left", None)
        places = ProfilePlaces(tmp_path / "left")
        hurt = [path for path in places.visits.glob("*.db*") if _hurt(path, damage)] if places.visits.exists() else []
        if hurt:
            opens_whole_or_refuses(run, places)
    caplog.clear()


def _hurt(path: Path, damage: str) -> bool:
    if path.name.endswith(".db-wal" if damage != "torn last page" else ".db") and path.stat().st_size > 4096:
        if damage == "without its log":
            path.unlink()
        else:
            with path.open("r+b") as file:
                file.truncate(path.stat().st_size - 2000)
        return True
    return False


def opens_whole_or_refuses(run: Traced, places: ProfilePlaces) -> None:
    """What was changed last may be gone; what is there is whole, or the visit is refused as damaged."""
    for passphrase in (soak.FIRST_PASSPHRASE, *(act.text for act in run.course.acts if act.what == "passphrase")):
        try:
            profile = Profile.open(places, passphrase)
        except InspectorError:
            continue
        with profile:
            for summary in profile.visits():
                if summary.fault:
                    assert "damaged" in summary.fault
                    continue
                try:
                    visit = OpenVisit.open(profile, summary.id)
                except DamagedFile:
                    continue
                assert visit.verify_chain() is None
                visit.contents()
                visit.close()
        return
    raise AssertionError("the profile does not open")
