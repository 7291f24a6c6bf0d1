"""The letter's pages: the words in their order, laid out without orphans, accessible, the same every time."""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import (
    SIGNED_AT,
    complaints,
    finding,
    letter_of,
    page_texts,
    pdf_text,
    squeezed,
    ucra,
    words,
    york,
)

from inspector_app.letter.content import Origin, letter_content
from inspector_app.letter.pdf import BuiltLetter, build_letter, letter_pdf
from inspector_app.letter.plain_text import plain_text
from inspector_app.letter.proof import prove_letter, unprintable
from inspector_app.letter.signature_place import VisibleSignature
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Addressee, Copy, Finding, Inspector

LONG = (
    "While the majority of completed assessments seen were satisfactory overall, the quality of practice is "
    "inconsistent, and management oversight and quality assurance of work being undertaken are not proactive. "
)
NAMES = "Siân Łukasz Ștefan Őrsi GROẞ Žofia Þóra d’Été €20 – 35 Ελένη Иван"


def built(contents: VisitContents, *, draft: bool = False) -> BuiltLetter:
    return build_letter(letter_content(contents, ucra()), draft=draft, created=SIGNED_AT)


def nine_pages() -> VisitContents:
    """A letter of nine pages in which no sentence comes twice."""
    chance = random.Random(9)
    known = " ".join(finding.text for finding in york().findings).split()

    def sentence() -> str:
        return f"In part {' '.join(chance.choices(known, k=chance.randint(12, 60)))}."

    categories = [category.id for category in ucra().categories]
    return letter_of(
        [
            finding(category, sentence(), *(sentence() for _ in range(number % 3)))
            for category in categories
            for number in range(11)
        ]
    )


def people(count: int) -> list[Inspector]:
    return [
        Inspector(id=f"i{number}", name=f"Inspector {number}", designation="His Majesty's Inspector")
        for number in range(count)
    ]


LETTERS = {
    "york": york,
    "one page": lambda: letter_of([finding("strengths", "All is well.")], copies=[]),
    "nine pages": nine_pages,
    "ten address lines": lambda: letter_of(
        [finding("strengths", f"See www.example.gov.uk/{'long/' * 30}, or write to someone@example.gov.uk.")],
        addressees=[
            Addressee(id=f"a{one}", name=NAMES, salutation="Ms Őrsi", address=(*["A very long line " * 9] * 10,))
            for one in range(2)
        ],
        copies=[Copy(id=f"c{one}", role="department", name=NAMES) for one in range(30)],
    ),
    "seven signatories": lambda: letter_of([finding("strengths", LONG * 3)], inspectors=people(7)),
}


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("draft", [True, False], ids=["draft", "final"])
def test_the_checkers_find_nothing(name: str, draft: bool, tmp_path: Path) -> None:
    assert complaints(built(LETTERS[name](), draft=draft).pdf, tmp_path) == []


@pytest.mark.parametrize("name", LETTERS)
def test_the_pdf_has_the_words_of_the_plain_text_in_their_order(name: str) -> None:
    contents = LETTERS[name]()
    expected = words(plain_text(letter_content(contents, ucra())))
    assert squeezed("".join(words(pdf_text(built(contents).pdf)))) == squeezed("".join(expected))


def test_nine_pages_are_nine_pages_and_numbered() -> None:
    pages = page_texts(built(nine_pages()).pdf)
    assert len(pages) == 9
    assert all(f"Page {number} of 9" in text for number, text in enumerate(pages, start=1))
    assert all("Contact, referral and assessment arrangements within City of York" in text for text in pages)


