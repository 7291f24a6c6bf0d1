"""What the store costs, as a ratio to the same rows written and asked for raw in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from limits import MEASURING, ROOM
from made_visits import large_visit, made_profile, opened

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.cipher import make_private_file, open_by_key
from inspector_app.visit import steps
from inspector_app.visit.contents import VisitContents

RECORDS, ROUNDS = (2_000, 15) if MEASURING else (600, 5)
RARE, COMMON = "word77 word91", "word"


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of a piece of work in milliseconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return sorted(times)[len(times) // 2]


@pytest.fixture(scope="module")
def contents() -> VisitContents:
    return large_visit(RECORDS)


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory, contents: VisitContents) -> Iterator[OpenVisit]:
    with made_profile(tmp_path_factory.mktemp("measured") / "profile") as profile, opened(profile, contents) as made:
        yield made


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory, contents: VisitContents) -> Iterator[Any]:
    """The same notes in a bare SQLCipher file with a bare search index."""
    path = tmp_path_factory.mktemp("raw") / "raw.db"
    make_private_file(path)
    with closing(open_by_key(path, bytes(range(32)))) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE note (id TEXT PRIMARY KEY, notes TEXT)")
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(body, prefix = '2 3')")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO note VALUES (?, ?)", [(one.id, one.notes) for one in contents.records])
        texts = [(one.notes,) for one in contents.records] + [(one.text,) for one in contents.evidence]
        connection.executemany("INSERT INTO search (body) VALUES (?)", texts)
        connection.execute("COMMIT")
        yield connection


def test_saving_a_note_beside_a_bare_insert(
    visit: OpenVisit, raw: Any, contents: VisitContents, record_property: Callable[[str, object], None]
) -> None:
    numbers = iter(range(10_000))
    note = contents.records[7]

    def ours() -> None:
        visit.write(steps.set_field("record", note.id, "notes", f"{note.notes} {next(numbers)}")).result(10)

    def bare() -> None:
        raw.execute("INSERT INTO note VALUES (?, ?)", (f"new {next(numbers)}", note.notes))

    _compare("save", median_ms(ours), median_ms(bare), record_property, at_most=60, floor_ms=20)


@pytest.mark.parametrize("words", [RARE, COMMON])
def test_a_search_page_beside_a_bare_query(
    visit: OpenVisit, raw: Any, words: str, record_property: Callable[[str, object], None]
) -> None:
    page = "SELECT rowid, snippet(search, -1, '', '', '…', 16) FROM search WHERE search MATCH ?"
    query = f"{page} ORDER BY rowid DESC LIMIT 50"
    asked = " ".join(f'"{word}"' for word in words.split()) + "*"
    bare = median_ms(lambda: raw.execute(query, (asked,)).fetchall())
    _compare(f"search {words}", median_ms(lambda: visit.search(words)), bare, record_property, at_most=20, floor_ms=50)


@pytest.mark.parametrize("read", ["record_lines", "cards"])
def test_a_list_beside_a_bare_query(
    visit: OpenVisit, raw: Any, read: str, record_property: Callable[[str, object], None]
) -> None:
    bare = median_ms(lambda: raw.execute("SELECT id, notes FROM note").fetchall())
    _compare(read, median_ms(getattr(visit, read), 7), bare, record_property, at_most=40, floor_ms=300)


def test_bringing_in_a_visit_beside_bare_inserts(
    own_profile: ProfilePlaces,
    tmp_path: Path,
    contents: VisitContents,
    record_property: Callable[[str, object], None],
) -> None:
    with made_profile(own_profile.folder) as profile:
        ours = median_ms(lambda: profile.new_visit(contents), 1)
    path = tmp_path / "bare.db"
    make_private_file(path)
    with closing(open_by_key(path, bytes(range(32)))) as connection:
        connection.execute("CREATE TABLE note (id TEXT PRIMARY KEY, notes TEXT)")
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(body)")

        def bare() -> None:
            connection.execute("BEGIN")
            rows = [(one.id, one.notes) for one in contents.records] + [(one.id, one.text) for one in contents.evidence]
            connection.executemany("INSERT INTO note VALUES (?, ?)", rows)
            connection.executemany("INSERT INTO search (body) VALUES (?)", [(text,) for _, text in rows])
            connection.execute("COMMIT")

        _compare("new visit", ours, median_ms(bare, 1), record_property, at_most=40, floor_ms=5000)


def _compare(
    what: str,
    ours: float,
    bare: float,
    record_property: Callable[[str, object], None],
    *,
    at_most: float,
    floor_ms: float,
) -> None:
    """Keep the figures; fail where the ratio is out of hand and the time would be felt too (a busy machine is not)."""
    record_property(what, f"{ours:.2f} ms, bare {bare:.2f} ms, ratio {ours / bare:.1f}")
    print(f"{what}: {ours:.2f} ms, bare {bare:.2f} ms, ratio {ours / bare:.1f}")
    assert ours < ROOM * max(at_most * bare, floor_ms)
