"""Each fault of a visit file is named by its path, in a sentence, and nothing is taken in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector_app.errors import FaultyVisitFile, FrameworkMissing
from inspector_app.exchange.visit_file_reader import read_visit_file

EXAMPLE = Path(__file__).with_name("example.visit.json").read_bytes()
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"

Raw = dict[str, Any]


def faults_of(content: bytes) -> dict[str, str]:
    with pytest.raises(FaultyVisitFile) as refused:
        read_visit_file(content)
    return {fault.place: fault.message for fault in refused.value.faults}


def faults_after(change: Callable[[Raw], object]) -> dict[str, str]:
    file = json.loads(EXAMPLE)
    change(file)
    return faults_of(json.dumps(file).encode())


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"{\n\xff}", "line 2", "UTF-8"),
        (b"", "line 1, column 1", "not JSON"),
        (b'{\n "format": }', "line 2, column 12", "not JSON"),
        (b'{"format": NaN}', "$", "NaN"),
        (b'{"format": "inspector-visit/1", "x-a": {"b": 1, "b": 2}}', "$['x-a'].b", "twice"),
        (b'{"x-a": "\\ud800"}', "$['x-a']", "half a character"),
        (b'{"x-\\ud800": 1}', "$['x-\\ud800']", "half a character"),
        (b'{"x-a": [1, 1e999]}', "$['x-a'][1]", "too large"),
        (b'{"x-a": ' + b"9" * 5000 + b"}", "$['x-a']", "too large"),
        (b'{"x-a": 9007199254740993}', "$['x-a']", "too large"),
        (b"[" * 100_000, "$", "64 deep"),
        (b'{"x-a": ' + b"[" * 70 + b"]" * 70 + b"}", "$['x-a']" + "[0]" * 64, "64 deep"),
        (b"[]", "$.format", "no visit file"),
        (b'{"visit": {}}', "$.format", "no visit file"),
        (b'{"format": "another/1"}', "$.format", "no visit file"),
        (b'{"format": "inspector-visit/2"}', "$.format", "newer program"),
    ],
)
def test_what_is_no_visit_file_of_this_version(content: bytes, place: str, words: str) -> None:
    faults = faults_of(content)
    assert list(faults) == [place]
    assert words in faults[place]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda file: file["visit"].pop("id"), "$.visit.id", "missing"),
        (lambda file: file["visit"].update(colour="red"), "$.visit.colour", "not part"),
        (lambda file: file["visit"].update(id="7"), "$.visit.id", "UUID"),
        (lambda file: file.update(concerns={}), "$.concerns", "a list of concerns"),
        (lambda file: file["records"][0].update(kind="chat"), "$.records[0].kind", "observation"),
        (lambda file: file["records"][0].update(start="9:40"), "$.records[0].start", "HH:MM"),
        (lambda file: file["records"][0].update(day="2010-02-30"), "$.records[0].day", "YYYY-MM-DD"),
        (lambda file: file["records"][0].update(written_at="2010-06-08T10:31:07"), "$.records[0].written_at", "offset"),
        (lambda file: file["records"][0].update(written="later"), "$.records[0].written", "from-memory"),
        (lambda file: file["records"][0].update(document={}), "$.records[0].document", 'no part "document"'),
        (
            lambda file: file["records"][2]["case"]["dates"].update(referral="2010-13-01"),
            "$.records[2].case.dates.referral",
            "YYYY-MM-DD",
        ),
        (
            lambda file: file["visit"]["time_limits"].update({"initial-assessment": 7.5}),
            "$.visit.time_limits['initial-assessment']",
            "working days",
        ),
        (
            lambda file: file["records"][1]["interview"].update(people=1e300),
            "$.records[1].interview.people",
            "whole number",
        ),
        (lambda file: file["evidence"][0].update(leaning="good"), "$.evidence[0].leaning", "strength"),
        (lambda file: file["visit"].update(days=["2010-06-09", "2010-06-08"]), "$.visit.days[1]", "in order"),
        (lambda file: file["visit"].update(days=["2010-06-09", "2010-06-09"]), "$.visit.days[1]", "in order"),
    ],
)
def test_what_has_not_its_form(change: Callable[[Raw], object], place: str, words: str) -> None:
    faults = faults_after(change)
    assert list(faults) == [place]
    assert words in faults[place]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda file: file["records"].append(file["records"][0]), "$.records[4].id", "twice"),
        (lambda file: file["records"][0].update(author=UNKNOWN_ID), "$.records[0].author", "No inspector"),
        (lambda file: file["evidence"][2].update(record=UNKNOWN_ID), "$.evidence[2].record", "No record"),
        (lambda file: file["letter"].update(signatories=[UNKNOWN_ID]), "$.letter.signatories[0]", "No inspector"),
        (lambda file: file["concerns"][0].update(raised_by=UNKNOWN_ID), "$.concerns[0].raised_by", "No inspector"),
        (
            lambda file: file["findings"][0]["evidence"][0].update(id=UNKNOWN_ID),
            "$.findings[0].evidence[0].id",
            "No piece of evidence",
        ),
        (
            lambda file: file["findings"][0]["evidence"][1].update(id=file["findings"][0]["evidence"][0]["id"]),
            "$.findings[0].evidence[1].id",
            "already on the finding",
        ),
        (lambda file: file["evidence"][0]["source"].update(end=46), "$.evidence[0].source.end", "45 characters"),
        (lambda file: file["evidence"][0]["source"].update(end=None), "$.evidence[0].source.end", "or neither"),
        (
            lambda file: file["evidence"][0]["source"].update(start=45, end=9),
            "$.evidence[0].source.start",
            "after its end",
        ),
        (
            lambda file: file["evidence"][0]["source"].update(field="answers/1"),
            "$.evidence[0].source.field",
            "answers/1",
        ),
        (lambda file: file["evidence"][0]["source"].update(field="checks/0"), "$.evidence[0].source.field", "checks/0"),
        (lambda file: file["evidence"][0].update(record=None), "$.evidence[0].source", "from no record"),
        (lambda file: file["evidence"][2]["count"].update(n=25), "$.evidence[2].count.n", "More cases"),
    ],
)
def test_what_refers_to_nothing(change: Callable[[Raw], object], place: str, words: str) -> None:
    faults = faults_after(change)
    assert list(faults) == [place]
    assert words in faults[place]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda file: file["records"][0].update(themes=["gardens"]), "$.records[0].themes[0]", 'theme "gardens"'),
        (lambda file: file["evidence"][0].update(themes=["gardens"]), "$.evidence[0].themes[0]", 'theme "gardens"'),
        (lambda file: file["findings"][0].update(category="good"), "$.findings[0].category", 'category "good"'),
        (lambda file: file["visit"]["copies"][0].update(role="mayor"), "$.visit.copies[0].role", 'copy role "mayor"'),
        (lambda file: file["visit"].update(time_limits={"tea": 7}), "$.visit.time_limits.tea", 'time limit "tea"'),
        (lambda file: file["records"][2]["case"].update(pathway="lane"), "$.records[2].case.pathway", 'pathway "lane"'),
        (lambda file: file["records"][2]["case"].update(status="gone"), "$.records[2].case.status", 'status "gone"'),
        (lambda file: file["records"][2]["case"].update(quality="fine"), "$.records[2].case.quality", 'quality "fine"'),
        (lambda file: file["records"][2]["case"].update(dates={"tea": None}), "$.records[2].case.dates.tea", '"tea"'),
        (
            lambda file: file["records"][2]["case"]["checks"][0].update(check="tea"),
            "$.records[2].case.checks[0].check",
            'check "tea"',
        ),
        (
            lambda file: file["records"][2]["case"]["checks"][0].update(answer="maybe"),
            "$.records[2].case.checks[0].answer",
            '"maybe"',
        ),
        (
            lambda file: file["letter"].update(wording={"opening": "We came.", "nope": "x"}),
            "$.letter.wording.nope",
            'part of the letter "nope"',
        ),
        (
            lambda file: file["letter"].update(
                wording={"heading:strengths": "a", "subheading:supervision": "b", "replaces": "c", "heading:nope": "d"}
            ),
            "$.letter.wording['heading:nope']",
            '"heading:nope"',
        ),
        (
            lambda file: file["letter"].update(wording={"salutation": "Dear all", "subheading:nope": "x"}),
            "$.letter.wording['subheading:nope']",
            '"subheading:nope"',
        ),
    ],
)
def test_what_the_framework_lacks_is_named(change: Callable[[Raw], object], place: str, words: str) -> None:
    faults = faults_after(change)
    assert list(faults) == [place]
    assert words in faults[place]


def test_all_faults_are_told_at_once() -> None:
    def change(file: Raw) -> None:
        del file["visit"]["id"]
        file["records"][0]["start"] = "9:40"
        file["evidence"][0]["source"]["end"] = 99
        file["findings"][0]["themes"] = ["gardens"]

    places = {"$.visit.id", "$.records[0].start", "$.evidence[0].source.end", "$.findings[0].themes[0]"}
    assert set(faults_after(change)) == places


def test_a_framework_that_is_not_installed() -> None:
    file = json.loads(EXAMPLE)
    file["visit"]["framework"] = "no-such-framework"
    with pytest.raises(FrameworkMissing) as refused:
        read_visit_file(json.dumps(file).encode())
    assert refused.value.next_step


def test_a_framework_that_is_not_installed_beside_another_fault() -> None:
    faults = faults_after(lambda file: file["visit"].update(framework="no-such-framework", id=None))
    assert set(faults) == {"$.visit.framework", "$.visit.id"}


@pytest.mark.parametrize("name", ["../ucra-2010", "/etc", "a\x00b", "..", "ucra-2010/"])
def test_a_framework_is_never_looked_for_outside_its_folder(name: str) -> None:
    file = json.loads(EXAMPLE)
    file["visit"]["framework"] = name
    with pytest.raises(FrameworkMissing):
        read_visit_file(json.dumps(file).encode())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FaultyVisitFile, match="cannot be read"):
        read_visit_file(tmp_path / "none.visit.json")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_visit_file(b"\xef\xbb\xbf" + EXAMPLE) == read_visit_file(EXAMPLE)
