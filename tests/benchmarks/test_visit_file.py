"""How long a visit file of 10,000 records and 20,000 pieces of evidence takes, beside Python's own JSON alone."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import pytest
from limits import MEASURING, ROOM

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_file

EXAMPLE = Path(__file__).parent.parent / "exchange" / "example.visit.json"
RECORDS, PIECES_EACH = 10_000 if MEASURING else 2_000, 2

READING, WRITING = 40, 12
"""How many times as long as Python's JSON alone reading and writing may take."""


@pytest.fixture(scope="module")
def content() -> bytes:
    file = json.loads(EXAMPLE.read_bytes())
    records: list[Any] = []
    evidence: list[Any] = []
    for nth in range(RECORDS):
        record = {**file["records"][nth % 4], "id": str(UUID(int=nth))}
        records.append(record)
        for piece in range(PIECES_EACH):
            own_id = str(UUID(int=RECORDS * (piece + 1) + nth))
            source = {"field": "notes", "start": 0, "end": len(record["notes"])}
            evidence.append({**file["evidence"][0], "id": own_id, "record": record["id"], "source": source})
    file["findings"][0]["evidence"] = []
    return json.dumps({**file, "records": records, "evidence": evidence}).encode()


def seconds(benchmark_of: Any) -> float:
    start = perf_counter()
    benchmark_of()
    return perf_counter() - start


def test_reading(benchmark: Any, content: bytes) -> None:
    plain = min(seconds(lambda: json.loads(content)) for _ in range(3))
    contents = benchmark.pedantic(read_visit_file, args=(content,), rounds=1)
    assert len(contents.evidence) == RECORDS * PIECES_EACH
    assert seconds(lambda: read_visit_file(content)) < ROOM * READING * plain


def test_writing(benchmark: Any, content: bytes) -> None:
    contents = read_visit_file(content)
    document = json.loads(content)
    plain = min(seconds(lambda: json.dumps(document, ensure_ascii=False)) for _ in range(3))
    written = benchmark.pedantic(visit_file, args=(contents,), rounds=1)
    assert json.loads(written) == document
    assert seconds(lambda: visit_file(contents)) < ROOM * WRITING * plain
