"""What the visit file has no name for goes out under keys of ours and comes back as what it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_visits import made_profile, one_of_everything, opened

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.exchange.visit_file_writer import write_visit_file
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
