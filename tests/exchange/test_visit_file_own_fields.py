"""What the visit file has no name for goes out under keys of ours and comes back as what it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_visits import empty_visit, made_profile, one_of_everything, opened
from random_visit_files import Raw

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_document, visit_file, write_visit_file
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview, Record
from inspector_app.visit.file_entities import Draw, Frame, Stratum
from inspector_app.visit.identifiers import derived_id

FRAME = Frame(
    id=derived_id("frame", "1"),
    name="open and closed.csv",
    file_sha256="0" * 64,
    sha256="1" * 64,
    rows=120,
    columns={"reference": "Case no."},
    brought_in_at="2010-06-08T09:00:00+01:00",
    brought_in_by=derived_id("inspector", "1"),
    order="a0",
)
DRAW = Draw(
    id=derived_id("draw", "1"),
    frame=FRAME.id,
    algorithm="sha256-order/1",
    seed="10 June",
    size=2,
    stratum_columns=("team",),
    proportion="in proportion",
    strata=(Stratum(name="duty", rows=100, size=1), Stratum(name="", rows=20, size=1)),
    positions=(17, 101),
    drawn_at="2010-06-08T09:10:00+01:00",
    drawn_by=derived_id("inspector", "1"),
    order="a0",
)


def drawn_visit() -> VisitContents:
    contents = one_of_everything()
    return replace(
        contents, records=tuple(_marked(record) for record in contents.records), frames=(FRAME,), draws=(DRAW,)
    )


def _marked(record: Record) -> Record:
    details = record.details
    if isinstance(details, Case):
        details = replace(details, draw=DRAW.id, position=17, replaces=record.id, left_reason="the file is at court")
    elif isinstance(details, Interview):
        details = replace(details, views="Candid; short of time.")
    return replace(record, unfiled=True, paper_id="K7-3", explained="The laptop was flat.", details=details)


def test_they_go_out_and_come_back(tmp_path: Path) -> None:
    contents = drawn_visit()
    path = tmp_path / "drawn.visit.json"
    write_visit_file(contents, path)
    again = read_visit_file(path)
    (case,) = (record.details for record in again.records if isinstance(record.details, Case))
    assert (case.draw, case.position, case.left_reason) == (DRAW.id, 17, "the file is at court")
    assert case.replaces is not None
    (interview,) = (record.details for record in again.records if isinstance(record.details, Interview))
    assert interview.views == "Candid; short of time."
    assert [(record.unfiled, record.paper_id, record.explained) for record in again.records] == [
        (True, "K7-3", "The laptop was flat.")
    ] * len(contents.records)
    assert (again.frames, again.draws) == (contents.frames, contents.draws)


def test_the_store_keeps_them(tmp_path: Path) -> None:
    contents = drawn_visit()
    with made_profile(tmp_path / "profile") as profile, opened(profile, contents) as visit:
        again = visit.contents()
    assert [record.details for record in again.records] == [record.details for record in contents.records]
    assert (again.frames, again.draws) == (contents.frames, contents.draws)
    assert again.draws[0].strata[1].size == 1


@pytest.mark.parametrize(
    ("frame", "draw"),
    [
        ({"sha256": "none"}, {}),
        ({"brought_in_at": "yesterday"}, {}),
        ({"rows": -1}, {}),
        ({}, {"positions": (17,)}),
        ({}, {"positions": (17, 0)}),
        ({}, {"strata": (DRAW.strata[0], DRAW.strata[0])}),
        ({}, {"drawn_at": "2010-06-08"}),
        ({}, {"frame": "another"}),
    ],
)
def test_a_draw_that_cannot_have_been_drawn_is_none_of_ours(
    frame: dict[str, Any], draw: dict[str, Any], tmp_path: Path
) -> None:
    contents = replace(drawn_visit(), frames=(replace(FRAME, **frame),), draws=(replace(DRAW, **draw),))
    path = tmp_path / "strange.visit.json"
    write_visit_file(contents, path)
    again = read_visit_file(path)
    assert (again.frames, again.draws) == ((), ())
    assert "/x-sampling" in again.visit.extra


@pytest.mark.parametrize("theirs", [None, [], {"frames": [], "draws": []}, {"frames": [{"id": "1"}], "draws": []}])
def test_what_another_program_keeps_under_our_key_is_given_back(theirs: object, tmp_path: Path) -> None:
    contents = one_of_everything()
    contents = replace(contents, visit=replace(contents.visit, extra={**contents.visit.extra, "/x-sampling": theirs}))
    path = tmp_path / "theirs.visit.json"
    write_visit_file(contents, path)
    before = path.read_bytes()
    again = read_visit_file(path)
    assert again.frames == ()
    other = tmp_path / "again.visit.json"
    write_visit_file(again, other)
    assert other.read_bytes() == before


FINDING = derived_id("finding")
INSPECTOR = derived_id("inspector")


def judged_visit() -> VisitContents:
    """A visit with every field and list of how it was judged, and of the work on its letter."""
    contents = one_of_everything()
    (finding,), (concern,) = contents.findings, contents.concerns
    first, second = finding.evidence
    return replace(
        contents,
        findings=(
            replace(
                finding,
                trigger="Systemic failure in timeliness.",
                evidence=(
                    replace(first, ties={"a1b2": "Supervision is mainly concerned with case management."}),
                    second,
                ),
            ),
        ),
        concerns=(replace(concern, open_because="The council traces the family today."),),
        letter=replace(
            contents.letter,
            enclosures=("A list of the cases read", "The terms of reference"),
            state="quality-assured",
            assured_by=INSPECTOR,
            assured_at="2010-05-10T12:00:00+01:00",
            replaces=derived_id("signed letter"),
            correction="A date was wrong.",
        ),
        next_steps=(replace(contents.next_steps[0], by=date(2010, 6, 30), where="the regional office"),),
        proposals=(replace(contents.proposals[0], answer="accepted", answered_by=INSPECTOR),),
    )


LISTS = ("agreements", "moves", "assignments", "next_steps", "letter_acceptances", "proposals")


def test_how_it_was_judged_goes_out_and_comes_back() -> None:
    contents = judged_visit()
    again = read_visit_file(visit_file(contents))
    assert again.findings[0].trigger == "Systemic failure in timeliness."
    assert [link.ties for link in again.findings[0].evidence] == [link.ties for link in contents.findings[0].evidence]
    assert again.concerns[0].open_because == "The council traces the family today."
    kept = ("enclosures", "state", "assured_by", "assured_at", "replaces", "correction")
    assert [getattr(again.letter, name) for name in kept] == [getattr(contents.letter, name) for name in kept]
    assert {name: getattr(again, name) for name in LISTS} == {name: getattr(contents, name) for name in LISTS}
    assert not again.visit.extra
    assert not again.letter.extra


def test_what_a_visit_looks_at_is_one_of_its_frameworks_choices() -> None:
    begun = empty_visit()
    visit = replace(begun.visit, framework="focused-visit", focus="front-door")
    again = read_visit_file(visit_file(replace(begun, visit=visit)))
    assert (again.visit.focus, again.visit.extra) == ("front-door", {})
    other = read_visit_file(visit_file(replace(begun, visit=replace(visit, focus="the-weather"))))
    assert (other.visit.focus, other.visit.extra) == (None, {"x-focus": "the-weather"})


def test_the_store_keeps_how_it_was_judged(tmp_path: Path) -> None:
    contents = read_visit_file(visit_file(judged_visit()))
    with made_profile(tmp_path / "profile") as profile, opened(profile, contents) as visit:
        assert visit_document(visit.contents()) == visit_document(contents)


def test_a_signed_letter_goes_out_as_it_was_before_it_was_signed() -> None:
    contents = judged_visit()
    signed = replace(contents, letter=replace(contents.letter, state="signed"))
    assert read_visit_file(visit_file(signed)).letter.state == "quality-assured"
    unread = replace(contents, letter=replace(contents.letter, state="issued", assured_by=None))
    assert read_visit_file(visit_file(unread)).letter.state == "draft"


def test_what_refers_to_something_removed_stays_behind_and_the_rest_is_ours() -> None:
    contents = judged_visit()
    again = read_visit_file(visit_file(replace(contents, findings=())))
    assert (again.agreements, again.moves, again.letter_acceptances, again.proposals) == ((), (), (), ())
    assert (again.assignments, again.next_steps) == (contents.assignments, contents.next_steps)
    alone = read_visit_file(visit_file(replace(contents, inspectors=())))
    assert alone.agreements == ()
    assert alone.letter.assured_by is None
    assert (alone.moves[0].by, alone.proposals[0].by, alone.letter_acceptances[0].by) == (None, None, None)
    assert (alone.assignments[0].inspector, alone.proposals[0].answered_by) == (None, None)


@pytest.mark.parametrize(
    ("key", "name", "changed"),
    [
        ("x-judging", "agreements", {"finding": derived_id("gone")}),
        ("x-judging", "agreements", {"inspector": derived_id("gone")}),
        ("x-judging", "agreements", {"agreed": 1}),
        ("x-judging", "agreements", {"at": "2010-04-21"}),
        ("x-judging", "agreements", {"order": "a0"}),
        ("x-judging", "moves", {"id": "one"}),
        ("x-judging", "moves", {"to_category": "inadequate"}),
        ("x-judging", "moves", {"by": derived_id("gone")}),
        ("x-judging", "assignments", {"theme": "weather"}),
        ("x-judging", "assignments", {"kind": "photograph"}),
        ("x-judging", "assignments", {"inspector": derived_id("gone")}),
        ("x-letter-work", "next_steps", {"by": "20100630"}),
        ("x-letter-work", "next_steps", {"by": "2010-02-30"}),
        ("x-letter-work", "letter_acceptances", {"words": "others"}),
        ("x-letter-work", "letter_acceptances", {"about": f"finding:{derived_id('gone')}"}),
        ("x-letter-work", "proposals", {"answer": "perhaps"}),
        ("x-letter-work", "proposals", {"start": -1}),
        ("x-letter-work", "proposals", {"answered_by": derived_id("gone")}),
    ],
)
def test_a_list_that_we_would_not_have_written_is_none_of_ours(key: str, name: str, changed: Raw) -> None:
    document = visit_document(judged_visit())
    document[key][name] = [{**document[key][name][0], **changed}]
    again = read_visit_file(json.dumps(document).encode())
    assert not any(getattr(again, each) for each in document[key])
    assert set(again.visit.extra) == {f"/{key}"}
    assert visit_document(again) == document


@pytest.mark.parametrize(
    ("key", "held"),
    [
        ("x-enclosures", ["A list", 1]),
        ("x-enclosures", []),
        ("x-state", "signed"),
        ("x-assured-by", derived_id("gone")),
        ("x-assured-at", "in May"),
        ("x-correction", None),
    ],
)
def test_what_another_program_says_of_the_letter_is_given_back(key: str, held: object) -> None:
    document = visit_document(one_of_everything())
    document["letter"][key] = held
    again = read_visit_file(json.dumps(document).encode())
    assert again.letter.extra == {key: held}
    assert visit_document(again) == document


@pytest.mark.parametrize("held", [None, {}, {"": "No key."}, {"a1": 1}, ["No map."]])
def test_what_another_program_ties_is_given_back(held: object) -> None:
    document = visit_document(one_of_everything())
    document["findings"][0]["evidence"][0]["x-ties"] = held
    again = read_visit_file(json.dumps(document).encode())
    assert again.findings[0].evidence[0].ties == {}
    assert visit_document(again) == document
