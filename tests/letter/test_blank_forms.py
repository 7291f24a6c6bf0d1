"""Blank forms: everything that the window asks is on them, under an id, on pages that find together again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from letters import complaints, page_texts, pdf_text, ucra

from inspector_app.frameworks.framework import RECORD_KINDS
from inspector_app.letter.blank_forms import BlankForm, blank_forms_pdf
from inspector_app.visit.entities import Visit
from inspector_app.visit.paper import paper_id

VISIT = Visit(
    id="visit",
    framework="ucra-2010",
    authority_name="City of York Council",
    days=(date(2010, 4, 20), date(2010, 4, 21)),
)
PRINTED_AT = datetime(2010, 4, 19, tzinfo=UTC)
ROLES = ("", "social worker", "manager", "administrative", "partner", "out-of-hours")
FORMS = [
    *(BlankForm(paper_id("visit", "laptop", kind, n)) for n, kind in enumerate(RECORD_KINDS)),
    *(BlankForm(paper_id("visit", "laptop", "interview", 10 + n), role) for n, role in enumerate(ROLES)),
]


@pytest.fixture(scope="module")
def printed() -> bytes:
    return blank_forms_pdf(VISIT, ucra(), FORMS, created=PRINTED_AT)


def words(text: str) -> str:
    return " ".join(text.split())


def test_everything_that_is_asked_in_the_window_is_asked_on_paper(printed: bytes) -> None:
    text = words(pdf_text(printed))
    framework = ucra()
    asked = [prompt.text for form in framework.forms for prompt in form.prompts]
    asked += [field.label for form in framework.forms for field in form.fields if field.id != "role"]
    asked += [check.question for check in framework.checks]
    asked += [choice.label for choice in (*framework.case_dates, *framework.pathways, *framework.qualities)]
    asked += [f"{key} {answer.label}" for key, answer in enumerate(framework.answers, 1)]
    assert [each for each in asked if words(each) not in text] == []


def test_every_page_bears_the_id_of_its_form_and_its_number_in_it(printed: bytes) -> None:
    pages = [words(text) for text in page_texts(printed)]
    at = 0
    for form in FORMS:
        count = sum(form.paper.text in text for text in pages)
        assert count
        for number in range(1, count + 1):
            assert f"{form.paper.text} page {number} of {count}" in pages[at]
            at += 1
    assert at == len(pages)


def test_an_interviews_form_asks_its_role_and_everyone_and_nobody_else(printed: bytes) -> None:
    prompts = ucra().form("interview").prompts
    for form in FORMS[len(RECORD_KINDS) :]:
        text = words(" ".join(page for page in page_texts(printed) if form.paper.text in page))
        for prompt in prompts:
            assert (words(prompt.text) in text) == (not prompt.roles or form.role in prompt.roles)


def test_the_checkers_find_nothing(tmp_path: Path) -> None:
    """One of each: of many alike, a checker takes the heading at the head of each last page for a running one."""
    one_of_each = FORMS[: len(RECORD_KINDS)]
    assert complaints(blank_forms_pdf(VISIT, ucra(), one_of_each, created=PRINTED_AT), tmp_path) == []


def test_the_outline_leads_to_each_form(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as document, document.open_outline() as outline:
        assert [item.title.rpartition(" ")[2] for item in outline.root] == [form.paper.text for form in FORMS]


def test_the_same_forms_give_the_same_bytes(printed: bytes) -> None:
    assert blank_forms_pdf(VISIT, ucra(), FORMS, created=PRINTED_AT) == printed
