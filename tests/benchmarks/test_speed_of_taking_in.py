"""Taking in what a colleague wrote costs in proportion to it, whatever the visit holds; beside inserting rows raw."""

from __future__ import annotations

import shutil
import sys
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from limits import MEASURING, ROOM
from made_visits import VISIT_ID, large_visit

sys.path.insert(0, str(Path(__file__).parent.parent / "merging"))
from stores import KEY, StoreLaptop, begin, copied

from inspector_app.merging.package_check import check_package
from inspector_app.store.cipher import open_by_key
from inspector_app.visit.change import Change, Put, Set, Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.package import Package

CHANGES, LARGE, SMALL = (10_000, 25_000, 250) if MEASURING else (200, 150, 40)
"""Changes that are taken in, and the records of the two visits: each is about four changes."""
MOST_TIMES = 30
Note = Callable[[str, object], None]


def test_the_cost_is_that_of_what_is_new(tmp_path: Path, record_property: Note) -> None:
    taken: dict[int, tuple[float, int]] = {}
    for records in (LARGE, SMALL):
        folder = tmp_path / str(records)
        folder.mkdir()
        visit = large_visit(records, words=20)
        begin(folder / "base.db", visit, "laptop-a")
        with closing(copied(folder / "base.db", folder, "laptop-b", VISIT_ID)) as giver:
            giver.store.write(Step("write much", tuple(_changes(visit)))).result(600)
            package = giver.package({"laptop-a": giver.heads()["laptop-a"]})
        raw, bare = _raw(package, folder)
        taken[records] = _taken(folder, package)
        seconds, peak = taken[records]
        what = f"{len(package.entries):,} changes into a visit of {records * 4:,}"
        memory = f"{peak / 2**20:.1f} MB, {peak / bare:.1f} times"
        said = f"{seconds:.2f} s, {seconds / raw:.1f} times inserting them raw; {memory}"
        record_property(what, said)
        print(f"\n{what}: {said}")
        assert seconds < ROOM * MOST_TIMES * raw
    (large, more), (small, less) = taken[LARGE], taken[SMALL]
    assert large < ROOM * 2 * small
    assert more < ROOM * 2 * less


def _changes(visit: VisitContents) -> list[Change]:
    """New records with evidence, and words written on in a hundred that are there."""
    changes: list[Change] = [Set("record", each.id, "notes", f"{each.notes} On.") for each in visit.records[:100]]
    number = 0
    while len(changes) < CHANGES:
        number += 1
        new = f"new-{number}"
        changes += [
            Put("record", new, {"kind": "interview", "title": f"Interview {number}", "order": "z0"}),
            Put("interview", new, {"role": "social worker"}),
            Put("evidence", f"of-{number}", {"record": new, "text": "Supervision is monthly.", "order": "z0"}),
            Set("record", new, "notes", "Two calls taken. Both were checked by a manager on the same day."),
        ]
    return changes


def _taken(folder: Path, package: Package) -> tuple[float, int]:
    """Return what checking and taking in cost: seconds of the processor, and the most bytes of memory above before."""
    seconds = peak = 0.0
    for way in ("timed", "traced"):
        shutil.rmtree(folder / way, ignore_errors=True)
        (folder / way).mkdir()
        with closing(copied(folder / "base.db", folder / way, "laptop-c", VISIT_ID)) as taker:
            if way == "timed":
                begun = time.process_time()
                _take(taker, package)
                seconds = time.process_time() - begun
                assert taker.heads()["laptop-b"] == package.heads["laptop-b"][0]
            else:
                tracemalloc.start()
                _take(taker, package)
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
    return seconds, int(peak)


def _take(taker: StoreLaptop, package: Package) -> None:
    check_package(package, taker.exchange.heads(), taker.exchange.hash_at)
    taker.exchange.take(package).result(600)


def _raw(package: Package, folder: Path) -> tuple[float, int]:
    """Return what it costs to insert the entries and what they make into bare encrypted tables with as many indexes,
    and their words into a bare search index: seconds of the processor, and the most bytes of memory above before."""
    begun = time.process_time()
    _insert(package, folder / "timed.raw")
    seconds = time.process_time() - begun
    tracemalloc.start()
    _insert(package, folder / "traced.raw")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, peak


def _insert(package: Package, path: Path) -> None:
    names = ("laptop", "seq", "inspector", "clock", "action", "step", "entity", "id", "field", "value", "hash")
    rows = [tuple(repr(getattr(each, name)) for name in names) for each in package.entries]
    things = [(each.id, each.entity, repr(each.value)) for each in package.entries if each.field is None]
    words = [(each.id, str(each.value)) for each in package.entries if each.entity in ("record", "evidence")]
    path.touch()
    with closing(open_by_key(path, KEY)) as connection:
        connection.execute(f"CREATE TABLE log ({', '.join(names)}, PRIMARY KEY (laptop, seq))")
        connection.execute("CREATE INDEX by_entity ON log (entity, id, clock)")
        connection.execute("CREATE INDEX by_clock ON log (clock)")
        connection.execute("CREATE TABLE thing (id, entity, value, PRIMARY KEY (entity, id))")
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (title, body)")
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO log VALUES ({', '.join('?' * len(names))})", rows)
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?)", things)
        connection.executemany("INSERT INTO search VALUES (?, ?)", words)
        connection.execute("COMMIT")
