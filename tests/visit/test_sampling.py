"""Sampling: the same list, seed and settings give the same cases; shares add up; replacements never repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.errors import ChangedList, InspectorError
from inspector_app.frameworks.library import load_framework
from inspector_app.visit.change import Put, Set
from inspector_app.visit.entities import Case
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.sampling import (
    ALL_CASES,
    EQUAL,
    IN_PROPORTION,
    NOT_GIVEN,
    FrameRow,
    check_unchanged,
    differences,
    draw_sample,
    drawn_from_before,
    next_in_order,
    not_added,
    positions_used,
    references_in_sample,
    share_out,
    strata_drawn,
    strata_of,
)
from inspector_app.visit.sampling_steps import details_of, leave_sample, pick_on_purpose, replace_case, sample_drawn

TEAMS = ("Duty", "North", "")


def frame_of(name: str = "list.csv", sha256: str = "a" * 64, rows: int = 0) -> Frame:
    return Frame(
        id="frame", name=name, file_sha256="b" * 64, sha256=sha256, rows=rows,
        columns={"reference": "Ref", "team": "Team"}, brought_in_at="2010-06-08T09:00:00+01:00", brought_in_by="me",
    )  # fmt: skip


def row(position: int, reference: str = "", team: str = "Duty") -> FrameRow:
    return FrameRow(position, {"reference": reference or f"EX-{position}", "team": team})


def drawn(rows: list[FrameRow], size: int, **settings: object) -> Draw:
    told = {"seed": "7", "stratum_columns": ("team",), **settings}
    return draw_sample(
        rows, frame_of(),  size=size, drawn_at="2010-06-08T09:00:00+01:00", drawn_by="me", order="a0",
        **told,  # type: ignore[arg-type]
    )  # fmt: skip


teams = st.lists(st.sampled_from(TEAMS), min_size=1, max_size=60)
lists = teams.map(lambda chosen: [row(count, team=team) for count, team in enumerate(chosen, start=1)])
sizes = st.dictionaries(st.text(max_size=3), st.integers(1, 5000), min_size=1, max_size=12)


@given(sizes, st.data(), st.sampled_from([IN_PROPORTION, EQUAL]))
def test_shares_add_up_and_no_stratum_gives_more_than_it_has(
    rows: Mapping[str, int], data: st.DataObject, proportion: str
) -> None:
    size = data.draw(st.integers(1, sum(rows.values())))
    shares = share_out(rows, size, proportion)
    assert sum(shares.values()) == size and list(shares) == list(rows)
    assert all(0 <= shares[name] <= rows[name] for name in rows)
    if size >= len(rows):
        assert all(shares.values())


@given(sizes, st.data())
def test_a_proportional_share_is_the_exact_one_rounded_down_or_up(rows: Mapping[str, int], data: st.DataObject) -> None:
    size, total = data.draw(st.integers(1, sum(rows.values()))), sum(rows.values())
    shares = share_out(rows, size, IN_PROPORTION)
    if all(size * held >= total for held in rows.values()) or size < len(rows):
        assert all(share - size * rows[name] // total in (0, 1) for name, share in shares.items())


def test_shares_by_largest_remainder_equally_and_as_given() -> None:
    rows = {"A": 50, "B": 30, "C": 20}
    assert share_out(rows, 11, IN_PROPORTION) == {"A": 6, "B": 3, "C": 2}
    assert share_out({"A": 990, "B": 5, "C": 5}, 10, IN_PROPORTION) == {"A": 8, "B": 1, "C": 1}
    assert share_out({"A": 2, "B": 30, "C": 20}, 12, EQUAL) == {"A": 2, "B": 5, "C": 5}
    assert share_out(rows, 5, {"A": 0, "B": 5}) == {"A": 0, "B": 5, "C": 0}
    for wrong in ({"A": 4}, {"A": -1, "B": 6}, {"A": 5, "Z": 1}, {"A": 0, "B": 31}):
        with pytest.raises(InspectorError):
            share_out(rows, 5, wrong)
    for size in (0, 101):
        with pytest.raises(InspectorError):
            share_out(rows, size, EQUAL)


@given(lists, st.data(), st.text(max_size=9))
def test_the_same_list_in_any_order_gives_the_same_cases(rows, data, seed) -> None:
    size = data.draw(st.integers(1, len(rows)))
    shuffled = data.draw(st.permutations(rows))
    draw = drawn(rows, size, seed=seed)
    assert draw == drawn(list(shuffled), size, seed=seed)
    assert len(set(draw.positions)) == size == sum(stratum.size for stratum in draw.strata)


@given(lists, st.data())
def test_a_larger_sample_begins_with_the_smaller_one(rows, data) -> None:
    size = data.draw(st.integers(1, len(rows)))
    one = drawn(rows, size, stratum_columns=())
    assert drawn(rows, len(rows), stratum_columns=()).positions[:size] == one.positions
    before, after = (strata_drawn(drawn(rows, each, proportion=EQUAL)) for each in (size, len(rows)))
    assert all(after[name][: len(positions)] == positions for name, positions in before.items())


@given(lists, st.data())
def test_replacements_never_repeat_and_end_with_the_stratum(rows, data) -> None:
    draw = drawn(rows, data.draw(st.integers(1, len(rows))))
    stratum = data.draw(st.sampled_from([each.name for each in draw.strata]))
    used = set(draw.positions)
    while (position := next_in_order(rows, draw, used, stratum)) is not None:
        assert position not in used
        used.add(position)
    assert used >= {each.position for each in strata_of(rows, draw.stratum_columns)[stratum]}


def test_a_replacement_is_none_that_was_picked_or_left() -> None:
    rows = [row(number) for number in range(1, 6)]
    draw = drawn(rows, 2)
    first = next_in_order(rows, draw, draw.positions, "Duty")
    assert first is not None
    picked = Case(id="picked", reference=f"EX-{first}", chosen_how="on-purpose", left_reason="Not found.")
    used = positions_used(rows, draw, [picked])
    assert next_in_order(rows, draw, used, "Duty") not in {first, None, *draw.positions}


def test_strata_are_named_by_their_values() -> None:
    rows = [row(1, team="North"), row(2, team=""), row(3, team="Duty")]
    assert list(strata_of(rows, ["team"])) == ["Duty", "North", NOT_GIVEN]
    assert list(strata_of(rows, [])) == [ALL_CASES]
    with pytest.raises(InspectorError, match="without the column status"):
        strata_of(rows, ["status"])
    with pytest.raises(InspectorError, match="more than 60 strata"):
        strata_of([row(number) for number in range(1, 70)], ["reference"])


def test_a_changed_list_is_refused_and_says_what_changed() -> None:
    rows = [row(number) for number in range(1, 4)]
    check_unchanged(frame_of(rows=3), rows, frame_of("again.xlsx", rows=3), rows)
    changed = [row(1), row(2, team="North"), row(3, "EX-9"), row(4)]
    with pytest.raises(ChangedList) as caught:
        check_unchanged(frame_of(rows=3), rows, frame_of(sha256="c" * 64, rows=4), changed)
    told = [str(fault) for fault in caught.value.faults]
    assert told == [
        "number of cases: there were 3, there are 4",
        "position 3: EX-9 is new",
        "position 4: EX-4 is new",
        "position 3: EX-3 is gone",
        "position 2: team of EX-2 was “Duty”, is “North”",
    ]
    assert "8 June 2010" in caught.value.sentence
    moved = [row(2), row(1), row(3)]
    swapped = [FrameRow(1, moved[0].values), FrameRow(2, moved[1].values), moved[2]]
    assert [str(fault) for fault in differences(frame_of(rows=3), rows, frame_of(rows=3), swapped)] == [
        "position 1: EX-2 stood at position 2",
        "position 2: EX-1 stood at position 1",
    ]
    (lost,) = differences(frame_of(rows=3), None, frame_of(rows=3), rows)
    assert "not on this laptop" in lost.message


def test_a_list_is_known_again_by_what_is_kept_its_name_or_the_seed() -> None:
    kept = frame_of()
    draws = [drawn([row(1)], 1)]
    other = {"file_sha256": "d" * 64, "sha256": "c" * 64}
    assert drawn_from_before([kept], [], replace(kept, name="copy.csv"), "1") == kept
    assert drawn_from_before([kept], draws, replace(kept, **other), "1") == kept
    assert drawn_from_before([kept], draws, replace(kept, name="copy.csv", **other), "7") == kept
    assert drawn_from_before([kept], draws, replace(kept, name="copy.csv", **other), "1") is None
    assert drawn_from_before([kept], [], replace(kept, **other), "1") is None
    assert drawn_from_before([kept], draws, replace(kept, sha256="c" * 64), "7") is None


def test_what_was_drawn_becomes_cases_and_none_twice() -> None:
    rows = [FrameRow(1, {"reference": "EX-1", "status": "CLOSED", "pathway": "Section 47 enquiry", "team": ""})]
    rows += [FrameRow(2, {"reference": "EX-2", "status": "on hold", "pathway": "referral", "team": "Duty"})]
    draw = replace(drawn(rows, 2, stratum_columns=()), id="draw")
    framework = load_framework("ucra-2010")
    step = sample_drawn(draw, rows, framework, present=(), last_order="a5")
    cases = {each.values["reference"]: each.values for each in step.changes if each.entity == "case"}
    assert (cases["EX-1"]["status"], cases["EX-1"]["pathway"], cases["EX-1"]["team"]) == ("closed", "section-47", None)
    assert (cases["EX-2"]["status"], cases["EX-2"]["pathway"], cases["EX-2"]["team"]) == (None, "referral", "Duty")
    assert {(each["draw"], each["chosen_how"], each["chosen_stratum"]) for each in cases.values()} == {
        ("draw", "random", None)
    }
    records = [each for each in step.changes if each.entity == "record"]
    assert all(each.values["order"] > "a5" for each in records) and len({each.id for each in records}) == 2
    again = sample_drawn(draw, rows, framework, present={"EX-1"}, last_order="a5")
    assert [each.values["reference"] for each in again.changes if each.entity == "case"] == ["EX-2"]


def test_a_case_that_left_is_drawn_anew_and_one_that_is_there_says_by_which_way() -> None:
    rows = [row(number) for number in range(1, 6)]
    first, second = (replace(drawn(rows, 5, seed=seed), id=seed) for seed in ("1", "2"))
    cases = [
        Case(id="a", reference="EX-1", position=1, draw="1", left_reason="Restricted."),
        Case(id="b", reference="EX-2", position=2, draw="1"),
        Case(id="c", reference="EX-3", position=3),
        Case(id="d", reference="EX-4", position=9, draw="elsewhere"),
    ]
    present = references_in_sample(cases)
    step = sample_drawn(second, rows, load_framework("ucra-2010"), present=present, last_order=None)
    made = {each.id: each.values for each in step.changes if each.entity == "case"}
    assert {values["reference"] for values in made.values()} == {"EX-1", "EX-5"}

    cases += [
        Case(id=key, reference=each["reference"], draw="2", position=each["position"]) for key, each in made.items()
    ]
    frames = [frame_of()]
    held = not_added(second, frames, [first, second], cases)
    assert {position: case and case.id for position, case in held.items()} == {2: "b", 3: "c", 4: None}
    other = replace(frame_of(), id="other", file_sha256="d" * 64)
    assert not_added(second, [*frames, other], [first, second], cases)[3] is None, "picked from which list?"


def test_no_case_comes_or_leaves_without_a_reason() -> None:
    case = Case(id="left", reference="EX-1", draw="draw", chosen_stratum="Duty")
    details = details_of(row(4), load_framework("ucra-2010"))
    for wanting in ("", "  "):
        with pytest.raises(InspectorError):
            pick_on_purpose("new", details, reason=wanting, order="a0")
        with pytest.raises(InspectorError):
            replace_case(case, "new", details, reason=wanting, order="a0")
        with pytest.raises(InspectorError):
            leave_sample("left", wanting)
    left, _, new = replace_case(case, "new", details, reason="Locked by another worker.", order="a0").changes
    assert left == Set("case", "left", "left_reason", "Locked by another worker.")
    assert isinstance(new, Put)
    assert {"replaces": "left", "chosen_how": "replacement", "position": 4, "draw": "draw"}.items() <= (
        new.values.items()
    )
