"""Notes keep their paragraphs and lists in a document."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
from letters import DIGEST, SIGNED_AT, complaints, pdf_text, ucra
from made_visits import one_of_everything

from inspector_app.letter.evidence_record import evidence_record_pdf
from inspector_app.letter.note_lines import NoteLine, note_lines

NOTES = (
    "Duty desk.\n\n- thresholds\n  - for schools\n- step-down\n1. read six\n2. two late\n\nAfter – café.\nNext line."
)


def test_lines_are_told_apart() -> None:
    assert note_lines(NOTES) == [
        NoteLine("Duty desk."),
        NoteLine("thresholds", 1, "-", after_gap=True),
        NoteLine("for schools", 2, "-"),
        NoteLine("step-down", 1, "-"),
        NoteLine("read six", 1, "1."),
        NoteLine("two late", 1, "2."),
        NoteLine("After – café.", after_gap=True),
        NoteLine("Next line."),
    ]
    assert [line.level for line in note_lines("    - deep at once\n-no item\n-5 days")] == [1, 0, 0]
    assert note_lines(" \n") == []


def test_the_evidence_record_keeps_them(tmp_path: Path) -> None:
    contents = one_of_everything()
    first, *others = contents.records
    contents = replace(contents, records=(replace(first, notes=NOTES), *others))
    pdf = evidence_record_pdf(contents, ucra(), (), log_digest=DIGEST, created=SIGNED_AT)
    lines = [line.strip() for line in pdf_text(pdf).splitlines()]
    at = lines.index("Duty desk.")
    written = [line for line in lines[at : at + 12] if line]
    assert written[:8] == [
        "Duty desk.",
        "• thresholds",
        "• for schools",
        "• step-down",
        "1. read six",
        "2. two late",
        "After – café.",
        "Next line.",
    ]
    assert complaints(pdf, tmp_path) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        kinds = {str(each.A.ListNumbering) for each in _lists(opened)}
    assert kinds == {"/Disc", "/Decimal"}


def _lists(opened: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/L"]
