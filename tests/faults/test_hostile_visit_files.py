"""Visit files from strangers: taken in whole or refused in words, soon, in little memory, and nothing is written."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile import (
    EXAMPLE,
    HOSTILE_TEXTS,
    HOSTILE_VALUES,
    assert_readable,
    damaged,
    read_or_refused,
    with_hostile_values,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.errors import FaultyVisitFile, FrameworkMissing
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_file
from inspector_app.frameworks.reader import framework_from_source
from inspector_app.visit.case_summary import case_summary
from inspector_app.visit.checks import problems
from inspector_app.visit.clocks import visit_clocks

CONTENT = EXAMPLE.read_bytes()
DOCUMENT = json.loads(CONTENT)

Raw = dict[str, Any]


def changed(change: Callable[[Raw], object]) -> bytes:
    document = json.loads(CONTENT)
    change(document)
    return json.dumps(document).encode()


def refused(content: bytes | Path) -> FaultyVisitFile:
    with pytest.raises(FaultyVisitFile) as caught:
        read_visit_file(content)
    assert_readable(caught.value)
    return caught.value


# -- the law, by random files


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | damaged(CONTENT) | damaged(CONTENT.decode().encode("utf-16")))
def test_damaged_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    read_or_refused(lambda: read_visit_file(content))


@settings(max_examples=200, deadline=None)
@given(with_hostile_values(DOCUMENT))
def test_wrong_values_anywhere_are_read_or_refused_in_words(document: object) -> None:
    visit = read_or_refused(lambda: read_visit_file(json.dumps(document).encode()))
    if visit is not None:
        assert read_visit_file(visit_file(visit)) == visit


@settings(max_examples=150, deadline=None)
@given(HOSTILE_VALUES)
def test_any_json_is_refused_in_words(value: object) -> None:
    refused(json.dumps(value).encode())


TOKENS = st.sampled_from(
    ["{", "}", "[", "]", ":", ",", '"', "\\", "\\u", '"\\ud800"', "NaN", "-Infinity", "1e999", "-0", "00", "nul",
     "'", "//", "/*", "\ufeff", "\0", "\x1f", "\xa0", '"format"', '"inspector-visit/1"', '"visit"', '"x-a"', "9" * 400]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(TOKENS, max_size=30).map("".join))
def test_what_is_nearly_json_is_refused_in_words(text: str) -> None:
    refused(text.encode())


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_hostile_texts_that_the_format_allows_harm_no_rule(data: st.DataObject) -> None:
    document = json.loads(CONTENT)
    del document["evidence"][0]["source"], document["evidence"][1]["source"]
    holders = [document["visit"]["authority"], *document["records"], *document["evidence"], *document["findings"]]
    for holder in holders:
        for key in {"name", "area", "title", "notes", "text"} & set(holder):
            holder[key] = data.draw(HOSTILE_TEXTS)
    for day in document["records"][2]["case"]["dates"]:
        document["records"][2]["case"]["dates"][day] = data.draw(
            st.sampled_from([None, "0001-01-01", "2010-02-28", "9999-12-31"])
        )
    document["visit"]["days"] = data.draw(st.sampled_from([[], ["0001-01-01"], ["0001-01-01", "9999-12-31"]]))

    visit = read_visit_file(json.dumps(document).encode())

    framework = framework_from_source(visit.visit.framework_source)
    problems(visit, framework), visit_clocks(visit, framework), case_summary(visit, framework)
    assert read_visit_file(visit_file(visit)) == visit


# -- the smallest counter-examples met so far


@pytest.mark.parametrize("field", ["answers/" + "9" * 5000, "answers/٣", "checks/0", "notes/0", "answers/"])
def test_a_passage_of_a_field_that_cannot_be(field: str) -> None:
    faults = refused(changed(lambda file: file["evidence"][0]["source"].update(field=field))).faults
    assert {fault.place for fault in faults} == {"$.evidence[0].source.field"}


@pytest.mark.parametrize("notes", [5, True, 0.5, [], {}])
def test_a_passage_of_notes_that_are_no_text(notes: object) -> None:
    def change(file: Raw) -> None:
        file["records"][3]["notes"] = notes
        file["evidence"][1]["source"] = {"field": "notes", "start": 0, "end": 0}

    assert {fault.place for fault in refused(changed(change)).faults} == {"$.records[3].notes"}


def test_what_is_told_moves_no_cursor_and_fills_no_screen() -> None:
    def change(file: Raw) -> None:
        file["records"][0]["themes"] = ["\x1b[2J" + "x" * 1_000_000, "\u202e"]
        file["records"][0]["\x1b[2J" + "k" * 1_000_000] = 1
        file["evidence"][0]["author"] = "\x9b" + "a" * 1_000_000

    assert len(str(refused(changed(change)))) < 3000


def test_a_framework_name_of_a_million_characters_is_told_short() -> None:
    with pytest.raises(FrameworkMissing) as caught:
        read_visit_file(changed(lambda file: file["visit"].update(framework="\x1b" * 1_000_000)))
    assert_readable(caught.value)
    assert len(str(caught.value)) < 1000


def test_a_file_of_faults_alone_tells_the_first_thousand() -> None:
    faults = refused(b'{"x-a": [' + b",".join([b"1e999"] * 5000) + b"]}").faults
    assert len(faults) == 1001
    assert "more faults" in faults[-1].message


# -- ids are no paths


@pytest.mark.parametrize(
    "visit_id", ["../../x", "..", "/etc/passwd", "C:\\x", "a\0b", "", "5f0c1f6e-6e0b-4b52-9a53-0d7a3c1b8a1/", "{}", "."]
)
def test_an_id_that_is_a_path_is_refused(visit_id: str) -> None:
    assert [fault.place for fault in refused(changed(lambda file: file["visit"].update(id=visit_id))).faults] == [
        "$.visit.id"
    ]


@pytest.mark.parametrize("name", ["../ucra-2010", "/etc", "a\0b", "..", ".", "ucra-2010/", "x" * 5000, "~"])
def test_a_framework_is_looked_for_in_its_folder_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "ucra-2010").symlink_to("/")
    with pytest.raises(FrameworkMissing) as caught:
        read_visit_file(changed(lambda file: file["visit"].update(framework=name)), tmp_path / "frameworks")
    assert_readable(caught.value)


# -- what is no file


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.visit.json")
    (tmp_path / "loop.visit.json").symlink_to("loop.visit.json")
    (tmp_path / "lost.visit.json").symlink_to("nowhere")
    (tmp_path / "folder.visit.json").mkdir()
    (tmp_path / "endless.visit.json").symlink_to("/dev/zero")
    for name in ("pipe", "loop", "lost", "folder", "endless", "x" * 300, "\x1b[2J", "nul\0nul"):
        refused(tmp_path / f"{name}.visit.json")


def test_a_file_too_large_to_be_a_visit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.visit.json"
    with path.open("wb") as file:
        file.truncate(2**40)
    assert "100 MB" in refused(path).sentence


# -- bounded time and memory: each in a process of its own that may have 1.5 GB and 20 seconds of processor

LARGE = {
    "nested without an end": 'b"[" * 50_000_000',
    "objects nested without an end": '''b'{"x-a":' * 2_000_000''',
    "a string of 50 MB": '''b'{"format": "inspector-visit/1", "x-a": "' + b"a" * 50_000_000 + b'"}' ''',
    "a key of 50 MB": '''b'{"format": "inspector-visit/1", "' + b"a" * 50_000_000 + b'": 1}' ''',
    "an id of 50 MB": '''b'{"format": "inspector-visit/1", "visit": {"id": "' + b"a" * 50_000_000 + b'"}}' ''',
    "a number of 50 MB": '''b'{"x-a": ' + b"9" * 50_000_000 + b"}" ''',
    "thirty million empty lists": '''b'{"x-a": [' + b"[]," * 30_000_000 + b"[]]}" ''',
    "a million wrong values": '''b'{"format": "inspector-visit/1", "records": [' + b"5," * 10**6 + b"5]}" ''',
    "the same key two hundred thousand times": '''b'{' + b'"x-a": 1,' * 200_000 + b'"x-a": 1}' ''',
    "many keys, one twice": '''b"{" + b"".join(b'"x-%d":1,' % i for i in range(200_000)) + b'"x-1":1}' ''',
    "fifty million quotation marks": '''b'"' * 50_000_000''',
}  # fmt: skip

READ = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1536 * 2**20, 1536 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from inspector_app.errors import InspectorError
from inspector_app.exchange.visit_file_reader import read_visit_file
content = {content}
try:
    read_visit_file(content)
except InspectorError as error:
    print(json.dumps([type(error).__name__, len(str(error))]))
"""


@pytest.mark.parametrize("content", LARGE.values(), ids=LARGE.keys())
def test_a_large_hostile_file_is_refused_in_bounded_time_and_memory(content: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ.replace("{content}", content)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    kind, length = json.loads(done.stdout)
    assert kind == "FaultyVisitFile"
    assert length < 1_000_000


# -- nothing is written, and no word of it is logged


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "secret.visit.json"
    path.write_bytes(changed(lambda file: (file["records"][0].update(notes="canary-zanzibar"), file.update(a="b"))))
    before = path.read_bytes()

    refused(path)

    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before
    assert "zanzibar" not in caplog.text