def test_all_fonts_are_embedded_subsets_with_a_map_to_unicode() -> None:
    contents = letter_of([finding("strengths", NAMES + " → ≥ ✓")])
    with pikepdf.open(_stream(built(contents).pdf)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor and "/ToUnicode" in font
            assert str(font.BaseFont)[7] == "+"
    assert NAMES.split()[2] in pdf_text(built(contents).pdf)
    assert "→ ≥ ✓" in pdf_text(built(contents).pdf)


def test_a_draft_says_so_on_every_page_in_its_title_and_first_of_all() -> None:
    pdf = built(york(), draft=True).pdf
    assert all("DRAFT" in text for text in page_texts(pdf))
    with pikepdf.open(_stream(pdf)) as document:
        assert str(document.docinfo.Title).startswith("Draft: Annual unannounced inspection")
        first = document.Root.StructTreeRoot.K[0].K[0]
        assert first.S == "/P"
    assert "Draft – not yet signed" in pdf_text(pdf)
    final = built(york()).pdf
    assert not any("draft" in text.lower() for text in page_texts(final))


def test_a_draft_breaks_its_pages_where_the_letter_does() -> None:
    def where(letter: BuiltLetter) -> list[tuple[object, int]]:
        return [(place.origin, place.page) for place in letter.places if place.origin is not None]

    assert where(built(york(), draft=True)) == where(built(york()))


def test_the_structure_is_that_of_a_letter() -> None:
    with pikepdf.open(_stream(built(york()).pdf)) as document:
        root = document.Root.StructTreeRoot.K[0]
        kids = [str(kid.S) for kid in root.K]
        assert document.Root.Lang == "en-GB" and document.Root.MarkInfo.Marked
        listed = [kid for kid in root.K if kid.S == "/L"]
        items = [len(one.K) for one in listed]
        parts = [[str(part.S) for part in item.K] for item in listed[0].K]
    assert kids.count("/H1") == 1 and kids.count("/H2") == 2
    assert items == [9, 5]
    assert parts == [["/Lbl", "/LBody"]] * 9


def test_second_level_points_are_a_list_inside_their_bullet() -> None:
    contents = letter_of([finding("strengths", "Three parts:", "one", "two", "three")])
    with pikepdf.open(_stream(built(contents).pdf)) as document:
        outer = next(kid for kid in document.Root.StructTreeRoot.K[0].K if kid.S == "/L")
        label, body = outer.K.K
        words, inner = body.K
        assert [label.S, body.S, words.S, inner.S] == ["/Lbl", "/LBody", "/P", "/L"] and len(inner.K) == 3


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert built(york()).pdf == built(york()).pdf
    assert built(york()).pdf != built(york(), draft=True).pdf


def test_what_cannot_be_printed_is_said() -> None:
    content = letter_content(letter_of([finding("strengths", "Good 😀 work in 学校.")]), ucra())
    said = unprintable(content)
    assert len(said) == 3 and "😀" in said[0] and "grinning face" in said[0]
    assert unprintable(letter_content(letter_of([finding("strengths", NAMES)]), ucra())) == ()


def test_a_pdf_of_other_words_is_not_proved() -> None:
    visible = VisibleSignature(signed_by="Joan Dennis", signed_on="21 May 2010 at 14:02")
    content = letter_content(york(), ucra())
    pdf = letter_pdf(content, draft=False, created=SIGNED_AT, signature=visible)
    prove_letter(pdf, content, visible)
    with pytest.raises(AssertionError):
        prove_letter(pdf, replace(content, date="22 May 2010"), visible)


TEXT = st.text(st.sampled_from("abc Łé-–/’…\u00a0.,:"), min_size=1, max_size=120)
SENTENCE = st.builds(lambda text, times: f"A{text} is so. " * times, TEXT, st.integers(1, 12))
FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["strengths", "satisfactory-practice", "areas-for-development"]),
        SENTENCE,
    ),
    min_size=1,
    max_size=25,
)


@given(findings=FINDINGS, lines=st.lists(TEXT, max_size=10), signers=st.integers(0, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_letter_keeps_to_the_rules_of_the_page(findings: list[Finding], lines: list[str], signers: int) -> None:
    """Headings keep what follows, nothing leaves the frame, no paragraph leaves one line alone, all words are there."""
    addressee = Addressee(id="a", name="A. Director", salutation="Director", address=tuple(lines))
    findings = [replace(one, id=str(number)) for number, one in enumerate(findings)]
    contents = letter_of(findings, addressees=[addressee], inspectors=people(signers))
    content = letter_content(contents, ucra())
    letter = built(contents)
    for place, following in zip(letter.places, [*letter.places[1:], None], strict=True):
        left, bottom, right, top = place.rect
        assert (70 <= left < right <= 525 and 73 <= bottom < top <= 775) or place.origin is None
        if isinstance(place.origin, Origin) and place.origin.kind == "heading":
            assert following is not None and following.page == place.page
    under = {place.page for place in letter.places if isinstance(place.origin, Origin) and place.origin.kind == "copy"}
    before = [place.page for place in letter.places if isinstance(place.origin, Origin) and place.origin.kind != "copy"]
    assert under == {before[-1]}  # no page of copies alone
    halves = [place for place in letter.places if _is_torn(place.origin, letter)]
    assert all(place.rect[3] - place.rect[1] > 30 for place in halves)
    assert squeezed("".join(words(pdf_text(letter.pdf)))) == squeezed("".join(words(plain_text(content))))


def test_no_address_is_torn_and_the_salutation_stays_with_the_subject() -> None:
    address = [f"Line {number} of the address" for number in range(9)]
    for others in range(4):
        addressees = [
            Addressee(
                id=f"a{one}",
                name=f"Director {one}",
                post="A post",
                salutation="Director",
                address=(*address, f"EX1 {one}AA"),
            )
            for one in range(others + 1)
        ]
        pages = page_texts(built(letter_of([finding("strengths", LONG)], addressees=addressees)).pdf)
        for one in range(others + 1):
            assert [f"Director {one}\n" in page.replace("\r", "") for page in pages] == [
                f"EX1 {one}AA" in page for page in pages
            ]
        assert ["Dear Director" in page for page in pages] == ["This letter summarises" in page for page in pages]


def _is_torn(origin: object, letter: BuiltLetter) -> bool:
    if not isinstance(origin, Origin) or origin.kind not in {"finding", "part"}:
        return False
    return len({place.page for place in letter.places if place.origin == origin}) > 1


def _stream(pdf: bytes) -> BytesIO:
    return BytesIO(pdf)


def test_a_letter_without_a_date_begins_where_the_date_would_stand() -> None:
    def top(contents: VisitContents) -> float:
        places = built(contents, draft=True).places
        kinds = [getattr(place.origin, "kind", place.origin) for place in places]
        return next(place.rect[3] for place, kind in zip(places, kinds, strict=True) if kind in ("date", "addressee"))

    undated = replace(york(), letter=replace(york().letter, date=None))
    assert top(undated) == pytest.approx(top(york()), abs=0.1)
