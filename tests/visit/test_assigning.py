"""Who looks at which gap: shown with it, with a note, and still shown once it has been looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_visits import empty_visit

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.assigning import assign, gap_lines, take_back
from inspector_app.visit.change import Put, Set
from inspector_app.visit.coverage import coverage
from inspector_app.visit.entities import Count, Evidence, Record
from inspector_app.visit.identifiers import assignment_id
from inspector_app.visit.judging_entities import Assignment

UCRA = load_framework("ucra-2010")
WHO = "an inspector"


def _given(kind: str | None, inspector: str | None = WHO) -> Assignment:
    return Assignment(
        id=assignment_id("workforce", kind), theme="workforce", kind=kind, inspector=inspector, note="Ask."
    )


def _lines(
    *assignments: Assignment, evidence: tuple[Evidence, ...] = ()
) -> dict[tuple[str, str], tuple[str | None, bool]]:
    record = Record(id="r", kind="interview")
    contents = replace(empty_visit(), evidence=evidence, records=(record,))
    lines = gap_lines(coverage(contents, UCRA), assignments)
    assert len({(line.gap.theme, line.gap.kind) for line in lines}) == len(lines)
    return {(line.gap.theme, line.gap.kind): (line.inspector, line.done) for line in lines}


_ASKED = Evidence(id="e", record="r", themes=("workforce",))
_COUNTED = Evidence(id="c", count=Count(n=1, of=2, what="x"), themes=("workforce",))


@pytest.mark.parametrize(
    ("assignment", "evidence", "kind", "shown"),
    [
        (_given("interview"), (), "interview", (WHO, False)),
        (_given("interview"), (), "document", (None, False)),
        (_given(None), (), "document", (WHO, False)),
        (_given("interview", None), (), "interview", (None, False)),
        (_given("interview"), (_ASKED,), "interview", (WHO, True)),
        (_given("case"), (_COUNTED,), "case", (WHO, True)),
        (_given("document"), (_ASKED,), "interview", None),
    ],
)
def test_who_looks_at_a_gap(
    assignment: Assignment, evidence: tuple[Evidence, ...], kind: str, shown: tuple[str | None, bool] | None
) -> None:
    assert _lines(assignment, evidence=evidence).get(("workforce", kind)) == shown


def test_what_was_assigned_and_looked_at_stands_behind_what_was_not() -> None:
    contents = replace(empty_visit(), evidence=(_ASKED,), records=(Record(id="r", kind="interview"),))
    lines = gap_lines(coverage(contents, UCRA), (_given("interview"), _given("document")))
    assert [line.done for line in lines].index(True) == len(lines) - 1
    assert lines[-1].pieces == 1


def test_assigning_and_taking_back_are_about_the_same_thing_on_every_laptop() -> None:
    (put,) = assign("workforce", "case", WHO, "", "a0").changes
    assert isinstance(put, Put)
    (back,) = take_back(_given("case")).changes
    assert back == Set("assignment", put.id, "deleted", True)
    assert put.id == assignment_id("workforce", "case")
