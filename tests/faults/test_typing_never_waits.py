"""What handing over a step costs the hand that types, whatever the disk does."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

import pytest
from injected_calls import injected
from made_visits import PASSPHRASE, made_profile, one_of_everything, opened
from small_disk import small_disk

from inspector_app.open_visit import OpenVisit
from inspector_app.store.cipher import open_by_key
from inspector_app.store.passphrase_key import read_key
from inspector_app.store.profile import Profile
from inspector_app.visit import steps

KEYS = 600
PER_SECOND = 500
"""Keys a second: forty times as fast as hands."""
FRAME = 0.016
RECORD = one_of_everything().records[0].id


def p99(act: Callable[[int], object]) -> tuple[float, float]:
    """The 99th percentile and the middle (seconds) of doing something for each key of a fast typist."""
    took = []
    for number in range(KEYS):
        began = time.perf_counter()
        act(number)
        took.append(time.perf_counter() - began)
        time.sleep(1 / PER_SECOND)
    took.sort()
    return took[int(KEYS * 0.99)], took[KEYS // 2]


@contextmanager
def locked(profile: Profile, visit_id: str) -> Iterator[None]:
    """Another connection holds the file, as a backup program might, and never lets it go."""
    key = read_key(profile.places.passphrase_key, PASSPHRASE)
    with closing(open_by_key(profile.places.profile_db, key)) as connection:
        (visit_key,) = connection.execute("SELECT key FROM visits").fetchone()
    with closing(open_by_key(profile.places.visit_db(visit_id), bytes(visit_key))) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.parametrize("how", ["normal", "commits of 2 s", "a commit that never returns", "a full disk"])
def test_handing_over_a_key_press_takes_no_longer_than_a_queue_does(
    tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture, record_property: Callable[[str, object], None]
) -> None:
    plain: queue.SimpleQueue[int] = queue.SimpleQueue()
    queue_put, _ = p99(plain.put)
    with (
        small_disk(tmp_path / "disk") as disk,
        made_profile(disk.folder / "profile") as profile,
        opened(profile, one_of_everything()) as visit,
    ):
        bad: dict[str, Callable[[], AbstractContextManager[None]]] = {
            "normal": nullcontext,
            "commits of 2 s": lambda: injected("fsync:delay_enter=2000000", "fdatasync:delay_enter=2000000"),
            "a commit that never returns": lambda: locked(profile, visit.id),
            "a full disk": nullcontext,
        }
        if how == "a full disk":
            disk.fill()
        with bad[how]():
            worst, middle = p99(lambda number: key_press(visit, number))
        disk.free()
        visit.settle(60)
        assert visit.record(RECORD).notes.endswith(f"x{KEYS - 1}")
    record_property("p99 in ms", round(1000 * worst, 3))
    print(f"{how}: p99 {1000 * worst:.3f} ms, middle {1000 * middle:.3f} ms, a queue {1000 * queue_put:.3f} ms")
    assert middle < 0.001
    assert worst < max(FRAME / 2, 100 * queue_put)
    caplog.clear()


def key_press(visit: OpenVisit, number: int) -> None:
    visit.write(steps.set_field("record", RECORD, "notes", "what has been typed so far " * 20 + f"x{number}"))
