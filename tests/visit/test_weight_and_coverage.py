"""How heavy the evidence of a finding is, and what has been looked at."""

from __future__ import annotations

from made_up_visit import DAYS, finding, piece, record, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.coverage import NO_THEME, CoverageCell, coverage, gaps, not_looked_at
from inspector_app.visit.entities import Count
from inspector_app.visit.weight import Weight, weights

FRAMEWORK = load_framework("ucra-2010")


def test_a_finding_weighs_what_its_supporting_evidence_weighs() -> None:
    contents = visit_of(
        records=[record("talk", "interview"), record("desk", "observation", day=DAYS[1])],
        evidence=[piece("a", "talk"), piece("b", "talk"), piece("c", "desk", author="bob"), piece("d", "talk")],
        findings=[finding("a", "b", "c", against=["d"])],
    )
    assert weights(contents)["f"] == Weight(
        supports=3,
        contradicts=1,
        records=2,
        kinds=("observation", "interview"),
        inspectors=("ann", "bob"),
        days=DAYS,
        seen=1,
        told=2,
        unanswered=("d",),
    )


def test_a_count_stands_for_its_cases_and_counts_none_of_them_twice() -> None:
    contents = visit_of(
        records=[record("EX-1", "case"), record("file", "document")],
        evidence=[piece("n", count=Count(n=13, of=24, what="x: met")), piece("one", "EX-1"), piece("d", "file")],
        findings=[finding("n", "one", "d")],
    )
    weight = weights(contents)["f"]
    assert (weight.records, weight.kinds, weight.seen, weight.told) == (25, ("case", "document"), 2, 1)


def test_evidence_that_is_gone_weighs_nothing_and_what_stands_alone_has_no_record() -> None:
    contents = visit_of(evidence=[piece("alone")], findings=[finding("alone", "gone", against=["gone too"])])
    assert weights(contents)["f"] == Weight(supports=1, inspectors=("ann",))


def test_what_was_written_from_memory_or_copied_from_paper_is_said_of_every_count() -> None:
    contents = visit_of(
        records=[
            record("talk", "interview", written="from-memory"),
            record("desk", "observation", written="from-paper"),
            record("file", "document"),
        ],
        evidence=[piece("a", "talk"), piece("b", "talk"), piece("c", "desk"), piece("d", "file"), piece("alone")],
        findings=[finding("a", "b", "c", "d", "alone")],
    )
    weight = weights(contents)["f"]
    assert (weight.from_memory, weight.from_paper) == (2, 1)
    (row,) = (row for row in coverage(contents, FRAMEWORK) if row.theme == NO_THEME)
    assert row.cells["interview"] == CoverageCell(records=1, pieces=2, from_memory=2)
    assert row.cells["observation"] == CoverageCell(records=1, pieces=1, from_paper=1)
    assert row.cells["document"] == CoverageCell(records=1, pieces=1)


def test_a_contradiction_that_was_weighed_is_answered() -> None:
    contents = visit_of(evidence=[piece("a")], findings=[finding(against=["a"], weighed="Because.")])
    assert weights(contents)["f"] == Weight(contradicts=1)


def test_the_grid_counts_records_and_evidence_by_theme_and_kind() -> None:
    contents = visit_of(
        records=[
            record("talk", "interview", themes=["supervision", "training"]),
            record("desk", "observation"),
        ],
        evidence=[
            piece("a", "talk", themes=["supervision"], leaning="weakness"),
            piece("b", "talk", themes=["supervision"], leaning="strength"),
            piece("c", "talk", themes=["supervision", "recording"]),
            piece("n", count=Count(n=1, of=2, what="x: met"), themes=["assessments"], leaning="neutral"),
            piece("alone"),
        ],
    )
    rows = {row.theme: row for row in coverage(contents, FRAMEWORK)}
    assert list(rows) == [*(theme.id for theme in FRAMEWORK.themes), NO_THEME]
    assert rows["supervision"].cells["interview"] == CoverageCell(records=1, pieces=3, strength=1, weakness=1)
    assert rows["assessments"].cells["counted"] == CoverageCell(pieces=1, neutral=1)
    assert rows["training"].cells["interview"] == CoverageCell(records=1)
    assert rows[NO_THEME].cells["observation"] == CoverageCell(records=1)
    assert rows[NO_THEME].cells["alone"] == CoverageCell(pieces=1)


def test_a_theme_without_evidence_is_a_gap_even_where_there_are_records() -> None:
    contents = visit_of(
        records=[record("talk", "interview", themes=["training"])],
        evidence=[piece("a", "talk", themes=["supervision"])],
    )
    assert set(gaps(contents, FRAMEWORK)) == {theme.id for theme in FRAMEWORK.themes} - {"supervision"}


def test_what_has_not_been_looked_at_is_told_by_kind_the_emptiest_theme_first() -> None:
    contents = visit_of(
        records=[record("talk", "interview", themes=["supervision", "training"])],
        evidence=[
            piece("a", "talk", themes=["supervision"]),
            piece("n", count=Count(n=1, of=2, what="x: met"), themes=["supervision"]),
        ],
    )
    found = not_looked_at(coverage(contents, FRAMEWORK))
    assert [(gap.kind, gap.records) for gap in found if gap.theme == "training"] == [
        ("observation", 0),
        ("interview", 1),
        ("case", 0),
        ("document", 0),
    ]
    assert [(gap.theme, gap.kind) for gap in found[-2:]] == [
        ("supervision", "observation"),
        ("supervision", "document"),
    ]
    assert len(found) == 4 * len(FRAMEWORK.themes) - 2
