"""How long a visit is kept, when it is due, and what a certificate says of copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.errors import VisitOnHold
from inspector_app.visit.destroyed import DestructionNote, KnownCopy
from inspector_app.visit.destruction_words import UNKNOWN, copies_in_words, files_by_kind
from inspector_app.visit.keeping_entities import Hold
from inspector_app.visit.keeping_steps import lift_hold, place_hold
from inspector_app.visit.lines import VisitSummary
from inspector_app.visit.retention import due_words, is_due, keep_until, refuse_held, standing

VISIT = VisitSummary(
    id="v", authority="Example", framework="f", framework_name="F", days=(), state="issued",
    retention_until=date(2016, 7, 9),
)  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 240))
def test_a_visit_is_kept_for_whole_months(issued: date, months: int) -> None:
    until = keep_until(issued, months)
    assert (until.year - issued.year) * 12 + until.month - issued.month == months
    assert until.day == issued.day or (until.day < issued.day and until.day >= 28)


def test_it_is_due_the_day_after_and_never_while_it_is_held_or_not_issued() -> None:
    assert not is_due(VISIT, date(2016, 7, 9))
    assert is_due(VISIT, date(2016, 7, 10))
    assert "until 9 July 2016" in due_words(VISIT)
    held = replace(VISIT, held_because=("A complaint.",))
    assert not is_due(held, date(2026, 1, 1))
    assert not is_due(replace(VISIT, retention_until=None), date(2026, 1, 1))
    refuse_held(VISIT)
    with pytest.raises(VisitOnHold, match="A complaint"):
        refuse_held(held)


def test_a_hold_is_placed_and_lifted_with_a_reason() -> None:
    hold = Hold(id="h", reason="A complaint.")
    lifted = replace(hold, lifted_at="2012-01-01T10:00:00+00:00")
    assert standing([hold, lifted, replace(hold, deleted=True)]) == (hold,)
    (put,) = place_hold(" An inquiry ", by="me", at="2011-01-01T10:00:00+00:00", order="a0").changes
    assert put.entity == "hold"
    for step in (lambda: place_hold(" ", by="me", at="", order=""), lambda: lift_hold(hold, "", by="me", at="")):
        with pytest.raises(ValueError, match="reason"):
            step()


def test_a_certificate_names_each_copy_and_each_kind_of_file() -> None:
    copies = (
        KnownCopy("given", "2010-04-20T18:02:00+01:00", "A. Nother"),
        KnownCopy("exported", "2010-05-20T18:02:00+01:00", "a visit file"),
        KnownCopy("archived", "2016-05-20T18:02:00+01:00"),
    )
    files = {"visits/v.db": "1", "visits/v.db-wal": "2", "visits/v.files/x.kept": "3", "backups/v/t.db": "4",
             "backups/v/files/x.kept": "5", "backups/v/t.aside": "6", "rescue/v-1": "7"}  # fmt: skip
    note = DestructionNote(
        id="v", authority="E", at="", by="", files=files, copies=copies, folders_away=("/media/stick",)
    )
    told = copies_in_words(note)
    wanted = ("given to A. Nother on 20 April 2010 at 18:02", "a visit file", "archive", "/media/stick", UNKNOWN)
    assert [words in sentence for words, sentence in zip(wanted, told, strict=True)] == [True] * 5
    assert {kind: list(named) for kind, named in files_by_kind(note).items()} == {
        "The visit itself": ["v.db"],
        "Attached files": ["x.kept"],
        "Beside the visit": ["v.db-wal"],
        "Backups": ["t.db"],
        "Copies of attached files": ["x.kept"],
        "Kept aside": ["t.aside"],
        "Rescue copies": ["v-1"],
    }
