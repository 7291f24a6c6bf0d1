"""The pages as pictures, and which line lies where."""

from __future__ import annotations

from letters import SIGNED_AT, ucra, york

from inspector_app.letter.content import Origin, letter_content
from inspector_app.letter.pdf import build_letter
from inspector_app.letter.preview import page_count, page_images, place_at


def test_pages_are_pictures_of_a4_in_the_scale_asked_for() -> None:
    pdf = build_letter(letter_content(york(), ucra()), draft=False, created=SIGNED_AT).pdf
    assert page_count(pdf) == 3
    pages = page_images(pdf, range(3), 1.5)
    assert [(page.width, page.height) for page in pages] == [(893, 1263)] * 3
    assert all(len(page.pixels) == page.width * page.height * 4 for page in pages)
    assert page_images(pdf, [2], 1.5) == pages[2:]
    greens = [page.pixels[1::4] for page in pages]
    assert all(0.85 < sum(green) / (255 * len(green)) < 0.999 for green in greens)


def test_a_point_on_a_finding_leads_to_it() -> None:
    contents = york()
    letter = build_letter(letter_content(contents, ucra()), draft=True, created=SIGNED_AT)
    for finding in contents.findings:
        place = next(one for one in letter.places if one.origin == Origin("finding", finding.id))
        left, bottom, right, top = place.rect
        found = place_at(letter.places, place.page, (left + right) / 2, 841.89 - (bottom + top) / 2)
        assert found is not None and found.origin == Origin("finding", finding.id)
    assert place_at(letter.places, 0, 5, 5) is None
