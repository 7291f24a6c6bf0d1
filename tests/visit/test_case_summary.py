"""Counts over the sampled cases, fit to become counted evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from made_up_visit import case, case_record, record, visit_of

from inspector_app.frameworks.library import load_framework
from inspector_app.visit.case_summary import SummaryLine, case_summary, summary_by_stratum
from inspector_app.visit.entities import Case, Count

FRAMEWORK = load_framework("ucra-2010")


def lines(*cases: Case) -> dict[str, SummaryLine]:
    contents = visit_of(records=[record("talk", "interview"), *map(case_record, cases)])
    return {line.id: line for line in case_summary(contents, FRAMEWORK)}


def numbers(line: SummaryLine) -> dict[str, tuple[int, int]]:
    return {cell.answer: (cell.n, cell.of) for cell in line.cells}


def test_a_check_is_counted_where_it_applied_and_was_looked_for() -> None:
    answers = ["met", "met", "partly", "not-met", "not-applicable", "not-seen"]
    cases = [case(f"c{n}", checks={"analysis-of-risk": answer}) for n, answer in enumerate(answers)]
    line = lines(*cases, case("unasked"))["analysis-of-risk"]
    assert numbers(line) == {
        "met": (2, 4),
        "partly": (1, 4),
        "not-met": (1, 4),
        "not-applicable": (1, 6),
        "not-seen": (1, 6),
    }
    assert line.cells[0].cases == ("c0", "c1")


def test_a_cell_becomes_counted_evidence() -> None:
    answers = ["met"] * 13 + ["partly"] * 11
    cases = [case(f"c{n}", checks={"analysis-of-risk": answer}) for n, answer in enumerate(answers)]
    line = lines(*cases)["analysis-of-risk"]
    assert line.count(line.cells[0]) == Count(n=13, of=24, what="analysis-of-risk: met")
    assert line.sentence(line.cells[0]) == "Analysis of risk: met in 13 of 24 cases."


def test_a_clock_is_counted_once_it_is_decided() -> None:
    referral = date(2010, 5, 4)
    met = {"referral": referral, "initial-assessment-end": date(2010, 5, 10)}
    late = {"referral": referral, "initial-assessment-end": date(2010, 6, 1)}
    line = lines(
        case("a", dates=met),
        case("b", dates=met),
        case("c", dates=late),
        case("d", dates={"referral": referral}),
        case("e", dates={"referral": date(2010, 6, 8)}),
        case("f"),
    )["initial-assessment"]
    assert line.kind == "clock"
    assert numbers(line) == {"met": (2, 4), "not-met": (1, 4), "running": (1, 5), "overdue": (1, 4)}


def test_facts_are_counted_where_they_were_recorded() -> None:
    seen = replace(case("a"), child_seen_on=date(2010, 5, 1), child_seen_alone=True, manager_sign_off=True)
    with_others = replace(case("b"), child_seen_on=date(2010, 5, 1), child_seen_alone=False, manager_sign_off=False)
    not_seen = replace(case("c"), child_seen_alone=False, ethnicity_recorded=True)
    counted = lines(seen, with_others, not_seen, case("d"))
    assert numbers(counted["child-seen"]) == {"yes": (2, 3), "no": (1, 3)}
    assert numbers(counted["child-seen-alone"]) == {"yes": (1, 2), "no": (1, 2)}
    assert numbers(counted["manager-sign-off"]) == {"yes": (1, 2), "no": (1, 2)}
    assert numbers(counted["ethnicity-recorded"]) == {"yes": (1, 1), "no": (0, 1)}


def test_quality_is_counted_where_it_was_judged() -> None:
    line = lines(*(replace(case(f"c{n}"), quality=q) for n, q in enumerate(["good", "inadequate", "good", None])))
    assert numbers(line["quality"]) == {"good": (2, 3), "satisfactory": (0, 3), "inadequate": (1, 3)}


def test_without_cases_every_line_is_there_and_empty() -> None:
    assert all(cell.n == 0 and cell.of == 0 for line in lines().values() for cell in line.cells)
    assert len(lines()) == len(FRAMEWORK.checks) + len(FRAMEWORK.clocks) + 5


def test_each_stratum_is_counted_by_itself_and_a_case_that_left_is_counted_nowhere() -> None:
    def drawn(name: str, answer: str, **chosen: str) -> Case:
        return replace(case(name, checks={"analysis-of-risk": answer}), **chosen)  # type: ignore[arg-type]

    cases = [
        drawn("a", "met", chosen_stratum="open"),
        drawn("b", "partly", chosen_stratum="open"),
        drawn("c", "met", chosen_stratum="closed"),
        drawn("d", "met", chosen_how="on-purpose"),
        drawn("e", "partly", chosen_stratum="closed", left_reason="The file is with the court."),
    ]
    contents = visit_of(records=map(case_record, cases))
    counted = [line for line in summary_by_stratum(contents, FRAMEWORK) if line.id == "analysis-of-risk"]
    assert [(line.stratum, line.cells[0].n, line.cells[0].of) for line in counted] == [
        ("", 3, 4),
        ("closed", 1, 1),
        ("open", 1, 2),
        ("picked on purpose", 1, 1),
    ]
    of_open = counted[2]
    assert of_open.count(of_open.cells[0]) == Count(n=1, of=2, what="analysis-of-risk: met (open)")
    assert of_open.sentence(of_open.cells[0]) == "Analysis of risk: met in 1 of 2 cases (open)."
