"""The example of a focused visit: whole, backed, counted rightly, and about nobody."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_document
from inspector_app.frameworks.library import load_framework
from inspector_app.places import resources_folder
from inspector_app.visit.case_summary import case_summary
from inspector_app.visit.checks import against_signing, problems
from inspector_app.visit.weight import weights

DEMO = resources_folder() / "demo" / "focused-visit.visit.json"
FRAMEWORK = load_framework("focused-visit")
CONTENTS = read_visit_file(DEMO)


@pytest.fixture(scope="module")
def demo() -> Any:
    return json.loads(DEMO.read_text(encoding="utf-8"))


def test_it_comes_in_and_goes_out_value_for_value(demo: Any) -> None:
    assert visit_document(CONTENTS) == demo
    assert "Illustrative" in demo["x-note"]
    assert CONTENTS.visit.focus == "front-door" and len(CONTENTS.next_steps) == 2


def test_every_finding_rests_on_two_kinds_and_on_something_seen() -> None:
    weighed = weights(CONTENTS)
    assert {one.category for one in CONTENTS.findings} == {category.id for category in FRAMEWORK.categories}
    for one in CONTENTS.findings:
        weight = weighed[one.id]
        assert len(weight.kinds) >= 2 and weight.seen and weight.records >= 2, one.text
    assert not against_signing(problems(CONTENTS, FRAMEWORK))


def test_the_counts_are_those_of_its_cases() -> None:
    summary = {
        f"{line.id}: {cell.answer}": (cell.n, cell.of)
        for line in case_summary(CONTENTS, FRAMEWORK)
        for cell in line.cells
    }
    counted = [piece.count for piece in CONTENTS.evidence if piece.count is not None]
    assert len(counted) >= 6
    assert all(summary[count.what] == (count.n, count.of) for count in counted)


def test_its_evidence_stands_word_for_word_where_it_says(demo: Any) -> None:
    records = {record["id"]: record for record in demo["records"]}
    for piece in demo["evidence"]:
        source = piece.get("source")
        if source is None:
            assert piece.get("count"), piece["text"]
            continue
        record, (field, _, number) = records[piece["record"]], source["field"].partition("/")
        text = {
            "notes": lambda record, _: record["notes"],
            "answers": lambda record, n: record["interview"]["answers"][n]["answer"],
            "checks": lambda record, n: record["case"]["checks"][n]["note"],
        }[field](record, int(number or 0))
        assert text[source["start"] : source["end"]] == piece["text"]


def test_nobody_is_named_in_what_was_written() -> None:
    texts = [record.notes for record in CONTENTS.records] + [piece.text for piece in CONTENTS.evidence]
    for text in texts:
        inside = set(re.findall(r"(?<=[a-z,;\d] )[A-Z][\w'’-]*", text))
        assert inside <= {"Friday", "Thursday", "Tuesday", "Tuesdays", "Monday", "December", "January", "March", "I"}, (
            text
        )
