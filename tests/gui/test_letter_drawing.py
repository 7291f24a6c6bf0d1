"""The pages as they are drawn for the screen: what looks as before is kept, what is in sight comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from inspector_app.exchange.visit_file_reader import read_visit_file
from inspector_app.frameworks.library import load_framework
from inspector_app.gui.letter.drawing import Drawing, DrawnLetter
from inspector_app.gui.letter.typed_words import with_typed
from inspector_app.letter.content import LetterContent, letter_content
from inspector_app.letter.pdf import build_letter
from inspector_app.places import resources_folder
from inspector_app.visit import steps

YORK = read_visit_file(resources_folder() / "demo" / "york-2010.visit.json")
UCRA = load_framework("ucra-2010")
NOW = datetime(2010, 5, 21, 14, 2, tzinfo=UTC)


def content(last_words: str = "") -> LetterContent:
    """York's letter with something added to its last finding, which stands on the second page."""
    last = YORK.findings[-1]
    changed = replace(last, text=f"{last.text}{last_words}")
    return letter_content(replace(YORK, findings=(*YORK.findings[:-1], changed)), UCRA)


def draw(drawing: Drawing, letter: LetterContent, first: range, scale: float = 1) -> DrawnLetter:
    return drawing.draw_letter(letter, draft=True, created=NOW, scale=scale, first=first)


def in_sight(drawing: Drawing, letter: LetterContent, first: range) -> DrawnLetter:
    return drawing.draw_in_sight(letter, draft=True, created=NOW, scale=1, first=first)


def finish(drawing: Drawing, drawn: DrawnLetter) -> DrawnLetter:
    while drawn.waiting:
        drawn = drawing.draw_next(drawn)
    return drawn


def test_pages_in_sight_come_first_and_the_others_one_by_one() -> None:
    drawing = Drawing()
    drawn = draw(drawing, content(), range(1, 2))
    assert drawn.waiting == (0, 2)
    assert [image.isNull() for image in drawn.images] == [True, False, True]
    assert drawing.draw_next(drawn).waiting == (2,)
    assert draw(Drawing(), content(), range(7, 9)).waiting == (0, 1), "the reader is further down than the letter goes"


def test_only_what_looks_otherwise_is_drawn_again() -> None:
    drawing = Drawing()
    before = finish(drawing, draw(drawing, content(), range(3)))
    after = draw(drawing, content(" Twice."), range(0))
    assert 0 not in after.waiting and after.waiting
    assert after.images[0].cacheKey() == before.images[0].cacheKey()
    assert all(after.images[n].cacheKey() == before.images[n].cacheKey() for n in after.waiting), (
        "the old until the new"
    )
    assert finish(drawing, after).images == draw(Drawing(), content(" Twice."), range(3)).images
    assert draw(drawing, content(" Twice."), range(3), scale=0.5).images[0].width() < after.images[0].width()


def test_the_pages_in_sight_look_at_once_as_they_will_in_the_whole_letter() -> None:
    drawing, typed = Drawing(), content(" Twice.")
    before = finish(drawing, draw(drawing, content(), range(3)))
    whole = draw(Drawing(), typed, range(3))
    page = next(n for n in range(3) if whole.keys[n] != before.keys[n])
    sketch = in_sight(drawing, typed, range(page, page + 1))
    assert (sketch.whole, whole.whole) == (False, True)
    assert (sketch.keys, sketch.places) == (whole.keys, whole.places)
    assert sketch.images[page] == whole.images[page]
    assert sketch.images[page] != before.images[page] and page not in sketch.waiting
    rested = draw(drawing, typed, range(page, page + 1))
    assert rested.images[page].cacheKey() == sketch.images[page].cacheKey(), "it is not drawn a second time"
    assert in_sight(drawing, typed, range(page, page + 1)).pdf is rested.pdf, "what is made whole already is shown"
    assert in_sight(Drawing(), typed, range(7, 9)).waiting == (0, 1, 2), "the reader is further down than it goes"


def test_a_page_is_known_again_by_its_letters_not_by_their_codes_in_the_file() -> None:
    """Codes are given to letters as they first come, so that another letter before can take the code of one after."""
    pages = [build_letter(content(f" {sign} word"), draft=True, created=NOW).page_keys for sign in ("é", "ü")]
    assert pages[0][0] == pages[1][0]
    assert pages[0] != pages[1]


def test_what_is_typed_is_drawn_before_it_is_written() -> None:
    finding, letter = YORK.findings[0], YORK.letter
    typed = with_typed(
        YORK,
        [
            steps.set_field("finding", finding.id, "text", "Other words."),
            steps.set_field("finding", finding.id, "points", ["One."]),
            steps.set_field("letter", letter.id, "date", "2010-06-01"),
            steps.set_field("letter", letter.id, "wording/opening", "Own words."),
        ],
    )
    assert (typed.findings[0].text, typed.findings[0].points) == ("Other words.", ("One.",))
    assert letter_content(typed, UCRA).date == "1 June 2010"
    assert typed.letter.wording["opening"] == "Own words."
    back = with_typed(typed, [steps.set_field("letter", letter.id, "wording/opening", None)])
    assert "opening" not in back.letter.wording
