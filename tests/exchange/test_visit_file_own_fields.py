"""What the visit file has no name for goes out under keys of ours and comes back as what it was."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_visits import empty_visit, made_profile, one_of_everything, opened
from random_visit_files import Raw

from inspector_app.errors import FaultyVisitFile
from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import visit_document, visit_file, write_visit_file
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Interview, Record
from inspector_app.visit.file_entities import Draw, Frame, Stratum
from inspector_app.visit.identifiers import derived_id
from inspector_app.visit.keeping_entities import Hold

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def faults_of(document: Raw) -> dict[str, str]:
    with pytest.raises(FaultyVisitFile) as refused:
        read_visit_file(json.dumps(document).encode())
    return {fault.place: fault.message for fault in refused.value.faults}


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
def test_a_draw_that_cannot_have_been_drawn_is_a_fault(frame: dict[str, Any], draw: dict[str, Any]) -> None:
    document = visit_document(drawn_visit())
    lists = document["x-inspector-app-sampling"]
    lists["frames"][0] |= json.loads(json.dumps(frame))
    lists["draws"][0] |= json.loads(json.dumps(draw, default=asdict))
    (place,) = faults_of(document)
    assert place.startswith("$['x-inspector-app-sampling'].") and place.endswith(f"[0].{next(iter(frame | draw))}")


KEYS = ("focus", "judging", "keeping", "letter-work", "sampling", "state", "ties")


def test_what_another_program_keeps_under_a_like_name_stays_beside_ours() -> None:
    theirs = {f"x-{name}": {"agreements": name} for name in KEYS}
    document = visit_document(one_of_everything())
    del document["x-inspector-app-judging"]
    holders = (document, document["visit"], document["letter"], document["findings"][0]["evidence"][0])
    for holder in holders:
        holder.update(theirs)
    again = read_visit_file(json.dumps(document).encode())
    assert visit_document(again) == document
    judged = judged_visit()
    ours = visit_document(
        replace(again, agreements=judged.agreements, moves=judged.moves, assignments=judged.assignments)
    )
    assert {key: ours[key] for key in theirs} == theirs
    assert ours["x-inspector-app-judging"] == visit_document(judged)["x-inspector-app-judging"]


def test_a_key_of_ours_that_says_nothing_is_given_back() -> None:
    document = visit_document(empty_visit())
    document["x-inspector-app-judging"] = {"agreements": [], "moves": [], "assignments": []}
    document["x-inspector-app-sampling"] = None
    document["letter"] |= {"x-inspector-app-state": "draft", "x-inspector-app-correction": None}
    document["letter"] |= {"x-inspector-app-enclosures": []}
    again = read_visit_file(json.dumps(document).encode())
    assert (again.agreements, again.letter.state) == ((), "draft")
    assert visit_document(again) == document


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
        holds=(Hold(id=derived_id("hold"), reason="A complaint", placed_by=INSPECTOR, order="a0"),),
    )


LISTS = ("agreements", "moves", "assignments", "next_steps", "letter_acceptances", "proposals", "holds")


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
    faults = faults_of(visit_document(replace(begun, visit=replace(visit, focus="the-weather"))))
    assert faults == {"$.visit['x-inspector-app-focus']": 'The framework focused-visit has no focus "the-weather".'}


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
    assert read_visit_file(visit_file(replace(drawn_visit(), frames=()))).draws == ()
    alone = read_visit_file(visit_file(replace(contents, inspectors=())))
    assert alone.agreements == ()
    assert alone.letter.assured_by is None
    assert (alone.moves[0].by, alone.proposals[0].by, alone.letter_acceptances[0].by) == (None, None, None)
    assert (alone.assignments[0].inspector, alone.proposals[0].answered_by) == (None, None)


@pytest.mark.parametrize(
    ("key", "name", "changed"),
    [
        ("x-inspector-app-judging", "agreements", {"finding": derived_id("gone")}),
        ("x-inspector-app-judging", "agreements", {"inspector": derived_id("gone")}),
        ("x-inspector-app-judging", "agreements", {"agreed": 1}),
        ("x-inspector-app-judging", "agreements", {"at": "2010-04-21"}),
        ("x-inspector-app-judging", "agreements", {"order": "a0"}),
        ("x-inspector-app-judging", "moves", {"id": "one"}),
        ("x-inspector-app-judging", "moves", {"to_category": "inadequate"}),
        ("x-inspector-app-judging", "moves", {"by": derived_id("gone")}),
        ("x-inspector-app-judging", "assignments", {"theme": "weather"}),
        ("x-inspector-app-judging", "assignments", {"kind": "photograph"}),
        ("x-inspector-app-judging", "assignments", {"inspector": derived_id("gone")}),
        ("x-inspector-app-letter-work", "next_steps", {"by": "20100630"}),
        ("x-inspector-app-letter-work", "next_steps", {"by": "2010-02-30"}),
        ("x-inspector-app-letter-work", "letter_acceptances", {"words": "others"}),
        ("x-inspector-app-letter-work", "letter_acceptances", {"about": f"finding:{derived_id('gone')}"}),
        ("x-inspector-app-letter-work", "proposals", {"answer": "perhaps"}),
        ("x-inspector-app-letter-work", "proposals", {"start": -1}),
        ("x-inspector-app-letter-work", "proposals", {"answered_by": derived_id("gone")}),
        ("x-inspector-app-keeping", "holds", {"reason": " "}),
        ("x-inspector-app-keeping", "holds", {"lifted_at": "2016-05-22"}),
        ("x-inspector-app-keeping", "holds", {"placed_by": derived_id("gone")}),
    ],
)
def test_what_we_would_not_have_written_in_a_list_of_ours_is_a_fault(key: str, name: str, changed: Raw) -> None:
    document = visit_document(judged_visit())
    document[key][name][0] |= changed
    wrong = faults_of(document)
    field = {"agreements": "id", "assignments": "id", "letter_acceptances": "id"}.get(name, "")
    places = {place.rpartition("[0].")[2] for place in wrong}
    assert set(changed) <= places | {"words"} and places <= {*changed, field}
    assert all(place.startswith(f"$['{key}'].{name}[0].") for place in wrong)


@pytest.mark.parametrize(
    ("held", "place", "words"),
    [
        (["a list"], "", "This must be an object of lists, not a list."),
        ({"agreement": []}, ".agreement", "This key is not part"),
        ({"moves": "none"}, ".moves", 'This must be a list, not "none".'),
        ({"moves": ["none"]}, ".moves[0]", 'This must be an object, not "none".'),
        ({"moves": [{"id": UNKNOWN}]}, ".moves[0].why", "This is missing."),
        ({"moves": [{"why": None}]}, ".moves[0].why", "This must be text, not null."),
        ({"moves": []}, ".agreements", "This is missing."),
    ],
)
def test_what_is_no_list_of_ours_is_a_fault(held: object, place: str, words: str) -> None:
    document = visit_document(one_of_everything())
    document["x-inspector-app-judging"] = held
    assert faults_of(document)[f"$['x-inspector-app-judging']{place}"].startswith(words)


def test_the_same_id_twice_is_a_fault() -> None:
    document = visit_document(judged_visit())
    moves = document["x-inspector-app-judging"]["moves"]
    moves.append(moves[0])
    assert faults_of(document) == {
        "$['x-inspector-app-judging'].moves[1].id": "This id stands twice; each id is used once."
    }


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("enclosures", ["A list", 1]),
        ("state", "signed"),
        ("assured-by", derived_id("gone")),
        ("assured-at", "in May"),
        ("correction", 7),
    ],
)
def test_what_we_would_not_have_said_of_the_letter_is_a_fault(name: str, held: object) -> None:
    document = visit_document(one_of_everything())
    document["letter"][f"x-inspector-app-{name}"] = held
    assert list(faults_of(document)) == [f"$.letter['x-inspector-app-{name}']"]


@pytest.mark.parametrize("held", [{"": "No key."}, {"a1": 1}, ["No map."]])
def test_ties_are_texts_by_name(held: object) -> None:
    document = visit_document(one_of_everything())
    document["findings"][0]["evidence"][0]["x-inspector-app-ties"] = held
    assert list(faults_of(document)) == ["$.findings[0].evidence[0]['x-inspector-app-ties']"]
