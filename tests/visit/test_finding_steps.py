"""Splitting and merging held against a visit on disk: each is one step, and nothing that holds a finding up is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_visits import made_profile, one_of_everything, opened

from inspector_app.open_visit import OpenVisit
from inspector_app.visit.change import Put, Step
from inspector_app.visit.entities import Finding
from inspector_app.visit.finding_steps import merge_findings, sides, split_finding
from inspector_app.visit.identifiers import acceptance_id, link_id, new_id

FIRST, SECOND = "Supervision is regular.", "It lacks reflection."
TEXT = f"{FIRST} {SECOND}"
CUT = len(FIRST) + 1


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenVisit]:
    folder: Path = tmp_path_factory.mktemp("profile")
    with made_profile(folder) as profile, opened(profile, one_of_everything()) as visit:
        visit.write(
            Step("add", tuple(Put("evidence", f"e{n}", {"text": f"Piece {n}.", "order": f"b{n}"}) for n in range(4)))
        )
        yield visit


def add(visit: OpenVisit, text: str, held: Mapping[str, Mapping[str, object]], **values: object) -> Finding:
    """Write a finding with these pieces of evidence and return it."""
    finding = new_id()
    changes = [Put("finding", finding, {"category": "strengths", "text": text, "order": "a1", **values})]
    for number, (evidence, link) in enumerate(held.items()):
        row = {"finding": finding, "evidence": evidence, "order": f"a{number}", **link}
        changes.append(Put("link", link_id(finding, evidence), row))
    visit.write(Step("add", tuple(changes))).result()
    return visit.finding(finding)


def held(finding: Finding) -> dict[str, tuple[object, ...]]:
    return {link.evidence: (link.bearing, link.weighed, dict(link.ties)) for link in finding.evidence}


def test_a_split_takes_the_evidence_of_its_sentences_along(visit):
    finding = add(
        visit,
        TEXT,
        {
            "e0": {"ties": {"k1": FIRST}},
            "e1": {"ties": {"k2": SECOND}, "bearing": "contradicts", "weighed": "One team."},
            "e2": {"ties": {"k1": FIRST, "k2": SECOND}},
            "e3": {},
        },
        points=["Seldom."],
        trigger="Drift",
        risk={"who": "a", "of_what": "b", "systemic": True},
        themes=["workforce"],
    )
    going = sides(finding, CUT)
    assert going == {"e0": "stays", "e1": "goes", "e2": "both", "e3": "stays"}
    new = new_id()
    visit.write(split_finding(finding, new, [finding], CUT, going)).result()
    first, second = visit.finding(finding.id), visit.finding(new)
    assert (first.text, second.text) == (FIRST, SECOND)
    assert (first.points, second.points) == ((), ("Seldom.",))
    assert (second.risk, second.trigger, second.themes) == (finding.risk, "Drift", ("workforce",))
    assert held(first) == {
        "e0": ("supports", None, {"k1": FIRST}),
        "e2": ("supports", None, {"k1": FIRST}),
        "e3": ("supports", None, {}),
    }
    assert held(second) == {
        "e1": ("contradicts", "One team.", {"k2": SECOND}),
        "e2": ("supports", None, {"k2": SECOND}),
    }
    assert visit.undo_action() == "split a finding"
    visit.undo().result()
    assert visit.finding(finding.id) == finding
    visit.redo().result()
    assert visit.finding(new) == second


def test_a_cut_sentence_is_on_both_sides_and_the_points_behind_the_cut(visit):
    ties = {"e0": {"ties": {"k2": SECOND}}, "e1": {"ties": {"k3": "Seldom."}}, "e2": {"ties": {"k4": "It lacks it."}}}
    finding = add(visit, TEXT, ties, points=["Seldom."])
    assert sides(finding, CUT) == {"e0": "goes", "e1": "goes", "e2": "goes"}
    assert sides(finding, CUT + 3) == {"e0": "both", "e1": "goes", "e2": "both"}


@pytest.mark.parametrize("at", [0, len(TEXT)])
def test_a_split_that_leaves_no_words_is_refused(visit, at):
    finding = add(visit, TEXT, {})
    with pytest.raises(ValueError, match="no words"):
        split_finding(finding, new_id(), [finding], at, {})


def test_a_merge_keeps_words_evidence_bearings_what_was_weighed_and_what_was_accepted(visit):
    one = add(visit, FIRST, {"e0": {}, "e1": {"bearing": "contradicts", "weighed": "One team."}}, points=["Seldom."])
    other = add(
        visit, SECOND, {"e0": {"bearing": "contradicts", "weighed": "Old."}, "e1": {"weighed": "Late."}, "e2": {}}
    )
    for finding, why in ((one, "Seen by both."), (other, "Weighed.")):
        reason = {"finding": finding.id, "check": "finding-contradicted", "why": why, "order": "a0"}
        visit.write(Step("accept", (Put("acceptance", acceptance_id(finding.id, "finding-contradicted"), reason),)))
    one, other = visit.finding(one.id), visit.finding(other.id)
    visit.write(merge_findings([other, one])).result()
    merged = visit.finding(other.id)
    assert merged.text == f"{SECOND}\n{FIRST}"
    assert merged.points == ("Seldom.",)
    assert held(merged) == {
        "e0": ("contradicts", "Old.", {}),
        "e1": ("contradicts", "Late.; One team.", {}),
        "e2": ("supports", None, {}),
    }
    assert [reason.why for reason in merged.accepted] == ["Weighed.; Seen by both."]
    assert one.id not in {finding.id for finding in visit.findings()}
    visit.undo().result()
    assert [visit.finding(one.id), visit.finding(other.id)] == [one, other]


links = st.fixed_dictionaries(
    {
        "bearing": st.sampled_from(["supports", "contradicts"]),
        "ties": st.sampled_from([{}, {"k1": FIRST}, {"k2": SECOND}, {"k1": FIRST, "k2": SECOND}, {"k3": "Gone."}]),
        "weighed": st.sampled_from([None, "Weighed."]),
    }
)
holding = st.dictionaries(st.sampled_from(["e0", "e1", "e2", "e3"]), links)
chosen = st.dictionaries(st.sampled_from(["e0", "e1", "e2", "e3"]), st.sampled_from(["stays", "goes", "both"]))


@given(with_=holding, going=chosen)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_split_and_merged_again_is_held_up_as_before(visit, with_, going):
    finding, new = add(visit, TEXT, with_), new_id()
    visit.write(split_finding(finding, new, [finding], CUT, going)).result()
    assert set(held(visit.finding(finding.id))) | set(held(visit.finding(new))) == set(with_)
    visit.write(merge_findings([visit.finding(finding.id), visit.finding(new)])).result()
    again = visit.finding(finding.id)
    assert again.text.split() == TEXT.split()
    assert held(again) == held(finding)


def test_where_several_say_who_is_at_risk_all_of_it_is_said(visit):
    one = add(visit, FIRST, {}, risk={"who": "Children in need", "of_what": "Drift", "systemic": False})
    other = add(visit, SECOND, {}, risk={"who": "Children in need", "of_what": "Harm", "systemic": True}, trigger="T")
    visit.write(merge_findings([one, other])).result()
    merged = visit.finding(one.id)
    assert merged.risk is not None and merged.trigger == "T"
    assert (merged.risk.who, merged.risk.of_what, merged.risk.systemic) == ("Children in need", "Drift; Harm", True)
