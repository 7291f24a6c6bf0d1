"""The pages as pictures, and which line lies where."""

from __future__ import annotations

from dataclasses import replace

from letters import SIGNED_AT, ucra, york

from inspector_app.letter.content import Origin, letter_content
from inspector_app.letter.pdf import build_letter
from inspector_app.letter.preview import page_count, page_images, places_alike
from inspector_app.letter.signature_place import VisibleSignature


def test_pages_are_pictures_of_a4_in_the_scale_asked_for() -> None:
    pdf = build_letter(letter_content(york(), ucra()), draft=False, created=SIGNED_AT).pdf
    assert page_count(pdf) == 3
    pages = page_images(pdf, range(3), 1.5)
    assert [(page.width, page.height) for page in pages] == [(893, 1263)] * 3
    assert all(len(page.pixels) == page.width * page.height * 4 for page in pages)
    assert page_images(pdf, [2], 1.5) == pages[2:]
    greens = [page.pixels[1::4] for page in pages]
    assert all(0.85 < sum(green) / (255 * len(green)) < 0.999 for green in greens)


def test_the_places_of_a_signed_letter_are_those_in_which_its_words_stand() -> None:
    contents = york()
    built = build_letter(letter_content(contents, ucra()), draft=False, created=SIGNED_AT)
    signed = build_letter(
        letter_content(contents, ucra()),
        draft=False,
        created=SIGNED_AT,
        signature=VisibleSignature(signed_by="Joan Dennis", signed_on="21 May 2010, 14:02"),
    )
    assert places_alike(built, built.pdf) == built.places
    found = {place.origin for place in places_alike(built, signed.pdf)}
    assert {Origin("finding", finding.id) for finding in contents.findings} <= found

    first, *others = contents.findings
    other = replace(contents, findings=(replace(first, text="Another."), *others))
    elsewhere = build_letter(letter_content(other, ucra()), draft=False, created=SIGNED_AT)
    assert Origin("finding", first.id) not in {place.origin for place in places_alike(elsewhere, signed.pdf)}
