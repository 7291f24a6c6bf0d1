"""The letter for Word: the same words as the plain text, in real headings and lists."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import mammoth
from docx import Document
from letters import SIGNED_AT, finding, letter_of, ucra, york

from inspector_app.letter.content import letter_content
from inspector_app.letter.pdf import DRAFT_LINE, DRAFT_MARK
from inspector_app.letter.plain_text import plain_text
from inspector_app.letter.word_file import word_file
from inspector_app.visit.contents import VisitContents


def made(contents: VisitContents, *, draft: bool = False) -> bytes:
    return word_file(letter_content(contents, ucra()), draft=draft, created=SIGNED_AT)


def test_every_line_of_york_s_letter_stands_there_in_order() -> None:
    contents = york()
    document = Document(BytesIO(made(contents)))
    lines = [line.removeprefix("- ") for line in plain_text(letter_content(contents, ucra())).splitlines() if line]
    assert [paragraph.text for paragraph in document.paragraphs] == lines


def test_headings_and_bullets_are_real_ones() -> None:
    contents = letter_of([finding("satisfactory-practice", "Three things:", "One.", "Two.")])
    page = mammoth.convert_to_html(BytesIO(made(contents))).value
    assert "<h2>Satisfactory practice</h2>" in page
    assert "<ul><li>Three things:<ul><li>One.</li><li>Two.</li></ul></li></ul>" in page
    assert page.count("<h1>") == 1


def test_a_draft_says_so_first_and_at_the_head_of_its_pages() -> None:
    draft, final = (Document(BytesIO(made(york(), draft=draft))) for draft in (True, False))
    assert draft.paragraphs[0].text == DRAFT_LINE
    assert draft.core_properties.title.startswith("Draft: ")
    page = draft.sections[0]
    assert [head.paragraphs[0].text for head in (page.first_page_header, page.header)] == [DRAFT_MARK] * 2
    assert DRAFT_LINE not in [paragraph.text for paragraph in final.paragraphs]
    assert final.sections[0].header.paragraphs[0].text == ""


def test_it_is_in_british_english_on_a4() -> None:
    content = letter_content(york(), ucra())
    file = made(york())
    with ZipFile(BytesIO(file)) as parts:
        said = parts.read("word/styles.xml").decode()
    assert f'w:lang w:val="{content.language}"' in said and content.language == "en-GB"
    page = Document(BytesIO(file)).sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
