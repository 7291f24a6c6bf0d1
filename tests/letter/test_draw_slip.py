"""The draw slip: all that the council needs to work the draw out again, on half a page, and no case that was drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from letters import SIGNED_AT, complaints, page_texts, squeezed, ucra, york

from inspector_app.letter.draw_slip import draw_slip_pdf
from inspector_app.letter.evidence_record import evidence_record_pdf
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Case, Record
from inspector_app.visit.file_entities import Draw, Frame
from inspector_app.visit.sampling import ALGORITHM_TOLD, FrameRow, draw_sample, next_in_order

ROWS = [
    FrameRow(number, {"reference": f"EX-{number}", "team": ("Duty", "North", "South")[number % 3]})
    for number in range(1, 301)
]
FRAME = Frame(
    id="frame", name="cases-june.xlsx", sheet="Open cases", file_sha256="5e" * 32, sha256="7a" * 32, rows=300,
    columns={"reference": "Case ref", "team": "Team"}, brought_in_at="2010-04-20T09:00:00+01:00", brought_in_by="me",
)  # fmt: skip


def case(record_id: str, **fields: object) -> Record:
    return Record(id=record_id, kind="case", details=Case(id=record_id, **fields))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drawn() -> tuple[VisitContents, Draw]:
    """Forty cases in three strata; one replaced, one left without a replacement, one picked on purpose."""
    base = york()
    draw = draw_sample(
        ROWS, FRAME,  seed="20100420", size=40, stratum_columns=("team",),
        drawn_by=base.inspectors[0].id, drawn_at="2010-04-20T09:12:00+01:00", order="a0",
    )  # fmt: skip
    first, second = draw.positions[:2]
    following = next_in_order(ROWS, draw, draw.positions, "Duty")
    chosen = {"draw": draw.id, "chosen_how": "random", "chosen_stratum": "Duty"}
    replacing = {"chosen_how": "replacement", "replaces": "1", "position": following, "reference": "R-2"}
    records = (
        case("1", reference="R-1", position=first, left_reason="Locked by another worker.", **chosen),
        case("2", **{**chosen, **replacing}),
        case("3", reference="R-3", position=second, left_reason="Moved to another council.", **chosen),
        case("4", reference="EX-PICKED", chosen_how="on-purpose", chosen_reason="Returned to work after a complaint."),
        *(case(f"at {place}", reference=f"R-{place}", position=place, **chosen) for place in draw.positions[2:]),
    )
    return replace(base, records=records, frames=(FRAME,), draws=(draw,)), draw


def test_everything_to_draw_again_is_on_half_a_page(drawn: tuple[VisitContents, Draw], tmp_path: Path) -> None:
    contents, draw = drawn
    pdf = draw_slip_pdf(contents, ucra(), draw, created=SIGNED_AT)
    assert complaints(pdf, tmp_path) == []
    (printed,) = (squeezed(text) for text in page_texts(pdf))
    said = ["City of York Council", "cases-june.xlsx, sheet “Open cases”", "Cases in it: 300", FRAME.file_sha256]
    said += [FRAME.sha256, "Seed: 20100420", "Team, in proportion to the cases in each", "20 April 2010 at 09:12"]
    said += [contents.inspectors[0].name, draw.algorithm, ALGORITHM_TOLD, "Case ref and Team", "North, 13 of 100:"]
    said += [", ".join(map(str, draw.positions[:3])), "EX-PICKED: Returned to work after a complaint."]
    first, second = draw.positions[:2]
    following = next_in_order(ROWS, draw, draw.positions, "Duty")
    said += [f"{first}, replaced by {following}: Locked by another worker."]
    said += [f"{second}, not replaced: Moved to another council."]
    assert [words for words in said if squeezed(words) not in printed] == []
    assert not [reference for reference in ("R-1", "R-2", "R-3") if squeezed(f" {reference} ") in printed]
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        below = page.get_textpage().get_text_bounded(bottom=60, top=page.get_height() / 2)
    finally:
        document.close()
    assert below.strip() == ""


def test_a_second_draw_says_of_what_was_there_already_how_it_came(drawn: tuple[VisitContents, Draw]) -> None:
    contents, draw = drawn
    again = replace(draw, id="again", seed="8")
    first, second, third, fourth = draw.positions[:4]
    picked = case("5", reference="R-5", position=third, chosen_how="on-purpose", chosen_reason="Returned to work.")
    others = [each for each in contents.records if each.id not in (f"at {third}", f"at {fourth}")]
    anew = case("6", reference="R-1", position=first, draw="again", chosen_how="random")
    both = replace(contents, records=(*others, picked, anew), draws=(draw, again))
    printed = squeezed(" ".join(page_texts(draw_slip_pdf(both, ucra(), again, created=SIGNED_AT))))
    said = ["In the sample already when this was drawn, and not added again:", f"{third}: picked on purpose"]
    said += [f"{second}: drawn with seed 20100420. Not read: Moved to another council.", f"{fourth}: by another list"]
    said += [f"{', '.join(map(str, draw.positions[4:7]))}"]
    assert [words for words in said if squeezed(words) not in printed] == []


def test_the_evidence_record_has_the_draw_too(drawn: tuple[VisitContents, Draw], tmp_path: Path) -> None:
    contents, _ = drawn
    few = tuple(each for each in contents.records if not each.id.startswith("at "))
    pdf = evidence_record_pdf(replace(contents, records=few), ucra(), (), log_digest="", created=SIGNED_AT)
    assert complaints(pdf, tmp_path) == []
    printed = squeezed(" ".join(page_texts(pdf)))
    said = ["2 drawn at random, 1 in place of one that could not be read, 1 picked on purpose."]
    said += ["Left the sample without being read: 2 cases", "chosen in place of another · Duty"]
    said += ["chosen on purpose · Returned to work after a complaint."]
    said += ["Draw of 20 April 2010 at 09:12", FRAME.sha256, "Seed: 20100420", ALGORITHM_TOLD]
    assert [words for words in said if squeezed(words) not in printed] == []


def test_a_draw_without_strata_and_the_same_bytes_again(drawn: tuple[VisitContents, Draw], tmp_path: Path) -> None:
    contents, _ = drawn
    draw = draw_sample(ROWS, FRAME, seed="1", size=3, drawn_at="2010-04-20T09:12:00Z", drawn_by="", order="")
    plain = replace(contents, draws=(draw,), records=())
    pdf = draw_slip_pdf(plain, ucra(), draw, created=SIGNED_AT)
    assert complaints(pdf, tmp_path) == []
    (printed,) = page_texts(pdf)
    assert "Strata: none" in printed and "all cases, 3 of 300:" in printed and "on purpose" not in printed
    assert pdf == draw_slip_pdf(plain, ucra(), draw, created=SIGNED_AT)
