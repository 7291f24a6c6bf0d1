"""What stands against signing: each check by a visit that has it, and by one that nearly has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_up_visit import finding, piece, record, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.checks import against_signing, problems
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Concern, Copy, Count, Finding, Risk
from inspector_app.visit.letter_checks import letter_problems
from inspector_app.visit.letter_entities import NextStep
from inspector_app.visit.problem import Problem

FRAMEWORK = load_framework("ucra-2010")

RECORDS = [
    record("talk", "interview"),
    record("talk 2", "interview"),
    record("file", "document"),
    record("desk", "observation"),
    record("EX-1", "case"),
]
EVIDENCE = [
    *(piece(known.id, known.id) for known in RECORDS),
    piece("talk again", "talk"),
    piece("counted", count=Count(n=1, of=2, what="x: met")),
    piece("alone"),
]
RISK = Risk(who="Children known to the duty team", of_what="Harm that goes unseen", systemic=False)
PRIORITY = "areas-for-priority-action"


def visit_with(*findings: Finding) -> VisitContents:
    return visit_of(records=RECORDS, evidence=EVIDENCE, findings=findings)


def found(contents: VisitContents) -> dict[str, Problem]:
    return {problem.check: problem for problem in problems(contents, FRAMEWORK)}


@pytest.mark.parametrize(
    ("held_up", "checks"),
    [
        (finding("talk", "desk"), set()),
        (finding("file", "EX-1"), set()),
        (finding(), {"finding-without-evidence"}),
        (finding("gone"), {"finding-without-evidence"}),
        (finding(against=["desk"], weighed="No."), {"finding-without-evidence", "finding-contradicted"}),
        (finding("desk"), {"finding-single-record", "finding-single-kind"}),
        (finding("talk", "talk again"), {"finding-single-record", "finding-single-kind", "finding-told-not-seen"}),
        (finding("talk", "talk 2"), {"finding-single-kind", "finding-told-not-seen"}),
        (finding("talk", "file"), {"finding-told-not-seen"}),
        (finding("counted"), {"finding-single-kind"}),
        (finding("counted", "talk"), set()),
        (finding("alone"), {"finding-single-record", "finding-single-kind"}),
        (finding("talk", "desk", against=["file"], weighed="Older."), {"finding-contradicted"}),
        (finding("talk", "desk", against=["file"]), {"finding-contradicted", "contradiction-unanswered"}),
        (finding("talk", "desk", against=["file"], weighed=" "), {"finding-contradicted", "contradiction-unanswered"}),
        (replace(finding("talk", "desk", category=PRIORITY, risk=RISK), trigger="Drift in all teams"), set()),
        (finding("talk", "desk", category=PRIORITY, risk=RISK), {"priority-without-risk"}),
        (finding("talk", "desk", risk=None), set()),
        (finding("talk", "desk", category=PRIORITY), {"priority-without-risk"}),
        (finding("talk", "desk", category=PRIORITY, risk=replace(RISK, who=" ")), {"priority-without-risk"}),
        (finding("talk", "desk", category=PRIORITY, risk=replace(RISK, of_what="")), {"priority-without-risk"}),
        (finding("talk", "desk", category=PRIORITY, risk=replace(RISK, systemic=None)), {"priority-without-risk"}),
    ],
)
def test_findings(held_up: Finding, checks: set[str]) -> None:
    problems_found = found(visit_with(held_up))
    assert set(problems_found) == checks
    for problem in problems_found.values():
        assert problem.about["finding"] == "f"
        assert problem.message.endswith(".")
        assert problem.mend.endswith(".")


def test_a_finding_that_rests_on_memory_alone_says_so() -> None:
    contents = visit_of(
        records=[
            record("talk", "interview", written="from-memory"),
            record("desk", "observation", written="from-memory"),
            record("file", "document", written="from-paper"),
        ],
        evidence=[piece("a", "talk"), piece("b", "desk"), piece("c", "file")],
    )
    alone = replace(contents, findings=(finding("a", "b"),))
    beside = replace(contents, findings=(finding("a", "b", "c"),))
    assert {check: problem.level for check, problem in found(alone).items()} == {"finding-from-memory": "warning"}
    assert found(beside) == {}


def test_errors_and_warnings_are_told_apart() -> None:
    every = [
        finding(),
        finding("talk"),
        finding("talk", "desk", against=["file"], category=PRIORITY),
    ]
    levels = {problem.check: problem.level for one in every for problem in problems(visit_with(one), FRAMEWORK)}
    assert levels == {
        "finding-without-evidence": "error",
        "finding-single-record": "warning",
        "finding-single-kind": "warning",
        "finding-told-not-seen": "warning",
        "finding-contradicted": "warning",
        "contradiction-unanswered": "error",
        "priority-without-risk": "error",
    }


def test_what_a_priority_finding_lacks_is_named_with_its_trigger() -> None:
    lacks = finding("talk", "desk", category=PRIORITY, risk=replace(RISK, systemic=None))
    mend = found(visit_with(lacks))["priority-without-risk"].mend
    assert mend.startswith("Say whether it is systemic and which named trigger it meets")
    mend = found(visit_with(replace(lacks, trigger="Drift in all teams")))["priority-without-risk"].mend
    assert mend.startswith("Say whether it is systemic, or")


def test_an_unanswered_contradiction_names_the_piece() -> None:
    problem = found(visit_with(finding("talk", "desk", against=["file"])))["contradiction-unanswered"]
    assert problem.about == {"finding": "f", "evidence": "file"}


def test_a_warning_accepted_with_a_reason_is_kept_and_does_not_count() -> None:
    contents = visit_with(finding("talk", "file", accepted=[("finding-told-not-seen", "Nothing to be seen of it.")]))
    (problem,) = problems(contents, FRAMEWORK)
    assert (problem.check, problem.accepted) == ("finding-told-not-seen", True)
    assert against_signing([problem]) == ()


@pytest.mark.parametrize(
    "one",
    [
        finding("talk", "file", accepted=[("finding-told-not-seen", " ")]),  # no reason
        finding("talk", "file", accepted=[("finding-single-kind", "Another warning.")]),
        finding(accepted=[("finding-without-evidence", "An error cannot be accepted.")]),
    ],
)
def test_what_is_not_accepted_stands_against_signing(one: Finding) -> None:
    standing = against_signing(problems(visit_with(one), FRAMEWORK))
    assert len(standing) == 1


def test_an_open_concern_bars_signing_until_it_is_closed() -> None:
    open_concern = Concern(id="c", case="EX-1", matter="Not seen.")
    contents = replace(visit_with(finding("talk", "desk")), concerns=(open_concern,))
    (problem,) = problems(contents, FRAMEWORK)
    assert (problem.check, problem.level, problem.about) == ("open-concern", "error", {"concern": "c"})
    assert "EX-1" in problem.message
    closed = replace(open_concern, closed_at="2010-06-09T15:10:00+01:00")
    assert problems(replace(contents, concerns=(closed,)), FRAMEWORK) == ()


WHOLE = visit_with(finding("talk", "desk"))


@pytest.mark.parametrize(
    ("contents", "about"),
    [
        (replace(WHOLE, addressees=()), {"part": "addressee"}),
        (replace(WHOLE, addressees=(Addressee(id="to", name=" "),)), {"part": "addressee"}),
        (replace(WHOLE, addressees=(Addressee(id="to", name="Ms B"),)), {"part": "addressee", "addressee": "to"}),
        (replace(WHOLE, visit=replace(WHOLE.visit, days=())), {"part": "visit-days"}),
        (replace(WHOLE, visit=replace(WHOLE.visit, authority_name=" ")), {"part": "authority"}),
        (replace(WHOLE, visit=replace(WHOLE.visit, authority_area="")), {"part": "authority"}),
        (
            replace(WHOLE, inspectors=(replace(WHOLE.inspectors[0], name=" "), *WHOLE.inspectors[1:])),
            {"part": "inspectors", "inspector": "ann"},
        ),
        (replace(WHOLE, letter=replace(WHOLE.letter, date=date(2010, 6, 8))), {"part": "date"}),
        (
            replace(WHOLE, next_steps=(NextStep(id="n", who="It", what="act", by=date(2010, 7, 5)),)),
            {"next_step": "n"},
        ),
        (replace(WHOLE, letter=replace(WHOLE.letter, date=None)), {"part": "date"}),
        (replace(WHOLE, letter=replace(WHOLE.letter, signatories=())), {"part": "signatory"}),
        (replace(WHOLE, letter=replace(WHOLE.letter, signatories=("gone",))), {"part": "signatory"}),
        (replace(WHOLE, copies=WHOLE.copies[:-1]), {"part": "copies", "role": "department"}),
        (
            replace(WHOLE, copies=(*WHOLE.copies[:-1], Copy(id="x", role="department"))),
            {"part": "copies", "role": "department"},
        ),
        (replace(WHOLE, findings=()), {"part": "findings"}),
        (replace(WHOLE, findings=(replace(WHOLE.findings[0], text=" "),)), {"finding": "f"}),
    ],
)
def test_what_the_letter_lacks(contents: VisitContents, about: dict[str, str]) -> None:
    (problem,) = letter_problems(contents, FRAMEWORK)
    assert (problem.check, problem.level, problem.about) == ("letter-incomplete", "error", about)


def test_a_whole_letter_lacks_nothing() -> None:
    assert problems(WHOLE, FRAMEWORK) == ()


def test_a_copy_role_that_need_not_be_filled_is_not_missed() -> None:
    roles = tuple(replace(role, required=False) for role in FRAMEWORK.copy_roles)
    assert letter_problems(replace(WHOLE, copies=()), replace(FRAMEWORK, copy_roles=roles)) == ()
