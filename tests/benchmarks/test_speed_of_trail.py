"""What the trail costs: the story of a finding, and of everything, told from a log of ten thousand entries."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from limits import ROOM

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.change import LogEntry
from inspector_app.visit.identifiers import link_id
from inspector_app.visit.trail import story
from inspector_app.visit.trail_past import Subject
from inspector_app.visit.word_differences import word_differences

ENTRIES = 10_000
STORY_S = 0.5
DIFFERENCES_S = 0.25
BEGUN = datetime(2010, 6, 8, 9, tzinfo=UTC)


def _log() -> Iterator[LogEntry]:
    """Two hundred findings, two thousand pieces of evidence on them, the rest changes of words, one laptop in turn."""
    last: dict[tuple[str, str, str | None], str] = {}

    def entry(seq: int, entity: str, thing: str, field: str | None, value: object) -> LogEntry:
        at = BEGUN + timedelta(seconds=20 * seq)
        parent = last.get((entity, thing, field)) or last.get((entity, thing, None))
        last[entity, thing, field] = f"one:{seq}"
        clock = f"{at.isoformat(timespec='milliseconds').replace('+00:00', 'Z')}/0000"
        return LogEntry("one", seq, "me", clock, "edit", seq, None, entity, thing, field, value, parent, "")

    chance = random.Random(1)
    for seq in range(1, ENTRIES + 1):
        finding, piece = f"finding {seq % 200}", f"piece {seq % 2000}"
        if seq <= 200:
            yield entry(seq, "finding", finding, None, {"category": "areas-for-development", "text": "Begun."})
        elif seq <= 2200:
            yield entry(seq, "evidence", piece, None, {"text": f"Seen {seq} times."})
        elif seq <= 4200:
            values = {"finding": finding, "evidence": piece, "bearing": "supports"}
            yield entry(seq, "link", link_id(finding, piece), None, values)
        else:
            yield entry(seq, "finding", finding, "text", " ".join(f"w{chance.randrange(500)}" for _ in range(40)))


def _seconds(do: object) -> float:
    begun = time.perf_counter()
    do()  # type: ignore[operator]
    return time.perf_counter() - begun


def test_a_story_is_told_from_ten_thousand_entries_before_a_hand_leaves_the_key() -> None:
    log, framework = tuple(_log()), load_framework("ucra-2010")
    one = min(_seconds(lambda: story(log, framework, Subject("finding", "finding 7"))) for _ in range(3))
    everything = min(_seconds(lambda: story(log, framework)) for _ in range(3))
    chance = random.Random(2)
    before = [f"word{chance.randrange(900)}" for _ in range(3000)]
    after = [word if chance.random() > 0.02 else f"other{word}" for word in before]
    compared = min(_seconds(lambda: word_differences(" ".join(before), " ".join(after))) for _ in range(3))
    print(f"\none finding {one:.3f} s, everything {everything:.3f} s, 3,000 words compared {compared:.3f} s")
    assert one < STORY_S * ROOM
    assert everything < STORY_S * ROOM
    assert compared < DIFFERENCES_S * ROOM
