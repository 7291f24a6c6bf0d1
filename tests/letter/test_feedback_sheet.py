"""The feedback sheet: York's on two pages, provisional on each, without what must not be told, readable by everyone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from letters import DEMO, SIGNED_AT, complaints, finding, letter_of, page_texts, squeezed, ucra

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.letter.feedback_sheet import feedback_sheet_pdf
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case


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


def test_more_findings_than_two_pages_hold_are_all_there(tmp_path: Path) -> None:
    many = [finding("strengths", f"Number {number}. " + "Words of it. " * 30, "A point.") for number in range(30)]
    bare = replace(letter_of(many), evidence=())
    pdf = feedback_sheet_pdf(bare, ucra(), created=SIGNED_AT)
    pages = page_texts(pdf)
    assert len(pages) > 2
    assert all("provisional" in page.lower() for page in pages)
    assert all(squeezed(each.text) in squeezed("".join(pages)) for each in (many[0], many[-1]))
    assert complaints(pdf, tmp_path) == []
