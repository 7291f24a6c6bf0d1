"""The feedback sheet: York's on two pages, provisional on each, without what must not be told, readable by everyone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from letters import DEMO, SIGNED_AT, complaints, finding, letter_of, page_texts, squeezed, ucra

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.letter.feedback_sheet import feedback_sheet_pdf
from inspector_app.visit.agreement import judged_digest
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Evidence, Interview, Link, Record
from inspector_app.visit.identifiers import agreement_id, derived_id
from inspector_app.visit.judging_entities import Agreement


@pytest.fixture(scope="module")
def demo() -> VisitContents:
    return read_visit_file(DEMO)


def test_yorks_sheet_has_each_finding_with_evidence_on_two_provisional_pages(
    demo: VisitContents, tmp_path: Path
) -> None:
    pdf = feedback_sheet_pdf(demo, ucra(), created=SIGNED_AT)
    pages = page_texts(pdf)
    assert len(pages) == 2
    assert all("provisional" in page.lower() for page in pages)
    whole = squeezed("".join(pages))
    assert all(squeezed(each.text) in whole for each in demo.findings)
    assert squeezed("Counted: Assessment shared with the family in 15 of 18. Seen: Prints a copy") in whole
    assert squeezed("Told: We go down the list.") in whole
    references = [each.details.reference for each in demo.records if isinstance(each.details, Case)]
    assert references
    assert not [each for each in references if each in whole]
    assert squeezed("What she thinks of it, I hear if it is bad") not in whole, "it was said in confidence"
    assert complaints(pdf, tmp_path) == []
    assert feedback_sheet_pdf(demo, ucra(), created=SIGNED_AT) == pdf


def test_without_a_finding_it_says_so(tmp_path: Path) -> None:
    pdf = feedback_sheet_pdf(letter_of([]), ucra(), created=SIGNED_AT)
    [page] = page_texts(pdf)
    assert "There is no finding yet." in page
    assert complaints(pdf, tmp_path) == []


def test_a_finding_of_points_alone_begins_with_the_first(tmp_path: Path) -> None:
    contents = letter_of([finding("strengths", "", "Supervision is regular.", "Notes are kept.")])
    pdf = feedback_sheet_pdf(contents, ucra(), created=SIGNED_AT)
    [page] = page_texts(pdf)
    assert squeezed("1. Supervision is regular. – Notes are kept.") in squeezed(page)
    assert complaints(pdf, tmp_path) == []


def test_where_room_is_short_the_gravest_findings_keep_their_evidence() -> None:
    """Two dozen findings leave no room for evidence under each; all those of the gravest kind have some."""
    long = [finding("strengths", f"Number {number}. " + "Words of it. " * 16) for number in range(18)]
    grave = [finding("areas-for-development", f"Grave {number}. " + "Words of it. " * 16) for number in range(4)]
    pieces = {
        each.id: Evidence(id=derived_id(each.id), text=f"Said of {each.text[:9]}", record="talk", leaning="weakness")
        for each in (*long, *grave)
    }
    backed = [
        replace(each, evidence=(Link(id=each.id, finding=each.id, evidence=pieces[each.id].id),))
        for each in (*long, *grave)
    ]
    talk = Record(id="talk", kind="interview", details=Interview(id="talk"))
    contents = replace(letter_of(backed), records=(talk,), evidence=tuple(pieces.values()))
    pages = page_texts(feedback_sheet_pdf(contents, ucra(), created=SIGNED_AT))
    words = " ".join(" ".join(pages).split())
    assert len(pages) == 2
    assert all(f"Said of Grave {number}" in words for number in range(4))
    assert 0 < words.count("Said of Number") < 18


def test_it_says_whether_all_inspectors_agree_and_names_none_who_does_not() -> None:
    base = letter_of([finding("strengths", "Calls are answered."), finding("strengths", "Notes are kept.")])
    (lead,) = base.inspectors
    team = replace(base, inspectors=(lead, replace(lead, id="second", name="Anne Other")))
    agreed = [
        Agreement(id=agreement_id(each.id, person.id), finding=each.id, inspector=person.id, agreed=True, judged=judged)
        for each in team.findings
        for judged in [judged_digest(each, {})]
        for person in team.inspectors
    ]
    assert "agree" not in told(base)
    assert "The inspectors have not agreed on these draft findings yet." in told(team)
    assert "Not agreed by all inspectors yet: finding 2." in told(replace(team, agreements=tuple(agreed[:3])))
    assert "All inspectors agree with these draft findings." in told(replace(team, agreements=tuple(agreed)))
    assert "Anne Other" not in told(replace(team, agreements=tuple(agreed[:3])))


def told(contents: VisitContents) -> str:
    """The words of a sheet on one line."""
    return " ".join(" ".join(page_texts(feedback_sheet_pdf(contents, ucra(), created=SIGNED_AT))).split())


def test_more_findings_than_two_pages_hold_are_all_there(tmp_path: Path) -> None:
    many = [finding("strengths", f"Number {number}. " + "Words of it. " * 30, "A point.") for number in range(30)]
    bare = replace(letter_of(many), evidence=())
    pdf = feedback_sheet_pdf(bare, ucra(), created=SIGNED_AT)
    pages = page_texts(pdf)
    assert len(pages) > 2
    assert all("provisional" in page.lower() for page in pages)
    assert all(squeezed(each.text) in squeezed("".join(pages)) for each in (many[0], many[-1]))
    assert complaints(pdf, tmp_path) == []
