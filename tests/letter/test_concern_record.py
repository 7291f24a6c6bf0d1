"""A concern on paper: one page, its times and roles, no name of a child, readable by everyone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from letters import DEMO, SIGNED_AT, complaints, page_texts, squeezed, ucra

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.letter.concern_record import concern_record_pdf
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Concern


@pytest.fixture(scope="module")
def demo() -> VisitContents:
    return read_visit_file(DEMO)


def record_of(demo: VisitContents, concern: Concern) -> bytes:
    raised_by = demo.inspector(concern.raised_by)
    return concern_record_pdf(concern, demo.visit, raised_by, ucra(), created=SIGNED_AT)


def test_it_holds_all_that_was_written_on_one_page_and_the_checkers_find_nothing(
    demo: VisitContents, tmp_path: Path
) -> None:
    concern = demo.concerns[0]
    pdf = record_of(demo, concern)
    [printed] = page_texts(pdf)
    for words in (concern.case, concern.matter, concern.response, concern.raised_with, "City of York Council"):
        assert words
        assert squeezed(words) in squeezed(printed)
    assert "Closed without" not in printed
    assert complaints(pdf, tmp_path) == []
    assert record_of(demo, concern) == pdf


def test_what_it_lacks_is_said(demo: VisitContents, tmp_path: Path) -> None:
    closed = replace(demo.concerns[0], safe_at=None, response=None)
    [printed] = page_texts(record_of(demo, closed))
    assert "Child known to be safe: not yet" in printed
    assert "Closed without what came back" in " ".join(printed.split())
    bare = Concern(id="bare")
    assert complaints(record_of(demo, bare), tmp_path) == []
