"""What finding costs over 100,000 pieces of evidence: pages of results beside the raw FTS5 query of the same run.

The raw query is what finds and ranks in the same index and file, with nothing around it: no titles, no kinds, nothing
that waits to be written.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from limits import MEASURING, ROOM
from made_visits import empty_visit, made_profile, raw_file

from inspector_app.open_visit import OpenVisit

PIECES = 100_000 if MEASURING else 20_000
PAGE = 50
RAW = "SELECT rowid, snippet(search, -1, char(2), char(3), '…', 16) FROM search WHERE search MATCH ?"
RANKED = f"{RAW} ORDER BY rank LIMIT {PAGE} OFFSET ?"
NEWEST = f"{RAW} ORDER BY rowid DESC LIMIT {PAGE} OFFSET ?"
RATIO, FELT_MS = 2.0, 100.0
"""A page may take twice as long as the raw ranked query, or a time that is not felt while words are typed."""


def _words(number: int) -> Iterator[tuple[str, str]]:
    """Ids and texts of a dozen words each, as frequent as words are: few come often, many seldom."""
    chance = random.Random(1)
    ends = ("ion", "ing", "ed", "al", "er", "ity", "ance", "ness")
    known = [f"{chance.choice('bcdfgmprst')}{a}{b}{end}" for a in "aeiou" for b in "bcdfglmnprstv" for end in ends]
    weights = [1 / (place + 1) for place in range(len(known))]
    for piece in range(number):
        text = " ".join(chance.choices(known, weights, k=12))
        often = " referral" if piece % 10 == 0 else ""
        seldom = " strategy discussion" if piece % 5_000 == 0 else ""
        yield f"piece-{piece:06}", f"Supervision {text}{often}{seldom}"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenVisit, Any]]:
    """A visit into whose file so many pieces of evidence were put behind the program's back, and a raw connection."""
    pieces = list(_words(PIECES))
    with made_profile(tmp_path_factory.mktemp("found") / "profile") as profile:
        visit_id = profile.new_visit(empty_visit())
        with raw_file(profile.places, visit_id) as raw:
            raw.execute("BEGIN")
            raw.executemany(
                """INSERT INTO evidence (id, text, themes, in_confidence, "order", deleted, extra)
                   VALUES (?, ?, '[]', 0, 'a0', 0, '{}')""",
                pieces,
            )
            raw.executemany(
                "INSERT INTO search_place (place, entity, id) VALUES (?, 'evidence', ?)",
                [(place, piece) for place, (piece, _) in enumerate(pieces, 1)],
            )
            raw.executemany(
                "INSERT INTO search (rowid, title, body) VALUES (?, '', ?)",
                [(place, text) for place, (_, text) in enumerate(pieces, 1)],
            )
            raw.execute("COMMIT")
            with OpenVisit.open(profile, visit_id) as visit:
                yield visit, raw


@pytest.mark.parametrize(
    ("line", "raw_query", "pages"),
    [
        ("supervision", '"supervision"*', (1, 2, 10, 20)),
        ("referral", '"referral"*', (1, 20)),
        ("strategy discussions", '"strategy" AND ("discussions"* OR "discussion")', (1,)),
        ('"strategy discussion"', '"strategy discussion"', (1,)),
        ("supervision referral su", '"supervision" AND "referral" AND "su"*', (1,)),
        ("s", '"s"*', (1,)),
        ("nowhere", '"nowhere"*', (1,)),
    ],
)
def test_each_page_of_results_beside_the_raw_query(
    measured: tuple[OpenVisit, Any],
    line: str,
    raw_query: str,
    pages: tuple[int, ...],
    record_property: Callable[[str, object], None],
) -> None:
    visit, raw = measured
    for page in pages:
        start = PAGE * (page - 1)
        ours = median_ms(lambda start=start: visit.search(line, PAGE, start))
        ranked = median_ms(lambda start=start: raw.execute(RANKED, (raw_query, start)).fetchall())
        newest = median_ms(lambda start=start: raw.execute(NEWEST, (raw_query, start)).fetchall())
        told = (
            f"{ours:.1f} ms; raw ranked {ranked:.1f} ms, ratio {ours / ranked:.2f}; "
            f"raw unranked {newest:.1f} ms, ratio {ours / newest:.2f}"
        )
        record_property(f"find {line}, page {page}", told)
        print(f"find {line!r}, page {page}: {told}")
        assert ours < ROOM * max(RATIO * ranked, FELT_MS)


def median_ms(work: Callable[[], object], rounds: int = 3) -> float:
    """The median time of a piece of work in milliseconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return sorted(times)[rounds // 2]
